"""The one place of personal data. Everything else holds references such as {"vault": 17, "class": "phone"}.

Every person has a key of their own, wrapped by the master key. Destroying it erases the person everywhere in this database at
once, and in every copy of the events, while the hash chains still verify; a backup of the whole database holds the wrapped key
too (webapp/retention/README.md)."""

from webapp.vault.masking import mask, redact
from webapp.vault.vault import ERASED, Erased, Vault, current, is_reference, use

__all__ = ["ERASED", "Erased", "Vault", "current", "is_reference", "mask", "redact", "use"]
