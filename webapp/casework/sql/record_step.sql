-- What a step writes after the case row itself (insert_case.sql or update_case.sql, the CTE "changed"). A part that has nothing
-- to write is left out of the statement. Each part joins "changed": if the case row was not written, no part is. A command id
-- used twice fails on its key and undoes it all.

-- part: told
told AS (
    INSERT INTO command (id, case_id, kind, at, first_seq, last_seq)
    SELECT %(command_id)s::text, id, %(command)s::text, %(at)s::timestamptz, %(expected)s::bigint + 1, %(version)s::bigint
    FROM changed
),
-- its figures are to be counted anew, see webapp/boards
to_count AS (
    INSERT INTO figure_touched (case_id) SELECT id FROM changed
)
-- part: events
history AS (
    INSERT INTO case_event SELECT r.* FROM changed, jsonb_populate_recordset(NULL::case_event, %(events)s::jsonb) r
)
-- part: work_item
work AS (
    INSERT INTO work_item SELECT r.* FROM changed, jsonb_populate_recordset(NULL::work_item, %(work_item)s::jsonb) r
    ON CONFLICT (case_id, task) DO UPDATE SET
        element = excluded.element, phase = excluded.phase, form = excluded.form, role = excluded.role, unit = excluded.unit,
        title = excluded.title, category = excluded.category, urgency = excluded.urgency, assignee_id = excluded.assignee_id,
        priority = excluded.priority, due_at = excluded.due_at, state = excluded.state, ended_at = excluded.ended_at, ended_by = excluded.ended_by,
        compartment = excluded.compartment, about_unit = excluded.about_unit, channel = excluded.channel, place = excluded.place,
        flags = excluded.flags, taken_at = excluded.taken_at
)
-- part: clock
clocks AS (
    INSERT INTO clock SELECT r.* FROM changed, jsonb_populate_recordset(NULL::clock, %(clock)s::jsonb) r
    ON CONFLICT (case_id, name, run) DO UPDATE SET
        state = excluded.state, due_at = excluded.due_at, provisional = excluded.provisional, calendar = excluded.calendar,
        time_limit = excluded.time_limit, breached_at = excluded.breached_at, excused = excluded.excused, stopped_at = excluded.stopped_at,
        on_time = excluded.on_time
)
-- part: clock_event
ledger AS (
    INSERT INTO clock_event SELECT r.* FROM changed, jsonb_populate_recordset(NULL::clock_event, %(clock_event)s::jsonb) r
)
-- part: disarmed
disarmed AS (
    DELETE FROM due_timer d USING changed, jsonb_populate_recordset(NULL::due_timer, %(disarmed)s::jsonb) r
    WHERE d.case_id = changed.id AND d.kind = r.kind AND d.name = r.name
)
-- part: closed
silenced AS (
    DELETE FROM due_timer d USING changed WHERE d.case_id = changed.id
)
-- part: due_timer
armed AS (
    INSERT INTO due_timer SELECT r.* FROM changed, jsonb_populate_recordset(NULL::due_timer, %(due_timer)s::jsonb) r
    ON CONFLICT (case_id, kind, name) DO UPDATE SET due_at = excluded.due_at
)
-- part: incident
incidents AS (
    INSERT INTO incident SELECT r.* FROM changed, jsonb_populate_recordset(NULL::incident, %(incident)s::jsonb) r
    ON CONFLICT (case_id, incident) DO UPDATE SET element = excluded.element, resolved_at = excluded.resolved_at
)
-- part: clearance_entry
clearance AS (
    INSERT INTO clearance_entry
    SELECT r.* FROM changed, jsonb_populate_recordset(NULL::clearance_entry, %(clearance_entry)s::jsonb) r
    ON CONFLICT (case_id, clock, run) DO UPDATE SET
        level = excluded.level, excused = excluded.excused, stopped_at = excluded.stopped_at, cleared_at = excluded.cleared_at, outcome = excluded.outcome
)
-- part: card
cards AS (
    INSERT INTO card SELECT r.* FROM changed, jsonb_populate_recordset(NULL::card, %(card)s::jsonb) r
)
-- part: told_people
informed AS (
    INSERT INTO personal_notice (user_id, kind, case_id, task, facts, key, at)
    SELECT r.user_id, r.kind, r.case_id, r.task, r.facts, r.key, r.at
    FROM changed, jsonb_populate_recordset(NULL::personal_notice, %(told_people)s::jsonb) r
    ON CONFLICT (user_id, key) DO NOTHING
)
-- part: told_watchers
watching AS (
    INSERT INTO personal_notice (user_id, kind, case_id, facts, key, at)
    SELECT w.user_id, r.kind, r.case_id, r.facts, r.key, r.at
    FROM changed JOIN watch w ON w.case_id = changed.id,
        jsonb_to_recordset(%(told_watchers)s::jsonb)
            AS r (kind text, case_id bigint, facts jsonb, key text, at timestamptz, doer integer)
    WHERE w.user_id IS DISTINCT FROM r.doer
    ON CONFLICT (user_id, key) DO NOTHING
)
-- part: told_seats
calling AS (
    INSERT INTO personal_notice (user_id, kind, case_id, task, facts, key, at)
    SELECT u.id, r.kind, r.case_id, r.task, r.facts, r.key, r.at
    FROM changed, jsonb_to_recordset(%(told_seats)s::jsonb)
            AS r (kind text, case_id bigint, task integer, facts jsonb, key text, at timestamptz, unit text, role text, doer integer),
        LATERAL (
            SELECT p.user_id FROM position p WHERE p.unit = r.unit AND p.role = r.role
            UNION SELECT d.deputy_id FROM delegation d
            WHERE d.unit = r.unit AND d.role = r.role AND d.starts_at <= r.at AND d.ends_at > r.at AND d.ended_at IS NULL
        ) seated JOIN "user" u ON u.id = seated.user_id AND u.active
    WHERE u.id IS DISTINCT FROM r.doer
    ON CONFLICT (user_id, key) DO NOTHING
)
-- part: told_over
answered AS (
    UPDATE personal_notice n SET read_at = %(at)s::timestamptz
    FROM changed, jsonb_array_elements(%(told_over)s::jsonb) AS task
    WHERE n.case_id = changed.id AND n.task = task::integer AND n.kind = 'called' AND n.read_at IS NULL
)
-- part: links
links AS (
    INSERT INTO case_link SELECT r.* FROM changed, jsonb_populate_recordset(NULL::case_link, %(links)s::jsonb) r
    ON CONFLICT DO NOTHING
)
-- part: messages
sent AS (
    INSERT INTO message_out SELECT r.* FROM changed, jsonb_populate_recordset(NULL::message_out, %(messages)s::jsonb) r
)
-- part: jobs
queued AS (
    SELECT procrastinate_defer_jobs_v1(ARRAY(
        SELECT r FROM jsonb_populate_recordset(NULL::procrastinate_job_to_defer_v1, %(jobs)s::jsonb) r
    )) AS ids FROM changed
)
-- part: awaits
reminded AS (
    SELECT procrastinate_defer_jobs_v1(ARRAY(
        SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %(reminder)s::jsonb) r
    )) AS ids FROM changed WHERE messages_waiting > 0
)
