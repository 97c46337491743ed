-- renew_web_session
-- What a session holds from now on; one that ended meanwhile stays ended.
CREATE OR REPLACE FUNCTION base.renew_web_session(p_session bytea, p_body bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    UPDATE base.web_session AS s SET body = p_body, renewing_at = NULL
    WHERE s.session_hash = p_session;
END;
