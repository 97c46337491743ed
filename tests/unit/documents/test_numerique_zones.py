"""What stands around the lines: exonerating zones, objection, signature, dates, specimen."""

from dataclasses import replace

from ordonnance.documents.framing import ALD_TITLE, EMERGENCY, ORDINARY_TITLE
from ordonnance.documents.numerique import ANONYMOUS_NOTICE, NOTICE, OBJECTION, TRANSMITTED
from ordonnance.domain.prescription import (
    Exoneration,
)
from tests.builders.medicines import (
    RAMIPRIL_5,
)
from tests.builders.prescriptions import an_ordonnance
from tests.unit.documents.sheets import FLAGS, line_with, plain
from tests.unit.documents.situations import (
    DOCTOR,
    ISSUED_AT,
    a_sheet,
    ald,
    sheet_of,
    simple,
)

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
