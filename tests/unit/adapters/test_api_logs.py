"""Lines of the logs; on a disk that fills up they are lost, acts are not, and the loss is told."""

import io
from pathlib import PurePosixPath

from ordonnance.doors.api.logs import UnfailingLines, json_line


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


def test_a_line_is_json_whose_letters_stand_as_they_are() -> None:
    event = {"event": "answer", "status": 200, "code": None, "ms": 2.5, "client": 'Été "1"\n'}
    told = json_line({**event, "of": PurePosixPath("a")}, default=str)
    assert told == (
        '{"event": "answer", "status": 200, "code": null, "ms": 2.5, "client": "Été \\"1\\"\\n", '
        """"of": "PurePosixPath('a')"}"""
    )


def test_a_line_is_written_whatever_it_holds() -> None:
    assert json_line({"event": "\ud800"}) == '{"event": "\ud800"}'
    assert json_line({"count": 10**30}) == f'{{"count": {10**30}}}'
