-- finish_outbox
-- A message is done and goes: its act is in the journal. Finishing twice changes nothing.
CREATE OR REPLACE FUNCTION base.finish_outbox(p_number text, p_sequence integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    DELETE FROM base.outbox AS m WHERE m.number = p_number AND m.sequence = p_sequence;
END;
