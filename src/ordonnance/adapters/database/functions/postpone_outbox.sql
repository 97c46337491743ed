-- postpone_outbox
-- A message failed: its error code is kept, and it comes back after a delay.
CREATE OR REPLACE FUNCTION base.postpone_outbox(
    p_number text, p_sequence integer, p_error text, p_delay interval
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    UPDATE base.outbox AS m
    SET available_at = clock_timestamp() + p_delay, last_error = left(p_error, 80)
    WHERE m.number = p_number AND m.sequence = p_sequence AND m.done_at IS NULL;
END;
