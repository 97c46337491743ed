-- see_opening_alert
-- Somebody on duty has seen an alert, up to what it said then; one that grew since stays as it was.
-- Whoever saw it first stays known; the latest look stands beside.
CREATE OR REPLACE FUNCTION base.see_opening_alert(
    p_structure bytea, p_hour timestamptz, p_last timestamptz, p_at timestamptz, p_by text
) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    WITH seen AS (
        UPDATE base.opening_alert AS a SET
            seen_at = p_at, seen_by = p_by,
            first_seen_at = coalesce(a.first_seen_at, a.seen_at, p_at),
            first_seen_by = coalesce(a.first_seen_by, a.seen_by, p_by)
        WHERE a.structure_hash = p_structure AND a.hour = p_hour AND a.last_at = p_last
        RETURNING true AS done
    )
    SELECT EXISTS (SELECT FROM seen);
END;
