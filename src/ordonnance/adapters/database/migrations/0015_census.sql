-- The census of derogatory prescriptions (SAMU-SAS): one row each, written with the ordonnance.
-- The row is found by a keyed hash of the number; what it says is sealed under the key of the base,
-- the words of its motive apart, under that of the ordonnance: they go when that key goes.
CREATE TABLE base.census (
    number_hash bytea PRIMARY KEY,
    centre_hash bytea NOT NULL,
    on_day date NOT NULL,
    body bytea NOT NULL,
    words bytea,
    withdrawn_at timestamptz,
    bounced_at timestamptz
);
CREATE INDEX census_by_day ON base.census (on_day);
CREATE INDEX census_by_centre ON base.census (centre_hash, on_day);
