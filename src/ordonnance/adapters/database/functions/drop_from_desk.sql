-- drop_from_desk
-- Throws a sheet of a desk away; one that is not there is gone already.
CREATE OR REPLACE FUNCTION base.drop_from_desk(p_owner bytea, p_kind text, p_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.desk AS d
    WHERE d.owner_hash = p_owner AND d.kind = p_kind AND d.id = p_id;
END;
