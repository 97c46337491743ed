-- revoke_reservation
-- Refuses from now on every number of a signed list; revoking twice keeps the first instant.
CREATE OR REPLACE FUNCTION base.revoke_reservation(p_id text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.revoked_reservation (id, at) VALUES (p_id, p_at) ON CONFLICT DO NOTHING;
END;
