-- Codes handed over to patients, by a keyed hash of their five traits: a keyed hash of the code, and
-- what it opens, sealed under a key made of the traits. Accounts of providers that stand for an INS,
-- by a keyed hash of the account. No person and no code in clear.
CREATE TABLE base.patient_code (
    identity_hash bytea PRIMARY KEY,
    code_hash bytea NOT NULL,
    body bytea NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    until timestamptz NOT NULL
);
CREATE INDEX patient_code_until ON base.patient_code (until);
CREATE TABLE base.patient_account (
    account_hash bytea PRIMARY KEY,
    body bytea NOT NULL,
    linked_at timestamptz NOT NULL
);
