-- What starting a case needs: its id, whether this command was carried out before, and which configuration is current.
SELECT
    nextval('case_id_seq') AS id,
    (SELECT jsonb_object_agg(name, number) FROM revision) AS revisions,
    EXISTS (SELECT FROM command WHERE id = %(command_id)s) AS is_done
