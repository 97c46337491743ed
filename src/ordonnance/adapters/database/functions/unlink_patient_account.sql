-- unlink_patient_account
-- An account of a provider stands for nobody any more; one that never did is no fault.
CREATE OR REPLACE FUNCTION base.unlink_patient_account(p_account bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.patient_account AS a WHERE a.account_hash = p_account;
END;
