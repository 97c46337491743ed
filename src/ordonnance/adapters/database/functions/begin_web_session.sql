-- begin_web_session
-- Begins the session of a browser, and drops some of those that are over. p_tie: what ends it with
-- others; null for a session that ends alone.
CREATE OR REPLACE FUNCTION base.begin_web_session(
    p_session bytea, p_tie bytea, p_body bytea, p_at timestamptz, p_ends timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.web_session AS s
    WHERE s.session_hash IN (
        SELECT old.session_hash
        FROM base.web_session AS old
        WHERE old.ends_at < p_at
        LIMIT 100
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO base.web_session (session_hash, tie_hash, body, seen_at, ends_at)
    VALUES (p_session, p_tie, p_body, p_at, p_ends);
END;
