-- All a step needs to know, in one round trip: the case, its open rows, who handled it, whether this command was carried out
-- before, and which configuration is current.
SELECT
    c.id, c.number, c.version, c.state, c.file, c.head_hash,
    jsonb_build_object(
        'number', c.number, 'process', c.process, 'definition', c.definition, 'status', c.status, 'outcome', c.outcome,
        'title', c.title, 'channel', c.channel, 'category', c.category, 'urgency', c.urgency, 'place', c.place,
        'unit', c.unit, 'phase', c.phase, 'tier', c.tier, 'source', c.source, 'external_id', c.external_id,
        'compartment', c.compartment, 'about_unit', c.about_unit, 'flags', c.flags
    ) AS facts,
    c.opened_at, c.closed_at,
    (SELECT jsonb_agg(w) FROM work_item w WHERE w.case_id = c.id AND w.state = 'open') AS work_item,
    (SELECT jsonb_agg(k) FROM clock k WHERE k.case_id = c.id AND k.state <> 'stopped') AS clock,
    (SELECT jsonb_agg(i) FROM incident i WHERE i.case_id = c.id AND i.resolved_at IS NULL) AS incident,
    (SELECT jsonb_agg(l) FROM clearance_entry l WHERE l.case_id = c.id AND l.cleared_at IS NULL) AS clearance_entry,
    (SELECT jsonb_agg(DISTINCT jsonb_build_array(w.unit, w.ended_by)) FROM work_item w
        -- the clerks only: a superior that ruled on a return or an extension meanwhile did not handle the request
        WHERE w.case_id = c.id AND w.phase = 'handling' AND w.state = 'done' AND w.role IN ('unit_clerk', 'co_unit_clerk')
    ) AS handled_by,
    recused_from(c) AS recused,
    (SELECT jsonb_object_agg(name, number) FROM revision) AS revisions,
    done.id IS NOT NULL AS is_done
FROM "case" c
LEFT JOIN command done ON done.id = %(command_id)s
WHERE c.id = %(case_id)s
