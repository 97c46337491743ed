"""The marked people, as documents name them."""

from dataclasses import replace

from ordonnance.domain.ids import Ins, InsOid, Rpps
from ordonnance.domain.people import Patient, Prescriber
from tests.journeys.secrets.canary import Canary
from tools import examples


def patient(canary: Canary) -> Patient:
    """The marked patient, INS qualified."""
    return replace(
        examples.patient(), family=canary.family, given=(canary.given,),
        birth_date=canary.birth_date, ins=Ins(canary.ins, InsOid.NIR_DEMO),
    )  # fmt: skip


def prescriber(canary: Canary, who: str = "medecin") -> Prescriber:
    """The marked prescriber, at the place where `who` works."""
    return replace(examples.prescriber(who), family=canary.author_family, rpps=Rpps(canary.rpps))
