-- Sessions of the browsers. Unlogged: a session lost in a crash asks its person to sign in again,
-- and none of it ever stands in the write-ahead log or in a replica. What it holds is sealed under
-- a key made from the secret of its cookie, which is kept nowhere else.
CREATE UNLOGGED TABLE base.web_session (
    session_hash bytea PRIMARY KEY,
    body bytea NOT NULL,
    seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX web_session_ends_at ON base.web_session (ends_at);
