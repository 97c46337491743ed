"""Words by which a line says what it prescribes, from the table of that name."""

from ordonnance.law.substances import load

_TABLE = load("wording.toml")


def _words(key: str) -> frozenset[str]:
    return frozenset(_TABLE[key].split())


CLASSES = _words("classes")
"""Classes of medicines: alone, they name no medicine."""
EMPTY = _words("empty")
"""Words that name nothing by themselves."""
SELF_EVIDENT = _words("self_evident")
"""Forms that go without directions."""
TELLING = _words("telling")
"""Forms that tell the route by themselves."""
OPEN = _words("open")
"""Forms that may be taken in several ways."""
ROUTES = _words("routes")
WITHOUT_STRENGTH = _words("without_strength")
"""Words of medicines whose strength is not written in milligrams."""
NUMBERS = _words("numbers")
"""Numbers in words."""
