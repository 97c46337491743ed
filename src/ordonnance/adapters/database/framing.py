"""Several byte strings in one, and back: each but the last after its length."""


def join(*parts: bytes) -> bytes:
    """One byte string; the number of parts is known to the reader."""
    *first, last = parts
    return b"".join([len(part).to_bytes(4, "big") + part for part in first]) + last


def split(joined: bytes, parts: int) -> list[bytes]:
    """The parts given to `join`. Raises ValueError when these bytes hold fewer."""
    found: list[bytes] = []
    start = 0
    for _ in range(parts - 1):
        end = start + 4 + int.from_bytes(joined[start : start + 4], "big")
        if len(joined) < start + 4 or len(joined) < end:
            raise ValueError("a framed part is cut")
        found.append(joined[start + 4 : end])
        start = end
    return [*found, joined[start:]]
