-- reserve_list
-- Keeps the answer to a reservation; gives back the former one, if any, instead of writing.
-- The list itself is kept apart, to be found again by who reserved it.
-- Hashes under every pepper still held, newest first, in step.
CREATE OR REPLACE FUNCTION base.reserve_list(
    p_callers bytea[], p_keys bytea[], p_at timestamptz, p_body bytea,
    p_id text, p_expires date, p_list bytea
) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_former bytea;
BEGIN
    -- Twice at most: the loser of a race finds what the winner wrote.
    FOR i IN 1..2 LOOP
        SELECT r.body INTO v_former
        FROM unnest(p_callers, p_keys) AS asked (caller_hash, key_hash)
        JOIN base.reservation AS r USING (caller_hash, key_hash)
        LIMIT 1;
        IF FOUND THEN
            RETURN v_former;
        END IF;
        INSERT INTO base.reservation (caller_hash, key_hash, at, body, list_id, expires_on, list)
        VALUES (p_callers[1], p_keys[1], p_at, p_body, p_id, p_expires, p_list)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'reservation neither written nor found';
END $$;
