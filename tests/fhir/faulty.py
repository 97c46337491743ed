"""Documents made wrong, and the issues told."""

from typing import Any

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.fhir.read import read_ordonnance
from tests.fhir import bundles
from tests.fhir.bundles import Json


def issues_of(bundle: Json) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_ordonnance(bundles.body(bundle))
    return [(issue.code, issue.at) for issue in caught.value.issues]


def resource(bundle: Json, index: int) -> Json:
    found: Json = bundle["entry"][index]["resource"]
    return found


def changed(index: int, path: str, value: Any) -> Json:
    """The simple prescription with one element set; a path such as `name.0.family`."""
    bundle = bundles.amoxicillin()
    at: Any = resource(bundle, index)
    *parents, last = path.split(".")
    for word in parents:
        at = at[int(word)] if word.isdigit() else at[word]
    if value is None:
        del at[int(last) if last.isdigit() else last]
    elif isinstance(at, list):
        at.insert(int(last), value)
    else:
        at[last] = value
    return bundle


# --- The perimeter


def with_entry(extra: Json) -> Json:
    bundle = bundles.amoxicillin()
    bundle["entry"].append({"resource": extra})
    return bundle
