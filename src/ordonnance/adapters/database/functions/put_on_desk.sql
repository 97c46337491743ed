-- put_on_desk
-- Writes a sheet after its former version (1: there was none), and drops some whose time is over.
-- False when another version is there: nothing is written then.
CREATE OR REPLACE FUNCTION base.put_on_desk(
    p_owner bytea, p_kind text, p_id uuid, p_version integer, p_body bytea,
    p_at timestamptz, p_until timestamptz
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    DELETE FROM base.desk AS d
    WHERE (d.owner_hash, d.kind, d.id) IN (
        SELECT old.owner_hash, old.kind, old.id
        FROM base.desk AS old
        WHERE old.until <= p_at
        LIMIT 100
        FOR UPDATE SKIP LOCKED
    );
    IF p_version = 1 THEN
        INSERT INTO base.desk (owner_hash, kind, id, version, body, written_at, until)
        VALUES (p_owner, p_kind, p_id, 1, p_body, p_at, p_until)
        ON CONFLICT DO NOTHING;
    ELSE
        UPDATE base.desk AS d
        SET version = p_version, body = p_body, written_at = p_at, until = p_until
        WHERE d.owner_hash = p_owner AND d.kind = p_kind AND d.id = p_id
          AND d.version = p_version - 1;
    END IF;
    RETURN FOUND;
END;
$$;
