-- Messages of secure mail on their way. Found by keyed hashes of what they are about and of their
-- Message-ID; what they say, to whom, and their bytes are sealed. Bytes go when the letter has left.
-- holds: no other recipient may receive the same prescription meanwhile.
CREATE TABLE base.letter (
    concern_hash bytea NOT NULL,
    letter_hash bytea NOT NULL,
    sender_hash bytea NOT NULL,
    state text NOT NULL,
    holds boolean NOT NULL,
    version integer NOT NULL,
    written_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    left_alone_until timestamptz NOT NULL,
    body bytea NOT NULL,
    content bytea,
    PRIMARY KEY (concern_hash, letter_hash)
);
CREATE UNIQUE INDEX letter_holds ON base.letter (concern_hash) WHERE holds;
CREATE INDEX letter_hash ON base.letter (letter_hash);
CREATE INDEX letter_due ON base.letter (due_at) WHERE state IN ('waiting', 'ready', 'handing');
CREATE INDEX letter_state ON base.letter (state, written_at);
