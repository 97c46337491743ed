-- post_letter
-- Keeps a new letter. 'posted'; 'there' when it was kept before; 'held' when another letter may
-- still bring the same prescription to somebody.
CREATE OR REPLACE FUNCTION base.post_letter(
    p_concern bytea, p_letter bytea, p_sender bytea, p_state text, p_holds boolean,
    p_written timestamptz, p_due timestamptz, p_body bytea, p_content bytea
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    INSERT INTO base.letter (
        concern_hash, letter_hash, sender_hash, state, holds, version, written_at, due_at,
        left_alone_until, body, content
    )
    VALUES (
        p_concern, p_letter, p_sender, p_state, p_holds, 1, p_written, p_due, p_written, p_body,
        p_content
    )
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        RETURN 'posted';
    END IF;
    IF EXISTS (SELECT FROM base.letter AS l WHERE l.letter_hash = p_letter) THEN
        RETURN 'there';
    END IF;
    RETURN 'held';
END;
$$;
