-- drop_seen_from_desk
-- Throws a sheet of a desk away if its version is still the one seen. False when it is not, or when
-- there is none: nothing is thrown away then.
CREATE OR REPLACE FUNCTION base.drop_seen_from_desk(
    p_owner bytea, p_kind text, p_id uuid, p_version integer
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    DELETE FROM base.desk AS d
    WHERE d.owner_hash = p_owner AND d.kind = p_kind AND d.id = p_id AND d.version = p_version;
    RETURN FOUND;
END;
$$;
