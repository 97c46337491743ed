-- enqueue
-- Outbox messages of one act, in the transaction of the act. Their rank is the version that the act
-- gave times 100, plus their place in it: no counter, no lock, and never twice the same.
CREATE OR REPLACE FUNCTION base.enqueue(
    p_number text, p_version integer, p_kinds text[], p_payloads bytea[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.outbox (number, sequence, kind, payload)
    SELECT p_number, p_version * 100 + (m.place - 1)::integer, m.kind, m.payload
    FROM unnest(p_kinds, p_payloads) WITH ORDINALITY AS m (kind, payload, place);
END;
