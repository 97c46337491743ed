-- apply_registered
-- apply_change, and what the act writes in the registers of a pharmacy, in the same transaction:
-- new entries, each with the next number of its register, or the mark of those undone. One call is
-- one transaction: the lock of the ordonnance comes first, those of the registers last and in one
-- order, so that whoever holds a register waits at most for the next register of that pharmacy.
CREATE OR REPLACE FUNCTION base.apply_registered(
    p_number text, p_expected integer,
    p_version integer, p_author_version integer, p_state text, p_progress bytea,
    p_at timestamptz, p_entry bytea, p_scopes bytea[], p_answer bytea,
    p_kinds text[], p_payloads bytea[],
    p_place bytea, p_act bytea, p_on date, p_registers text[], p_bodies bytea[],
    p_undone_at timestamptz
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_written text := base.apply_change(
        p_number, p_expected, p_version, p_author_version, p_state, p_progress,
        p_at, p_entry, p_scopes, p_answer, p_kinds, p_payloads);
    v_rank bigint;
BEGIN
    IF v_written <> 'written' THEN
        RETURN v_written;
    END IF;
    IF p_undone_at IS NOT NULL THEN
        UPDATE base.register_entry AS e SET undone_at = p_undone_at
        WHERE e.place_hash = p_place AND e.act_hash = p_act AND e.undone_at IS NULL;
    END IF;
    FOR i IN 1 .. cardinality(p_registers) LOOP
        INSERT INTO base.register_counter AS c (place_hash, register, last)
        VALUES (p_place, p_registers[i], 1)
        ON CONFLICT (place_hash, register) DO UPDATE SET last = c.last + 1
        RETURNING c.last INTO v_rank;
        INSERT INTO base.register_entry (place_hash, register, rank, on_day, act_hash, body)
        VALUES (p_place, p_registers[i], v_rank, p_on, p_act, p_bodies[i]);
    END LOOP;
    RETURN v_written;
END $$;
