-- History is append-only: nobody, not even a careless operator, rewrites an event. TRUNCATE is left to whoever owns the table:
-- emptying a test database is not tampering, and a missing chain is noticed at once.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case_event is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER case_event_is_append_only BEFORE UPDATE OR DELETE ON case_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Running processes compare these numbers with every step and reload what changed. A number comes from a sequence, so that it
-- is never used twice, not even when a change is rolled back.
CREATE SEQUENCE revision_number START 2;
INSERT INTO revision (name, number) VALUES ('calendar', 1), ('directory', 1), ('processes', 1);

CREATE FUNCTION raise_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revision SET number = nextval('revision_number') WHERE name = TG_ARGV[0];
    RETURN NULL;
END $$;

CREATE TRIGGER calendar_day_revised AFTER INSERT OR UPDATE OR DELETE ON calendar_day
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('calendar');
CREATE TRIGGER calendar_window_revised AFTER INSERT OR UPDATE OR DELETE ON calendar_window
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('calendar');
CREATE TRIGGER org_unit_revised AFTER INSERT OR UPDATE OR DELETE ON org_unit
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('directory');
CREATE TRIGGER position_revised AFTER INSERT OR UPDATE OR DELETE ON "position"
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('directory');
CREATE TRIGGER user_revised AFTER INSERT OR DELETE OR UPDATE OF active ON "user"
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('directory');
CREATE TRIGGER deployment_revised AFTER INSERT OR UPDATE OR DELETE ON deployment
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('processes');
CREATE TRIGGER policy_revised AFTER INSERT OR UPDATE OR DELETE ON policy
    FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('processes');
