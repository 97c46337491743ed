"""Messages as descriptions: what Ref. #2 asks of a prescription, and no more."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.documents.mail.causes import STEPS, Cause, cause_of, next_step
from ordonnance.documents.mail.message import Media, MessageId
from ordonnance.documents.mail.naming import Traits, pdf_name, personal_name, subject
from ordonnance.documents.mail.prescribed import MessageInvalid, prescription_message
from ordonnance.documents.mail.withdrawn import Withdrawn, trial_message, withdrawal_message
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.people import Patient, Sex
from tests.builders.mail import ARCHIVE, PDF, TRAITS, a_message, a_sending, carried


def test_the_subject_says_label_name_given_name_and_birth_date_after_the_prefix() -> None:
    said = "XDM/1.0/DDM+Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert subject(TRAITS, archive=True) == said


def test_without_archive_the_subject_does_not_announce_one() -> None:
    message = prescription_message(a_sending(), carried(archive=None, codes=(), ins_told=False))
    assert message.subject == "Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert message.clinical is None
    assert [each.media for each in message.attachments] == [Media.PDF]


def test_the_archive_and_the_pdf_travel_side_by_side_under_their_names() -> None:
    files = {each.name: each.content for each in a_message().attachments}
    assert files == {
        "IHE_XDM.ZIP": ARCHIVE,
        "20260312_Prescription de médicaments_D’EXEMPLE_Zoé.pdf": PDF,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"archive": None, "ins_told": False},
        {"codes": ()},
        {"archive": None, "codes": ()},
        {"pdf": b""},
        {"pdf": b"PK\x03\x04"},
    ],
)
def test_what_ref_2_does_not_admit_makes_no_message(wrong: dict[str, object]) -> None:
    with pytest.raises(MessageInvalid):
        prescription_message(a_sending(), carried(**wrong))


@pytest.mark.parametrize(
    ("family", "given", "said"),
    [
        ("Exemple/Démo", "Zoé\r\nBcc", "20260312_Essai_EXEMPLE DÉMO_Zoé Bcc.pdf"),
        ("EXEMPLE_DÉMO", "..", "20260312_Essai_EXEMPLE DÉMO_.pdf"),
    ],
)
def test_a_name_cannot_break_the_name_of_a_file(family: str, given: str, said: str) -> None:
    assert pdf_name(date(2026, 3, 12), Traits(family, given, date(2000, 1, 1)), "Essai") == said


def test_the_label_in_a_file_name_has_forty_characters_at_most() -> None:
    name = pdf_name(date(2026, 3, 12), TRAITS, "a" * 60)
    assert name.split("_")[1] == "a" * 40


def test_a_personal_mailbox_is_shown_with_its_parts_joined() -> None:
    assert personal_name("Exemple", "Claire", "Dr", "SAMU 99") == "Dr_Claire_EXEMPLE_SAMU 99"
    assert personal_name("Exemple", "Claire") == "Claire_EXEMPLE"


def test_the_three_traits_are_needed_to_name_a_patient() -> None:
    patient = Patient("EXEMPLE", ("Zoé", "Anne"), Sex.FEMALE, date(1979, 3, 28))
    assert Traits.of(patient) == Traits("EXEMPLE", "Zoé", date(1979, 3, 28))
    assert Traits.of(replace(patient, birth_date=None)) is None
    assert Traits.of(replace(patient, given=())) is None
    assert Traits.of(replace(patient, family=None)) is None


def test_a_withdrawal_answers_the_message_that_it_takes_back_and_names_nobody() -> None:
    original = a_message()
    taken_back = withdrawal_message(
        a_sending("demo-2"), Withdrawn(original.id, "autre pharmacie choisie")
    )
    assert taken_back.answers == original.id
    assert taken_back.attachments == ()
    assert str(original.id) in taken_back.text
    assert "Zoé" not in taken_back.text + taken_back.subject


def test_a_trial_concerns_nobody_and_asks_for_its_receipt() -> None:
    message = trial_message(a_sending())
    assert message.wants_receipt
    assert message.clinical is None
    assert "aucun patient" in message.text


@pytest.mark.parametrize(
    "wrong", ["", "a", "@b.fr", "a@b", "a b@c.fr", "a@c.fr>\r\nX: y", "é@c.fr"]
)
def test_what_is_no_message_id_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidId):
        MessageId(wrong)


def test_nothing_of_the_patient_shows_in_a_repr() -> None:
    message = a_message()
    said = repr([message, message.attachments, message.sender, carried(), TRAITS])
    assert "xemple" not in said.replace("chu-exemple.mssante.fr", "")
    assert "Zoé" not in said


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("5.1.1", Cause.UNKNOWN_BOX),
        ("5.1.10", Cause.UNKNOWN_DOMAIN),
        ("5.2.1", Cause.CLOSED_BOX),
        ("4.2.2", Cause.FULL_BOX),
        ("5.3.4", Cause.TOO_LARGE),
        ("4.4.7", Cause.TOO_LATE),
        ("5.7.1", Cause.NOT_ADMITTED),
        ("5.7.26", Cause.NOT_ADMITTED),
        ("5.0.0", Cause.OTHER),
        ("2.1.5", Cause.OTHER),
        ("904", Cause.NOT_FILED),
        ("", Cause.OTHER),
    ],
)
def test_each_code_has_its_cause(code: str, cause: Cause) -> None:
    assert cause_of(code) is cause


def test_every_cause_has_a_next_step_for_a_structure_and_for_a_patient() -> None:
    assert set(STEPS) == set(Cause)
    assert next_step("5.1.1", patient=False).startswith(
        "Cette boîte n'existe pas. Choisir une autre"
    )
    assert "pharmacie avec l'appelant" in next_step("5.1.1", patient=True)
