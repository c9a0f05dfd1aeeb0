WITH changed AS (
    INSERT INTO "case" (
        id, number, query_code, process, definition, status, outcome, version, state, file, title, channel, category, urgency,
        place, unit, phase, tier, due_at, source, external_id, opened_at, closed_at, head_hash,
        compartment, about_unit, flags
    )
    SELECT
        %(case_id)s::bigint, f.number, %(query_code)s::text, f.process, f.definition, f.status, f.outcome, %(version)s::bigint,
        %(state)b::bytea, %(file)s::jsonb, f.title, f.channel, f.category, f.urgency, f.place, f.unit, f.phase, f.tier,
        %(due_at)s::timestamptz, f.source, f.external_id, f.opened_at, f.closed_at, %(head_hash)b::bytea,
        f.compartment, f.about_unit, f.flags
    FROM jsonb_populate_record(NULL::"case", %(facts)s::jsonb) f
    WHERE %(expected)s::bigint = 0
    RETURNING id, messages_waiting
)
