-- The organisation of any past day: every change of a unit, a position or an account ends one row of its history and begins
-- another, in the same transaction. Who, why and when come from webapp/organisation/change.py; a change made past it is dated by
-- the database's own clock and has no name. What the first row of a thing does not know the beginning of was there all along.
CREATE FUNCTION change_moment(known_before boolean) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('bihuan.at', true), '')::timestamptz, CASE WHEN known_before THEN clock_timestamp() END)
$$;
CREATE FUNCTION change_by() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('bihuan.by', true), '') $$;
CREATE FUNCTION change_reason() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('bihuan.reason', true), '') $$;

CREATE FUNCTION keep_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE org_unit_history SET ends_at = change_moment(true), ended_by = change_by(), ended_because = change_reason()
        WHERE code = OLD.code AND ends_at IS NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO org_unit_history (code, parent, path, tier, kind, name, name_en, active, successor, begins_at, begun_by,
            begun_because)
        SELECT NEW.code, NEW.parent, NEW.path, NEW.tier, NEW.kind, NEW.name, NEW.name_en, NEW.active, NEW.successor,
            change_moment(EXISTS (SELECT FROM org_unit_history WHERE code = NEW.code)), change_by(), change_reason();
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION keep_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE position_history SET ends_at = change_moment(true), ended_by = change_by(), ended_because = change_reason()
        WHERE user_id = OLD.user_id AND unit = OLD.unit AND role = OLD.role AND ends_at IS NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO position_history (user_id, unit, role, begins_at, begun_by, begun_because)
        SELECT NEW.user_id, NEW.unit, NEW.role, change_moment(EXISTS (SELECT FROM position_history
            WHERE user_id = NEW.user_id AND unit = NEW.unit AND role = NEW.role)), change_by(), change_reason();
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE user_history SET ends_at = change_moment(true), ended_by = change_by(), ended_because = change_reason()
        WHERE user_id = OLD.id AND ends_at IS NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO user_history (user_id, login, name, name_en, active, begins_at, begun_by, begun_because)
        SELECT NEW.id, NEW.login, NEW.name, NEW.name_en, NEW.active,
            change_moment(EXISTS (SELECT FROM user_history WHERE user_id = NEW.id)), change_by(), change_reason();
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER org_unit_kept AFTER INSERT OR DELETE ON org_unit FOR EACH ROW EXECUTE FUNCTION keep_unit();
CREATE TRIGGER org_unit_change_kept AFTER UPDATE ON org_unit FOR EACH ROW
    WHEN ((OLD.code, OLD.parent, OLD.path, OLD.tier, OLD.kind, OLD.name, OLD.name_en, OLD.active, OLD.successor)
        IS DISTINCT FROM (NEW.code, NEW.parent, NEW.path, NEW.tier, NEW.kind, NEW.name, NEW.name_en, NEW.active, NEW.successor))
    EXECUTE FUNCTION keep_unit();
CREATE TRIGGER position_kept AFTER INSERT OR UPDATE OR DELETE ON "position" FOR EACH ROW EXECUTE FUNCTION keep_position();
CREATE TRIGGER user_kept AFTER INSERT OR DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION keep_account();
CREATE TRIGGER user_change_kept AFTER UPDATE OF login, name, name_en, active ON "user" FOR EACH ROW
    WHEN ((OLD.login, OLD.name, OLD.name_en, OLD.active) IS DISTINCT FROM (NEW.login, NEW.name, NEW.name_en, NEW.active))
    EXECUTE FUNCTION keep_account();

-- What was there before this history began: accounts and positions from where the office's log tells of them, the rest all along.
INSERT INTO org_unit_history (code, parent, path, tier, kind, name, name_en, active)
    SELECT code, parent, path, tier, kind, name, name_en, active FROM org_unit;
INSERT INTO position_history (user_id, unit, role, begins_at, begun_by, begun_because)
    SELECT p.user_id, p.unit, p.role, e.at, e.actor, e.about ->> 'reason' FROM "position" p LEFT JOIN LATERAL (
        SELECT at, actor, about FROM audit_event WHERE kind = 'position_granted'
            AND about @> jsonb_build_object('user', p.user_id, 'role', p.role, 'unit', p.unit) ORDER BY seq DESC LIMIT 1
    ) e ON true;
INSERT INTO user_history (user_id, login, name, name_en, active, begins_at, begun_by)
    SELECT u.id, u.login, u.name, u.name_en, u.active, e.at, e.actor FROM "user" u LEFT JOIN LATERAL (
        SELECT at, actor FROM audit_event WHERE kind = 'account_changed' AND about @> jsonb_build_object('user', u.id, 'what', 'added')
        ORDER BY seq LIMIT 1
    ) e ON true;

-- A row of history is ended once and never touched again.
CREATE FUNCTION refuse_change_of_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ends_at IS NULL AND NEW.ends_at IS NOT NULL
        AND to_jsonb(OLD) - '{ends_at,ended_by,ended_because}'::text[] = to_jsonb(NEW) - '{ends_at,ended_by,ended_because}'::text[]
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what is kept in % does not change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER org_unit_history_stays BEFORE UPDATE OR DELETE ON org_unit_history
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_organisation();
CREATE TRIGGER position_history_stays BEFORE UPDATE OR DELETE ON position_history
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_organisation();
CREATE TRIGGER user_history_stays BEFORE UPDATE OR DELETE ON user_history
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_organisation();
