"""What a minor keeps secret leaves nothing on the ordonnances that their representative reads."""

from datetime import date

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.coverage import record_execution, record_stored_establishment
from ordonnance.usecases.ports import Covered
from ordonnance.usecases.results import JournalRead
from ordonnance.usecases.twins import mark_twins
from tests.builders.counter import CHILD, ESCITALOPRAM, MOPRAL, acknowledged, of
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, done, refused

RULE = "interaction.running"
ANSWERED = (acknowledged(RULE, line=1),)
KNOWN = thesaurus(couple("escitalopram", "oméprazole", mechanism="Risque avec l’escitalopram."))


class Care:
    """A child whose parent reads one ordonnance, dispensed; another one beside it, or none."""

    def __init__(self, *, secret: bool) -> None:
        self.platform: Platform = a_platform(interactions=KnownInteractions(KNOWN), running=True)
        self.number = self.platform.issue(of(MOPRAL, days=28), patient=CHILD).number
        self.indexed(self.number)
        if secret:
            self.write_the_secret_one()
            with refused("ACKNOWLEDGEMENT_REQUIRED"):
                self.platform.dispense(self.number, everything=True)
        self.platform.dispense(self.number, everything=True, given=ANSWERED if secret else ())

    def indexed(self, number: str) -> None:
        done(record_stored_establishment(OrdonnanceNumber(number), self.platform.ports))

    def write_the_secret_one(self) -> None:
        """Its author is first refused, then answers; the base marks both, and it is served."""
        platform, line = self.platform, of(ESCITALOPRAM, days=28)
        with refused("ACKNOWLEDGEMENT_REQUIRED"):
            platform.issue(line, patient=CHILD, hidden_from_representative=True)
        number = platform.issue(
            line, patient=CHILD, hidden_from_representative=True, given=ANSWERED
        ).number
        given = platform.dispense(number, everything=True)
        done(record_execution(OrdonnanceNumber(number), given.reference, platform.ports))
        first, last = date(2026, 11, 23), date(2026, 12, 20)
        twin = Covered("established", "exemple", first, last, "99900000011", self.number, 1)
        done(mark_twins(OrdonnanceNumber(number), [twin], platform.ports))

    def journal(self, by: str) -> list[tuple[int, str, str, str]]:
        read: JournalRead = self.platform.journal(self.number, by)
        return [
            # The reference of a dispensing is drawn, and no other treatment decides of it.
            (each.sequence, each.code, each.actor, each.details.partition("EX-")[0])
            for each in read.accesses
        ]


def test_the_journal_that_a_representative_reads_is_the_same_with_and_without_it() -> None:
    secret, alone = Care(secret=True), Care(secret=False)
    assert secret.journal("representant") == alone.journal("representant")
    told = [code for _, code, _, _ in secret.journal("representant")]
    assert told == ["issue", "dispense", "journal", "journal"]


def test_a_mark_of_the_base_is_told_at_the_counter_and_to_no_representative() -> None:
    care = Care(secret=True)
    assert [each.rule for each in care.platform.consult(care.number).findings] == ["RX-STUP-07"]
    assert care.platform.consult(care.number, "representant").findings == ()


@pytest.mark.parametrize("code", ["check", "mark-twin"])
def test_what_is_left_out_for_a_representative_stays_in_the_base(code: str) -> None:
    care = Care(secret=True)
    kept = done(care.platform.base.journal(OrdonnanceNumber(care.number)))
    acts = [each.entry.act for each in kept]
    assert code in acts
    assert any("refused" in each.entry.details for each in kept)
    assert any("acknowledged" in each.entry.details for each in kept)
