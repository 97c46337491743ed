"""The one act of a regulator: what it writes together, and everything that stops it before."""

from dataclasses import replace

import pytest

from ordonnance.domain.actors import Professional
from ordonnance.domain.census import Molecule, Motive, Regulator
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import WhiteList
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line
from ordonnance.usecases.issue import issue
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.samu.prescribing import prescribe
from tests.builders.counter import PATIENT, SKENAN, of
from tests.builders.platform import MORNING, a_platform, done, refused
from tests.builders.samu import (
    CENTRE,
    OFFICINE,
    PATIENT_BOX,
    TITULAR,
    TO_HOME,
    TO_PATIENT,
    TO_PHARMACY,
    TRAMADOL,
    UNLISTED,
    Centre,
)
from tools.examples import days

CODEINE = "66003374"


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def rows(centre: Centre) -> tuple[tuple[str, str, str], ...]:
    """What the census counts: case, mailbox, motive."""
    found = done(centre.platform.base.census.between(MORNING.date(), MORNING.date()))
    return tuple((e.entry.circuit.value, e.entry.box.value, e.entry.motive.value) for e in found)


@pytest.mark.parametrize(
    ("said", "recipient", "box", "motive"),
    [
        (TO_PHARMACY, OFFICINE, Box.ORGANISATION, Motive.DENTAL),
        (TO_HOME, "soins@ehpad-exemple.mssante.fr", Box.ORGANISATION, Motive.CANCER),
        (TO_PATIENT, PATIENT_BOX, Box.PATIENT_SPACE, Motive.RENAL_COLIC),
    ],
)
def test_one_act_writes_the_prescription_its_message_and_its_row(
    centre: Centre, said: Derogation, recipient: str, box: Box, motive: Motive
) -> None:
    given = centre.prescribe(said=said)
    assert given.circuit == said.circuit.value
    assert given.recipient == (said.recipient.name if said.recipient else "")
    assert given.code.replace(" ", "") == given.number
    progress = centre.platform.progress(given.number)
    assert progress.sent is not None
    assert (progress.sent.recipient, progress.sent.box) == (recipient, box)
    assert progress.sent.letter == given.letter
    assert "samu.post" in centre.platform.messages()
    assert rows(centre) == ((said.circuit.value, box.value, motive.value),)
    assert given.number not in given.letter
    opened = centre.platform.consult(given.number, "regulateur")
    assert (
        centre.platform.ports.reader.reopen(
            opened.document, "application/fhir+json"
        ).ordonnance.derogation
        == said
    )


def test_the_same_key_prescribes_sends_and_counts_once(centre: Centre) -> None:
    command = centre.command()
    first, again = (done(prescribe(command, centre.needs)) for _ in range(2))
    assert first == again
    assert centre.platform.messages().count("samu.post") == 1
    assert len(rows(centre)) == 1
    with refused("IDEMPOTENCY_KEY_REUSED"):
        done(prescribe(replace(command, body=b"autre"), centre.needs))


def test_a_retry_is_answered_even_when_nothing_may_leave_any_more(centre: Centre) -> None:
    command = centre.command()
    first = done(prescribe(command, centre.needs))
    centre.boxes.senders, centre.listed.trusted = (), None
    assert done(prescribe(command, centre.needs)) == first


def test_the_law_is_told_what_the_act_knows_and_tells_that_the_derogation_should_end(
    centre: Centre,
) -> None:
    told = {each.rule for each in centre.prescribe().findings}
    assert {"SA-09", "SA-10"} <= told
    with pytest.raises(LawRefusal) as refusal:
        centre.prescribe(sending={"told_patient": False})
    assert {each.rule for each in refusal.value.findings} == {"SA-02"}


def test_a_personal_mailbox_beside_an_organisational_one_asks_for_its_reason(
    centre: Centre,
) -> None:
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        centre.prescribe(sending={"address": TITULAR})
    assert isinstance(refusal.value, LawRefusal)
    assert [each.rule for each in refusal.value.findings] == ["SA-07"]


def test_only_who_regulates_prescribes_and_whoever_prepares_does_not(centre: Centre) -> None:
    for handle, code in (
        ("medecin", "SAMU_NOT_REGULATOR"), ("pharmacien", "NOT_ALLOWED"),
        ("arm", "SAMU_NOT_REGULATOR"), ("patient", "NOT_ALLOWED"),
    ):  # fmt: skip
        caller = centre.platform.caller(handle)
        with refused(code):
            centre.prescribe(caller=caller)
    assert centre.platform.messages() == ()


def test_a_dentist_regulates_and_is_counted_as_one(centre: Centre) -> None:
    centre.prescribe(by="regulateur-dentiste")
    (row,) = done(centre.platform.base.census.between(MORNING.date(), MORNING.date()))
    assert row.entry.regulator is Regulator.DENTIST
    assert row.entry.molecules == (Molecule.TRAMADOL,)
    assert row.entry.centre.department == "59"
    with refused("CODE_UNKNOWN"):
        centre.prescribe(by="regulateur-dentiste", sending={"regulator": Regulator.SAMU})


@pytest.mark.parametrize(
    ("line", "code"),
    [(of(SKENAN, days=3, daily=2), "SAMU_OPIOIDS_ONLY"),
     (of(TRAMADOL, days=3, daily=3, renewals=1), "SAMU_ONCE"),
     (of(TRAMADOL, days=4, daily=3, fraction=days(2)), "SAMU_ONCE")],
)  # fmt: skip
def test_only_the_three_opioids_once(centre: Centre, line: Line, code: str) -> None:
    with refused(code):
        centre.prescribe(lines=(of(CODEINE, days=3, daily=3), line))


@pytest.mark.parametrize(
    ("said", "sending", "code"),
    [
        (TO_PHARMACY, {"circuit": Circuit.PATIENT}, "SAMU_CIRCUIT_MISMATCH"),
        (TO_PHARMACY, {"address": "lui@pharmacie-exemple.mssante.fr"}, "SAMU_ADDRESS_ELSEWHERE"),
        (TO_PHARMACY, {"address": "aide@gmail.example"}, "SAMU_ADDRESS_ELSEWHERE"),
        (TO_PHARMACY, {"address": PATIENT_BOX}, "SAMU_ADDRESS_ELSEWHERE"),
        (TO_PHARMACY, {"sender": "autre@samu-exemple.mssante.fr"}, "SAMU_SENDER_NOT_YOURS"),
        (TO_PHARMACY, {"motive": Motive.OTHER}, "TEXT_REQUIRED"),
        (TO_PHARMACY, {"motive_text": "x" * 501}, "TEXT_TOO_LONG"),
        (TO_PHARMACY, {"regulator": Regulator.DENTIST}, "CODE_UNKNOWN"),
        (TO_HOME, {"address": PATIENT_BOX}, "SAMU_PATIENT_BOX"),
        (TO_HOME, {"address": OFFICINE}, "SAMU_NOT_HOME"),
        (TO_HOME, {"address": "soins@ehpad.example"}, "MAIL_DOMAIN_OUTSIDE"),
        (TO_HOME, {"given_in_call": False}, "SAMU_STATEMENT"),
        (TO_HOME, {"address": CENTRE}, "SAMU_ADDRESS_ELSEWHERE"),
        (TO_PATIENT, {"impossible": None}, "SAMU_STATEMENT"),
        (TO_PATIENT, {"space_active": False}, "SAMU_STATEMENT"),
        (TO_PATIENT, {"dictated": "290029999900228"}, "SAMU_MATRICULE_DIFFERS"),
        (TO_PATIENT, {"dictated": "12"}, "SAMU_MATRICULE_INVALID"),
        (TO_PATIENT, {"address": "290029999900228@patient.mssante.fr"}, "SAMU_ADDRESS_ELSEWHERE"),
        (TO_PATIENT, {"address": OFFICINE}, "SAMU_ADDRESS_ELSEWHERE"),
    ],
)  # fmt: skip
def test_an_address_or_a_word_that_the_circuit_does_not_have_is_refused_before_anything_is_written(
    centre: Centre, said: Derogation, sending: dict[str, object], code: str
) -> None:
    with refused(code):
        centre.prescribe(said=said, sending=sending)
    assert centre.platform.messages() == ()
    assert rows(centre) == ()


def test_a_document_that_names_another_pharmacy_does_not_leave_for_this_one(
    centre: Centre,
) -> None:
    other = Derogation(Circuit.PHARMACY, Named("Pharmacie Démo", Finess("990000085")))
    with refused("SAMU_ADDRESS_ELSEWHERE"):
        centre.prescribe(said=other)


def test_a_document_that_gives_the_pharmacy_another_name_does_not_leave(centre: Centre) -> None:
    """The patient would be sent there, and only the other could serve."""
    named = TO_PHARMACY.recipient
    assert named is not None
    with refused("SAMU_CIRCUIT_MISMATCH"):
        centre.prescribe(said=Derogation(Circuit.PHARMACY, replace(named, name="AILLEURS")))
    spaced = Derogation(Circuit.PHARMACY, replace(named, name=f"  {named.name.upper()} "))
    assert centre.prescribe(said=spaced).circuit == "1"


def test_no_white_list_or_no_directory_means_no_prescription(centre: Centre) -> None:
    centre.listed.trusted = None
    with refused("MAIL_WHITE_LIST_NONE"):
        centre.prescribe()
    centre.listed.trusted = WhiteList.of(["samu-exemple.mssante.fr"], MORNING.date())
    with refused("MAIL_DOMAIN_OUTSIDE"):
        centre.prescribe()
    again = Centre(centre.platform)
    again.service.directory = None
    with refused("SAMU_DIRECTORY_NONE"):
        again.prescribe()


def test_without_a_mailbox_to_send_from_nothing_is_written(centre: Centre) -> None:
    centre.boxes.senders = ()
    with refused("SAMU_NO_SENDER"):
        centre.prescribe()
    assert centre.platform.messages() == ()


def test_from_the_box_of_who_is_signed_in_the_letter_is_attended(centre: Centre) -> None:
    centre.boxes.senders = (OpenBox("regine.demo@samu-exemple.mssante.fr", "899900000019"),)
    sent = centre.platform.progress(centre.prescribe().number).sent
    assert sent is not None
    assert not sent.unattended


def test_what_was_stated_is_kept_with_the_prescription(centre: Centre) -> None:
    said = {"impossible": Impossible.OTHER, "impossible_text": "aucune officine ouverte"}
    sent = centre.platform.progress(centre.prescribe(said=TO_PATIENT, sending=said).number).sent
    assert sent is not None
    assert sent.stated == ("SPACE_ACTIVE", "IMPOSSIBLE_OTHER", "MATRICULE_QUALIFIED")
    assert sent.because == "aucune officine ouverte"
    assert "officine" not in repr(sent)


def test_an_unlisted_address_of_an_establishment_asks_whether_it_has_an_organisational_box(
    centre: Centre,
) -> None:
    """SA-07 knows it when the establishment is in the directory."""
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        centre.prescribe(said=TO_HOME, sending={"address": UNLISTED})
    named = Derogation(Circuit.CARE_HOME, Named("Résidence Démo"))
    done_all_the_same = centre.prescribe(said=named, sending={"address": UNLISTED})
    told = [each.verdict for each in done_all_the_same.findings if each.rule == "SA-07"]
    assert told == ["cannot_tell"]
    sent = centre.platform.progress(done_all_the_same.number).sent
    assert sent is not None
    assert "NOT_PUBLISHED" in sent.stated


def test_a_place_that_the_census_could_not_count_is_refused(centre: Centre) -> None:
    caller = centre.platform.caller("regulateur")
    assert isinstance(caller.actor, Professional)
    place = replace(caller.actor.place, postcode=None)
    with refused("SAMU_CENTRE"):
        centre.prescribe(caller=replace(caller, actor=replace(caller.actor, place=place)))


def test_somebody_whom_no_message_can_name_is_refused(centre: Centre) -> None:
    nameless = replace(PATIENT, birth_date=None)
    with refused("SAMU_PATIENT_TRAITS"):
        centre.prescribe(fields={"patient": nameless})


def test_the_derogation_is_neither_issued_nor_corrected_nor_prescribed_without_itself(
    centre: Centre,
) -> None:
    platform = centre.platform
    document = centre.document(TO_PHARMACY)
    with refused("SAMU_ACT"):
        done(issue(platform.issuing(document, "regulateur"), platform.ports))
    with refused("SAMU_ACT"):
        centre.prescribe(document=centre.document(None))
    given = centre.prescribe()
    with refused("SAMU_ACT"):
        platform.replace(given.number, of(TRAMADOL, days=2, daily=3), by="regulateur")
    numerique = platform.issue(of("67707794", days=6, daily=2), by="regulateur")
    with refused("SAMU_ACT"):
        platform.replace(numerique.number, of(TRAMADOL, days=2, daily=3), by="regulateur",
                         derogation=TO_PHARMACY)  # fmt: skip


def test_the_words_of_another_motive_are_kept_apart(centre: Centre) -> None:
    given = centre.prescribe(sending={"motive": Motive.OTHER, "motive_text": "brûlure  étendue"})
    words = done(centre.platform.base.census.words(OrdonnanceNumber(given.number)))
    assert words == "brûlure étendue"
