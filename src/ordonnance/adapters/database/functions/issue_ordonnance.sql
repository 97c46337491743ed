-- issue_ordonnance
-- Writes a new ordonnance: row, document, first journal entry, answer, outbox. The primary key
-- guarantees the first use of a number; a number taken by the same request is « answered ».
-- A number revoked while its issue was under way is a « conflict », as one that is taken.
-- p_scopes: keyed hashes of the scope, newest pepper first; the answer is kept under the first.
CREATE OR REPLACE FUNCTION base.issue_ordonnance(
    p_number text, p_issued_at timestamptz, p_established_on date, p_closes_on date,
    p_version integer, p_author_version integer, p_pepper integer, p_state text,
    p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea,
    p_progress bytea, p_seal_key text, p_document bytea,
    p_at timestamptz, p_entry bytea, p_scopes bytea[], p_answer bytea,
    p_kinds text[], p_payloads bytea[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_hash bytea := base.journal_hash('', p_number, 1, p_at, p_entry);
BEGIN
    INSERT INTO base.ordonnance (
        number, issued_at, established_on, closes_on, version, author_version, journal_count,
        pepper, state, kek_id, data_key, author_hash, patient_hash, journal_head, progress
    )
    SELECT
        p_number, p_issued_at, p_established_on, p_closes_on, p_version, p_author_version, 1,
        p_pepper, p_state, p_kek_id, p_data_key, p_author_hash, p_patient_hash, v_hash, p_progress
    WHERE NOT EXISTS (SELECT FROM base.revoked_number AS gone WHERE gone.number = p_number)
    ON CONFLICT (number) DO NOTHING;
    IF NOT FOUND THEN
        IF EXISTS (
            SELECT FROM base.answer AS a WHERE a.number = p_number AND a.scope_hash = ANY (p_scopes)
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    INSERT INTO base.document (number, seal_key, body) VALUES (p_number, p_seal_key, p_document);
    INSERT INTO base.journal (number, sequence, at, entry, hash)
    VALUES (p_number, 1, p_at, p_entry, v_hash);
    INSERT INTO base.answer (number, scope_hash, at, body)
    VALUES (p_number, p_scopes[1], p_at, p_answer);
    IF p_kinds <> '{}' THEN
        PERFORM base.enqueue(p_number, p_version, p_kinds, p_payloads);
    END IF;
    RETURN 'written';
END $$;
