-- Préséries by the place of their sites: what a site is asked is found without reading every
-- register. In clear: keyed hashes only. A register written before is found from its next entry on.
CREATE TABLE base.pilot_site (
    name_hash bytea NOT NULL,
    pilot_hash bytea NOT NULL,
    PRIMARY KEY (name_hash, pilot_hash)
);
