-- close_tied_web_sessions
-- Ends every session of that tie; without one, nothing changes.
CREATE OR REPLACE FUNCTION base.close_tied_web_sessions(p_tie bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.web_session AS s WHERE s.tie_hash = p_tie;
END;
