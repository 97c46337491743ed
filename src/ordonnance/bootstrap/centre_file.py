"""The centre of ORDONNANCE_CENTRE: a TOML file of the establishment's administrator.

It stays where the administrator keeps it, and is read again each time: who regulates is written
nowhere else.
"""

import tomllib
from pathlib import Path
from typing import Any

from ordonnance.adapters.identity import demo_people
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.domain.centre import MOST_REGULATORS, RegulationCentre
from ordonnance.domain.directory import department_code, department_of
from ordonnance.domain.ids import Finess, InvalidId, Rpps

_KNOWN = frozenset({"name", "department", "finess", "regulators", "regulators_file"})


def read_centre(path: Path | None) -> RegulationCentre | None:
    """The centre described; None without the setting. Raises OpeningRefused CENTRE_FILE_INVALID."""
    if path is None:
        return None
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        return _centre(told, path.parent)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid("il ne se lit pas (TOML attendu)") from error
    except InvalidId as error:
        raise _invalid(error.reason) from error


def demonstration_centre() -> RegulationCentre:
    """The regulation centre of the demonstration."""
    place = demo_people.REGULATION_CENTRE
    people = [each.rpps for each in demo_people.PROFESSIONALS if each.regulation_access]
    return RegulationCentre(
        place.label, department_of(place.postcode), place.finess, (*people, *_BESIDE)
    )


_BESIDE = ("99900000235",)
"""A fictitious colleague, whom the demonstration directory knows without a mailbox."""


def _centre(told: dict[str, Any], folder: Path) -> RegulationCentre:
    if unknown := sorted(set(told) - _KNOWN):
        raise _invalid(f"« {unknown[0]} » n'y a pas de sens")
    name, department = told.get("name", ""), told.get("department")
    if not isinstance(name, str) or not isinstance(department, str) or not department:
        raise _invalid("« department » manque (69, 2A, 974)")
    finess = told.get("finess")
    return RegulationCentre(
        name,
        department_code(department),
        None if finess is None else Finess.parse(str(finess)).value,
        regulators_of(" ".join(map(str, _regulators(told, folder)))),
    )


def _regulators(told: dict[str, Any], folder: Path) -> list[Any]:
    listed, named = told.get("regulators", []), told.get("regulators_file")
    if not isinstance(listed, list):
        raise _invalid("« regulators » est une liste de numéros RPPS")
    if named is None:
        return listed
    return [*listed, *(folder / str(named)).read_text("utf-8").split()]


def regulators_of(text: str) -> tuple[str, ...]:
    """RPPS numbers as they are listed, each once. Raises InvalidId, OpeningRefused."""
    found = tuple(dict.fromkeys(Rpps.parse(each).value for each in text.replace(",", " ").split()))
    if len(found) > MOST_REGULATORS:
        raise _invalid(f"{MOST_REGULATORS} régulateurs au plus")
    return found


def _invalid(reason: str) -> OpeningRefused:
    return OpeningRefused(
        "CENTRE_FILE_INVALID",
        f"Le fichier ORDONNANCE_CENTRE ne peut pas servir\u202f: {reason}.",
        "Le corriger ; le guide de l'administrateur en donne un entier.",
    )
