-- Open work repeats the compartment of its case (projections/case.py). Finished work follows here: what is restricted later
-- disappears from the lists of finished work as well. Rebuilding does the same for all cases at once (casework/rebuild.py).
CREATE FUNCTION restrict_finished_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE work_item SET compartment = NEW.compartment, about_unit = NEW.about_unit
        WHERE case_id = NEW.id AND (compartment, about_unit) IS DISTINCT FROM (NEW.compartment, NEW.about_unit);
    RETURN NULL;
END $$;

CREATE TRIGGER case_is_restricted AFTER UPDATE OF compartment, about_unit ON "case" FOR EACH ROW
    WHEN ((OLD.compartment, OLD.about_unit) IS DISTINCT FROM (NEW.compartment, NEW.about_unit))
    EXECUTE FUNCTION restrict_finished_work();

-- Work on restricted cases goes where somebody is cleared, so a clearance is part of the directory.
CREATE TRIGGER compartment_grant_revised AFTER INSERT OR UPDATE ON compartment_grant
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('directory');

-- Who was cleared, who kept away and who stood in for whom is ended or lifted, never removed.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are ended, not removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER compartment_grant_stays BEFORE DELETE ON compartment_grant
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER recusal_stays BEFORE DELETE ON recusal FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER delegation_stays BEFORE DELETE ON delegation FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();

-- Who has declared an interest in this case itself, its requester, its category (or one above it), or a unit it lies in or is
-- about. Asked with every step, so the two halves keep to their own small index.
CREATE FUNCTION recused_from(c "case") RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT r.user_id FROM recusal r WHERE r.case_id = c.id AND r.lifted_at IS NULL
        UNION ALL
        SELECT r.user_id FROM recusal r
        WHERE r.case_id IS NULL AND r.lifted_at IS NULL AND (
            starts_with(c.category, r.category)
            OR r.unit IN (c.unit, c.place, c.about_unit)
            OR r.party_id = (SELECT s.party_id FROM case_search s WHERE s.case_id = c.id)
        )
    )
$$;
