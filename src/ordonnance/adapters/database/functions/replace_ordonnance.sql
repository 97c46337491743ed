-- replace_ordonnance
-- Ends one ordonnance and issues its corrected one, both or neither. The only act that touches two
-- numbers: they may be on two shards, which costs a two-phase commit; it is rare, and half of it
-- would leave a patient with no treatment or with two. First the arguments of apply_change, then
-- those of issue_ordonnance (n_).
CREATE OR REPLACE FUNCTION base.replace_ordonnance(
    p_number text, p_expected integer,
    p_version integer, p_author_version integer, p_state text, p_progress bytea,
    p_at timestamptz, p_entry bytea, p_scopes bytea[], p_answer bytea,
    p_kinds text[], p_payloads bytea[],
    n_number text, n_issued_at timestamptz, n_established_on date, n_closes_on date,
    n_version integer, n_author_version integer, n_pepper integer, n_state text,
    n_kek_id text, n_data_key bytea, n_author_hash bytea, n_patient_hash bytea,
    n_progress bytea, n_seal_key text, n_document bytea,
    n_at timestamptz, n_entry bytea, n_scopes bytea[], n_answer bytea,
    n_kinds text[], n_payloads bytea[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_written text;
BEGIN
    v_written := base.apply_change(
        p_number, p_expected, p_version, p_author_version, p_state, p_progress, p_at, p_entry,
        p_scopes, p_answer, p_kinds, p_payloads);
    IF v_written <> 'written' THEN
        RETURN v_written;
    END IF;
    v_written := base.issue_ordonnance(
        n_number, n_issued_at, n_established_on, n_closes_on, n_version, n_author_version,
        n_pepper, n_state, n_kek_id, n_data_key, n_author_hash, n_patient_hash, n_progress,
        n_seal_key, n_document, n_at, n_entry, n_scopes, n_answer, n_kinds, n_payloads);
    IF v_written <> 'written' THEN
        -- Undoes the first half; caught below, whose block is the savepoint.
        RAISE SQLSTATE 'OR001';
    END IF;
    RETURN v_written;
EXCEPTION WHEN SQLSTATE 'OR001' THEN
    RETURN v_written;
END $$;
