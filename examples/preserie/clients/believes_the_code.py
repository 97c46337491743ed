"""A software that fails the rehearsal: it believes what is printed in the code.

It asks the host of the address instead of its own base, and sends any number without a look at
its check characters.
"""

import re

from counter import Counter, main


class BelievesTheCode(Counter):
    """Whoever prints a code chooses where it asks, and what."""

    host = None

    def number_in(self, code):
        """Whatever follows the mark."""
        found = re.fullmatch(r"(https?://[^\s?#]+)/o#(.*)", code, re.DOTALL)
        self.host = found[1] if found else None
        return (found[2] if found else code) or None

    def base(self, asked):
        """The address printed, when there is one."""
        return self.host or asked["base"]


if __name__ == "__main__":
    main(BelievesTheCode())
