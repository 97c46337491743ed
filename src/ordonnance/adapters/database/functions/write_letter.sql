-- write_letter
-- Writes a letter after the version read; false when another came first. Its bytes go when it is no
-- longer to be sent.
CREATE OR REPLACE FUNCTION base.write_letter(
    p_concern bytea, p_letter bytea, p_version integer, p_state text, p_holds boolean,
    p_unsent boolean, p_due timestamptz, p_body bytea
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH written AS (
        UPDATE base.letter AS l
        SET version = l.version + 1, state = p_state, holds = p_holds, due_at = p_due,
            left_alone_until = l.written_at, body = p_body,
            content = CASE WHEN p_unsent THEN l.content END
        WHERE l.concern_hash = p_concern AND l.letter_hash = p_letter AND l.version = p_version
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM written);
END;
