-- keep_traces
-- Keeps traces of a présérie, each once: how many are new, and the places (from 1) of those that
-- are there already and say something else. Rows are taken in one order, so that two servers never
-- block each other.
CREATE OR REPLACE FUNCTION base.keep_traces(
    p_pilot bytea, p_traces bytea[], p_contents bytea[], p_bodies bytea[],
    p_at timestamptz, p_until timestamptz
) RETURNS TABLE (added bigint, contradicting bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    INSERT INTO base.pilot_trace (
        pilot_hash, trace_hash, content_hash, received_at, until, body
    )
    SELECT p_pilot, t.trace, t.content, p_at, p_until, t.body
    FROM unnest(p_traces, p_contents, p_bodies) WITH ORDINALITY AS t (trace, content, body, place)
    ORDER BY t.trace, t.place
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    SELECT coalesce(array_agg(t.place ORDER BY t.place), '{}') INTO contradicting
    FROM unnest(p_traces, p_contents) WITH ORDINALITY AS t (trace, content, place)
    JOIN base.pilot_trace AS kept ON kept.pilot_hash = p_pilot AND kept.trace_hash = t.trace
    WHERE kept.content_hash <> t.content;
    RETURN NEXT;
END $$;
