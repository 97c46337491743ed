-- The registers of pre-printed secured paper: one per structure, small, only ever added to.

-- In clear: keyed hashes, the rank of the line, its instant.
CREATE TABLE base.stock_entry (
    place_hash bytea NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    scope_hash bytea NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (place_hash, sequence),
    UNIQUE (place_hash, scope_hash)
);
ALTER TABLE base.stock_entry ALTER COLUMN body SET STORAGE EXTERNAL;

-- What a declaration of loss or theft lets anybody know of a lot, whoever declared it.
CREATE TABLE base.stock_notice (
    lot_hash bytea NOT NULL,
    place_hash bytea NOT NULL,
    sequence integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (lot_hash, place_hash, sequence)
);

-- Nobody rewrites what was declared.
REVOKE UPDATE, DELETE, TRUNCATE ON base.stock_entry, base.stock_notice FROM ordonnance_owner;
