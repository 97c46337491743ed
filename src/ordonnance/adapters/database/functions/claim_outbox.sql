-- claim_outbox
-- Takes messages to do, for a time: whoever dies leaves them to others once it has passed. Messages
-- of one ordonnance and one topic (what precedes the first dot of the kind) come one by one, in
-- order: a withdrawal never overtakes the deposit that it withdraws.
-- The outbox is empty at one minute and holds a day of messages at another: without this setting, a
-- plan made for the one looks at all that waits for each batch of the other, to put it in order.
CREATE OR REPLACE FUNCTION base.claim_outbox(p_limit integer, p_lease interval)
RETURNS TABLE (
    number text, sequence integer, kind text, payload bytea, attempts integer,
    kek_id text, data_key bytea
)
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp SET enable_bitmapscan = off
BEGIN ATOMIC
    WITH ready AS (
        SELECT m.number, m.sequence
        FROM base.outbox AS m
        WHERE m.done_at IS NULL AND m.available_at <= clock_timestamp()
          AND NOT EXISTS (
              SELECT FROM base.outbox AS earlier
              WHERE earlier.number = m.number AND earlier.sequence < m.sequence
                AND earlier.done_at IS NULL
                AND split_part(earlier.kind, '.', 1) = split_part(m.kind, '.', 1)
          )
        ORDER BY m.available_at
        LIMIT p_limit
        FOR UPDATE OF m SKIP LOCKED
    ), taken AS (
        UPDATE base.outbox AS m
        SET available_at = clock_timestamp() + p_lease, attempts = m.attempts + 1
        FROM ready
        WHERE m.number = ready.number AND m.sequence = ready.sequence
        RETURNING m.number, m.sequence, m.kind, m.payload, m.attempts
    )
    SELECT taken.number, taken.sequence, taken.kind, taken.payload, taken.attempts,
           o.kek_id, o.data_key
    FROM taken JOIN base.ordonnance AS o ON o.number = taken.number
    ORDER BY taken.number, taken.sequence;
END;
