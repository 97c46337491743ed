-- Anchors of the journals, and openings counted by all the servers of one base together.

-- One row per anchor, written by the worker only; no act reads or writes this table. The leaves say
-- which journals, and up to which rank, the signature covers.
CREATE TABLE base.anchor (
    sequence integer PRIMARY KEY CHECK (sequence > 0),
    at timestamptz NOT NULL,
    up_to timestamptz,
    jws text NOT NULL,
    leaves bytea NOT NULL
);
REVOKE UPDATE, DELETE, TRUNCATE ON base.anchor FROM ordonnance_owner;
ALTER TABLE base.anchor ALTER COLUMN leaves SET STORAGE EXTERNAL;

-- The worker looks for what was journaled lately. A journal only grows at its end, in the order of
-- time or nearly: ranges of pages suffice, and cost an insertion nothing that can be measured.
CREATE INDEX journal_by_time ON base.journal USING brin (at)
    WITH (pages_per_range = 32, autosummarize = on);

-- What each server counted, by keyed hash and span of time. Unlogged: a crash of PostgreSQL forgets
-- an hour of counts, and no opening waits for a disk.
CREATE UNLOGGED TABLE base.opening (
    counted_hash bytea NOT NULL,
    slot timestamptz NOT NULL,
    process uuid NOT NULL,
    count integer NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (counted_hash, slot, process)
);
CREATE INDEX opening_by_writing ON base.opening (written_at);
