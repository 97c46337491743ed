"""What works without a base: checking a document, drug facts, examples."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.drug_facts import installed
from ordonnance.bootstrap.drug_versions import drugs_of
from ordonnance.bootstrap.interaction_versions import interactions_of
from ordonnance.bootstrap.reader import FHIR_JSON, FhirReader
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.law.ways import Forms
from ordonnance.settings import read_settings
from ordonnance.usecases.check import Check, check
from ordonnance.usecases.correct import Correct, Wanted, correct
from ordonnance.usecases.corrected import Corrected
from ordonnance.usecases.explained import Explained
from ordonnance.usecases.explaining import Explain, explain
from ordonnance.usecases.forms import AskForms, forms_of
from ordonnance.usecases.ports import Drugs, Interactions
from ordonnance.usecases.results import Checked

_PACKAGE = Path(__file__).resolve().parents[1]
EXAMPLES = _PACKAGE / "examples"
if not EXAMPLES.is_dir():
    # In a checkout they stand beside the README.
    EXAMPLES = _PACKAGE.parents[1] / "examples"


class Checker:
    """Judges documents in this process: no base, no history."""

    def __init__(self, drugs: Drugs, interactions: Interactions) -> None:
        clock = SystemClock()
        self._clock, self._drugs, self._interactions = clock, drugs, interactions
        self._reader = FhirReader(DEFAULT_SYSTEMS, None, clock)

    def check(
        self,
        document: bytes,
        content_type: str = FHIR_JSON,
        on: date | None = None,
        dispensing: date | None = None,
    ) -> Checked:
        """Every finding on the document. Raises Refusal when it cannot be read."""
        command = Check(document, content_type, on, dispensing)
        return check(command, self._reader, self._drugs, self._clock, self._interactions)

    def correct(
        self,
        document: bytes,
        content_type: str = FHIR_JSON,
        wanted: tuple[Wanted, ...] = (),
        on: date | None = None,
    ) -> Corrected:
        """The document corrected. Raises Refusal when it cannot be, whole."""
        command = Correct(document, content_type, wanted, on)
        return correct(command, self._reader, self._drugs, self._clock, self._interactions)

    def explain(
        self,
        document: bytes,
        content_type: str = FHIR_JSON,
        on: date | None = None,
        at_counter: date | None = None,
    ) -> Explained:
        """The whole reasoning on the document. Raises Refusal when it cannot be read."""
        command = Explain(document, content_type, on, at_counter)
        return explain(command, self._reader, self._drugs, self._clock, self._interactions)

    def forms(self, command: AskForms) -> Forms:
        """The forms a document may take. Raises Refusal when it cannot be read."""
        return forms_of(command, self._reader, self._drugs)


def checker() -> Checker:
    """A checker for this process, on the drug facts and the thesaurus of this installation."""
    data, settings = installed(None, demonstration=False), read_settings()
    return Checker(drugs_of(data), interactions_of(data, settings, demonstration=False))


def now() -> datetime:
    """The present instant, by the clock of this installation."""
    return SystemClock().now()


def example_names() -> tuple[str, ...]:
    """The example prescriptions, by name."""
    return tuple(sorted(path.stem for path in EXAMPLES.glob("*.json")))


def example(name: str) -> bytes:
    """An example prescription, established now. Raises LookupError for an unknown name.

    Only the instants move: an example issued as it stands in the repository would be too old to be
    served.
    """
    if name not in example_names():
        raise LookupError(name)
    bundle = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    established = now().astimezone(ZoneInfo("Europe/Paris")).replace(microsecond=0)
    return json.dumps(_dated(bundle, established), ensure_ascii=False, indent=2).encode()


def _dated(value: object, now: datetime) -> object:
    if isinstance(value, dict):
        return {
            key: now.isoformat() if key == "authoredOn" else _dated(each, now)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_dated(each, now) for each in value]
    return value
