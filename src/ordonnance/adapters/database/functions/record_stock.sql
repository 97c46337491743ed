-- record_stock
-- Adds a line to the register of secured paper of one structure, after the lines that were read,
-- with the notice that it makes of a lot. 'conflict' when somebody else wrote first, 'answered'
-- when this request was written before.
CREATE OR REPLACE FUNCTION base.record_stock(
    p_place bytea, p_sequence integer, p_scope bytea, p_at timestamptz, p_body bytea,
    p_lot bytea, p_notice bytea
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    IF p_sequence > 1 AND NOT EXISTS (
        SELECT FROM base.stock_entry WHERE place_hash = p_place AND sequence = p_sequence - 1
    ) THEN
        RETURN 'conflict';
    END IF;
    INSERT INTO base.stock_entry (place_hash, sequence, scope_hash, at, body)
    VALUES (p_place, p_sequence, p_scope, p_at, p_body)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        IF EXISTS (
            SELECT FROM base.stock_entry WHERE place_hash = p_place AND scope_hash = p_scope
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    IF p_notice IS NOT NULL THEN
        INSERT INTO base.stock_notice (lot_hash, place_hash, sequence, body)
        VALUES (p_lot, p_place, p_sequence, p_notice);
    END IF;
    RETURN 'written';
END $$;
