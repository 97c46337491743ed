-- read_ordonnances
-- Several ordonnances in one look, each with every former answer among these scopes: an ordonnance
-- has one row for each, else one row without answer. Runs with the rights of the caller, as
-- read_ordonnance does, so that the planner unfolds it.
-- p_scopes: the keyed hashes of all the scopes asked; the caller keeps to each its own.
CREATE OR REPLACE FUNCTION base.read_ordonnances(p_numbers text[], p_scopes bytea[])
RETURNS TABLE (
    number text, issued_at timestamptz, version integer, kek_id text, data_key bytea,
    progress bytea, body bytea, scope_hash bytea, answer bytea
)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT o.number, o.issued_at, o.version, o.kek_id, o.data_key, o.progress, d.body,
           a.scope_hash, a.body
    FROM base.ordonnance AS o
    JOIN base.document AS d ON d.number = o.number
    LEFT JOIN base.answer AS a ON a.number = o.number AND a.scope_hash = ANY (p_scopes)
    WHERE o.number = ANY (p_numbers);
END;
