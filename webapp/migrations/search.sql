-- Finding by words: pairs of neighbouring characters, the same function for titles and for what people type.
CREATE FUNCTION bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(line, at, 2)), '{}')
    FROM (SELECT lower(regexp_replace(words, '[[:space:][:punct:]，。、；：？！（）《》【】“”‘’…—·]+', ' ', 'g')) AS line) AS cleaned,
         generate_series(1, length(line) - 1) AS at
    WHERE position(' ' IN substr(line, at, 2)) = 0
$$;

CREATE FUNCTION index_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    requester bigint;
BEGIN
    SELECT party_id INTO requester FROM party_record
        WHERE id = coalesce(NEW.file #>> '{requester,phone,vault}', NEW.file #>> '{requester,name,vault}')::bigint;
    INSERT INTO case_search (case_id, opened_at, place, category, party_id, grams)
        VALUES (NEW.id, NEW.opened_at, NEW.place, NEW.category, requester, bigrams(NEW.title))
        ON CONFLICT (case_id) DO UPDATE SET place = excluded.place, category = excluded.category,
            party_id = excluded.party_id, grams = excluded.grams;
    RETURN NULL;
END $$;

CREATE TRIGGER case_is_found AFTER INSERT ON "case" FOR EACH ROW EXECUTE FUNCTION index_case();
CREATE TRIGGER case_is_found_by_its_new_words AFTER UPDATE OF title, place, category ON "case" FOR EACH ROW
    WHEN ((OLD.title, OLD.place, OLD.category) IS DISTINCT FROM (NEW.title, NEW.place, NEW.category))
    EXECUTE FUNCTION index_case();
