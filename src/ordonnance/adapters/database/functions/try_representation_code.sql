-- try_representation_code
-- What one of the codes of an identity opens, once: it is then gone. A wrong one counts on all of
-- them, locked in their order, so that many at once are no more than one after the other.
CREATE OR REPLACE FUNCTION base.try_representation_code(
    p_identity bytea, p_code bytea, p_at timestamptz, p_most integer
) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_id uuid;
    v_body bytea;
BEGIN
    PERFORM FROM base.representation_code AS c
    WHERE c.identity_hash = p_identity ORDER BY c.id FOR UPDATE;
    SELECT c.id, c.body INTO v_id, v_body FROM base.representation_code AS c
    WHERE c.identity_hash = p_identity AND c.code_hash = p_code
      AND c.until > p_at AND c.tries < p_most;
    IF v_id IS NULL THEN
        UPDATE base.representation_code AS c SET tries = c.tries + 1
        WHERE c.identity_hash = p_identity AND c.until > p_at AND c.tries < p_most;
        RETURN NULL;
    END IF;
    DELETE FROM base.representation_code AS c WHERE c.identity_hash = p_identity AND c.id = v_id;
    RETURN v_body;
END;
$$;
