-- Who acts for a patient, by a keyed hash of the patient: what was recorded, and beside it what ended
-- it. Codes handed over to representatives, by a keyed hash of their traits. Accounts of providers
-- that are theirs, by a keyed hash of the account. No person and no code in clear.
CREATE TABLE base.representation (
    represented_hash bytea NOT NULL,
    id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (represented_hash, id)
);
CREATE TABLE base.representation_end (
    represented_hash bytea NOT NULL,
    id uuid NOT NULL,
    ended_at timestamptz NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (represented_hash, id)
);
CREATE TABLE base.representation_code (
    identity_hash bytea NOT NULL,
    id uuid NOT NULL,
    code_hash bytea NOT NULL,
    body bytea NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    until timestamptz NOT NULL,
    PRIMARY KEY (identity_hash, id)
);
CREATE INDEX representation_code_until ON base.representation_code (until);
CREATE TABLE base.representation_account (
    account_hash bytea NOT NULL,
    id uuid NOT NULL,
    body bytea NOT NULL,
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (account_hash, id)
);

-- Nobody rewrites who represented whom, nor how it ended.
REVOKE UPDATE, DELETE, TRUNCATE ON base.representation, base.representation_end
FROM ordonnance_owner;
