-- journal_hash
-- The hash of one journal entry: SHA-256 over the previous hash (nothing for the first entry), the
-- number after its length, the rank, the instant (microseconds since 2000-01-01 UTC) and the
-- ciphertext; integers big-endian. Recomputed without any key by chain.py.
CREATE OR REPLACE FUNCTION base.journal_hash(
    p_previous bytea, p_number text, p_sequence integer, p_at timestamptz, p_entry bytea
) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(
    p_previous
    || int4send(octet_length(p_number)) || convert_to(p_number, 'UTF8')
    || int4send(p_sequence) || timestamptz_send(p_at)
    || p_entry
);
