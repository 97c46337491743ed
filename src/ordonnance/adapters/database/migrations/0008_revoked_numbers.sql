-- Lists of reserved numbers that can be found again by who reserved them, and their numbers once
-- revoked.

-- In clear: the id of the list, its last day. A row written before says nothing of its numbers.
ALTER TABLE base.reservation
    ADD COLUMN list_id text COLLATE "C", ADD COLUMN expires_on date, ADD COLUMN list bytea;
ALTER TABLE base.reservation ALTER COLUMN list SET STORAGE EXTERNAL;

CREATE TABLE base.revoked_number (
    number text COLLATE "C" PRIMARY KEY,
    at timestamptz NOT NULL
);
