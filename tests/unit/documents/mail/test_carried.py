"""An ordonnance put into a message and read back: archive, codes, INS told or not."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.bootstrap.mail_message import carried_of
from ordonnance.bootstrap.xdm import read_archive
from ordonnance.documents.mail.prescribed import MessageInvalid, prescription_message
from ordonnance.documents.mail.reading import received
from ordonnance.documents.mail.writing import written
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import IdentityStatus, Patient, Sex
from tests.builders.mail import PDF, a_sending
from tests.conformance.cda.written import a_prescription

DAY = date(2026, 3, 12)
PATIENT = Patient(
    "EXEMPLE", ("Zoé",), Sex.FEMALE, date(1979, 3, 28),
    Ins("279035121518989", InsOid.NIR_TEST), IdentityStatus.QUALIFIED,
)  # fmt: skip


def test_a_prescription_goes_and_comes_back_with_its_cda() -> None:
    cda = a_prescription("ald")
    message = prescription_message(a_sending(), carried_of(PATIENT, DAY, PDF, cda))
    found = received(written(message))
    assert (found.codes, found.ins_told) == (("57833-6",), True)
    (document,) = read_archive(found.archives[0]).documents
    assert document.content == cda


@pytest.mark.parametrize(
    "changes",
    [
        {"identity": IdentityStatus.RETRIEVED},
        {"ins": None},
        {"sex": Sex.UNKNOWN},
    ],
)
def test_the_ins_is_told_only_when_it_is_qualified_with_its_four_traits(
    changes: dict[str, object],
) -> None:
    patient = replace(PATIENT, **changes)  # type: ignore[arg-type]
    assert not carried_of(patient, DAY, PDF, a_prescription("ald")).ins_told


def test_without_cda_the_pdf_leaves_alone() -> None:
    message = prescription_message(a_sending(), carried_of(PATIENT, DAY, PDF, None))
    assert received(written(message)).pdfs == (PDF,)
    assert message.clinical is None


@pytest.mark.parametrize("patient", [None, replace(PATIENT, birth_date=None)])
def test_a_patient_whose_traits_are_missing_makes_no_message(patient: Patient | None) -> None:
    with pytest.raises(MessageInvalid):
        carried_of(patient, DAY, PDF, None)
