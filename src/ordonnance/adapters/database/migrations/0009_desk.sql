-- What prescribers are writing, and what they keep to write faster. Nothing here is an ordonnance:
-- it is found by a keyed hash of its owner, sealed under a key of theirs, and goes after its time.
CREATE TABLE base.desk (
    owner_hash bytea NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    body bytea NOT NULL,
    written_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (owner_hash, kind, id)
);
CREATE INDEX desk_until ON base.desk (until);
