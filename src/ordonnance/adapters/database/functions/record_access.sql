-- record_access
-- Journals a reading. The journal has its own counter: the version does not move. False when the
-- number is unknown.
CREATE OR REPLACE FUNCTION base.record_access(
    p_number text, p_at timestamptz, p_entry bytea
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_sequence integer;
    v_hash bytea;
BEGIN
    UPDATE base.ordonnance AS o SET
        journal_count = o.journal_count + 1,
        journal_head = base.journal_hash(
            o.journal_head, o.number, o.journal_count + 1, p_at, p_entry)
    WHERE o.number = p_number
    RETURNING o.journal_count, o.journal_head INTO v_sequence, v_hash;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, v_sequence, p_at, p_entry, v_hash);
    RETURN true;
END $$;
