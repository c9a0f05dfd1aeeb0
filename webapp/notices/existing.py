"""Whether a case exists for somebody, as a condition of SQL over the aliases u ("user") and c ("case", perhaps empty): the rules
of casework/compartments.py for people who are not asking. A test compares the two."""

DEPUTIES = """SELECT d.deputy_id, d.role, d.unit FROM delegation d
    WHERE d.starts_at <= %(at)s AND d.ends_at > %(at)s AND d.ended_at IS NULL"""
"""The CTE `deputies`, which EXISTS asks."""
EXISTS = """(c.id IS NULL OR (
    (c.compartment IS NULL
        OR EXISTS (SELECT FROM compartment_grant g
            WHERE g.user_id = u.id AND g.compartment = c.compartment AND g.ended_at IS NULL)
        OR EXISTS (SELECT FROM work_item w WHERE w.case_id = c.id
            AND (w.ended_by = u.id OR w.assignee_id = u.id AND w.state = 'open')))
    AND (c.about_unit IS NULL OR NOT EXISTS (
        SELECT FROM (SELECT unit FROM "position" p WHERE p.user_id = u.id
            UNION ALL SELECT unit FROM deputies d WHERE d.deputy_id = u.id) seat
        JOIN org_unit o ON o.code = seat.unit WHERE c.about_unit = ANY(string_to_array(o.path, '/'))))
    AND u.id <> ALL(recused_from(c))
))"""
