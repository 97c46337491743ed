"""Userinfo claims: exercises, activities, the place chosen, the remplaçant, the role."""

import copy
from typing import Any

import pytest

from ordonnance.adapters.identity.places import activities_of
from ordonnance.adapters.identity.professionals import ROLE_OF, activities_proved, professional_of
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.domain.actors import Profession, Role
from ordonnance.domain.ids import Rpps


def an_activity(**more: str) -> dict[str, Any]:
    """An activity as Pro Santé Connect writes it: every field there, most of them empty."""
    return {
        "codeSecteurDactivite": "SA07",
        "numeroSiretSite": "",
        "numeroFinessSite": "",
        "identifiantTechniqueDeLaStructure": "",
        "raisonSocialeSite": "CABINET EXEMPLE",
        "enseigneCommercialeSite": "",
        "numeroVoie": "2",
        "codeTypeDeVoie": "R",
        "libelleVoie": "DE L EXEMPLE",
        "codePostal": "75009",
        "codeDepartement": "75",
        **more,
    }


PRACTICE = an_activity(raisonSocialeSite="CABINET EXEMPLE 1")
HOSPITAL = an_activity(
    raisonSocialeSite="HOPITAL EXEMPLE", numeroFinessSite="990000028", codePostal="97400"
)
COMPANY = an_activity(raisonSocialeSite="ORGANISME DEMO", numeroSiretSite="99990000400014")


def an_exercise(*activities: dict[str, Any], profession: str = "10", **more: Any) -> dict[str, Any]:
    return {
        "codeProfession": profession,
        "codeCategorieProfessionnelle": "C",
        "nomDexercice": "EXEMPLE",
        "prenomDexercice": "Claire",
        "codeSavoirFaire": "SM54",
        "activities": list(activities),
        **more,
    }


def claims_of(*exercises: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "SubjectNameID": "899900000011",
        "given_name": "Claire",
        "family_name": "DÉMO",
        "SubjectRole": [f"{exercises[0]['codeProfession']}^1.2.250.1.213.1.1.5.5"]
        if exercises
        else [],
        "SubjectRefPro": {"codeCivilite": "MME", "exercices": list(exercises)},
        "Acces_Regulation_Medicale": "FAUX",
        **more,
    }


def fault(claims: dict[str, Any], wanted: str | None = None) -> TokenFault:
    with pytest.raises(TokenRefused) as refusal:
        professional_of(claims, wanted)
    return refusal.value.code


def test_a_userinfo_gives_person_specialty_and_place() -> None:
    role, person = professional_of(claims_of(an_exercise(PRACTICE)), None)
    assert role is Role.PRESCRIBER
    assert person.rpps == Rpps("99900000011")
    assert (person.family, person.given) == ("EXEMPLE", "Claire")
    assert person.specialty is not None
    assert person.specialty.label == "Médecine Générale"
    assert person.place.address == "2 rue DE L EXEMPLE, 75009"
    assert person.place.zone == "Europe/Paris"
    assert person.regulation_access is False


def test_the_regulator_has_regulation_access() -> None:
    claims = claims_of(an_exercise(PRACTICE), Acces_Regulation_Medicale="VRAI")
    assert professional_of(claims, None)[1].regulation_access is True
    assert fault({**claims, "Acces_Regulation_Medicale": "vrai"}) is TokenFault.TOKEN_CLAIMS


def test_several_activities_ask_for_one() -> None:
    claims = claims_of(an_exercise(PRACTICE, HOSPITAL, COMPANY))
    assert fault(claims) is TokenFault.PLACE_REQUIRED
    assert fault(claims, " ") is TokenFault.PLACE_REQUIRED


@pytest.mark.parametrize(
    ("wanted", "key"),
    [("990000028", "F990000028"), ("99990000400014", "C99990000400014"), ("2", "F990000028")],
)
def test_a_place_is_chosen_by_finess_siret_or_position(wanted: str, key: str) -> None:
    claims = claims_of(an_exercise(PRACTICE, HOSPITAL, COMPANY))
    assert professional_of(claims, wanted)[1].place.key == key


@pytest.mark.parametrize(
    "wanted", ["0", "4", "-1", "990000077", "02", "٢", "2.0", "HOPITAL EXEMPLE"]
)
def test_a_place_that_is_not_in_the_token_is_unknown(wanted: str) -> None:
    claims = claims_of(an_exercise(PRACTICE, HOSPITAL, COMPANY))
    assert fault(claims, wanted) is TokenFault.PLACE_UNKNOWN


def test_a_place_is_unknown_even_when_there_is_only_one() -> None:
    assert fault(claims_of(an_exercise(HOSPITAL)), "990000077") is TokenFault.PLACE_UNKNOWN


def test_two_activities_in_one_structure_need_the_position() -> None:
    claims = claims_of(an_exercise(HOSPITAL), an_exercise(HOSPITAL, profession="21"))
    claims["SubjectRole"] = []
    assert fault(claims, "990000028") is TokenFault.PLACE_REQUIRED
    assert professional_of(claims, "1")[0] is Role.PRESCRIBER
    assert professional_of(claims, "2")[0] is Role.DISPENSER


def test_positions_run_across_exercises() -> None:
    claims = claims_of(an_exercise(PRACTICE), an_exercise(), an_exercise(COMPANY))
    assert professional_of(claims, "2")[1].place.key == "C99990000400014"


def test_the_zone_is_that_of_the_chosen_place() -> None:
    claims = claims_of(an_exercise(PRACTICE, HOSPITAL))
    assert professional_of(claims, "1")[1].place.zone == "Europe/Paris"
    assert professional_of(claims, "2")[1].place.zone == "Indian/Reunion"


def test_the_zone_follows_the_department_when_the_postcode_is_empty() -> None:
    island = an_activity(codePostal="", codeDepartement="973")
    assert professional_of(claims_of(an_exercise(island)), None)[1].place.zone == "America/Cayenne"
    nowhere = an_activity(codePostal="", codeDepartement="")
    assert professional_of(claims_of(an_exercise(nowhere)), None)[1].place.zone == "Europe/Paris"
    unreadable = an_activity(codePostal="98000")
    assert fault(claims_of(an_exercise(unreadable))) is TokenFault.TOKEN_CLAIMS


def test_a_practice_without_identifier_has_a_stable_key_of_its_own() -> None:
    one = professional_of(claims_of(an_exercise(PRACTICE)), None)[1].place.key
    again = professional_of(claims_of(an_exercise(copy.deepcopy(PRACTICE), HOSPITAL)), "1")
    other_person = claims_of(an_exercise(PRACTICE), SubjectNameID="899900000029")
    assert one == again[1].place.key
    assert one != professional_of(other_person, None)[1].place.key
    assert one.startswith("L")


def test_missing_lists_and_empty_texts_are_accepted() -> None:
    claims = claims_of(
        an_exercise(an_activity(), nomDexercice="", prenomDexercice=None, codeSavoirFaire="")
    )
    for name in ("SubjectRole", "Acces_Regulation_Medicale"):
        del claims[name]
    _, person = professional_of(claims, None)
    assert (person.family, person.given, person.specialty) == ("DÉMO", "Claire", None)


@pytest.mark.parametrize(
    "claims",
    [
        claims_of(),
        claims_of(an_exercise()),
        {"SubjectNameID": "899900000011"},
        claims_of(an_exercise(PRACTICE), SubjectRefPro=None),
        claims_of(an_exercise(PRACTICE), SubjectRefPro={"exercices": {}}),
        claims_of(an_exercise(PRACTICE), SubjectRefPro=[]),
        claims_of(an_exercise(PRACTICE), SubjectNameID=""),
        claims_of(an_exercise(PRACTICE), SubjectNameID="8999 00000011"),
        claims_of(an_exercise(PRACTICE), SubjectNameID=899900000011),
        claims_of(an_exercise(PRACTICE), SubjectRole="10^1.2.250.1.213.1.1.5.5"),
        claims_of(an_exercise(PRACTICE), SubjectRole=["21^1.2.250.1.213.1.1.5.5"]),
        claims_of(an_exercise(PRACTICE, nomDexercice="EX\nEMPLE")),
        claims_of(an_exercise(PRACTICE, nomDexercice="E" * 300)),
        claims_of(an_exercise(PRACTICE, codeCategorieProfessionnelle="E")),
        claims_of(an_exercise(PRACTICE, codeCategorieProfessionnelle="")),
        claims_of(an_exercise(PRACTICE, profession="26")),
        claims_of(an_exercise(PRACTICE, profession="")),
        claims_of(an_exercise(an_activity(numeroFinessSite="99"))),
        claims_of(an_exercise(an_activity(numeroAm="A"))),
        claims_of(an_exercise(an_activity(identifiantTechniqueDeLaStructure="a b"))),
        claims_of(an_exercise(*[an_activity()] * 101)),
    ],
)
def test_claims_that_do_not_say_who_acts_are_refused(claims: dict[str, Any]) -> None:
    assert fault(claims, "1") is TokenFault.TOKEN_CLAIMS


def test_every_profession_has_one_role() -> None:
    assert set(ROLE_OF) == set(Profession)
    for code in (Profession.PHARMACY_TECHNICIAN, Profession.HOSPITAL_PHARMACY_TECHNICIAN):
        claims = claims_of(an_exercise(HOSPITAL, profession=code.value))
        assert professional_of(claims, None)[0] is Role.ASSISTANT_DISPENSER


def test_a_remplacant_names_the_replaced_prescriber() -> None:
    claims = claims_of(an_exercise(PRACTICE), ordonnance={"remplace": "99900000029"})
    assert professional_of(claims, None)[1].replaces == Rpps("99900000029")


@pytest.mark.parametrize(
    "ours",
    [
        {"remplace": "99900000011"},
        {"remplace": "899900000029"},
        {"remplace": 99900000029},
        {"remplace": "99900000029", "role": "admin"},
        "99900000029",
    ],
)
def test_a_replacement_that_cannot_be_is_refused(ours: Any) -> None:
    claims = claims_of(an_exercise(PRACTICE), ordonnance=ours)
    assert fault(claims) is TokenFault.TOKEN_CLAIMS


def test_a_pharmacist_replaces_no_prescriber() -> None:
    claims = claims_of(
        an_exercise(PRACTICE, profession="21"), ordonnance={"remplace": "99900000029"}
    )
    assert fault(claims) is TokenFault.TOKEN_CLAIMS


@pytest.mark.parametrize("national_id", ["0012800736", "ANS20260101120000"])
def test_a_person_without_rpps_is_known_by_the_national_identifier(national_id: str) -> None:
    claims = claims_of(an_exercise(PRACTICE), SubjectNameID=national_id)
    _, person = professional_of(claims, None)
    assert person.rpps is None
    assert person.person_key == national_id


def test_activities_keep_the_order_of_the_token() -> None:
    userinfo = claims_of(an_exercise(PRACTICE, HOSPITAL), an_exercise(COMPANY))
    found = activities_of(userinfo["SubjectRefPro"])
    assert [each.claims for each in found] == [PRACTICE, HOSPITAL, COMPANY]


def test_every_activity_that_is_served_here_is_proved_by_its_rank() -> None:
    student = an_exercise(COMPANY, codeCategorieProfessionnelle="E")
    claims = claims_of(an_exercise(PRACTICE), student, an_exercise(HOSPITAL, profession="21"))
    claims["SubjectRole"] = []
    proved = activities_proved(claims)
    assert [(each.rank, each.role) for each in proved] == [
        ("1", Role.PRESCRIBER), ("3", Role.DISPENSER),
    ]  # fmt: skip
    for each in proved:
        assert professional_of(claims, each.rank) == (each.role, each.actor)


def test_the_same_work_at_the_same_place_is_proved_once() -> None:
    proved = activities_proved(claims_of(an_exercise(HOSPITAL, PRACTICE, HOSPITAL)))
    assert [each.rank for each in proved] == ["1", "2"]


def test_a_token_without_any_activity_that_is_served_is_refused() -> None:
    with pytest.raises(TokenRefused) as refusal:
        activities_proved(claims_of(an_exercise(PRACTICE, profession="99")))
    assert refusal.value.code is TokenFault.TOKEN_CLAIMS
