-- add_coverage
-- Periods covered for one patient; the same one twice changes nothing.
CREATE OR REPLACE FUNCTION base.add_coverage(
    p_patient_hash bytea, p_ids bytea[], p_acts bytea[], p_last_on date[], p_bodies bytea[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.coverage (patient_hash, id, act_hash, last_on, body)
    SELECT p_patient_hash, p.id, p.act_hash, p.last_on, p.body
    FROM unnest(p_ids, p_acts, p_last_on, p_bodies) AS p (id, act_hash, last_on, body)
    -- In one order, so that two acts on one patient never wait for each other.
    ORDER BY p.id
    ON CONFLICT DO NOTHING;
END;
