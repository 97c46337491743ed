-- read_ordonnance
-- One ordonnance with its document and the former answer to a scope, in one look. Runs with the
-- rights of the caller and changes nothing, so that the planner unfolds it into its query.
-- p_scopes: the keyed hashes of one scope under every pepper still held.
CREATE OR REPLACE FUNCTION base.read_ordonnance(p_number text, p_scopes bytea[])
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
    WHERE o.number = p_number
    LIMIT 1;
END;
