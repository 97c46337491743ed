-- renew_web_session
-- What a session holds from now on, in place of what was read: false when it holds something else
-- by now, or ended. Only a new proof gives back the turn of whoever asks the provider again.
CREATE OR REPLACE FUNCTION base.renew_web_session(
    p_session bytea, p_former bytea, p_body bytea, p_proved boolean
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH renewed AS (
        UPDATE base.web_session AS s
        SET body = p_body, renewing_at = CASE WHEN p_proved THEN NULL ELSE s.renewing_at END
        WHERE s.session_hash = p_session AND s.body = p_former
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM renewed);
END;
