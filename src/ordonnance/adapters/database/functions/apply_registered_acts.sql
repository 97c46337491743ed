-- apply_registered_acts
-- Several acts that write in the registers of pharmacies, in one transaction: apply_change for each
-- in the order given (that of their numbers), then what those written leave in the registers, by
-- place and register: the next numbers, or the mark of those undone. Everywhere the ordonnances
-- come first and in one order, the registers last and in one order: nobody waits in a circle.
-- An array holds one value per act; p_scopes as many hashes for each; p_messages says how many of
-- p_kinds and p_payloads are its own. p_of tells the act (from 1) of each row of a register.
-- Answers how each act ended, and the first number given to each row (0: none).
CREATE OR REPLACE FUNCTION base.apply_registered_acts(
    p_numbers text[], p_expected integer[],
    p_versions integer[], p_author_versions integer[], p_states text[], p_progress bytea[],
    p_at timestamptz[], p_entries bytea[], p_scopes bytea[], p_answers bytea[],
    p_messages integer[], p_kinds text[], p_payloads bytea[],
    p_places bytea[], p_acts bytea[], p_on date[], p_undone_at timestamptz[],
    p_of integer[], p_registers text[], p_counts integer[], p_bodies bytea[],
    OUT written text[], OUT ranks bigint[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
DECLARE
    v_count integer := cardinality(p_numbers);
    v_scopes integer := cardinality(p_scopes) / v_count;
    v_first integer := 1;
    v_row record;
    v_last bigint;
BEGIN
    FOR i IN 1 .. v_count LOOP
        written[i] := base.apply_change(
            p_numbers[i], p_expected[i], p_versions[i], p_author_versions[i], p_states[i],
            p_progress[i], p_at[i], p_entries[i],
            p_scopes[(i - 1) * v_scopes + 1 : i * v_scopes], p_answers[i],
            p_kinds[v_first : v_first + p_messages[i] - 1],
            p_payloads[v_first : v_first + p_messages[i] - 1]);
        v_first := v_first + p_messages[i];
        IF p_undone_at[i] IS NOT NULL AND written[i] = 'written' THEN
            UPDATE base.register_entry AS e SET undone_at = p_undone_at[i]
            WHERE e.place_hash = p_places[i] AND e.act_hash = p_acts[i] AND e.undone_at IS NULL;
        END IF;
    END LOOP;
    ranks := array_fill(0::bigint, ARRAY[cardinality(p_of)]);
    FOR v_row IN
        SELECT r.of_act, r.register, r.entries, r.body, r.place
        FROM unnest(p_of, p_registers, p_counts, p_bodies)
            WITH ORDINALITY AS r (of_act, register, entries, body, place)
        WHERE written[r.of_act] = 'written'
        ORDER BY p_places[r.of_act], r.register, r.place
    LOOP
        INSERT INTO base.register_counter AS c (place_hash, register, last)
        VALUES (p_places[v_row.of_act], v_row.register, v_row.entries)
        ON CONFLICT (place_hash, register) DO UPDATE SET last = c.last + v_row.entries
        RETURNING c.last INTO v_last;
        ranks[v_row.place] := v_last - v_row.entries + 1;
        INSERT INTO base.register_entry (
            place_hash, register, rank, on_day, act_hash, body, entries
        ) VALUES (
            p_places[v_row.of_act], v_row.register, ranks[v_row.place], p_on[v_row.of_act],
            p_acts[v_row.of_act], v_row.body, v_row.entries
        );
    END LOOP;
END $$;
