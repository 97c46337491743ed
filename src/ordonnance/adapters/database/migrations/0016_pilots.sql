-- Préséries: one register each, small, only ever added to, and the traces of their workstations,
-- which go once the pilot is over. In clear: keyed hashes, ranks, instants.
CREATE TABLE base.pilot_entry (
    pilot_hash bytea NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    scope_hash bytea NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (pilot_hash, sequence),
    UNIQUE (pilot_hash, scope_hash)
);
ALTER TABLE base.pilot_entry ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE base.pilot_trace (
    pilot_hash bytea NOT NULL,
    trace_hash bytea NOT NULL,
    content_hash bytea NOT NULL,
    received_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (pilot_hash, trace_hash)
);
CREATE INDEX pilot_trace_until ON base.pilot_trace (until);

-- Nobody rewrites what was written in a register, nor a trace.
REVOKE UPDATE, DELETE, TRUNCATE ON base.pilot_entry FROM ordonnance_owner;
