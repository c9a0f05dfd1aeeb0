-- Who took which list with him is never rewritten.
CREATE FUNCTION refuse_export_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'export_log is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER export_log_is_append_only BEFORE UPDATE OR DELETE ON export_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_export_log_change();
