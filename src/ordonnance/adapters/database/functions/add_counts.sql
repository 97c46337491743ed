-- add_counts
-- Adds what one server counted since its last call: calls per day, client, operation and outcome.
-- The arrays go in step; rows are taken in one order, so that two servers never block each other.
CREATE OR REPLACE FUNCTION base.add_counts(
    p_clients bytea[], p_editors text[], p_products text[], p_versions text[],
    p_module_versions text[], p_workstations bytea[], p_ams bytea[],
    p_days date[], p_counted bytea[], p_operations text[], p_outcomes text[], p_counts bigint[]
) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = base, pg_temp
BEGIN ATOMIC
    INSERT INTO base.client (
        client_hash, editor, product, version, module_version, workstation_hash, am_hash
    )
    SELECT c.client, c.editor, c.product, c.version, c.module_version, c.workstation, c.am
    FROM unnest(
        p_clients, p_editors, p_products, p_versions, p_module_versions, p_workstations, p_ams
    ) AS c (client, editor, product, version, module_version, workstation, am)
    ORDER BY c.client
    ON CONFLICT DO NOTHING;
    INSERT INTO base.client_operation AS kept (day, client_hash, operation, outcome, count)
    SELECT n.day, n.client, n.operation, n.outcome, n.count
    FROM unnest(p_days, p_counted, p_operations, p_outcomes, p_counts)
        AS n (day, client, operation, outcome, count)
    ORDER BY n.day, n.client, n.operation, n.outcome
    ON CONFLICT (day, client_hash, operation, outcome)
    DO UPDATE SET count = kept.count + excluded.count;
END;
