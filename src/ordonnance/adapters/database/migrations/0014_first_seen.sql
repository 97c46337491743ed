-- Who saw an alert first stays known when it grows and is seen again.
ALTER TABLE base.opening_alert ADD COLUMN first_seen_at timestamptz;
ALTER TABLE base.opening_alert ADD COLUMN first_seen_by text CHECK (length(first_seen_by) <= 32);
