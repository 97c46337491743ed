"""What a file may cost: each limit is refused with what to do, and tested."""


class Refused(Exception):
    """The file is not read; `code` is that of the error catalogue."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


MOST_PAGES = 20
"""Most pages: a sheet of thirty lines has four."""

MOST_PIXELS = 40_000_000
"""Most pixels of a picture, all its pages together: A4 at 600 dots an inch."""

MOST_ATTACHED = 8
"""Most attached files."""

LARGEST_ATTACHED = 4 * 1024 * 1024
"""Most bytes of the attached files together: a document of 1 MiB, and its CDA."""

MOST_WORDS = 20_000
"""Most characters of text in one page: a full sheet has some 5,000."""

LOOK = (100, 140)
"""Cells by which the aspect of a page is told, across and down."""

MOST_CODES = 64
"""Most codes kept of one file."""

MEMORY = 1024 * 1024 * 1024
"""Most bytes of address space of the process that reads."""

CPU_SECONDS = 20
WALL_SECONDS = 30.0
"""How long a reading may take, of processor and in all."""
