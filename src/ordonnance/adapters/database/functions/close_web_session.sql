-- close_web_session
-- Ends the session of a browser; one that is not there is ended already.
CREATE OR REPLACE FUNCTION base.close_web_session(p_session bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.web_session AS s WHERE s.session_hash = p_session;
END;
