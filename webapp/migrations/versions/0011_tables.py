"""Decision tables as dated policy."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "dated_table",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("xml", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("dated_table_of_process", "dated_table", ["process", "decision", "effective_from"])
    op.create_index("dated_table_waiting", "dated_table", ["proposed_at"], postgresql_where=sa.text("status = 'proposed'"))
    op.execute("INSERT INTO revision (name, number) VALUES ('tables', 1)")
    op.execute(
        """CREATE TRIGGER dated_table_revised AFTER INSERT OR UPDATE OR DELETE ON dated_table
           FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('tables')"""
    )
    op.execute(
        """CREATE FUNCTION refuse_dated_table_change() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
               IF TG_OP = 'UPDATE' AND OLD.status = 'proposed'
                  AND (NEW.id, NEW.process, NEW.decision, NEW.xml, NEW.effective_from, NEW.basis, NEW.proposed_by)
                      IS NOT DISTINCT FROM
                      (OLD.id, OLD.process, OLD.decision, OLD.xml, OLD.effective_from, OLD.basis, OLD.proposed_by)
               THEN
                   RETURN NEW;
               END IF;
               RAISE EXCEPTION 'a published table is never changed' USING ERRCODE = 'restrict_violation';
           END $$"""
    )
    op.execute(
        """CREATE TRIGGER dated_table_is_kept BEFORE UPDATE OR DELETE ON dated_table
           FOR EACH ROW EXECUTE FUNCTION refuse_dated_table_change()"""
    )
