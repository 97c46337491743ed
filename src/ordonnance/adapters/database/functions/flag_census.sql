-- flag_census
-- Marks what happened to a prescription of the census since it was sent; the first time is kept.
-- False when it is not in the census.
CREATE OR REPLACE FUNCTION base.flag_census(
    p_number_hash bytea, p_withdrawn_at timestamptz, p_bounced_at timestamptz
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH flagged AS (
        UPDATE base.census AS c
        SET withdrawn_at = coalesce(c.withdrawn_at, p_withdrawn_at),
            bounced_at = coalesce(c.bounced_at, p_bounced_at)
        WHERE c.number_hash = p_number_hash
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM flagged);
END;
