-- add_tallies
-- Adds what one server counted since its last call; the arrays go in step, rows are taken in one
-- order, so that two servers never block each other. What is too old goes: times and answers after
-- p_short, the rest after p_long.
CREATE OR REPLACE FUNCTION base.add_tallies(
    p_kinds text[], p_since timestamptz[], p_what text[], p_outcomes text[], p_counts bigint[],
    p_short timestamptz, p_long timestamptz
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.tally AS t
    WHERE (t.kind, t.since, t.what, t.outcome) IN (
        SELECT old.kind, old.since, old.what, old.outcome
        FROM base.tally AS old
        WHERE (old.kind IN ('answer', 'time') AND old.since < p_short)
           OR (old.kind IN ('act', 'reason') AND old.since < p_long)
        LIMIT 500
        FOR UPDATE SKIP LOCKED
    );
    INSERT INTO base.tally AS kept (kind, since, what, outcome, count)
    SELECT n.kind, n.since, n.what, n.outcome, n.count
    FROM unnest(p_kinds, p_since, p_what, p_outcomes, p_counts)
        AS n (kind, since, what, outcome, count)
    ORDER BY n.kind, n.since, n.what, n.outcome
    ON CONFLICT (kind, since, what, outcome)
    DO UPDATE SET count = kept.count + excluded.count;
END;
