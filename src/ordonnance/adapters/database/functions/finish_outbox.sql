-- finish_outbox
-- A message is done: it stays as a trace, without its content. Finishing twice changes nothing.
CREATE OR REPLACE FUNCTION base.finish_outbox(p_number text, p_sequence integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    UPDATE base.outbox AS m
    SET done_at = clock_timestamp(), payload = NULL, last_error = NULL
    WHERE m.number = p_number AND m.sequence = p_sequence AND m.done_at IS NULL;
END;
