"""The derogation of the SAMU-SAS."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Case
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.form import Form
from ordonnance.law.regulation import Box, Circuit, Regulation
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, prescribing
from tests.law.catalogue.pairs import Pair

ON = date(2025, 6, 2)
TO_PHARMACY = Regulation(
    regulator=True, circuit=Circuit.PHARMACY, box=Box.ORGANISATION, organisation_box=True,
    given_by_recipient=True, reason="douleur aiguë, la nuit", software_capable=False,
)  # fmt: skip
TO_HOME = replace(TO_PHARMACY, circuit=Circuit.CARE_HOME)
TO_PATIENT = replace(
    TO_PHARMACY, circuit=Circuit.PATIENT, box=Box.PATIENT_SPACE, space_active=True,
    others_impossible=True,
)  # fmt: skip


def sent(how: Regulation = TO_PHARMACY, medicine: Medicine = m.TRAMADOL_50) -> Case:
    """Three days written during a call."""
    builder = an_ordonnance().of(medicine, days=3).written_on(ON)
    return prescribing(builder, form=Form.DEROGATION_SAMU, regulation=how)


def by_a_pharmacist(protocol: date | None = None) -> Case:
    """Written by a prescribing pharmacist of the SAMU-SAS."""
    builder = an_ordonnance().of(m.TRAMADOL_50, days=3, care_protocol=protocol).written_on(ON)
    how = replace(TO_PHARMACY, pharmacist=True)
    return prescribing(builder, form=Form.DEROGATION_SAMU, regulation=how)


def served(*seen: Seen) -> Case:
    """The third circuit, at the counter."""
    builder = an_ordonnance().of(m.TRAMADOL_50, days=3).written_on(ON)
    asked = ask(days=3, facts=CounterFacts(seen=seen))
    return counter(builder, ON, asked, form=Form.DEROGATION_SAMU, regulation=TO_PATIENT)


SAMU: dict[str, Pair] = {
    "SA-01": Pair(sent, lambda: sent(replace(TO_PHARMACY, regulator=False))),
    "SA-02": Pair(sent, lambda: sent(replace(TO_PHARMACY, box=Box.ORDINARY))),
    "SA-03": Pair(
        lambda: sent(TO_HOME), lambda: sent(replace(TO_HOME, given_by_recipient=False))
    ),
    "SA-04": Pair(
        lambda: sent(TO_PATIENT), lambda: sent(replace(TO_PATIENT, space_active=False))
    ),
    "SA-05": Pair(lambda: served(Seen(SeenDocument.DOSSIER_PHARMACEUTIQUE)), served),
    "SA-06": Pair(sent, lambda: sent(replace(TO_PHARMACY, box=Box.ORDINARY))),
    "SA-07": Pair(sent, lambda: sent(replace(TO_PHARMACY, box=Box.PERSON))),
    "SA-08": Pair(sent, lambda: sent(replace(TO_PHARMACY, reason=None))),
    "SA-10": Pair(sent, lambda: sent(replace(TO_PHARMACY, software_capable=True))),
    "SA-12": Pair(
        lambda: sent(replace(TO_HOME, address_elsewhere=False)),
        lambda: sent(replace(TO_HOME, address_elsewhere=True)),
    ),
    "SA-13": Pair(lambda: by_a_pharmacist(date(2025, 3, 3)), by_a_pharmacist),
    "SA-11": Pair(sent, lambda: sent(medicine=m.MORPHINE_LP_30)),
}  # fmt: skip
