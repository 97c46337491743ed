-- try_patient_code
-- What the code of an identity opens, once: it is then gone. Each try counts under the lock of its
-- row, so that many at once are no more than one after the other.
CREATE OR REPLACE FUNCTION base.try_patient_code(
    p_identity bytea, p_code bytea, p_at timestamptz, p_most integer
) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_code bytea;
    v_body bytea;
BEGIN
    UPDATE base.patient_code AS c SET tries = c.tries + 1
    WHERE c.identity_hash = p_identity AND c.until > p_at AND c.tries < p_most
    RETURNING c.code_hash, c.body INTO v_code, v_body;
    IF v_code IS NULL OR v_code <> p_code THEN
        RETURN NULL;
    END IF;
    DELETE FROM base.patient_code AS c WHERE c.identity_hash = p_identity;
    RETURN v_body;
END;
$$;
