-- see_web_session
-- What a session holds, unless it is over or its browser was idle for too long. That it was seen is
-- written at most every half minute: most of the time this only reads. One seen later than the
-- present was by a clock since put back: it is seen now, or it could rest for that much longer.
CREATE OR REPLACE FUNCTION base.see_web_session(
    p_session bytea, p_at timestamptz, p_idle interval
) RETURNS bytea
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    UPDATE base.web_session AS s SET seen_at = p_at
    WHERE s.session_hash = p_session AND s.ends_at > p_at
      AND s.seen_at > p_at - p_idle
      AND s.seen_at NOT BETWEEN p_at - interval '30 seconds' AND p_at + interval '30 seconds';
    SELECT s.body
    FROM base.web_session AS s
    WHERE s.session_hash = p_session AND s.ends_at > p_at AND s.seen_at > p_at - p_idle;
END;
