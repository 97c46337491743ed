-- The base: ordonnances, documents, journal, answers, outbox, coverage, reservations, counts.
--
-- Every table that grows with prescriptions starts its primary key with the number of the
-- ordonnance (or a keyed hash), so that an act touches one shard. No sequence, no trigger, no
-- foreign key. In clear: numbers, dates, states, counts, keyed hashes, key ids. The rest is
-- ciphertext.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA base TO ordonnance_app;

-- What this base is, written once at creation. The key below is bound to it.
CREATE TABLE base.creation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    demonstration boolean NOT NULL,
    scheme text NOT NULL CHECK (scheme ~ '^[0-9A-HJKMNP-TV-Z]$'),
    created_at timestamptz NOT NULL,
    CHECK ((scheme = 'D') = demonstration)
);
REVOKE UPDATE, DELETE, TRUNCATE ON base.creation FROM ordonnance_owner;

-- The key of what belongs to no ordonnance, wrapped; the newest version is the one in use.
CREATE TABLE base.base_key (
    version integer PRIMARY KEY,
    kek_id text NOT NULL,
    wrapped bytea NOT NULL
);

-- fillfactor: every reading moves the head of the journal; room in the page keeps that in place.
CREATE TABLE base.ordonnance (
    number text COLLATE "C" PRIMARY KEY,
    issued_at timestamptz NOT NULL,
    established_on date NOT NULL,
    closes_on date NOT NULL,
    version integer NOT NULL,
    author_version integer NOT NULL,
    journal_count integer NOT NULL,
    pepper integer NOT NULL,
    state text NOT NULL,
    kek_id text NOT NULL,
    data_key bytea NOT NULL,
    author_hash bytea NOT NULL,
    patient_hash bytea,
    journal_head bytea NOT NULL,
    progress bytea NOT NULL
) WITH (fillfactor = 75);
CREATE INDEX ordonnance_by_author ON base.ordonnance (author_hash, issued_at);
CREATE INDEX ordonnance_by_patient ON base.ordonnance (patient_hash, issued_at)
    WHERE patient_hash IS NOT NULL;
CREATE INDEX ordonnance_by_closing ON base.ordonnance (closes_on);

-- What was received, with its content type and seal, in one ciphertext; never updated.
CREATE TABLE base.document (
    number text COLLATE "C" PRIMARY KEY,
    seal_key text NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE base.journal (
    number text COLLATE "C" NOT NULL,
    sequence integer NOT NULL,
    at timestamptz NOT NULL,
    entry bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (number, sequence)
);

-- Answers given, for idempotent retries: kept as long as the ordonnance.
CREATE TABLE base.answer (
    number text COLLATE "C" NOT NULL,
    scope_hash bytea NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (number, scope_hash)
);

-- Times here are the server's: they schedule work and say nothing of the law.
CREATE TABLE base.outbox (
    number text COLLATE "C" NOT NULL,
    sequence integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    available_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_.-]{2,39}$'),
    last_error text CHECK (length(last_error) <= 80),
    payload bytea,
    PRIMARY KEY (number, sequence)
);
CREATE INDEX outbox_to_do ON base.outbox (available_at) WHERE done_at IS NULL;

CREATE TABLE base.coverage (
    patient_hash bytea NOT NULL,
    id bytea NOT NULL,
    act_hash bytea NOT NULL,
    last_on date NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (patient_hash, id)
);

CREATE TABLE base.reservation (
    caller_hash bytea NOT NULL,
    key_hash bytea NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (caller_hash, key_hash)
);

CREATE TABLE base.revoked_reservation (
    id text COLLATE "C" PRIMARY KEY,
    at timestamptz NOT NULL
);

-- Which software called, and how often with which outcome, per day.
CREATE TABLE base.client (
    client_hash bytea PRIMARY KEY,
    editor text,
    product text,
    version text,
    module_version text,
    workstation_hash bytea,
    am_hash bytea
);

CREATE TABLE base.client_operation (
    day date NOT NULL,
    client_hash bytea NOT NULL,
    operation text NOT NULL,
    outcome text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (day, client_hash, operation, outcome)
);

-- Ciphertext: trying to compress it is lost work.
ALTER TABLE base.ordonnance ALTER COLUMN data_key SET STORAGE EXTERNAL;
ALTER TABLE base.ordonnance ALTER COLUMN progress SET STORAGE EXTERNAL;
ALTER TABLE base.document ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE base.journal ALTER COLUMN entry SET STORAGE EXTERNAL;
ALTER TABLE base.answer ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE base.outbox ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE base.coverage ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE base.reservation ALTER COLUMN body SET STORAGE EXTERNAL;
