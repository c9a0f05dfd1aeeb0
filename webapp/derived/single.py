"""The tables that one SELECT makes again, and that SELECT: links, messages, the memory of commands, finding, ends of chains."""

from __future__ import annotations

from webapp.audit.chain import GENESIS
from webapp.derived.relations import Relation

LINKS = """
    SELECT e.case_id AS source_id, (l ->> 'case')::bigint AS target_id, l ->> 'kind' AS kind, e.at
    FROM case_event e, jsonb_array_elements(e.data -> 'links') l WHERE e.seq = 1
    UNION ALL SELECT source_id, target_id, kind, at FROM (
        SELECT DISTINCT ON (done.case_id, target.id, done.data #>> '{result,kind}') done.case_id AS source_id,
            target.id AS target_id, done.data #>> '{result,kind}' AS kind, done.at, asked.data ->> 'type' AS job
        FROM case_event asked
        JOIN case_event done ON done.case_id = asked.case_id AND done.kind = 'JobCompleted'
            AND done.data -> 'job' = asked.data -> 'job'
        JOIN "case" target ON target.number = done.data #>> '{result,number}'
        WHERE asked.kind = 'JobCreated' AND asked.data ->> 'type' IN ('link_case', 'unlink_case')
        ORDER BY done.case_id, target.id, done.data #>> '{result,kind}', done.seq DESC
    ) last WHERE job = 'link_case'
"""
"""Those a case began with, and those its diagram made and did not undo."""
BEGAN_WITH_LINKS = "EXISTS (SELECT FROM case_event e WHERE e.case_id = t.source_id AND e.seq = 1 AND e.data ? 'links')"
"""Cases of earlier releases began with links that their history does not tell; those stay as they are."""
REQUESTER = """coalesce(c.file #>> '{requester,phone,vault}', c.file #>> '{requester,name,vault}',
    c.file #>> '{requester,id_number,vault}')::bigint"""

RELATIONS = (
    Relation(
        table="case_link", key=("source_id", "target_id", "kind"), columns=(), fill=("at",), case="source_id", made=LINKS,
        counted=BEGAN_WITH_LINKS,
    ),
    Relation(
        table="message_out", key=("case_id", "seq"), columns=("name", "payload", "link", "start", "sent_at"), case="case_id",
        made="""SELECT case_id, seq, data ->> 'name' AS name, data -> 'payload' AS payload, data ->> 'link' AS link,
            data ->> 'start' AS start, at AS sent_at FROM case_event WHERE kind = 'MessageSent'""",
    ),
    Relation(
        table="message_in", key=("case_id", "id"), columns=("name", "payload"), case="case_id",
        made="""SELECT i.case_id, i.id, o.name, o.payload FROM message_in i
            JOIN message_out o ON i.command_id = format('message:%s:%s:%s', o.case_id, o.seq, i.case_id)""",
        counted="starts_with(t.command_id, 'message:')",
    ),
    Relation(
        table="case", key=("id",), columns=("messages_waiting",), case="id",
        made="""SELECT c.id, (SELECT count(*) FROM message_in i WHERE i.case_id = c.id AND i.taken_at IS NULL)::int
            AS messages_waiting FROM "case" c""",
    ),
    Relation(
        table="command", key=("id",), columns=("case_id", "at", "first_seq", "last_seq"), fill=("kind",), case="case_id",
        made="""SELECT command_id AS id, case_id, min(at) AS at, min(seq) AS first_seq, max(seq) AS last_seq, '' AS kind
            FROM case_event GROUP BY command_id, case_id""",
    ),
    Relation(
        table="case_search", key=("case_id",), columns=("opened_at", "place", "category", "party_id", "grams"), case="case_id",
        made=f"""SELECT c.id AS case_id, c.opened_at, c.place, c.category, coalesce(r.party_id, gone.id) AS party_id,
            bigrams(c.title) AS grams FROM "case" c LEFT JOIN party_record r ON r.id = {REQUESTER}
            LEFT JOIN case_search s ON s.case_id = c.id
            LEFT JOIN party gone ON gone.id = s.party_id AND gone.erased_at IS NOT NULL""",
    ),
    Relation(
        table="sealed_case", key=("case_id",), columns=("last_seq",), case="case_id",
        made="SELECT case_id, max(last_seq) AS last_seq FROM seal_leaf GROUP BY case_id",
    ),
    Relation(
        table="audit_head", key=("id",), columns=("seq", "hash"), counted=f"t.hash <> '\\x{GENESIS.hex()}'::bytea",
        made="SELECT 0 AS id, seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1",
    ),
)  # fmt: skip
