"""A case file says exactly what is written in it: nothing is converted, guessed or passed over."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters import case_files
from ordonnance.adapters.case_files.page import SECTIONS
from ordonnance.domain.actors import Profession
from ordonnance.domain.people import Sex
from ordonnance.law.form import Setting
from ordonnance.law.rule import Moment
from tests.unit.adapters.case_texts import CASE, one, read, refused, with_

LATE = ("  - médicament", "  - non remboursable: {value}\n    médicament")


def test_a_case_is_read_with_everything_that_it_does_not_say_usual() -> None:
    case = one(CASE)
    (step,) = case.steps
    assert (case.title, case.why, case.line) == (
        "Paracétamol, cinq jours", "Rien de particulier.", 1
    )  # fmt: skip
    assert step.case.moment is Moment.PRESCRIBING
    assert step.case.established_on == date(2026, 3, 12)
    assert step.case.ordonnance.prescriber.profession is Profession.PHYSICIAN
    assert step.case.author_authenticated
    assert step.case.setting is Setting.TOWN
    assert step.case.history is None


@pytest.mark.parametrize("word", ["no", "NO", "yes", "true", "on", "Oui", "o", "1"])
def test_a_flag_is_oui_or_non_and_nothing_that_yaml_takes_for_it(word: str) -> None:
    former, latter = LATE
    problem = refused(with_(former, latter.format(value=word)))
    assert problem.place.line == 5
    assert problem.do == "Écrire oui ou non."


@pytest.mark.parametrize(
    "written",
    ["12-03-2026", "31/02/2026", "2026-3-12", "12/03/26", "demain", "12/03/2026 à 25h00", "12:30"],
)
def test_a_date_has_one_reading(written: str) -> None:
    problem = refused(with_("12/03/2026", written))
    assert problem.place.line == 3
    assert "12/03/2026" in problem.do


def test_a_duration_that_leaves_the_calendar_is_refused() -> None:
    assert refused(with_("5 jours", "9999 ans")).do == "L’écrire en cent ans au plus."


@pytest.mark.parametrize("written", ["01/01/0001", "31/12/1899", "01/01/2201", "9999-12-31"])
def test_a_day_from_which_nothing_can_be_counted_is_refused(written: str) -> None:
    problem = refused(with_("12/03/2026", written))
    assert problem.do == "L’écrire entre 1900 et 2200."


@pytest.mark.parametrize("written", ["2026-03-12", "12/03/2026", '"12/03/2026"', "12/3/2026"])
def test_a_date_may_be_french_or_iso_quoted_or_not(written: str) -> None:
    assert one(with_("12/03/2026", written)).steps[0].case.established_on == date(2026, 3, 12)


def test_the_hour_is_that_of_the_place_of_the_prescriber() -> None:
    text = with_(
        "12/03/2026\n",
        "12/03/2026 à 23h30\nprescripteur: {code postal: 97400, ville: Saint-Denis}\n",
    )
    established = one(text).steps[0].case.ordonnance.established_at
    assert established == datetime(2026, 3, 12, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["010", "0x1F", "1_000", "1.5", "-1", "2,", "un"])
def test_a_number_is_never_octal_nor_underscored_nor_negative(written: str) -> None:
    problem = refused(with_("durée: 5 jours", f"boîtes: {written}"))
    assert problem.place.line == 7
    assert "n’est pas un nombre" in problem.message


@pytest.mark.parametrize("written", ["5", "5 j", "05 jours", "P5D", "0 jours", "1,5 mois"])
def test_a_duration_says_its_unit(written: str) -> None:
    assert "28 jours" in refused(with_("5 jours", written)).do


@pytest.mark.parametrize(
    ("former", "latter", "line", "hint"),
    [
        ("durée", "dureé du traitement", 7, "durée"),
        ("posologie", "posolgie", 6, "posologie"),
        ("issue", "isue", 9, "issue"),
        ("permis", "permi", 9, "permis"),
        ("pourquoi", "parce que", 2, "Les noms possibles"),
    ],
)
def test_a_word_misspelt_is_refused_and_the_right_one_offered(
    former: str, latter: str, line: int, hint: str
) -> None:
    problem = refused(with_(former, latter))
    assert problem.place.line == line
    assert hint in problem.do


def test_case_accents_and_dashes_of_a_name_do_not_matter() -> None:
    plain = CASE.replace("établie le", "Etablie-le").replace("durée", "DUREE")
    assert one(plain).steps == one(CASE).steps


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (CASE + "Pourquoi: encore\n", 10, "écrit deux fois"),
        (with_("12/03/2026", "&jour 12/03/2026"), 3, "renvois"),
        (with_("12/03/2026", "*jour"), 3, "renvois"),
        (with_("12/03/2026", "!!str 12/03/2026"), 3, "étiquettes"),
        (with_("5 jours", ""), 7, "pas de valeur"),
        (with_("5 jours", "~"), 7, "pas de valeur"),
        (with_("5 jours", '""'), 7, "pas de valeur"),
        (CASE + "---\n" + CASE, 10, "plusieurs documents"),
        (with_("Rien de particulier.", "Premier cas : la veille."), 2, "deux-points"),
        (with_("    durée", "\tdurée"), 7, "tabulation"),
        (with_("Rien de particulier.", '"Rien'), 10, "guillemets"),
        (with_("permis", "[permis"), 10, "crochet"),
        (with_("5 jours", "[5 jours]"), 7, "une seule valeur"),
        (with_("lignes:\n", "? [a]\n: b\nlignes:\n"), 4, "pas un mot"),
        ("", 1, "vide"),
        ("cas: []\n", 1, "aucun cas"),
        ("thème: rien\n", 1, "il manque"),
        (b"cas: \xe9\n", 1, "UTF-8"),
        ("cas: \x07\n", 1, "invisible"),
    ],
)  # fmt: skip
def test_what_yaml_does_behind_the_back_of_writers_is_refused(
    text: str | bytes, line: int, what: str
) -> None:
    problem = refused(text)
    assert what in problem.message
    assert problem.place.line == line
    assert problem.do


def test_a_bomb_of_references_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(40))
    assert "renvois" in refused(bomb).message


def test_a_file_too_deep_or_too_long_is_refused() -> None:
    deep = "cas: " + "[" * 200 + "x" + "]" * 200 + "\n"
    assert "trop profond" in refused(deep).message
    assert "trop grand" in refused("cas: [" + "a, " * 70_000 + "a]\n").message


def test_a_case_that_cannot_be_read_does_not_hide_the_others() -> None:
    body = "".join(f"    {line}\n" for line in CASE.splitlines())
    second = body.replace("Paracétamol, cinq jours", "Deuxième")
    broken = body.replace("permis", "peut-être").replace("Paracétamol", "Troisième")
    cases = [each.replace("    ", "  - ", 1) for each in (body, second, broken)]
    found = read("thème: essai\ncas:\n" + "".join(cases))
    assert [case.title for case in found.cases] == ["Paracétamol, cinq jours", "Deuxième"]
    assert [problem.place.line for problem in found.problems] == [29]


def test_two_cases_of_one_name_are_refused() -> None:
    body = "".join(f"    {line}\n" for line in CASE.splitlines()).replace("    ", "  - ", 1)
    assert "Un autre cas a ce nom (ligne 2)" in refused(f"cas:\n{body}{body}").message


def test_a_posology_that_is_not_certain_says_what_was_not_understood() -> None:
    problem = refused(with_("1 comprimé 3 fois par jour", "1 comprimé bidule"))
    assert "bidule" in problem.message
    assert "posologie libre" in problem.do


def test_a_medicine_with_several_names_says_which() -> None:
    problem = refused(with_("DOLIPRANE 500 mg, comprimé", "DOLIPRANE"))
    assert "plusieurs médicaments" in problem.message
    assert "DOLIPRANE 500 mg, comprimé" in problem.do


@pytest.mark.parametrize("named", ["63368332", "633 683 32", "doliprane 500 MG"])
def test_a_medicine_is_named_by_its_code_or_the_beginning_of_its_name(named: str) -> None:
    medicine = one(with_("DOLIPRANE 500 mg, comprimé", named)).steps[0].case.medicines[1]
    assert medicine is not None
    assert medicine.name == "DOLIPRANE 500 mg, comprimé"


def test_a_medicine_described_has_its_conditions_and_packs() -> None:
    described = (
        "médicaments:\n  - nom: EXEMPLINE 5 mg, comprimé\n    substances: exempline 5 mg\n"
        "    forme: comprimé\n    conditions: [liste I]\n    boîtes: [30 comprimés, 1,5]\nlignes:"
    )
    text = with_("lignes:", described).replace(
        "DOLIPRANE 500 mg, comprimé", "EXEMPLINE 5 mg, comprimé"
    )
    assert "contenu de boîte" in refused(text).message
    medicine = one(text.replace(", 1,5]", "]")).steps[0].case.medicines[1]
    assert medicine is not None
    (pack,) = medicine.presentations
    assert (pack.units, medicine.conditions) == (Decimal(30), ("liste I",))


@pytest.mark.parametrize(
    ("written", "sex", "born"),
    [
        ("femme, 45 ans", Sex.FEMALE, date(1981, 3, 12)),
        ("garçon 30 mois", Sex.MALE, date(2023, 9, 12)),
    ],
)
def test_a_patient_may_be_told_in_three_words(written: str, sex: Sex, born: date) -> None:
    patient = one(with_("lignes:", f"patient: {written}\nlignes:")).steps[0].case.ordonnance.patient
    assert patient is not None
    assert (patient.sex, patient.birth_date) == (sex, born)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ("issue: permis\n  règles: RX-DUR-01", "décide d’une issue"),
        ("issue: bloqué", "décide d’une issue"),
        ("issue: bloqué\n  règles: RX-DUR-1", "n’est pas le code"),
        ("issue: permis\n  à délivrer: {rien: jamais}", "n’est pas un mot connu"),
        ("issue: permis\n  autres constats: tous", "n’est pas un mot connu"),
    ],
)
def test_what_is_expected_must_make_sense(asked: str, what: str) -> None:
    assert what in refused(with_("issue: permis", asked)).message


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("déjà servi: [{le: 12/03/2026, jours: 5}]\n", "pas de « délivrance »"),
        ("délivrance: {le: 11/03/2026}\n", "précède"),
        ("délivrance: {le: 12/03/2026, jours: 5, lignes: [{ligne: 1}]}\n", "quelle ligne"),
        ("délivrance: {le: 12/03/2026, lignes: [{ligne: 2}]}\n", "pas de ligne 2"),
        ("délivrance: {le: 12/03/2026, boîte: 7 comprimés}\n", "n’est pas une boîte"),
        ("anonyme: oui\npatient: femme, 30 ans\n", "anonyme"),
        ("autres ordonnances: [{médicament: LEXOMIL, du: 12/03/2026, au: 11/03/2026}]\n", "finit"),
        ("régulation: {régulateur: oui}\n", "dérogation SAMU"),
        ("autres ordonnances: beaucoup\n", "n’est pas un mot connu"),
    ],
)
def test_what_contradicts_itself_is_refused(more: str, what: str) -> None:
    assert what in refused(CASE + more).message


def test_json_lines_say_the_same_as_yaml() -> None:
    line = (
        '{"cas": "Paracétamol, cinq jours", "pourquoi": "Rien de particulier.", '
        '"établie le": "12/03/2026", "lignes": [{"médicament": "DOLIPRANE 500 mg, comprimé", '
        '"posologie": "1 comprimé 3 fois par jour", "durée": "5 jours"}], '
        '"attendu": {"issue": "permis"}}\n'
    )
    (case,) = read(line, "essai.jsonl").cases
    assert case.steps == one(CASE).steps


@pytest.mark.parametrize(
    "line",
    ["[]", "{", '{"cas": null}', '{"cas": "a", "CAS": "b"}', '{"cas": NaN}', '{"cas": ""}'],
)
def test_json_lines_are_as_strict(line: str) -> None:
    problem = refused(f"\n{line}\n", "essai.jsonl")
    assert problem.place.line == 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    found = read(text.encode("utf-8", "replace"))
    assert found.cases or found.problems
    assert all(problem.place.line >= 1 and problem.do for problem in found.problems)


@given(
    st.sampled_from([line.split(":")[0].strip("- ") for line in CASE.splitlines()]),
    st.text(alphabet="ab1:,[]{}&*!|>'\"#%@`~ \t-oui", max_size=12),
)
def test_any_value_of_any_key_is_read_or_refused(key: str, value: str) -> None:
    lines = [
        line.split(":")[0] + ": " + value if line.strip("- ").startswith(key) else line
        for line in CASE.splitlines()
    ]
    found = read("\n".join(lines) + "\n")
    assert len(found.cases) + len(found.problems) >= 1


def test_every_key_of_the_reference_page_is_read_and_nothing_else_is() -> None:
    sources = Path(case_files.__file__).parent.glob("*.py")
    code = "".join(each.read_text("utf-8") for each in sources if "keys" not in each.name)
    unread = {
        key.name for section in SECTIONS for key in section.keys if f'"{key.name}"' not in code
    }
    assert unread == set()
