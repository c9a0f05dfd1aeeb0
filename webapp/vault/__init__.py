"""The one place of personal data. Everything else holds references such as {"vault": 17, "class": "phone"}.

Every person has a key of their own, wrapped by the master key. Destroying it erases the person everywhere at once, backups
of the events included, while the hash chains still verify."""

from webapp.vault.masking import mask, redact
from webapp.vault.vault import ERASED, Erased, Vault, current, is_reference, use

__all__ = ["ERASED", "Erased", "Vault", "current", "is_reference", "mask", "redact", "use"]
