-- Lines for the bell of everybody who is meant and for whom the case exists (the rules of casework/compartments.py).
WITH seats AS (
    SELECT role, unit FROM jsonb_to_recordset(%(seats)s::jsonb) AS s (role text, unit text)
), deputies AS (
    SELECT d.deputy_id, d.role, d.unit FROM delegation d
    WHERE d.starts_at <= %(at)s AND d.ends_at > %(at)s AND d.ended_at IS NULL
), wanted AS (
    SELECT unnest(%(users)s::int[]) AS user_id
    UNION SELECT p.user_id FROM "position" p JOIN seats s ON p.unit = s.unit AND p.role = coalesce(s.role, p.role)
    UNION SELECT d.deputy_id FROM deputies d JOIN seats s ON d.unit = s.unit AND d.role = coalesce(s.role, d.role)
    UNION SELECT w.user_id FROM watch w WHERE %(watchers)s AND w.case_id = %(case_id)s
)
INSERT INTO personal_notice (user_id, kind, case_id, task, facts, key, at)
SELECT u.id, %(kind)s, %(case_id)s, %(task)s, %(facts)s::jsonb, %(key)s, %(at)s
FROM wanted JOIN "user" u ON u.id = wanted.user_id LEFT JOIN "case" c ON c.id = %(case_id)s
WHERE u.active AND u.id <> ALL(%(but)s::int[]) AND (c.id IS NULL OR (
    (c.compartment IS NULL
        OR EXISTS (SELECT FROM compartment_grant g WHERE g.user_id = u.id AND g.compartment = c.compartment AND g.ended_at IS NULL)
        OR EXISTS (SELECT FROM work_item w WHERE w.case_id = c.id
            AND (w.ended_by = u.id OR w.assignee_id = u.id AND w.state = 'open')))
    AND (c.about_unit IS NULL OR NOT EXISTS (
        SELECT FROM (SELECT unit FROM "position" p WHERE p.user_id = u.id
            UNION ALL SELECT unit FROM deputies d WHERE d.deputy_id = u.id) seat
        JOIN org_unit o ON o.code = seat.unit WHERE c.about_unit = ANY(string_to_array(o.path, '/'))))
    AND u.id <> ALL(recused_from(c))
))
ON CONFLICT (user_id, key) DO NOTHING
