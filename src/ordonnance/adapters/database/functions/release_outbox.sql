-- release_outbox
-- Makes due at once what no live worker holds: messages never taken whose time is still to come, and
-- those put off further than p_beyond. Only a clock that was put back explains either, unless
-- p_beyond is nothing: then whoever took anything is known to be dead.
CREATE OR REPLACE FUNCTION base.release_outbox(p_beyond interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_released integer;
BEGIN
    UPDATE base.outbox AS m
    SET available_at = clock_timestamp()
    WHERE m.done_at IS NULL AND m.available_at > clock_timestamp()
      AND (m.attempts = 0 OR m.available_at > clock_timestamp() + p_beyond);
    GET DIAGNOSTICS v_released = ROW_COUNT;
    RETURN v_released;
END $$;
