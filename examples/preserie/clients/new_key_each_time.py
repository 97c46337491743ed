"""A software that fails the rehearsal: each attempt has a key of its own, so that acts double."""

import uuid

from counter import Counter, main


class NewKeyEachTime(Counter):
    """An answer that is lost makes it do the act again."""

    def key(self, key):
        """Another one for each attempt."""
        return None if key is None else str(uuid.uuid4())


if __name__ == "__main__":
    main(NewKeyEachTime())
