"""The description of a sheet: every mention in its place, nothing that is not asked."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from ordonnance.documents.numerique import (
    ALD_TITLE,
    ANONYMOUS_NOTICE,
    EMERGENCY,
    NOTICE,
    OBJECTION,
    ORDINARY_TITLE,
    TRANSMITTED,
    numerique,
)
from ordonnance.documents.sheet import Sheet, SheetLine
from ordonnance.domain.calendar import Duration, Period, TimeUnit
from ordonnance.domain.ids import Finess, Rpps
from ordonnance.domain.people import IdentityStatus, ReplacedPrescriber
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    Examination,
    Exoneration,
    Ingredient,
    NamedPharmacy,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
    OverlapMention,
    Preparation,
    Product,
    ScheduledIntervention,
)
from ordonnance.domain.quantity import Quantity, Unit
from tests.builders.medicines import (
    AMOXICILLINE_1G,
    CODEINE_PARACETAMOL,
    MORPHINE_LP_30,
    RAMIPRIL_5,
    TRAMADOL_50,
)
from tests.builders.prescriptions import PATIENT, an_ordonnance
from tests.unit.documents.situations import (
    BASE_URL,
    DOCTOR,
    ISSUED_AT,
    NUMBER,
    a_sheet,
    ald,
    sheet_of,
    simple,
)

G = Unit("g", "g", "http://unitsofmeasure.org")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def only_line(sheet: Sheet) -> SheetLine:
    ((line,),) = (zone.lines for zone in sheet.zones)
    return line


def line_with(**changes: object) -> SheetLine:
    return only_line(a_sheet(an_ordonnance().of(RAMIPRIL_5, days=30, **changes)))


def mentions_with(**changes: object) -> list[str]:
    return [plain(said) for said in line_with(**changes).mentions]


# --- What opens it -------------------------------------------------------------------------------


def test_the_qr_carries_the_number_in_the_fragment_of_the_address() -> None:
    sheet = a_sheet(base_url=BASE_URL + "/")
    assert sheet.qr is not None
    assert sheet.qr.text == f"{BASE_URL}/o#{NUMBER}"
    assert sheet.number == NUMBER.grouped
    assert [len(group) for group in sheet.number.split()] == [4, 4, 4, 4, 2]


@pytest.mark.parametrize("address", ["", "ordonnance.example", "https://a.example/?x=1", "ftp://a"])
def test_an_address_that_a_code_must_not_carry_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="adresse"):
        a_sheet(base_url=address)


def test_an_instant_without_zone_is_refused() -> None:
    made = simple()
    with pytest.raises(ValueError, match="fuseau"):
        numerique(
            made.build(), NUMBER, datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001
            base_url=BASE_URL, demonstration=True,
        )  # fmt: skip


def test_the_sheet_is_read_at_the_counter() -> None:
    sheet = a_sheet()
    assert sheet.heading == "ORDONNANCE NUMÉRIQUE"
    assert plain(sheet.instruction) == "Pharmacien : scannez ce code dans votre logiciel."
    assert plain(sheet.emergency) == "En cas d'urgence : 15"


def test_a_sheet_shows_nothing_in_logs() -> None:
    shown = (
        repr(a_sheet()) + repr(a_sheet().patient) + repr(a_sheet().qr) + repr(a_sheet().signature)
    )
    for secret in ("EXEMPLE", str(NUMBER), "AMOXICILLINE", "28504"):
        assert secret not in shown


# --- The prescriber ------------------------------------------------------------------------------


def test_the_prescriber_is_named_with_title_profession_place_and_means_of_contact() -> None:
    prescriber = a_sheet().prescriber
    assert prescriber.name == "Dr Claire EXEMPLE"
    assert [plain(line) for line in prescriber.lines] == [
        "Médecin, médecine générale, secteur 1",
        "Cabinet médical Exemple",
        "1 rue de l’Exemple",
        "75011 Paris, France",
        "+33 1 99 00 00 01",
        "cabinet@exemple.example",
    ]


def test_a_liberal_practice_shows_rpps_and_am_as_code_128_with_legend_and_digits() -> None:
    sheet = a_sheet()
    assert sheet.person_code is not None
    assert sheet.structure_code is not None
    assert (sheet.person_code.legend, sheet.person_code.digits) == ("RPPS", "99900000011")
    assert sheet.person_code.text == sheet.person_code.digits
    assert (sheet.structure_code.legend, sheet.structure_code.text) == ("AM", "991000019")


def test_a_hospital_shows_its_service_and_its_finess() -> None:
    assert DOCTOR.practice is not None
    hospital = replace(DOCTOR.practice, name="Hôpital Exemple", am=None, finess=Finess("990000017"))
    made = simple().by(replace(DOCTOR, practice=hospital)).having(hospital_service="Neurologie")
    sheet = a_sheet(made)
    assert sheet.prescriber.lines[1:3] == ("Hôpital Exemple", "Neurologie")
    assert sheet.structure_code is not None
    assert (sheet.structure_code.legend, sheet.structure_code.text) == ("FINESS", "990000017")


def test_a_remplacant_is_printed_with_the_colleague_replaced() -> None:
    replaced = ReplacedPrescriber(Rpps("99900000029"), "Démo", ("Bruno",))
    sheet = a_sheet(simple().by(replace(DOCTOR, replaces=replaced)))
    assert "en remplacement de Bruno DÉMO (RPPS 99900000029)" in sheet.prescriber.lines


def test_a_directory_code_of_sector_is_not_printed_and_a_foreign_phone_is_left_as_written() -> None:
    assert DOCTOR.practice is not None
    abroad = replace(DOCTOR.practice, phone="01 99 00 00 01", country="BE")
    lines = a_sheet(simple().by(replace(DOCTOR, sector="SA07", practice=abroad))).prescriber.lines
    assert lines[0] == "Médecin, médecine générale"
    assert "75011 Paris, BE" in lines
    assert "01 99 00 00 01" in lines


def test_a_prescriber_who_says_little_still_gets_a_sheet() -> None:
    assert DOCTOR.practice is not None
    bare = replace(
        DOCTOR, prefix=None, specialty=None, sector=None, rpps=None, profession=None,
        practice=replace(DOCTOR.practice, am=None, phone=None, email=None, country=None),
    )  # fmt: skip
    sheet = a_sheet(simple().by(bare))
    assert sheet.prescriber.name == "Claire EXEMPLE"
    assert sheet.prescriber.lines[-1] == "75011 Paris"
    assert sheet.person_code is sheet.structure_code is None


# --- The patient ---------------------------------------------------------------------------------


def test_the_patient_is_printed_with_sex_birth_date_and_qualified_ins() -> None:
    patient = a_sheet().patient
    assert patient.name == "Alice EXEMPLE"
    assert [plain(line) for line in patient.lines] == [
        "Sexe féminin, née le 12/04/1985 (40 ans)", "58 kg · 165 cm",
    ]  # fmt: skip
    assert [plain(line) for line in patient.small] == [
        "INS 2 85 04 99 999 001 15",
        "NIR de démonstration · OID 1.2.250.1.213.1.4.11",
        "Lieu de naissance : 99999 (code INSEE)",
    ]


def test_an_ins_that_is_not_qualified_is_never_printed() -> None:
    for status in set(IdentityStatus) - {IdentityStatus.QUALIFIED}:
        assert a_sheet(simple().for_(replace(PATIENT, identity=status))).patient.small == ()


def test_a_used_name_stands_out_and_the_birth_name_is_kept() -> None:
    patient = a_sheet(simple().for_(replace(PATIENT, used_family="Démo"))).patient
    assert patient.name == "Alice DÉMO"
    assert plain(patient.lines[0]) == "nom de naissance : EXEMPLE"


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2026-01-05", "0 jour"), ("2025-12-28", "8 jours"), ("2025-12-08", "28 jours"),
        ("2025-12-05", "1 mois"), ("2024-07-06", "17 mois"), ("2023-01-06", "35 mois"),
        ("2023-01-05", "3 ans"), ("1985-01-06", "40 ans"),
    ],
)  # fmt: skip
def test_the_age_of_small_children_is_in_days_or_months(born: str, age: str) -> None:
    patient = replace(PATIENT, birth_date=date.fromisoformat(born))
    assert f"({age})" in plain(a_sheet(simple().for_(patient)).patient.lines[0])


def test_an_anonymous_sheet_carries_no_identity() -> None:
    sheet = sheet_of("anonymous")
    assert plain(sheet.patient.name) == "Patient : anonyme (IVG)"
    assert sheet.patient.lines == sheet.patient.small == ()
    assert "Alice" not in sheet.running
    assert sheet.notice == ANONYMOUS_NOTICE


# --- Lines ---------------------------------------------------------------------------------------


def test_a_line_has_its_posology_in_a_sentence_and_its_quantities_at_the_edge() -> None:
    line = a_sheet(simple()).zones[0].lines[0]
    assert (line.number, line.label) == (1, AMOXICILLINE_1G.name)
    assert line.posology == "1 comprimé matin et soir."
    assert [plain(said) for said in line.right] == ["7 jours", "1 boîte"]


def test_the_content_of_a_named_pack_is_said() -> None:
    pack = AMOXICILLINE_1G.presentations[1]
    product = Product(AMOXICILLINE_1G.name, AMOXICILLINE_1G.cis, pack.cip13)
    made = an_ordonnance().of(AMOXICILLINE_1G, packs=2, product=product)
    assert only_line(a_sheet(made)).right == ("2 boîtes de 14 comprimés",)


@pytest.mark.parametrize(
    ("renewals", "said"),
    [
        (None, []),
        (0, ["ne pas renouveler"]),
        (1, ["à renouveler 1 fois"]),
        (2, ["à renouveler 2 fois"]),
    ],
)
def test_renewals_are_said_forbidden_or_left_unstated(
    renewals: int | None, said: list[str]
) -> None:
    assert [plain(each) for each in line_with(renewals=renewals).right[1:]] == said


def test_tramadol_is_written_in_words_with_its_strength_and_duration() -> None:
    assert only_line(sheet_of("tramadol")).posology == (
        "Une gélule de cinquante milligrammes trois fois par jour si douleur, "
        "pendant quatorze jours."
    )
    figures = a_sheet(an_ordonnance().of(TRAMADOL_50, days=14))
    assert only_line(figures).posology == "1 gélule par jour."


def test_a_patch_is_written_by_what_it_gives_per_hour() -> None:
    fentanyl = sheet_of("stupefiant").zones[0].lines[1]
    assert "de vingt-cinq microgrammes par heure" in fentanyl.posology
    assert fentanyl.mentions == ("À délivrer par fractions de quatorze jours",)


def test_an_association_says_each_strength() -> None:
    made = an_ordonnance().of(CODEINE_PARACETAMOL, days=3)
    said = only_line(a_sheet(made, in_words=frozenset({1}))).posology
    assert "cinq cents milligrammes et" in said
    assert "trente milligrammes" in said


def test_the_words_of_the_prescriber_are_kept_when_they_add_something() -> None:
    text = Posology(text="1 gélule matin et soir")
    made = an_ordonnance().of(
        MORPHINE_LP_30, days=7, posology=text, in_words="une gélule deux fois"
    )
    assert plain(only_line(a_sheet(made, in_words=frozenset({1}))).posology) == (
        "1 gélule matin et soir. En toutes lettres : une gélule deux fois."
    )
    same = an_ordonnance().of(
        MORPHINE_LP_30, days=7, in_words="Une gélule de trente milligrammes une fois par jour"
    )
    said = only_line(a_sheet(same, in_words=frozenset({1}))).posology
    assert said == ("Une gélule de trente milligrammes une fois par jour, pendant sept jours.")


def test_a_common_name_shows_each_substance_its_strength_and_the_form() -> None:
    line = only_line(sheet_of("dci"))
    assert plain(line.detail) == "amlodipine 5 mg + valsartan 80 mg, comprimé pelliculé"
    assert line.posology == "1 comprimé le matin, par voie orale."


@pytest.mark.parametrize(
    ("reason", "text", "said"),
    [
        (NonSubstitutionReason.NARROW_MARGIN, None, "Non substituable (MTE)"),
        (NonSubstitutionReason.CHILD_FORM, None, "Non substituable (EFG)"),
        (NonSubstitutionReason.CONTRAINDICATION, "lactose", "Non substituable (CIF : lactose)"),
        (None, None, "Non substituable"),
    ],
)  # fmt: skip
def test_non_substituable_stands_next_to_the_denomination(
    reason: NonSubstitutionReason | None, text: str | None, said: str
) -> None:
    line = line_with(not_substitutable=NotSubstitutable(reason, text))
    assert [plain(each) for each in line.beside] == [said]


def test_nr_stands_next_to_the_denomination() -> None:
    assert line_with(not_reimbursable=True).beside == ("NR",)


ONE_WEEK = Duration(7, TimeUnit.DAY)
WINDOW = Period(date(2026, 1, 7), date(2026, 1, 15))
FLAGS: list[tuple[dict[str, object], str]] = [
    ({"single_delivery": True}, "Délivrance en une seule fois"),
    ({"fraction": ONE_WEEK}, "À délivrer par fractions de sept jours"),
    ({"off_label": OffLabel()}, "Prescription hors autorisation de mise sur le marché"),
    (
        {"off_label": OffLabel("migraine")},
        "Prescription hors autorisation de mise sur le marché (migraine)",
    ),
    (
        {"overlap": OverlapMention("en complément", date(2026, 1, 2))},
        "Chevauchement autorisé : en complément (ordonnance du 02/01/2026)",
    ),
    ({"overlap": OverlapMention("Chevauchement voulu")}, "Chevauchement voulu"),
    ({"named_pharmacy": NamedPharmacy("Officine Démo")}, "Pharmacie : Officine Démo"),
    ({"i_say": "20 mg"}, "Je dis : 20 mg"),
    ({"i_say": "je dis : vingt"}, "je dis : vingt"),
    ({"not_before": date(2026, 2, 1)}, "Ne pas délivrer avant le 01/02/2026"),
    (
        {"examination": Examination("test de grossesse", date(2026, 1, 3), ONE_WEEK)},
        "Examen réalisé : test de grossesse, le 03/01/2026 ; ordonnance caduque au-delà de "
        "7 jours sans nouvel examen",
    ),
    (
        {"diagnosis": Examination("épilepsie", date(2025, 3, 1), Duration(1, TimeUnit.YEAR))},
        "Diagnostic : épilepsie, le 01/03/2025 ; nouveau diagnostic nécessaire au-delà de 1 an",
    ),
    (
        {"risk_information": True},
        "Le patient a été informé des risques liés à l'utilisation de ce médicament.",
    ),
    ({"care_agreement": date(2026, 1, 4)}, "Accord de soins recueilli le 04/01/2026"),
    (
        {"intervention": ScheduledIntervention(date(2026, 1, 10), date(2026, 1, 12), WINDOW)},
        "Intervention programmée le 10/01/2026 ; sortie prévue le 12/01/2026 ; délivrance "
        "possible du 07/01/2026 au 15/01/2026 inclus",
    ),
    ({"active_perfusion": True}, "Administration par un système actif de perfusion"),
    ({"motive": "hypertension\nartérielle"}, "Motif : hypertension artérielle"),
    ({"advice": "Boire un verre d'eau."}, "Boire un verre d'eau."),
    (
        {"exoneration": Exoneration.WORK_ACCIDENT},
        "Exonération : accident du travail ou maladie professionnelle (AT/MP)",
    ),
    ({"exoneration": Exoneration.MATERNITY}, "Exonération : maternité"),
]  # fmt: skip


@pytest.mark.parametrize(("flags", "said"), FLAGS)
def test_a_flag_of_the_line_becomes_its_mention(flags: dict[str, object], said: str) -> None:
    assert mentions_with(**flags) == [said]
    assert mentions_with() == []


def test_a_preparation_shows_its_formula_and_its_therapeutic_mention() -> None:
    preparation = Preparation(
        "Crème à l'exemple",
        (
            Ingredient("acide exemplique", Quantity(Decimal("2.5"), G)),
            Ingredient("vaseline", Quantity(Decimal(100), G), qsp=True),
        ),
        total=Quantity(Decimal(100), G),
        therapeutic_mention=True,
    )
    made = an_ordonnance().of_preparation(preparation, duration=Duration(10, TimeUnit.DAY))
    line = only_line(a_sheet(made))
    assert line.label == "Crème à l'exemple"
    assert [(row.ingredient, plain(row.quantity)) for row in line.formula] == [
        ("acide exemplique", "2,5 g"), ("vaseline", "qsp 100 g"),
    ]  # fmt: skip
    assert line.mentions == (
        "Prescription à but thérapeutique en l'absence de spécialités équivalentes disponibles",
    )
    words = only_line(a_sheet(made, in_words=frozenset({1}))).formula
    assert [row.quantity for row in words] == ["deux grammes et demi", "qsp cent grammes"]


# --- Zones and notices ---------------------------------------------------------------------------


def test_exonerating_lines_stand_apart_under_their_official_title() -> None:
    apart, others = sheet_of("ald").zones
    assert (apart.title, apart.framed) == (ALD_TITLE, True)
    assert [line.number for line in apart.lines] == [1, 3]
    assert others.title == ORDINARY_TITLE
    assert [line.number for line in others.lines] == [2]


def test_the_official_titles_only_appear_with_an_exonerating_line() -> None:
    (zone,) = sheet_of("simple").zones
    assert (zone.title, zone.framed) == ("", False)
    alone = an_ordonnance().of(RAMIPRIL_5, days=30, exoneration=Exoneration.ALD)
    assert [each.title for each in a_sheet(alone).zones] == [ALD_TITLE]


def test_an_objection_is_written_when_it_is_recorded() -> None:
    assert a_sheet().mentions == (TRANSMITTED,)
    assert a_sheet(objection=True).mentions == (OBJECTION, TRANSMITTED)
    assert a_sheet(simple().having(objection=True)).mentions == (OBJECTION, TRANSMITTED)


def test_the_signature_says_how_the_author_answers_for_the_sheet() -> None:
    signature = a_sheet().signature
    assert signature.name == "Dr Claire EXEMPLE"
    assert plain(signature.text) == (
        "Émise sous la session authentifiée du prescripteur, scellée par la base "
        "le 5 janvier 2026 à 10 h 02."
    )
    assert "Signature du prescripteur vérifiée" in a_sheet(signed=True).signature.text


def test_the_hour_of_the_seal_is_that_of_the_prescribers_place() -> None:
    assert DOCTOR.practice is not None
    island = replace(DOCTOR, practice=replace(DOCTOR.practice, postcode="97400"))
    said = plain(a_sheet(simple().by(island)).signature.text)
    assert said.endswith("le 5 janvier 2026 à 13 h 02 (heure du lieu d'exercice).")


def test_the_date_of_establishment_is_written_in_full() -> None:
    assert a_sheet(simple().written_on("2026-04-01")).dated == "Établie à Paris, le 1er avril 2026"
    assert a_sheet().title == "Ordonnance numérique du 5 janvier 2026"
    assert a_sheet().issued_at == ISSUED_AT


def test_a_demonstration_sheet_is_a_specimen_and_a_real_one_is_not() -> None:
    assert a_sheet().marks.specimen == "SPÉCIMEN"
    assert "ne rien délivrer" in a_sheet().marks.specimen_notice
    marks = a_sheet(demonstration=False).marks
    assert (marks.specimen, marks.specimen_notice, marks.duplicate) == ("", "", "")


def test_generated_texts_have_a_narrow_space_before_high_punctuation() -> None:
    texts = [NOTICE, ANONYMOUS_NOTICE, EMERGENCY, OBJECTION, *FLAGS_AS_PRINTED]
    for text in texts:
        for sign in ":;!?":
            assert f" {sign}" not in text


FLAGS_AS_PRINTED = [
    said
    for flags, _ in FLAGS
    if flags.get("i_say") != "je dis : vingt"
    for said in line_with(**flags).mentions
]


def test_advice_for_the_whole_ordonnance_is_kept() -> None:
    assert a_sheet(ald().having(advice="Revenir\n dans un mois.")).advice == "Revenir dans un mois."
