-- apply_change
-- Moves an ordonnance on if its version is still the one read: progress, state, journal entry,
-- answer, outbox. « answered » when this scope already has its answer, even if the version moved.
CREATE OR REPLACE FUNCTION base.apply_change(
    p_number text, p_expected integer,
    p_version integer, p_author_version integer, p_state text, p_progress bytea,
    p_at timestamptz, p_entry bytea, p_scopes bytea[], p_answer bytea,
    p_kinds text[], p_payloads bytea[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_sequence integer;
    v_hash bytea;
BEGIN
    IF EXISTS (
        SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
    ) THEN
        RETURN 'answered';
    END IF;
    -- Waits for whoever holds the row, then compares with what they left.
    UPDATE base.ordonnance AS o SET
        version = p_version,
        author_version = p_author_version,
        state = p_state,
        progress = p_progress,
        journal_count = o.journal_count + 1,
        journal_head = base.journal_hash(
            o.journal_head, o.number, o.journal_count + 1, p_at, p_entry)
    WHERE o.number = p_number AND o.version = p_expected
    RETURNING o.journal_count, o.journal_head INTO v_sequence, v_hash;
    IF NOT FOUND THEN
        -- A new look: the one we waited for may have been the same request.
        IF EXISTS (
            SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, v_sequence, p_at, p_entry, v_hash);
    INSERT INTO base.answer (number, scope_hash, at, body)
    VALUES (p_number, p_scopes[1], p_at, p_answer);
    IF p_kinds <> '{}' THEN
        PERFORM base.enqueue(p_number, p_version, p_kinds, p_payloads);
    END IF;
    RETURN 'written';
END $$;
