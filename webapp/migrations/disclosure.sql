-- Who looked at personal data is never rewritten.
CREATE FUNCTION refuse_disclosure_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'disclosure is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER disclosure_is_append_only BEFORE UPDATE OR DELETE ON disclosure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_disclosure_change();
