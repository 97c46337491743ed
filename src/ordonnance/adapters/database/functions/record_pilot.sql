-- record_pilot
-- Adds an entry to the register of a présérie, after those that were read. 'conflict' when somebody
-- else wrote first, 'answered' when this request was written before. p_forget, when given, is when
-- its traces go at the latest; p_sites are the names by which the place of a site finds it.
CREATE OR REPLACE FUNCTION base.record_pilot(
    p_pilot bytea, p_sequence integer, p_scope bytea, p_at timestamptz, p_body bytea,
    p_forget timestamptz, p_sites bytea[]
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = base, pg_temp
AS $$
BEGIN
    IF p_sequence > 1 AND NOT EXISTS (
        SELECT FROM base.pilot_entry WHERE pilot_hash = p_pilot AND sequence = p_sequence - 1
    ) THEN
        RETURN 'conflict';
    END IF;
    INSERT INTO base.pilot_entry (pilot_hash, sequence, scope_hash, at, body)
    VALUES (p_pilot, p_sequence, p_scope, p_at, p_body)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        IF EXISTS (
            SELECT FROM base.pilot_entry WHERE pilot_hash = p_pilot AND scope_hash = p_scope
        ) THEN
            RETURN 'answered';
        END IF;
        RETURN 'conflict';
    END IF;
    INSERT INTO base.pilot_site (name_hash, pilot_hash)
    SELECT DISTINCT unnest(p_sites), p_pilot
    ON CONFLICT DO NOTHING;
    IF p_forget IS NOT NULL THEN
        UPDATE base.pilot_trace SET until = p_forget
        WHERE pilot_hash = p_pilot AND until > p_forget;
    END IF;
    RETURN 'written';
END $$;
