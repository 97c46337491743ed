"""Is it real? Asked of a real base by anybody, by whoever may know more, and on the public page."""

import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest

from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.bootstrap.practice_papers import PracticePaper
from ordonnance.bootstrap.printing import DIGITAL
from ordonnance.bootstrap.rendering import opened as opened_to_render
from ordonnance.bootstrap.rendering import sheet_of
from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.bootstrap.verifying import AT_ONCE, EACH, Verifying
from ordonnance.documents.letterhead import Letterhead
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.consult import consult
from tests.builders import shown_files
from tests.journeys import documents
from tests.journeys.asking import FHIR, Door, answer
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.refusals_of_verifying import body
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions
from tests.journeys.shown import SECRETS, sheet
from tests.ports.drawn import photographed
from tests.ports.pades.people import PASSWORD, an_authority

PRACTICE_SIRET = "99990000400014"


def asked(door: Door, who: str | None = None, **shown: Any) -> dict[str, Any]:
    """The answer of `$verify` as `who`, or as nobody."""
    on = shown.pop("on", None)
    content = json.loads(body(**shown))
    if on is not None:
        content["parameter"].append({"name": "establishedOn", "valueDate": on})
    headers = {"Content-Type": FHIR}
    if who:
        headers["Authorization"] = f"Bearer {door.sessions.token(who)}"
    response = door.http.post("/fhir/$verify", content=json.dumps(content), headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = answer(response)
    return found


def points(found: dict[str, Any]) -> dict[str, str]:
    return {each["about"]: each["proof"] for each in found["point"]}


def forged(base: BaseInThread, door: Door, number: str) -> bytes:
    """The sheet of that number printed for seventy days, its attached document untouched."""

    async def drawn() -> bytes:
        platform = base.platform
        caller = platform.verify_token(door.sessions.token("medecin"), None, client())
        read = await consult(Asked(caller, OrdonnanceNumber(number)), platform.ports, Act.RENDER)
        given = opened_to_render(read, platform.ports, "application/fhir+json")
        true = sheet_of(given, read, platform.base_url, DIGITAL, platform.ports)
        zone = true.zones[0]
        line = replace(zone.lines[0], right=("70 jours", "10 boîtes"))
        false = replace(true, zones=(replace(zone, lines=(line, *zone.lines[1:])),))
        return TypstRenderer().render(false, read.document)

    content: bytes = base.run(drawn())
    return content


def client() -> Any:
    from ordonnance.domain.actors import SoftwareClient

    return SoftwareClient.unknown()


def test_anybody_learns_what_the_sheet_proves_and_nothing_of_the_treatment(
    open_door: Door,
) -> None:
    number = open_door.issued(documents.simple())
    found = asked(open_door, content=sheet(open_door, number))
    assert found["nature"] == "ordonnance-numerique"
    assert found["state"] == "issued"
    assert points(found) == {
        "code": "proven", "known": "proven", "content": "proven", "seal": "proven",
        "attached": "proven", "signature": "not-proven", "printed": "proven", "state": "proven",
    }  # fmt: skip
    assert "heldLine" not in found
    said = json.dumps(found, ensure_ascii=False)
    assert not [secret for secret in (*SECRETS, number) if secret in said]


def test_words_changed_around_the_true_document_are_seen_by_anybody(
    base: BaseInThread, open_door: Door
) -> None:
    number = open_door.issued(documents.simple())
    found = asked(open_door, content=forged(base, open_door, number))
    assert found["nature"] == "altered"
    assert points(found)["content"] == "proven"
    assert points(found)["printed"] == "contradicted"
    assert "difference" not in found


@pytest.mark.parametrize("who", ["medecin", "pharmacien", "patient"])
def test_whoever_may_know_sees_each_difference_and_leaves_a_trace(
    base: BaseInThread, open_door: Door, who: str
) -> None:
    number = open_door.issued(documents.simple())
    found = asked(open_door, who, content=forged(base, open_door, number))
    differences = found["difference"]
    assert {each["place"] for each in differences} >= {"ligne 1"}
    assert any("70" in each.get("printed", "") for each in differences)
    journal = open_door.does("journal", "patient", number=number)["access"]
    assert "vérification d'une feuille" in [each["act"] for each in journal]


def test_a_photograph_is_told_what_it_cannot_prove(open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    photo = photographed(sheet(open_door, number), dpi=150, turned=2)
    found = asked(open_door, content=shown_files.pictured(photo, "JPEG"))
    assert (found["nature"], points(found)["content"]) == ("known", "not-proven")
    told = asked(open_door, "pharmacien", content=shown_files.pictured(photo, "JPEG"))
    assert points(told)["printed"] == "not-proven"
    assert "CLAMOXYL" in json.dumps(told["heldLine"])


def test_a_number_alone_and_with_its_date(open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    alone = asked(open_door, number=number)
    assert ("state" in alone, points(alone)["known"]) == (False, "proven")
    today = documents.now().date().isoformat()
    assert asked(open_door, number=number, on=today)["state"] == "issued"
    assert "state" not in asked(open_door, number=number, on="2026-01-02")


def test_an_unknown_number_is_told_as_such(open_door: Door) -> None:
    found = asked(open_door, number=unknown_number())
    assert (found["nature"], points(found)) == ("unknown", {"known": "not-proven"})


def test_the_signature_of_the_prescriber_is_told_with_whose_it_is(
    open_door: Door, signer: Any
) -> None:
    jws = signer.sign(documents.simple())
    number = open_door.issued(jws, headers={"Content-Type": "application/jose"})
    found = asked(open_door, content=sheet(open_door, number))
    told = [each for each in found["point"] if each["about"] == "signature"]
    assert told[0]["proof"] == "proven"
    assert "99900000011" in told[0]["message"]


def test_a_session_that_does_not_hold_is_refused_rather_than_taken_for_nobody(
    open_door: Door,
) -> None:
    response = open_door.http.post(
        "/fhir/$verify", content=body(number=unknown_number()),
        headers={"Content-Type": FHIR, "Authorization": "Bearer rien"},
    )  # fmt: skip
    assert response.status_code == 401


@pytest.mark.parametrize("resource", [
    {"resourceType": "Binary", "data": "pas du base64 !"}, {"resourceType": "Binary"},
    {"resourceType": "Patient", "data": ""}, {"resourceType": "Binary", "data": "", "more": 1},
])  # fmt: skip
def test_a_file_that_is_no_binary_is_refused_with_its_place(
    open_door: Door, resource: dict[str, object]
) -> None:
    parts = [{"name": "file", "resource": resource}]
    content = json.dumps({"resourceType": "Parameters", "parameter": parts})
    response = open_door.http.post("/fhir/$verify", content=content, headers={"Content-Type": FHIR})
    assert response.status_code in (400, 422), response.text
    assert "file" in response.json()["issue"][0]["expression"][0]


def test_no_more_files_are_held_than_there_are_places(
    base: BaseInThread, sessions: Sessions
) -> None:
    full = Verifying(held=Counter({"public": AT_ONCE}))
    with base.served_with(verifying=full) as address, Door(address, sessions) as door:
        assert door.http.get("/verifier").status_code == 200
        page = door.http.post("/verifier", data={"numero": "UD8E"})
        assert (page.status_code, "Trop de connexions" in page.text) == (503, True)
    assert full.held["public"] == AT_ONCE


def test_one_asker_who_stalls_holds_no_place_of_others() -> None:
    verifying = Verifying()
    with verifying.hold("peer|a", signed_in=False), verifying.hold("peer|a", signed_in=False):
        with pytest.raises(Refusal), verifying.hold("peer|a", signed_in=False):
            raise AssertionError("a third place was given")
        with verifying.hold("peer|b", signed_in=False):
            assert verifying.held["public"] == EACH + 1
    assert verifying.held["public"] == 0


@pytest.mark.parametrize("printing", [
    {"duplicate": True}, {"large": True}, {"duplicate": True, "large": True}, {"pdf": "a1b"},
])  # fmt: skip
def test_a_second_printing_or_large_letters_are_the_same_sheet(
    open_door: Door, printing: dict[str, object]
) -> None:
    number = open_door.issued(documents.simple())
    content = open_door.ask("render", "medecin", number=number, **printing).content
    found = asked(open_door, "pharmacien", content=content)
    assert "difference" not in found
    assert points(found)["printed"] == "proven"


def test_a_paper_form_is_compared_as_the_sheet_is(open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    paper = {"form": "classique", "ground": "TELESERVICE_UNAVAILABLE"}
    content = open_door.ask("render", "medecin", number=number, **paper).content
    assert content.startswith(b"%PDF-"), content[:300]
    found = asked(open_door, "pharmacien", content=content)
    assert points(found)["printed"] == "proven"
    assert found["nature"] == "paper"
    assert found["heldLine"]


def test_paper_has_the_heading_that_its_practice_configured_and_stays_true_without_it(
    base: BaseInThread, open_door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = base.platform.papers.by_structure
    heading = Letterhead("Maison de santé Exemple", hours=("Lundi, 9 h à 12 h",))
    assert isinstance(configured, dict)
    number = open_door.issued(documents.simple())
    paper = {"form": "classique", "ground": "TELESERVICE_UNAVAILABLE"}
    before = open_door.ask("render", "medecin", number=number, **paper).content
    monkeypatch.setitem(configured, PRACTICE_SIRET, PracticePaper(heading))
    after = open_door.ask("render", "medecin", number=number, **paper).content
    assert "Maison de santé Exemple" in first_page(after)
    assert "Maison de santé Exemple" not in first_page(before)
    for content in (before, after):
        assert points(asked(open_door, content=content))["printed"] == "proven"


def first_page(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_a_sheet_signed_by_its_author_is_told_signed_and_still_true(
    base: BaseInThread, sessions: Sessions
) -> None:
    issuer = an_authority()
    verifying = Verifying(pace=Pace(1000, 1000), trust=issuer.trust())
    with base.served_with(verifying=verifying) as address, Door(address, sessions) as door:
        content = sheet(door, door.issued(documents.simple()))
        signed = sign(content, KeyPlace(file=issuer.signer().key_file()), PASSWORD, None).content
        found = asked(door, content=signed)
        assert (found["nature"], points(found)["file-signature"]) == (
            "ordonnance-numerique",
            "proven",
        )


def drawn_over(content: bytes) -> bytes:
    """The same words and documents, with something white laid over a line, as any viewer does."""
    document = pikepdf.open(io.BytesIO(content))
    page = document.pages[0]
    box = [60, 420, 540, 640]
    form = document.make_stream(b"1 1 1 rg 60 420 480 220 re f")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array(box)
    cover = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=pikepdf.Array(box), F=4,
        AP=pikepdf.Dictionary(N=form),
    )  # fmt: skip
    page.Annots = pikepdf.Array([document.make_indirect(cover)])
    return shown_files.saved(document)


def test_what_is_hidden_behind_true_words_is_not_told_proven(open_door: Door) -> None:
    content = drawn_over(sheet(open_door, open_door.issued(documents.simple())))
    found = asked(open_door, content=content)
    assert points(found)["content"] == "proven"
    assert points(found)["printed"] == "not-proven"
    assert found["nature"] == "known"


def test_a_sheet_printed_before_the_patient_objected_is_still_true(open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    content = sheet(open_door, number)
    open_door.does("object", "patient", number=number)
    assert asked(open_door, content=content)["nature"] == "ordonnance-numerique"
