-- add_opening_alerts
-- Adds the openings that one server refused above the cap since its last call, by structure and
-- hour; those of a year ago go.
CREATE OR REPLACE FUNCTION base.add_opening_alerts(
    p_structures bytea[], p_hours timestamptz[], p_bodies bytea[],
    p_firsts timestamptz[], p_lasts timestamptz[], p_counts bigint[], p_forget timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.opening_alert AS a
    WHERE (a.structure_hash, a.hour) IN (
        SELECT old.structure_hash, old.hour
        FROM base.opening_alert AS old
        WHERE old.hour < p_forget
        LIMIT 500
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO base.opening_alert AS kept (
        structure_hash, hour, body, first_at, last_at, refused
    )
    SELECT n.structure, n.hour, n.body, n.first_at, n.last_at, n.count
    FROM unnest(p_structures, p_hours, p_bodies, p_firsts, p_lasts, p_counts)
        AS n (structure, hour, body, first_at, last_at, count)
    ORDER BY n.structure, n.hour
    ON CONFLICT (structure_hash, hour) DO UPDATE SET
        refused = kept.refused + excluded.refused,
        first_at = least(kept.first_at, excluded.first_at),
        last_at = greatest(kept.last_at, excluded.last_at);
END;
