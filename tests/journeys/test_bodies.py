"""What arrives in a body: refused when ambiguous, kept byte for byte when taken."""

import gzip
import json

import httpx
import pytest

from ordonnance.adapters.seal.sealer import verify_seal
from tests.journeys import documents
from tests.journeys.asking import FHIR, JOSE, Door, answer, code_of, told
from tests.journeys.conftest import Signer

BOM = b"\xef\xbb\xbf"


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, code_of(response)


@pytest.mark.parametrize("operation", ["issue", "check"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "BODY_EMPTY"),
        (b"  \n", "BODY_EMPTY"),
        (b"<Bundle/>", "JSON_INVALID"),
        (b'{"resourceType": "Bundle", "type": NaN}', "JSON_INVALID"),
        (b'{"resourceType": "Bundle"', "JSON_INVALID"),
        (b'{"a": "\xff"}', "JSON_INVALID"),
        (b'{"resourceType": "Bundle", "type": "batch", "type": "batch"}', "JSON_DUPLICATE_KEY"),
        (b'{"resourceType": "\xff"}', "JSON_INVALID"),
        (b'{"resourceType": "Parameters", "parameter": [{"name": "\xe9"}]}', "JSON_INVALID"),
        (b'{"resourceType": "\\ud800", "x": 1, "x": 2}', "JSON_DUPLICATE_KEY"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "JSON_DUPLICATE_KEY"),
        (b"[" * 100_000, "JSON_INVALID"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "JSON_INVALID"),
    ],
    ids=[
        "empty",
        "blank",
        "xml",
        "nan",
        "cut",
        "latin-1",
        "twice",
        "latin-1 kind",
        "latin-1 name",
        "half a kind",
        "half a name",
        "unclosed",
        "deep",
    ],
)
def test_what_is_not_strict_json_is_refused(
    door: Door, operation: str, body: bytes, code: str
) -> None:
    assert refused(door.ask(operation, "medecin", body)) == (400, code)


@pytest.mark.scenario("GEM-A48")
@pytest.mark.parametrize("operation", ["issue", "check", "consult"])
def test_a_byte_order_mark_is_refused(door: Door, operation: str) -> None:
    body = told(number="x") if operation == "consult" else documents.simple()
    assert refused(door.ask(operation, "medecin", BOM + body)) == (400, "JSON_INVALID")


@pytest.mark.parametrize("body", [b"null", b"[]", b'"texte"', b"12", b"true"])
@pytest.mark.parametrize("operation", ["issue", "consult", "dispense", "reserve"])
def test_what_is_not_an_object_is_refused(door: Door, operation: str, body: bytes) -> None:
    who = "medecin" if operation in ("issue", "reserve") else "pharmacien"
    response = door.ask(operation, who, body)
    assert response.status_code in (400, 422), response.text


@pytest.mark.parametrize(
    "parameter",
    [b"null", b"{}", b"[null]", b"[1]", b'[{"name": 1}]', b'[{"name":"number","resource":5}]'],
)
def test_misshapen_parameters_are_refused(door: Door, parameter: bytes) -> None:
    body = b'{"resourceType": "Parameters", "parameter": ' + parameter + b"}"
    response = door.ask("consult", "pharmacien", body)
    assert response.status_code == 422, response.text


@pytest.mark.scenario("GEM-A49")
def test_two_mebibytes_are_refused_announced_or_not(door: Door) -> None:
    body = b" " * (2 * 1024 * 1024)
    assert refused(door.ask("issue", "medecin", body)) == (413, "BODY_TOO_LARGE")
    headers = {"Authorization": f"Bearer {door.sessions.token('medecin')}",
               "Idempotency-Key": "k", "Content-Type": FHIR}  # fmt: skip
    chunks = (body[i : i + 65536] for i in range(0, len(body), 65536))
    response = door.http.post("/fhir/$issue", content=chunks, headers=headers)
    assert refused(response) == (413, "BODY_TOO_LARGE")


def test_a_compressed_body_is_refused(door: Door) -> None:
    body = gzip.compress(documents.simple())
    response = door.ask("issue", "medecin", body, headers={"Content-Encoding": "gzip"})
    assert refused(response) == (415, "CONTENT_TYPE")


@pytest.mark.parametrize("operation", ["issue", "check", "dispense", "consult", "reserve"])
@pytest.mark.parametrize("sent", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_another_type_of_content_is_refused(door: Door, operation: str, sent: str) -> None:
    who = "medecin" if operation in ("issue", "check", "reserve") else "pharmacien"
    body = documents.simple() if operation in ("issue", "check") else told(count=1)
    response = door.ask(operation, who, body, headers={"Content-Type": sent})
    assert refused(response) == (415, "CONTENT_TYPE")


@pytest.mark.parametrize(
    "sent", ["application/fhir+json; charset=utf-8", "application/json", "Application/FHIR+JSON"]
)
def test_fhir_json_is_taken_however_it_is_named(door: Door, sent: str) -> None:
    response = door.ask("check", "medecin", documents.simple(), headers={"Content-Type": sent})
    assert response.status_code == 200


@pytest.mark.parametrize("text", [b"\\ud800", b"\\u0000", b"\\u00a0"])
def test_half_a_character_in_parameters_is_refused_with_its_place(door: Door, text: bytes) -> None:
    given = b'{"name": "number", "valueString": "' + text + b'"}'
    body = b'{"resourceType": "Parameters", "parameter": [' + given + b"]}"
    response = door.ask("consult", "pharmacien", body)
    assert refused(response) == (422, "ELEMENT_INVALID")
    (place,) = response.json()["issue"][0]["expression"]
    assert place == "Parameters.parameter[0].valueString"


def test_an_unknown_parameter_is_named_with_its_place(door: Door) -> None:
    response = door.ask("consult", "pharmacien", number="UD1", numero="UD1")
    assert refused(response) == (422, "ELEMENT_UNKNOWN")
    assert response.json()["issue"][0]["expression"] == ["Parameters.parameter[1]"]


def test_every_fault_of_a_document_comes_at_once(door: Door) -> None:
    def spoil(tree: documents.Json) -> None:
        documents.resource(tree, "MedicationRequest")["insurance"] = [{"display": "x"}]
        documents.resource(tree, "Patient")["gender"] = "other"

    response = door.ask("issue", "medecin", documents.edited(documents.simple(), spoil))
    places = [issue["expression"][0] for issue in response.json()["issue"]]
    assert places == [
        "Bundle.entry[0].resource.gender",
        "Bundle.entry[4].resource.insurance",
    ]


def test_the_document_is_kept_byte_for_byte(door: Door) -> None:
    tree = json.loads(documents.simple())
    document = json.dumps(tree, indent=3).replace("\n", "\r\n").encode()
    number = door.issued(document)
    opened = door.ask("consult", "pharmacien", number=number)
    assert document in opened.content


def test_in_parameters_too_the_document_is_kept_byte_for_byte(door: Door) -> None:
    document = json.dumps(json.loads(documents.simple()), indent=1).encode()
    body = (
        b'{"resourceType": "Parameters", "parameter": [{"name": "prescription", "resource": '
        + document + b"}]}"
    )  # fmt: skip
    number = answer(door.ask("issue", "medecin", body))["number"]
    assert document in door.ask("consult", "pharmacien", number=number).content


def test_the_law_s_findings_come_beside_the_refusal(door: Door) -> None:
    response = door.ask("issue", "medecin", documents.written(documents.painkiller(200)))
    first, *found = response.json()["issue"]
    assert first["details"]["coding"][0]["code"] == "LAW_BLOCKED"
    assert {issue["details"]["coding"][0]["system"] for issue in found} == {"urn:ordonnance:rule"}
    assert all(issue["details"]["text"] and issue["diagnostics"] for issue in found)
    assert "line[1]" in [place for issue in found for place in issue.get("expression", ())]


def test_a_check_keeps_nothing(door: Door) -> None:
    before = len(listed(door))
    checked = door.does("check", "medecin", documents.simple())
    assert checked["outcome"] in ("allowed", "warning")
    assert len(listed(door)) == before


def listed(door: Door) -> list[object]:
    found: list[object] = door.does("list", "sage-femme").get("ordonnance", [])
    return found


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"resourceType": "Parameters"', 400, "JSON_INVALID"),
        (b" ", 400, "BODY_EMPTY"),
        (b'{"resourceType": "Bundle"}', 422, "ELEMENT_INVALID"),
        (told(number="UD0000000000000000"), 422, "ELEMENT_UNKNOWN"),
    ],
    ids=["cut", "blank", "another kind", "a word"],
)
def test_a_list_takes_no_word(door: Door, body: bytes, status: int, code: str) -> None:
    assert refused(door.ask("list", "medecin", body)) == (status, code)


@pytest.mark.parametrize("body", [b"", told(), b'{"resourceType": "Parameters"}'])
def test_a_list_is_given_for_a_body_that_says_nothing(door: Door, body: bytes) -> None:
    assert door.ask("list", "medecin", body).status_code == 200
    typeless = door.http.post(
        "/fhir/$list", headers={"Authorization": f"Bearer {door.sessions.token('medecin')}"}
    )
    assert typeless.status_code == 200


# --- Signed by the prescriber


def signed(door: Door, body: bytes, **more: str) -> httpx.Response:
    return door.ask("issue", more.pop("who", "medecin"), body, headers={"Content-Type": JOSE})


@pytest.mark.scenario("GEM-B01")
def test_a_signed_document_is_taken_and_read_again(door: Door, signer: Signer) -> None:
    document = documents.simple()
    response = signed(door, signer.sign(document))
    assert response.status_code == 200, response.text
    number = answer(response)["number"]
    opened = door.ask("consult", "pharmacien", number=number)
    assert answer(opened)["signed"] is True
    assert document in opened.content
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)


def test_the_seal_covers_the_signature_as_received(door: Door, signer: Signer) -> None:
    body = signer.sign(documents.simple())
    issued = answer(signed(door, body))
    jwks = door.http.get("/.well-known/jwks.json").json()
    assert verify_seal(issued["seal"], jwks).covers(body, issued["number"])


def test_a_signature_over_other_bytes_is_refused(door: Door, signer: Signer) -> None:
    head, _, mark = signer.sign(documents.simple()).split(b".")
    _, payload, _ = signer.sign(documents.renewed()).split(b".")
    response = signed(door, b".".join((head, payload, mark)))
    assert refused(response) == (422, "SIGNATURE_INVALID")


@pytest.mark.scenario("GEM-B04")
def test_a_document_signed_by_a_colleague_is_refused(door: Door, signer: Signer) -> None:
    document = documents.written(documents.course(), author="medecin2")
    response = signed(door, signer.sign(document), who="medecin2")
    assert refused(response) == (422, "SIGNATURE_INVALID")


def test_bytes_that_are_not_ascii_never_make_a_fault(door: Door) -> None:
    response = signed(door, "é.é.é".encode())
    assert refused(response) == (422, "SIGNATURE_INVALID")


@pytest.mark.parametrize("header", ["Idempotency-Key", "Ordonnance-Client", "Ordonnance-Place"])
def test_a_long_header_is_refused(door: Door, header: str) -> None:
    response = door.ask("issue", "medecin", documents.simple(), headers={header: "x" * 5000})
    assert response.status_code in (400, 403), response.text


def test_a_client_says_its_name_once(door: Door) -> None:
    named = {"Ordonnance-Client": "product=LGO Exemple; version=1.2; editor=Exemple"}
    assert door.ask("check", "medecin", documents.simple(), headers=named).status_code == 200
    twice = {"Ordonnance-Client": "product=a; product=b"}
    response = door.ask("check", "medecin", documents.simple(), headers=twice)
    assert refused(response) == (400, "HEADER_INVALID")
