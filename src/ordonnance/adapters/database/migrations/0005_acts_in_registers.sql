-- One row of a register holds every entry that one act wrote there: numbers `rank` to
-- `rank + entries - 1`. A row written before holds one entry, and says nothing.
ALTER TABLE base.register_entry ADD COLUMN entries smallint CHECK (entries > 0);
