"""Logs on a disk that fills up: lines are lost, acts are not, and the loss is told."""

import io

from ordonnance.doors.api.logs import UnfailingLines


class FullSometimes(io.StringIO):
    """A file on a disk that is full when told."""

    full = False

    def write(self, text: str) -> int:
        """Write, unless full."""
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(text)

    def flush(self) -> None:
        """Flush, unless full."""
        if self.full:
            raise OSError(28, "No space left on device")


def test_lines_that_find_no_room_are_counted_and_told_once_there_is() -> None:
    file = FullSometimes()
    lines = UnfailingLines(file)
    lines.write("one\n")
    file.full = True
    for _ in range(3):
        lines.write("lost\n")
    lines.flush()
    file.full = False
    lines.write("two\n")
    lines.flush()
    assert file.getvalue() == 'one\n{"event": "log lines lost", "count": 4}\ntwo\n'
