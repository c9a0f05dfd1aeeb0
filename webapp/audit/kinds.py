"""What the office's own log records, by subject. A new kind needs a line here and words (`audit-kind-...`)."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "sessions": ("signed_in", "sign_in_refused", "signed_out"),
    "reads": (
        "unmasked", "case_opened", "file_opened", "read_by_program", "searched_person", "looked_up_person", "code_shown",
        "exported",
    ),
    "rights": (
        "position_granted", "position_revoked", "position_planned", "unit_changed", "account_changed", "clearance_granted",
        "clearance_revoked", "deputy_named", "deputy_ended", "recused", "recusal_ended",
    ),
    "rules": ("calendar_changed", "policy_changed", "table_proposed", "table_published", "table_sent_back", "table_withdrawn"),
    "models": (
        "review_asked", "draft_approved", "draft_sent_back", "review_ended", "release_scheduled", "release_withdrawn",
        "release_held", "release_refused", "released", "rolled_back", "migrated",
    ),
    "oversight": (
        "verified", "sampled", "finding_filed", "log_imported", "person_erased", "disposed", "hold_set", "hold_lifted",
        "retention_changed", "state_mended",
    ),
}  # fmt: skip
"""Group -> kinds: each is one thing that happened, in the past tense."""

KINDS = frozenset(kind for kinds in GROUPS.values() for kind in kinds)

OF_PERSONS = GROUPS["reads"]
"""By these somebody may have come to know something about a person."""
