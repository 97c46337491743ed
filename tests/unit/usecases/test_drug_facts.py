"""What is shown of the drug facts behind an answer: shortages, version, and when not to trust."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.drug import Catalogue, CatalogueVersion, Shortage, ShortageKind
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.usecases.check import Check, check
from ordonnance.usecases.drug_facts import facts_of, shortage_sentence, shortages_of
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.results import Checked
from tests.builders.counter import AMLOR, CLAMOXYL, of, pack_of, packs, speciality
from tests.builders.platform import FHIR_JSON, Platform, a_platform

LANTUS, LATE = "65979151", date(2026, 3, 25)
OUT, TENSION = ShortageKind.OUT_OF_STOCK, ShortageKind.TENSION
IMPORTED = CatalogueVersion("Base publique", "exemple.test", date(2026, 5, 19), "a1" * 32)


def checked(platform: Platform, *lines: Line) -> Checked:
    ports = platform.ports
    command = Check(platform.document(*lines), FHIR_JSON)
    return check(
        command, ports.reader, ports.drugs, ports.clock, ports.interactions, demonstration=True
    )


def with_shortages(**of_cis: Shortage) -> Catalogue:
    """The demonstration with other declarations, by CIS."""
    known = load_demonstration()
    changed = [
        replace(m, shortages=(of_cis[f"c{cis}"],)) if f"c{cis}" in of_cis else m
        for cis, m in known.by_cis.items()
    ]
    return Catalogue.of(known.version, changed)


def told(line: Line, catalogue: Catalogue) -> list[str]:
    written = a_platform().written(line)
    found = shortages_of(written, medicines_of(written, catalogue), catalogue)
    return [each.message.replace("\u202f", " ") for each in found]


def test_a_shortage_is_told_at_every_act_and_blocks_none() -> None:
    platform = a_platform()
    line = of(LANTUS, days=28, daily=1)
    judged = checked(platform, line)
    issued = platform.issue(line)
    opened = platform.consult(issued.number)
    lot = {"lot": "LOT-EXEMPLE", "cip13": pack_of(LANTUS)}
    served = platform.dispense(issued.number, packs(1, 1, **lot))
    assert judged.outcome == "allowed"
    for answer in (judged, issued, opened, served):
        (shortage,) = answer.shortages
        assert (shortage.line, shortage.kind, shortage.since) == (1, "TENSION", LATE)
        assert shortage.link is not None
        assert shortage.link.startswith("https://ansm.sante.fr/")


def test_the_sentence_has_the_days_and_the_official_page() -> None:
    platform = a_platform()
    (shortage,) = platform.issue(of(LANTUS, days=28)).shortages
    assert shortage.message.replace("\u202f", " ").startswith(
        "LANTUS SOLOSTAR 100 unités/ ml, solution injectable en stylo prérempli : tension "
        "d’approvisionnement depuis le 25/03/2026, déclaration mise à jour le 02/04/2026. Page "
        "officielle : https://ansm.sante.fr/disponibilites-des-produits-de-sante/"
    )


def test_a_declaration_without_a_day_nor_a_page_is_still_told() -> None:
    sentence = shortage_sentence(speciality(AMLOR), Shortage(OUT))
    assert sentence.replace("\u202f", " ") == "AMLOR 5 mg, gélule : rupture de stock"


def test_a_medicine_available_again_is_no_longer_told() -> None:
    assert told(of(AMLOR), with_shortages(c63458349=Shortage(ShortageKind.BACK))) == []


def test_a_shortage_of_one_pack_is_told_unless_the_line_names_another() -> None:
    line = of("60047271")
    other, small = speciality("60047271").presentations[1].cip13, pack_of("60047271")
    catalogue = with_shortages(c60047271=Shortage(TENSION, cip13=other))
    assert f"de la boîte {other.value} (3 flacons" in told(line, catalogue)[0]

    def naming(cip13: Cip13) -> Line:
        assert line.product is not None
        return replace(line, product=replace(line.product, cip13=cip13))

    assert told(naming(small), catalogue) == []
    assert len(told(naming(other), catalogue)) == 1


def test_a_line_in_dci_is_short_when_all_that_may_be_served_is() -> None:
    strength = Quantity(Decimal(500), Unit("mg", "mg", "http://unitsofmeasure.org"))
    dci = Product("AMOXICILLINE 500 mg, gélule",
                  substances=(DciSubstance("amoxicilline", None, strength),))  # fmt: skip
    line = of(CLAMOXYL, product=dci)
    some = {"c67707794": Shortage(OUT), "c69118175": Shortage(TENSION)}
    assert told(line, with_shortages(**some)) == []
    every = with_shortages(**some, c66916798=Shortage(OUT))
    assert told(line, every) == [
        "AMOXICILLINE 500 mg, gélule : les 3 spécialités qui correspondent sont déclarées en "
        "rupture, en tension ou arrêtées."
    ]


def test_every_answer_names_the_version_and_the_demonstration() -> None:
    facts = a_platform().issue(of(AMLOR, days=30)).facts
    assert facts is not None
    assert (facts.label, facts.demonstration, facts.warning) == (
        "Catalogue de démonstration", True, "",
    )  # fmt: skip
    assert load_demonstration().version.digest.startswith(facts.digest)
    assert len(facts.digest) == 12


def test_a_retry_answers_the_same_facts_after_an_import() -> None:
    platform = a_platform()
    command = platform.issuing(platform.document(of(LANTUS, days=28)))
    first = platform.issued_by(command)

    class Imported:
        def current(self) -> Catalogue:
            return Catalogue.of(IMPORTED, load_demonstration().by_cis.values())

    platform.ports = replace(platform.ports, drugs=Imported())
    assert platform.issued_by(command) == first


@pytest.mark.parametrize(("days", "old"), [(62, False), (63, True)])
def test_facts_are_old_past_the_age_of_the_setting(days: int, old: bool) -> None:
    day = IMPORTED.dated + timedelta(days=days)
    facts = facts_of(IMPORTED, day, demonstration=False, most_days=62)
    assert bool(facts.warning) is old
    if old:
        assert "du 19/05/2026, vieilles de 63 jours" in facts.warning
    assert not facts_of(IMPORTED, day, demonstration=True, most_days=62).warning


def test_a_real_base_on_the_demonstration_catalogue_says_so_at_once() -> None:
    version = load_demonstration().version
    facts = facts_of(version, version.dated, demonstration=False)
    assert facts.warning.startswith("Catalogue de démonstration")
