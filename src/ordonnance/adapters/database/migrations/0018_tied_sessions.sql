-- Sessions that end together: of one person, in our own pages and inside the page of a software.
-- In clear: a keyed hash only.
ALTER TABLE base.web_session ADD COLUMN tie_hash bytea;
CREATE INDEX web_session_tie ON base.web_session (tie_hash) WHERE tie_hash IS NOT NULL;
