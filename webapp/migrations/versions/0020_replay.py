"""People can be found by their identity number: a keyed hash of it, as of their telephone number."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


INDEX_CASE = """
    CREATE OR REPLACE FUNCTION index_case() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        requester bigint;
    BEGIN
        SELECT party_id INTO requester FROM party_record
            WHERE id = coalesce(NEW.file #>> '{requester,phone,vault}', NEW.file #>> '{requester,name,vault}',
                NEW.file #>> '{requester,id_number,vault}')::bigint;
        INSERT INTO case_search (case_id, opened_at, place, category, party_id, grams)
            VALUES (NEW.id, NEW.opened_at, NEW.place, NEW.category, requester, bigrams(NEW.title))
            ON CONFLICT (case_id) DO UPDATE SET place = excluded.place, category = excluded.category,
                party_id = excluded.party_id, grams = excluded.grams;
        RETURN NULL;
    END $$
"""
"""As in search.sql, and of somebody who gave nothing but an identity number."""


def upgrade() -> None:
    op.add_column("party", sa.Column("id_index", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_party_id_index"), "party", ["id_index"], unique=False)
    op.execute(INDEX_CASE)
