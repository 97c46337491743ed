-- add_anchor
-- Writes the next anchor of the journals; false when another worker has written one of that rank.
CREATE OR REPLACE FUNCTION base.add_anchor(
    p_sequence integer, p_at timestamptz, p_up_to timestamptz, p_jws text, p_leaves bytea
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    INSERT INTO base.anchor (sequence, at, up_to, jws, leaves)
    VALUES (p_sequence, p_at, p_up_to, p_jws, p_leaves)
    ON CONFLICT (sequence) DO NOTHING;
    RETURN FOUND;
END $$;
