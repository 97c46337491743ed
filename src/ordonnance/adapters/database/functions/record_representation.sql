-- record_representation
-- Somebody acts for a patient from now on.
CREATE OR REPLACE FUNCTION base.record_representation(
    p_represented bytea, p_id uuid, p_body bytea, p_at timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.representation (represented_hash, id, recorded_at, body)
    VALUES (p_represented, p_id, p_at, p_body);
END;
