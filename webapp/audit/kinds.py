"""What the office's own log records, by subject. A new kind needs a line here and words (`audit-kind-...`)."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "sessions": ("signed_in", "sign_in_refused", "signed_out"),
    "reads": ("unmasked", "case_opened", "searched_person", "looked_up_person", "exported"),
    "rights": (
        "position_granted", "position_revoked", "account_changed", "clearance_granted", "clearance_revoked", "deputy_named",
        "deputy_ended", "recused", "recusal_ended",
    ),
    "rules": ("calendar_changed", "policy_changed", "table_published"),
    "models": ("draft_approved", "released", "rolled_back", "migrated"),
    "oversight": (
        "verified", "sampled", "finding_filed", "log_imported", "person_erased", "disposed", "hold_set", "hold_lifted",
        "retention_changed",
    ),
}  # fmt: skip
"""Group -> kinds: each is one thing that happened, in the past tense."""

KINDS = frozenset(kind for kinds in GROUPS.values() for kind in kinds)

OF_PERSONS = ("unmasked", "case_opened", "searched_person", "looked_up_person", "exported")
"""By these somebody may have come to know something about a person."""
