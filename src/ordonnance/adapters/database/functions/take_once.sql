-- take_once
-- True the first time that a mark is brought. It stands among the sessions as one that holds
-- nothing, so that it goes as they go once it is over; it does not rest before that.
CREATE OR REPLACE FUNCTION base.take_once(
    p_mark bytea, p_at timestamptz, p_ends timestamptz
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH taken AS (
        INSERT INTO base.web_session (session_hash, body, seen_at, ends_at)
        VALUES (p_mark, ''::bytea, p_ends, p_ends)
        ON CONFLICT DO NOTHING
        RETURNING true AS first
    )
    SELECT EXISTS (SELECT FROM taken);
END;
