-- Lines for the bell of everybody who is meant and for whom the case exists; existing.py fills the braces.
WITH seats AS (
    SELECT role, unit FROM jsonb_to_recordset(%(seats)s::jsonb) AS s (role text, unit text)
), deputies AS (
    {deputies}
), wanted AS (
    SELECT unnest(%(users)s::int[]) AS user_id
    UNION SELECT p.user_id FROM "position" p JOIN seats s ON p.unit = s.unit AND p.role = coalesce(s.role, p.role)
    UNION SELECT d.deputy_id FROM deputies d JOIN seats s ON d.unit = s.unit AND d.role = coalesce(s.role, d.role)
    UNION SELECT w.user_id FROM watch w WHERE %(watchers)s AND w.case_id = %(case_id)s
)
INSERT INTO personal_notice (user_id, kind, case_id, task, facts, key, at)
SELECT u.id, %(kind)s, %(case_id)s, %(task)s, %(facts)s::jsonb, %(key)s, %(at)s
FROM wanted JOIN "user" u ON u.id = wanted.user_id LEFT JOIN "case" c ON c.id = %(case_id)s
WHERE u.active AND u.id <> ALL(%(but)s::int[]) AND {exists}
ON CONFLICT (user_id, key) DO NOTHING
