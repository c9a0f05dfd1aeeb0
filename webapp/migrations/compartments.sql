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

-- Who was cleared, who kept away and who stood in for whom is ended or lifted, never removed.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are ended, not removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER compartment_grant_stays BEFORE DELETE ON compartment_grant
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER recusal_stays BEFORE DELETE ON recusal FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER delegation_stays BEFORE DELETE ON delegation FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();
