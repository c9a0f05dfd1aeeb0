"""Clearance campaigns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

FROZEN = (
    """
    -- STABLE: it does not see the campaign that the same statement writes together with its list. Nobody joins afterwards.
    CREATE FUNCTION refuse_late_member() RETURNS trigger LANGUAGE plpgsql STABLE AS $$
    BEGIN
        IF EXISTS (SELECT FROM campaign WHERE case_id = NEW.campaign_id) THEN
            RAISE EXCEPTION 'the list of a campaign is frozen' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION refuse_change_of_list() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the list of a campaign is frozen' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER campaign_item_joins_at_once BEFORE INSERT ON campaign_item
        FOR EACH ROW EXECUTE FUNCTION refuse_late_member()
    """,
    """
    CREATE TRIGGER campaign_item_stays BEFORE DELETE OR UPDATE OF
        campaign_id, case_id, number, unit, category, urgency, tier, clock, due_at, opened_at ON campaign_item
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_list()
    """,
    """
    CREATE TRIGGER campaign_stays BEFORE DELETE OR UPDATE OF case_id, unit, query, members, digest, frozen_at ON campaign
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_list()
    """,
)


def upgrade() -> None:
    op.create_table('campaign',
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('query', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('members', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('standard', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('graded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id']),
    sa.PrimaryKeyConstraint('case_id')
    )
    op.create_table('campaign_item',
    sa.Column('campaign_id', sa.BigInteger(), nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('category', sa.Text(), nullable=True),
    sa.Column('urgency', sa.Text(), nullable=True),
    sa.Column('tier', sa.Text(), nullable=True),
    sa.Column('clock', sa.Text(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('grading', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('priority', sa.Integer(), nullable=True),
    sa.Column('responsible', sa.Integer(), nullable=True),
    sa.Column('action', sa.Text(), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('plan', sa.BigInteger(), nullable=True),
    sa.Column('settled', sa.Text(), nullable=True),
    sa.Column('cleared_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.case_id']),
    sa.ForeignKeyConstraint(['case_id'], ['case.id']),
    sa.PrimaryKeyConstraint('campaign_id', 'case_id')
    )
    op.create_index('campaign_item_of_case', 'campaign_item', ['case_id'], unique=False)
    op.create_index(
        'clearance_entry_by_due', 'clearance_entry', ['due_at', 'case_id', 'clock', 'run'], unique=False,
        postgresql_where=sa.text('cleared_at IS NULL'),
    )
    op.create_index(
        'clearance_entry_cleared', 'clearance_entry', ['cleared_at', 'case_id', 'clock', 'run'], unique=False,
        postgresql_where=sa.text('cleared_at IS NOT NULL'),
    )
    for statement in FROZEN:
        op.execute(statement)
