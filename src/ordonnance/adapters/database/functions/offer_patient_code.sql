-- offer_patient_code
-- Keeps a code for an identity in the place of any former one, and drops some whose time is over.
CREATE OR REPLACE FUNCTION base.offer_patient_code(
    p_identity bytea, p_code bytea, p_body bytea, p_at timestamptz, p_until timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.patient_code AS c
    WHERE c.identity_hash IN (
        SELECT old.identity_hash
        FROM base.patient_code AS old
        WHERE old.until <= p_at AND old.identity_hash <> p_identity
        LIMIT 100
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO base.patient_code AS c (identity_hash, code_hash, body, until)
    VALUES (p_identity, p_code, p_body, p_until)
    ON CONFLICT (identity_hash) DO UPDATE
    SET code_hash = excluded.code_hash, body = excluded.body, tries = 0, until = excluded.until;
END;
