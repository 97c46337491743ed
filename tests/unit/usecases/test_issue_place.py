"""Where an ordonnance is written: the session proves the structure, the document never does."""

from dataclasses import replace

import pytest

from ordonnance.domain.actors import Caller, Place, Professional
from ordonnance.domain.ids import AmNumber, Finess, Siret
from ordonnance.usecases.issue import issue
from tests.builders.counter import CLAMOXYL, of
from tests.builders.platform import Platform, a_platform, done, refused
from tools.examples import prescriber

PLAIN = of(CLAMOXYL, days=12)
SIRET, OTHER_SIRET = Siret("99990000400014"), Siret("99990000400030")
FINESS, OTHER_FINESS = Finess("990000028"), Finess("990000051")
AM, OTHER_AM = AmNumber("991000019"), AmNumber("991000027")


def session(platform: Platform, **place: object) -> Caller:
    """Doctor EXEMPLE's session at a structure named only so."""
    caller = platform.caller("medecin")
    assert isinstance(caller.actor, Professional)
    unknown: dict[str, object] = dict.fromkeys(("finess", "siret", "am", "technical_id"))
    there: Place = replace(caller.actor.place, **(unknown | place))
    return replace(caller, actor=replace(caller.actor, place=there))


def written(platform: Platform, **practice: object) -> bytes:
    """A document whose Organization says that of itself."""
    own = prescriber("medecin")
    assert own.practice is not None
    silent: dict[str, object] = dict.fromkeys(("finess", "siret", "am"))
    there = replace(own.practice, **(silent | practice))
    return platform.document(PLAIN, prescriber=replace(own, practice=there))


PROVED = {
    "the FINESS of the session": ({"finess": FINESS}, {"finess": FINESS}),
    "the SIRET of the session": ({"siret": SIRET}, {"siret": SIRET}),
    "both": ({"finess": FINESS, "siret": SIRET}, {"finess": FINESS, "siret": SIRET}),
    "less than the session": ({"finess": FINESS, "siret": SIRET, "am": AM}, {"siret": SIRET}),
    "a FINESS that is the technical identifier": ({"technical_id": f"F{FINESS.value}"},
                                                  {"finess": FINESS}),
    "a SIRET that is the technical identifier": ({"technical_id": f"C{SIRET.value}"},
                                                 {"siret": SIRET}),
    "no number at all": ({"siret": SIRET}, {}),
    "an AM number that no directory gives": ({"siret": SIRET}, {"siret": SIRET, "am": AM}),
    "the AM number of the session": ({"siret": SIRET, "am": AM}, {"am": AM}),
}  # fmt: skip

NOT_PROVED = {
    "another FINESS": ({"finess": FINESS}, {"finess": OTHER_FINESS}),
    "another SIRET": ({"siret": SIRET}, {"siret": OTHER_SIRET}),
    "a FINESS beside the SIRET of the session": ({"siret": SIRET, "am": AM},
                                                 {"siret": SIRET, "finess": FINESS}),
    "a FINESS beside the AM number of the session": ({"siret": SIRET, "am": AM},
                                                     {"am": AM, "finess": FINESS}),
    "a SIRET beside the FINESS of the session": ({"finess": FINESS},
                                                 {"finess": FINESS, "siret": SIRET}),
    "a FINESS that is a SIRET's technical identifier": ({"technical_id": f"C{FINESS.value}"},
                                                        {"finess": FINESS}),
    "a FINESS when the session names no structure": ({"local_id": "A" * 32}, {"finess": FINESS}),
    "another AM number": ({"siret": SIRET, "am": AM}, {"siret": SIRET, "am": OTHER_AM}),
}  # fmt: skip


@pytest.mark.parametrize(("place", "practice"), PROVED.values(), ids=PROVED)
def test_a_document_names_its_structure_as_the_session_does(
    place: dict[str, object], practice: dict[str, object]
) -> None:
    platform = a_platform()
    command = platform.issuing(written(platform, **practice), session(platform, **place))
    answer = done(issue(command, platform.ports))
    assert platform.consult(answer.number).state == "issued"


@pytest.mark.parametrize(("place", "practice"), NOT_PROVED.values(), ids=NOT_PROVED)
def test_a_structure_that_the_session_does_not_prove_is_refused(
    place: dict[str, object], practice: dict[str, object]
) -> None:
    platform = a_platform()
    command = platform.issuing(written(platform, **practice), session(platform, **place))
    with refused("PLACE_MISMATCH"):
        done(issue(command, platform.ports))
    assert platform.messages() == ()
