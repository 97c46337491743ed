-- What whoever runs the base is shown: counts, and structures that opened too much.

-- What happened, by whole hours: answers, their times in classes, entries of the journals, reasons.
-- No person, number, drug, place nor client.
CREATE TABLE base.tally (
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('act', 'answer', 'reason', 'time')),
    since timestamptz NOT NULL,
    what text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (kind, since, what, outcome)
);

-- Openings refused to a structure above the cap, by hour. Who it is stands sealed in the body.
CREATE TABLE base.opening_alert (
    structure_hash bytea NOT NULL,
    hour timestamptz NOT NULL,
    body bytea NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    refused bigint NOT NULL,
    seen_at timestamptz,
    seen_by text CHECK (length(seen_by) <= 32),
    PRIMARY KEY (structure_hash, hour)
);
CREATE INDEX opening_alert_by_hour ON base.opening_alert (hour);
