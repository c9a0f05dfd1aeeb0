-- The signs of risk in cases: id, array of signs. What each weighs: webapp/sampling/frames.py.
SELECT c.id, array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT FROM clearance_entry l WHERE l.case_id = c.id) THEN 'late' END,
    CASE WHEN bool_or(e.kind = 'ClockExtended') THEN 'extended' END,
    CASE WHEN bool_or(e.kind = 'FileChanged' AND e.data ->> 'element' IS NULL) THEN 'amended' END,
    CASE WHEN bool_or(e.kind IN ('TokenMoved', 'CaseMigrated')) THEN 'moved' END,
    CASE WHEN c.status = 'cancelled' THEN 'cancelled' END,
    CASE WHEN jsonb_typeof(c.file -> 'reopened') = 'number' AND (c.file ->> 'reopened')::numeric > 0 THEN 'reopened' END,
    CASE WHEN 'unsatisfied' IN (c.file -> 'call_back' ->> 'satisfied', c.file -> 'verdict' ->> 'satisfied') THEN 'unsatisfied' END,
    CASE WHEN c.outcome IN ('closed_unreachable', 'closed_without_callback') THEN 'not_called' END,
    CASE WHEN c.closed_at < c.opened_at + interval '1 hour' THEN 'quick' END
], NULL)
FROM "case" c LEFT JOIN case_event e ON e.case_id = c.id
    AND e.kind IN ('ClockExtended', 'FileChanged', 'TokenMoved', 'CaseMigrated')
WHERE c.id = ANY(%(ids)s) GROUP BY c.id
