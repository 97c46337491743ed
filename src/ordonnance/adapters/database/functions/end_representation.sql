-- end_representation
-- Keeps how a representation ended; the first end stays, and one of nothing is no fault.
CREATE OR REPLACE FUNCTION base.end_representation(
    p_represented bytea, p_id uuid, p_body bytea, p_at timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.representation_end (represented_hash, id, ended_at, body)
    SELECT r.represented_hash, r.id, p_at, p_body
    FROM base.representation AS r
    WHERE r.represented_hash = p_represented AND r.id = p_id
    ON CONFLICT (represented_hash, id) DO NOTHING;
END;
