"""A browser without scripts: cookies, pages, and forms filled as they stand."""

import re
from html import unescape
from typing import Any

import httpx

from tests.journeys.outline import Outline

_FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", re.S)
_LINK = re.compile(r"<a[^>]*href=\"([^\"]+)\"")
_FIELD = re.compile(r"<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")


class Browser:
    """One person at one browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = httpx.Client(
            base_url=address, timeout=30, trust_env=False, follow_redirects=True,
            headers={"Sec-Fetch-Site": "same-origin"},
        )  # fmt: skip
        self.page = self.http.get("/")

    def close(self) -> None:
        """Close its connections."""
        self.http.close()

    def go(self, path: str) -> httpx.Response:
        """Open an address."""
        self.page = self.http.get(path)
        self._judged()
        return self.page

    def sign_in(self, handle: str) -> "Browser":
        """Take the place of a person of the demonstration."""
        self.go("/connexion")
        self.send("/connexion", qui=handle)
        assert self.page.status_code == 200, self.page.text
        return self

    def send(self, action: str, **fields: Any) -> httpx.Response:
        """Send the form of this page whose action begins so, with its hidden fields."""
        whole, hidden = self.form(action)
        self.page = self.http.post(whole, data={**hidden, **fields})
        self._judged()
        return self.page

    def _judged(self) -> None:
        """Every page of every journey has its title, its parts and its headings."""
        if self.page.headers.get("content-type", "").startswith("text/html"):
            assert Outline(self.page.text).faults == [], self.page.url

    def form(self, action: str) -> tuple[str, dict[str, Any]]:
        """The action and the hidden fields of a form of this page."""
        for whole, body in _FORM.findall(self.page.text):
            if re.match(action, whole):
                return whole, _hidden(body)
        raise AssertionError(f"no form {action} in {self.page.text}")

    def links(self, address: str) -> list[str]:
        """Where the links of this page go whose address begins so, in their order."""
        found = (unescape(each) for each in _LINK.findall(self.page.text))
        return [each for each in found if re.match(address, each)]

    @property
    def text(self) -> str:
        """What is read on this page, spaces folded."""
        bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", self.page.text, flags=re.S)
        return re.sub(r"[ \t\n\r\u00a0]+", " ", unescape(bare)).strip()


def _hidden(body: str) -> dict[str, Any]:
    """Hidden fields by name; one that stands several times holds every value."""
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(body):
        found.setdefault(name, []).append(unescape(value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
