"""The page on which anybody verifies a sheet: no session, no script, no cookie."""

import re

import httpx
import pytest

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.shown import SECRETS, sheet


def outcome(response: httpx.Response) -> str:
    found = re.search(r'<h2 id="issue">(.*?)</h2>', response.text)
    assert found is not None, response.text
    return found[1]


def test_the_page_answers_a_sheet_without_session_script_or_cookie(open_door: Door) -> None:
    number = open_door.issued(documents.simple())
    content = sheet(open_door, number)
    page = open_door.http.post("/verifier", files={"fichier": ("o.pdf", content)})
    assert page.status_code == 200
    assert "l’ordonnance numérique que garde la base" in outcome(page)
    assert "set-cookie" not in page.headers
    assert "<script" not in page.text
    assert not [secret for secret in (*SECRETS, number) if secret in page.text]


def test_the_policy_of_the_page_lets_nothing_in_but_our_own_files(open_door: Door) -> None:
    page = open_door.http.get("/verifier")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize(("data", "status", "said"), [
    ({"numero": ""}, 400, "ni numéro ni fichier"),
    ({"numero": "UD8E"}, 400, "n’est pas un numéro d’ordonnance"),
    ({"numero": "<b>", "etablie": ""}, 400, "n’est pas un numéro d’ordonnance"),
    ({"numero": "UD8E", "etablie": "hier"}, 422, "date"),
])  # fmt: skip
def test_the_page_says_what_is_wrong_and_keeps_its_form(
    open_door: Door, data: dict[str, str], status: int, said: str
) -> None:
    page = open_door.http.post("/verifier", data=data, files={"fichier": ("", b"")})
    assert page.status_code == status, page.text
    assert said in page.text
    assert "<b>" not in page.text.replace("<b>Prouvé", "")
    assert '<form method="post" action="/verifier"' in page.text


def test_the_page_refuses_a_file_that_it_cannot_read(open_door: Door) -> None:
    page = open_door.http.post("/verifier", files={"fichier": ("o.exe", b"MZ")})
    assert (page.status_code, "FILE_KIND" in page.text) == (415, True)


@pytest.mark.parametrize("content", [b"", b"--x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"])
def test_a_form_that_is_none_is_refused(open_door: Door, content: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    page = open_door.http.post("/verifier", content=content, headers=headers)
    assert page.status_code in (400, 415)
    other = open_door.http.post("/verifier", content=b"numero=U")
    assert other.status_code in (400, 415)
