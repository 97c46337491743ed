-- issue_counted
-- Issues an ordonnance and adds it to the census, both or neither. First the arguments of
-- issue_ordonnance, then the row of the census (c_). Apart from it, so that the others cost nothing
-- more.
CREATE OR REPLACE FUNCTION base.issue_counted(
    p_number text, p_issued_at timestamptz, p_established_on date, p_closes_on date,
    p_version integer, p_author_version integer, p_pepper integer, p_state text,
    p_kek_id text, p_data_key bytea, p_author_hash bytea, p_patient_hash bytea,
    p_progress bytea, p_seal_key text, p_document bytea,
    p_at timestamptz, p_entry bytea, p_scopes bytea[], p_answer bytea,
    p_kinds text[], p_payloads bytea[],
    c_number_hash bytea, c_centre_hash bytea, c_on_day date, c_body bytea, c_words bytea
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_written text;
BEGIN
    v_written := base.issue_ordonnance(
        p_number, p_issued_at, p_established_on, p_closes_on, p_version, p_author_version,
        p_pepper, p_state, p_kek_id, p_data_key, p_author_hash, p_patient_hash, p_progress,
        p_seal_key, p_document, p_at, p_entry, p_scopes, p_answer, p_kinds, p_payloads);
    IF v_written = 'written' THEN
        INSERT INTO base.census (number_hash, centre_hash, on_day, body, words)
        VALUES (c_number_hash, c_centre_hash, c_on_day, c_body, c_words);
    END IF;
    RETURN v_written;
END $$;
