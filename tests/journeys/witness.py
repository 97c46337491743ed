"""What the outbox held: the base forgets a message once it is delivered, a test may not.

A trigger of the test, in the transaction of the act that writes the message: what an act that was
undone had written is not here either.
"""

import asyncpg

_WITNESS = """
CREATE SCHEMA IF NOT EXISTS witness;
CREATE TABLE IF NOT EXISTS witness.message (
    number text, sequence integer, kind text,
    attempts integer, last_error text, done_at timestamptz,
    PRIMARY KEY (number, sequence)
);
CREATE OR REPLACE FUNCTION witness.written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO witness.message (number, sequence, kind)
    VALUES (NEW.number, NEW.sequence, NEW.kind);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION witness.delivered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
AS $$
BEGIN
    UPDATE witness.message AS m
    SET attempts = OLD.attempts, last_error = OLD.last_error, done_at = clock_timestamp()
    WHERE m.number = OLD.number AND m.sequence = OLD.sequence;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER written AFTER INSERT ON base.outbox
    FOR EACH ROW EXECUTE FUNCTION witness.written();
CREATE OR REPLACE TRIGGER delivered AFTER DELETE ON base.outbox
    FOR EACH ROW EXECUTE FUNCTION witness.delivered();
"""


async def bear_witness(owner_dsn: str) -> None:
    """From now on, `witness.message` keeps every message; twice changes nothing."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute(_WITNESS)
    finally:
        await connection.close()
