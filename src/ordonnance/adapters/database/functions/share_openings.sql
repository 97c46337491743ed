-- share_openings
-- Writes what one server counted (its own rows only: two servers never wait for each other), drops
-- what is too old to count, and returns what the others wrote since that instant. The last ten
-- seconds are always among it: this clock may have been put back since the caller last looked.
CREATE OR REPLACE FUNCTION base.share_openings(
    p_process uuid, p_counted bytea[], p_slots timestamptz[], p_counts integer[],
    p_since timestamptz, p_keep interval
) RETURNS TABLE (
    counted_hash bytea, slot timestamptz, process uuid, count integer, written_at timestamptz
)
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.opening AS kept (counted_hash, slot, process, count, written_at)
    SELECT c.counted, c.slot, p_process, c.count, clock_timestamp()
    FROM unnest(p_counted, p_slots, p_counts) AS c (counted, slot, count)
    ON CONFLICT (counted_hash, slot, process)
    DO UPDATE SET count = excluded.count, written_at = excluded.written_at;
    DELETE FROM base.opening AS o
    WHERE (o.counted_hash, o.slot, o.process) IN (
        SELECT old.counted_hash, old.slot, old.process
        FROM base.opening AS old
        WHERE old.written_at < clock_timestamp() - p_keep
        LIMIT 1000
        FOR UPDATE SKIP LOCKED
    );
    SELECT o.counted_hash, o.slot, o.process, o.count, o.written_at
    FROM base.opening AS o
    WHERE o.written_at >= LEAST(p_since, clock_timestamp() - interval '10 seconds')
      AND o.process <> p_process;
END;
