-- claim_web_session
-- True for the one request that may have a session vouched for again: nobody else does, or whoever
-- began to was longer than p_patience about it, or began by a clock since put back.
CREATE OR REPLACE FUNCTION base.claim_web_session(
    p_session bytea, p_at timestamptz, p_patience interval
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH claimed AS (
        UPDATE base.web_session AS s SET renewing_at = p_at
        WHERE s.session_hash = p_session
          AND (s.renewing_at IS NULL OR s.renewing_at <= p_at - p_patience
               OR s.renewing_at > p_at + p_patience)
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM claimed);
END;
