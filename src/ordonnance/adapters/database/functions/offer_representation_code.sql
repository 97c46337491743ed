-- offer_representation_code
-- Keeps a code for a representation in the place of its former one, and drops some whose time is
-- over.
CREATE OR REPLACE FUNCTION base.offer_representation_code(
    p_identity bytea, p_id uuid, p_code bytea, p_body bytea, p_at timestamptz, p_until timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.representation_code AS c
    WHERE (c.identity_hash, c.id) IN (
        SELECT old.identity_hash, old.id
        FROM base.representation_code AS old
        WHERE old.until <= p_at AND (old.identity_hash, old.id) <> (p_identity, p_id)
        LIMIT 100
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO base.representation_code AS c (identity_hash, id, code_hash, body, until)
    VALUES (p_identity, p_id, p_code, p_body, p_until)
    ON CONFLICT (identity_hash, id) DO UPDATE
    SET code_hash = excluded.code_hash, body = excluded.body, tries = 0, until = excluded.until;
END;
