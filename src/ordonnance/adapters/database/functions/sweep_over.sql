-- sweep_over
-- Drops what is over: sessions of browsers that ended or rested for too long, sheets of desks whose
-- time has passed, traces of préséries that ended; of each at most p_most, nothing that somebody is
-- writing. How many rows went.
CREATE OR REPLACE FUNCTION base.sweep_over(p_at timestamptz, p_idle interval, p_most integer)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_sessions integer;
    v_sheets integer;
    v_traces integer;
BEGIN
    DELETE FROM base.web_session AS s
    WHERE s.session_hash IN (
        SELECT old.session_hash
        FROM base.web_session AS old
        WHERE old.ends_at <= p_at OR old.seen_at <= p_at - p_idle
        LIMIT p_most
        FOR UPDATE SKIP LOCKED
    );
    GET DIAGNOSTICS v_sessions = ROW_COUNT;
    DELETE FROM base.desk AS d
    WHERE (d.owner_hash, d.kind, d.id) IN (
        SELECT old.owner_hash, old.kind, old.id
        FROM base.desk AS old
        WHERE old.until <= p_at
        LIMIT p_most
        FOR UPDATE SKIP LOCKED
    );
    GET DIAGNOSTICS v_sheets = ROW_COUNT;
    DELETE FROM base.pilot_trace AS t
    WHERE (t.pilot_hash, t.trace_hash) IN (
        SELECT old.pilot_hash, old.trace_hash
        FROM base.pilot_trace AS old
        WHERE old.until <= p_at
        LIMIT p_most
        FOR UPDATE SKIP LOCKED
    );
    GET DIAGNOSTICS v_traces = ROW_COUNT;
    RETURN v_sessions + v_sheets + v_traces;
END;
$$;
