"""The derogation of the SAMU-SAS, read strictly: what contradicts its circuit is refused."""

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess, InvalidId
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.reading import Reading

_NAME = "derogation"


def read_derogation(reading: Reading, document: Found) -> Derogation | None:
    """What the ordonnance says of its circuit; None for one that has none, or a wrong one."""
    parts = {name: part.value_code or part.value_string or ""
             for name, part in document.parts(_NAME).items()}  # fmt: skip
    if not parts:
        return None
    at = document.at(_NAME)
    try:
        circuit = Circuit(parts["circuit"])
    except ValueError:
        allowed = ", ".join(Circuit)
        reading.issues.add("CODE_UNKNOWN", at, code=parts["circuit"], allowed=allowed)
        return None
    recipient = _named(reading, parts, "recipient", at)
    pharmacy = _named(reading, parts, "pharmacy", at)
    try:
        return Derogation(circuit, recipient, pharmacy)
    except ValueError:
        reading.issues.invalid(
            at,
            "le cas 1 nomme une pharmacie et son FINESS, le cas 2 un établissement et, si elle est "
            "connue, sa pharmacie, le cas 3 personne",
        )
        return None


def _named(reading: Reading, parts: dict[str, str], name: str, at: str) -> Named | None:
    """The structure of that part; a FINESS without a name is a fault."""
    number = parts.get(f"{name}-finess")
    if name not in parts:
        if number is not None:
            reading.issues.invalid(at, "un FINESS sans nom de structure")
        return None
    if number is None:
        return Named(parts[name])
    try:
        return Named(parts[name], Finess(number))
    except InvalidId as error:
        reading.issues.invalid(at, error.reason)
        return Named(parts[name])
