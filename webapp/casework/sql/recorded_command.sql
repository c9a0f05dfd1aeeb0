-- What a command did when it was carried out.
SELECT c.id, c.number, k.last_seq, k.kind, (
    SELECT jsonb_agg(jsonb_build_array(e.kind, e.data) ORDER BY e.seq) FROM case_event e
    WHERE e.case_id = k.case_id AND e.seq BETWEEN k.first_seq AND k.last_seq
)
FROM command k JOIN "case" c ON c.id = k.case_id
WHERE k.id = %(command_id)s
