"""Reviews, orders to release, remarks and attempts on incidents: what was said and decided stays. Comparisons know how long each
new step takes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"

ENTERED = {
    "model_review": (
        "id, draft, process, definition_id, digest, files::text, base, editors::text, note, asked_by, asked_at",
        "OLD.state IN ('asked', 'approved')",
    ),
    "model_release": (
        "id, process, definition_id, kind, review, replaces, note, ordered_by, ordered_at, effective_at",
        "OLD.state IN ('ordered', 'scheduled', 'held', 'refused')",
    ),
    "studio_comment": ("id, draft, path, element, text, said_by, said_at", "true"),
    "incident_retry": ("id, ordered_by, ordered_at, reason, corrections::text", "OLD.ended_at IS NULL"),
}
"""Table -> what is entered once, and while what the rest may still change."""


def upgrade() -> None:
    op.add_column("what_if", sa.Column("paces", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("what_if", "paces", server_default=None)
    for table, (entered, going_on) in ENTERED.items():
        old, new = (", ".join(f"{side}.{column.strip()}" for column in entered.split(",")) for side in ("OLD", "NEW"))
        op.execute(
            f"""CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'UPDATE' AND {going_on} AND ({new}) IS NOT DISTINCT FROM ({old}) THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION '{table}: what was entered is never changed' USING ERRCODE = 'restrict_violation';
                END $$"""
        )
        op.execute(
            f"""CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"""
        )
