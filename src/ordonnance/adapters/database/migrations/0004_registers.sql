-- The registers that the law has a pharmacy keep: a number for each serving of a listed medicine.

-- The last number given, by pharmacy and register. One short lock per pharmacy, taken last in the
-- act and held until its commit: a number given in a transaction that fails is given again.
CREATE TABLE base.register_counter (
    place_hash bytea NOT NULL,
    register text COLLATE "C" NOT NULL CHECK (register IN ('ordonnancier', 'stupefiants')),
    last bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (place_hash, register)
);

-- In clear: keyed hashes, the number in the register, the day. An entry undone keeps its number.
CREATE TABLE base.register_entry (
    place_hash bytea NOT NULL,
    register text COLLATE "C" NOT NULL CHECK (register IN ('ordonnancier', 'stupefiants')),
    rank bigint NOT NULL CHECK (rank > 0),
    on_day date NOT NULL,
    act_hash bytea NOT NULL,
    undone_at timestamptz,
    body bytea NOT NULL,
    PRIMARY KEY (place_hash, register, rank)
);
-- Kept ten years (R.5132-10): nobody removes an entry, nor starts the numbers again.
REVOKE DELETE, TRUNCATE ON base.register_entry, base.register_counter FROM ordonnance_owner;
CREATE INDEX register_entry_by_act ON base.register_entry (place_hash, act_hash);
-- A register is read by days, in the order of its numbers.
CREATE INDEX register_entry_by_day
    ON base.register_entry (place_hash, register, on_day, rank);
ALTER TABLE base.register_entry ALTER COLUMN body SET STORAGE EXTERNAL;
