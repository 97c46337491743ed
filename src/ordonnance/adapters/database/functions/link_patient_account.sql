-- link_patient_account
-- An account of a provider stands for what it holds from now on.
CREATE OR REPLACE FUNCTION base.link_patient_account(
    p_account bytea, p_body bytea, p_at timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.patient_account AS a (account_hash, body, linked_at)
    VALUES (p_account, p_body, p_at)
    ON CONFLICT (account_hash) DO UPDATE SET body = excluded.body, linked_at = excluded.linked_at;
END;
