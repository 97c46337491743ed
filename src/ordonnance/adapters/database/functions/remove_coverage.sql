-- remove_coverage
-- Forgets what one act covered, under every hash of the patient still held.
CREATE OR REPLACE FUNCTION base.remove_coverage(p_patient_hashes bytea[], p_act_hash bytea)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.coverage AS c
    WHERE c.patient_hash = ANY (p_patient_hashes) AND c.act_hash = p_act_hash;
END;
