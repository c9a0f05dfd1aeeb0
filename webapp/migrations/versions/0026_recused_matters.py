"""Who keeps away from a case keeps away from its supervision and its findings: they say the same, and judge it."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute('ALTER FUNCTION recused_from("case") RENAME TO recused_from_matter')
    op.execute(
        """CREATE FUNCTION recused_from(c "case") RETURNS integer[] LANGUAGE sql STABLE AS $$
            SELECT recused_from_matter(c) || ARRAY(
                SELECT unnest(recused_from_matter(m)) FROM case_link l JOIN "case" m ON m.id = l.target_id
                WHERE l.source_id = c.id AND l.kind IN ('supervises', 'finding_on')
            )
        $$"""
    )
