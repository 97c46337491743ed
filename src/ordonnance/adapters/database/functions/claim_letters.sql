-- claim_letters
-- Takes letters of some senders that are due, for a time: whoever dies leaves them to others once
-- it has passed. No letter is put off for more than five minutes: one that is, by twice as much, was
-- by a clock since put back, and is due.
CREATE OR REPLACE FUNCTION base.claim_letters(
    p_senders bytea[], p_at timestamptz, p_lease interval, p_limit integer
) RETURNS TABLE (letter_hash bytea, version integer, body bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH due AS (
        SELECT l.concern_hash, l.letter_hash
        FROM base.letter AS l
        WHERE l.state IN ('waiting', 'ready', 'handing')
          AND (l.due_at <= p_at OR l.due_at > p_at + interval '10 minutes')
          AND (l.left_alone_until <= p_at OR l.left_alone_until > p_at + interval '10 minutes')
          AND l.sender_hash = ANY (p_senders)
        ORDER BY l.written_at, l.letter_hash
        LIMIT p_limit
        FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE base.letter AS l
    SET left_alone_until = p_at + p_lease
    FROM due
    WHERE l.concern_hash = due.concern_hash AND l.letter_hash = due.letter_hash
    RETURNING l.letter_hash, l.version, l.body;
END;
