-- The optimistic lock: nobody else may have written since the case was read, otherwise nothing at all is written.
WITH changed AS (
    UPDATE "case" c SET
        definition = f.definition, status = f.status, outcome = f.outcome, version = %(version)s::bigint, state = %(state)b::bytea,
        file = coalesce(%(file)s::jsonb, c.file), title = f.title, channel = f.channel, category = f.category,
        urgency = f.urgency, place = f.place, unit = f.unit, phase = f.phase, tier = f.tier, due_at = %(due_at)s::timestamptz,
        closed_at = f.closed_at, compartment = f.compartment, about_unit = f.about_unit, flags = f.flags,
        head_hash = %(head_hash)b::bytea
    FROM jsonb_populate_record(NULL::"case", %(facts)s::jsonb) f
    WHERE c.id = %(case_id)s::bigint AND c.version = %(expected)s::bigint AND %(query_code)s::text IS NULL
    RETURNING c.id, c.messages_waiting
)
