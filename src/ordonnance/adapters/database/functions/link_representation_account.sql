-- link_representation_account
-- An account of a provider is from now on that of the representative; linked again, it holds what is
-- given now.
CREATE OR REPLACE FUNCTION base.link_representation_account(
    p_account bytea, p_id uuid, p_body bytea, p_at timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.representation_account (account_hash, id, body, linked_at)
    VALUES (p_account, p_id, p_body, p_at)
    ON CONFLICT (account_hash, id) DO UPDATE SET body = excluded.body;
END;
