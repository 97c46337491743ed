"""Another pack than the one prescribed: generic, biosimilar, shortage, the prescriber's accord."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ordonnance.domain.coding import Coding
from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.ids import Cip7, Cip13
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.prescription import DciSubstance, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from tests.builders.counter import (
    AMLOR,
    AMOXICILLINE,
    CLAMOXYL,
    DUROGESIC,
    ENOXAPARINE,
    HOSPITAL,
    KARDEGIC,
    LOVENOX,
    PATIENT,
    RETROCEDED,
    STILNOX,
    acknowledged,
    of,
    pack_of,
    packs,
)
from tests.builders.platform import Platform, a_platform, refused

GENERIC, BIOSIMILAR = SubstitutionKind.GENERIC, SubstitutionKind.BIOSIMILAR
SHORTAGE, AGREEMENT = SubstitutionKind.SHORTAGE, SubstitutionKind.PRESCRIBER_AGREEMENT
KEPT = NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION, "lactose")
LANTUS, ABASAGLAR = "65979151", "64332894"
BOX = packs(1, 1)
OF_THE_GROUP = replace(BOX, cip13=pack_of(AMOXICILLINE))
UNRELATED = replace(BOX, cip13=pack_of(KARDEGIC))


def issued(**changes: object) -> tuple[Platform, str]:
    platform = a_platform()
    return platform, platform.issue(of(CLAMOXYL, days=12, **changes)).number


def test_the_pack_prescribed_is_no_substitution() -> None:
    platform, number = issued()
    served = platform.dispense(number, replace(BOX, cip13=pack_of(CLAMOXYL))).served[0]
    assert (served.substitution, served.cip13) == (None, "3400931587538")


def test_a_pack_of_the_same_group_is_a_generic_substitution() -> None:
    platform, number = issued()
    served = platform.dispense(number, OF_THE_GROUP).served[0]
    assert served.substitution == "GENERIC"
    assert served.label == "AMOXICILLINE BIOGARAN 500 mg, gélule"
    assert platform.consult(number).state == "executed"


def test_a_generic_of_another_pack_size_leaves_the_rest_due() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=60)).number
    answer = platform.dispense(number, packs(1, 1, cip13=pack_of("65728601")))
    assert answer.lines[0].remaining.days == 30
    assert answer.lines[0].remaining.units == 30


@pytest.mark.parametrize(
    ("kept", "born"),
    [
        (KEPT, date(1970, 6, 15)),
        (NotSubstitutable(NonSubstitutionReason.CHILD_FORM), date(2023, 6, 15)),
    ],
)
def test_not_substitutable_bars_the_generic(kept: NotSubstitutable, born: date) -> None:
    platform = a_platform()
    line = of(CLAMOXYL, days=12, not_substitutable=kept)
    number = platform.issue(line, patient=replace(PATIENT, birth_date=born)).number
    for asked in (None, Substitution(GENERIC), Substitution(SHORTAGE, "rupture")):
        with refused("SUBSTITUTION_NOT_ALLOWED") as refusal:
            platform.dispense(number, replace(OF_THE_GROUP, substitution=asked))
        assert "non substituable" in refusal.value.first.message
    assert platform.dispense(number, everything=True).served[0].substitution is None


def test_the_prescriber_s_express_accord_lifts_not_substitutable() -> None:
    platform, number = issued(not_substitutable=KEPT)
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, replace(OF_THE_GROUP, substitution=Substitution(AGREEMENT)))
    agreed = Substitution(AGREEMENT, "accord téléphonique de 10 h")
    answer = platform.dispense(number, replace(OF_THE_GROUP, substitution=agreed))
    assert answer.served[0].substitution == "PRESCRIBER_AGREEMENT"


def test_another_medicine_needs_its_reason_and_words() -> None:
    platform, number = issued()
    with refused("SUBSTITUTION_REASON_REQUIRED"):
        platform.dispense(number, UNRELATED)
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, replace(UNRELATED, substitution=Substitution(GENERIC)))
    with refused("TEXT_REQUIRED"):
        platform.dispense(number, replace(UNRELATED, substitution=Substitution(SHORTAGE)))
    told = replace(UNRELATED, substitution=Substitution(SHORTAGE, "rupture, accord du médecin"))
    answer = platform.dispense(number, told)
    assert answer.served[0].substitution == "SHORTAGE"


def test_a_pack_unknown_to_the_catalogue_is_refused() -> None:
    platform, number = issued()
    with refused("PACK_UNKNOWN"):
        platform.dispense(number, replace(BOX, cip13=Cip13.of(Cip7("3009999"))))


def test_a_biological_medicine_is_served_with_its_lot() -> None:
    platform = a_platform()
    number = platform.issue(of(LOVENOX, days=6)).number
    with refused("LOT_REQUIRED"):
        platform.dispense(number, everything=True)
    with refused("LOT_REQUIRED"):
        platform.dispense(number, packs(1, 1, cip13=pack_of(LOVENOX, 1)))
    answer = platform.dispense(number, packs(1, 1, cip13=pack_of(LOVENOX, 1), lot="LOT-EXEMPLE"))
    assert (answer.served[0].lot, answer.served[0].substitution) == ("LOT-EXEMPLE", None)


def test_a_biosimilar_says_so_and_carries_its_lot() -> None:
    platform = a_platform()
    number = platform.issue(of(LOVENOX, days=6)).number
    asked = packs(1, 1, cip13=pack_of(ENOXAPARINE, 1), lot="LOT-EXEMPLE")
    with refused("SUBSTITUTION_REASON_REQUIRED"):
        platform.dispense(number, asked)
    answer = platform.dispense(number, replace(asked, substitution=Substitution(BIOSIMILAR)))
    assert (answer.served[0].substitution, answer.served[0].lot) == ("BIOSIMILAR", "LOT-EXEMPLE")


def test_biosimilar_is_neither_for_another_group_nor_against_the_prescriber() -> None:
    platform, number = issued()
    asked = replace(UNRELATED, substitution=Substitution(BIOSIMILAR))
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, asked)
    number = platform.issue(of(LOVENOX, days=6, not_substitutable=KEPT)).number
    asked = packs(1, 1, cip13=pack_of(ENOXAPARINE, 1), lot="LOT-EXEMPLE")
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, replace(asked, substitution=Substitution(BIOSIMILAR)))


def in_dci(**changes: object) -> Product:
    strength = Quantity(Decimal(500), Unit("mg", "mg", DEFAULT_SYSTEMS.ucum))
    form = Coding(DEFAULT_SYSTEMS.edqm, "10210000", "gélule")
    return Product(
        "AMOXICILLINE 500 mg, gélule", substances=(DciSubstance("amoxicilline", None, strength),),
        form=form, **changes,  # type: ignore[arg-type]  # fields of Product
    )  # fmt: skip


@pytest.mark.parametrize("cis", [CLAMOXYL, AMOXICILLINE])
def test_a_line_in_dci_is_served_with_any_pack_of_the_substance(cis: str) -> None:
    platform, number = issued(product=in_dci())
    with refused("PACK_REQUIRED"):
        platform.dispense(number, packs(1, 1))
    answer = platform.dispense(number, packs(1, 1, cip13=pack_of(cis)))
    assert answer.served[0].substitution is None
    assert answer.lines[0].state == "executed"


def test_a_line_in_dci_is_not_served_with_another_strength() -> None:
    platform, number = issued(product=in_dci())
    with refused("SUBSTITUTION_REASON_REQUIRED"):
        platform.dispense(number, packs(1, 1, cip13=pack_of("64539416")))


def test_a_line_outside_the_catalogue_is_attested_and_served_by_what_is_scanned() -> None:
    platform = a_platform()
    given = (acknowledged("medicine.unknown"),)
    unknown = of(CLAMOXYL, days=12, product=Product("SPÉCIALITÉ EXEMPLE 1 mg, gélule"))
    number = platform.issue(unknown, given=given).number
    with refused("PACK_REQUIRED"):
        platform.dispense(number, packs(1, 1), given=given)


@pytest.mark.parametrize("cis", [HOSPITAL, RETROCEDED, DUROGESIC, STILNOX])
@pytest.mark.parametrize("kind", [SHORTAGE, AGREEMENT])
def test_no_reason_serves_what_the_law_bars_or_binds_more(cis: str, kind: SubstitutionKind) -> None:
    platform, number = issued()
    asked = replace(BOX, cip13=pack_of(cis), substitution=Substitution(kind, "motif EXEMPLE"))
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, asked)
    assert platform.consult(number).state == "issued"


def test_another_substance_of_a_stricter_list_is_refused_and_of_a_lighter_one_is_not() -> None:
    platform = a_platform()
    agreed = Substitution(AGREEMENT, "accord téléphonique de 10 h")
    number = platform.issue(of(KARDEGIC, days=30)).number
    with refused("SUBSTITUTION_NOT_ALLOWED") as refusal:
        platform.dispense(number, packs(1, 1, cip13=pack_of(AMOXICILLINE), substitution=agreed))
    assert "règles plus strictes" in refusal.value.first.message
    number = platform.issue(of(CLAMOXYL, days=12)).number
    assert platform.dispense(number, replace(UNRELATED, substitution=agreed)).served


def test_what_replaces_an_unknown_medicine_needs_the_prescriber_and_is_never_a_stupefiant() -> None:
    platform = a_platform()
    given = (acknowledged("medicine.unknown"), acknowledged("DI-02"))
    unknown = of(CLAMOXYL, days=12, product=Product("SPÉCIALITÉ EXEMPLE 1 mg, gélule"))
    number = platform.issue(unknown, given=given[:1]).number
    for kind in (GENERIC, BIOSIMILAR, SHORTAGE):
        told = replace(UNRELATED, substitution=Substitution(kind, "motif EXEMPLE"))
        with refused("SUBSTITUTION_NOT_ALLOWED"):
            platform.dispense(number, told, given=given[:1])
    agreed = Substitution(AGREEMENT, "accord téléphonique de 10 h")
    for cis in (DUROGESIC, STILNOX, HOSPITAL):
        with refused("SUBSTITUTION_NOT_ALLOWED"):
            asked = replace(BOX, cip13=pack_of(cis), substitution=agreed)
            platform.dispense(number, asked, given=given[:1])
    with refused("TEXT_REQUIRED"):
        told = replace(UNRELATED, substitution=Substitution(AGREEMENT))
        platform.dispense(number, told, given=given[:1])
    answer = platform.dispense(number, replace(UNRELATED, substitution=agreed), given=given[:1])
    assert answer.served[0].substitution == "PRESCRIBER_AGREEMENT"


def test_an_insulin_glargine_is_no_biosimilar_to_substitute() -> None:
    platform = a_platform()
    number = platform.issue(of(LANTUS, days=30, packs=1)).number
    asked = packs(1, 1, cip13=pack_of(ABASAGLAR), lot="LOT-EXEMPLE",
                  substitution=Substitution(BIOSIMILAR))  # fmt: skip
    with refused("SUBSTITUTION_NOT_ALLOWED") as refusal:
        platform.dispense(number, asked)
    assert "L.5125-23-2" in refusal.value.first.message
