-- reserve_numbers
-- Keeps the answer to a reservation; gives back the former one, if any, instead of writing.
-- Hashes under every pepper still held, newest first, in step.
CREATE OR REPLACE FUNCTION base.reserve_numbers(
    p_callers bytea[], p_keys bytea[], p_at timestamptz, p_body bytea
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
        INSERT INTO base.reservation (caller_hash, key_hash, at, body)
        VALUES (p_callers[1], p_keys[1], p_at, p_body)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'reservation neither written nor found';
END $$;
