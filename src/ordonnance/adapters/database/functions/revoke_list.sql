-- revoke_list
-- Refuses from now on every number of a signed list, and knows each of them; revoking twice keeps
-- the first instant.
CREATE OR REPLACE FUNCTION base.revoke_list(
    p_id text, p_numbers text[], p_at timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.revoked_reservation (id, at) VALUES (p_id, p_at) ON CONFLICT DO NOTHING;
    INSERT INTO base.revoked_number (number, at)
    SELECT number, p_at FROM unnest(p_numbers) AS listed (number) ORDER BY number
    ON CONFLICT DO NOTHING;
END;
