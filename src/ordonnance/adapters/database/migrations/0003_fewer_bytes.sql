-- outside a transaction
-- Indexes that answer what is asked, rows that take less room, no trace of what was delivered.

-- Which form of row may be written. Empty for a base where servers of an earlier version may still
-- run: they could not open the newer form.
CREATE TABLE IF NOT EXISTS base.row_form (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    form integer NOT NULL CHECK (form > 0)
);

-- The own list of a prescriber is asked for by day too: the day in the index spares a look at every
-- ordonnance outside the window.
CREATE INDEX CONCURRENTLY IF NOT EXISTS ordonnance_by_author_and_day
    ON base.ordonnance (author_hash, issued_at, established_on);

DROP INDEX CONCURRENTLY IF EXISTS base.ordonnance_by_author;

-- Nothing asks by closing day; what ends a retention goes month by month (ADR 0035).
DROP INDEX CONCURRENTLY IF EXISTS base.ordonnance_by_closing;

-- The worker asks each minute for the anchors of the last minutes, among one per minute for years.
CREATE INDEX CONCURRENTLY IF NOT EXISTS anchor_by_time ON base.anchor (at);

-- Once served, an ordonnance takes twice the room that it took when issued: pages half full at first
-- are full at last, and it never has to move.
ALTER TABLE base.ordonnance SET (fillfactor = 50);

-- A message delivered is now removed: its act is in the journal, its effect where it was sent.
DELETE FROM base.outbox WHERE done_at IS NOT NULL;
