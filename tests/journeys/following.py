"""Following a guide to the letter: a section is a list of steps that this module plays.

In a step, « `/address` » is opened, bold « label » is pressed, « `text` dans _field_ » is typed,
« cochez _label_ » is ticked, and whatever else stands in guillemets must be read on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from lxml import html

from tests.journeys.browsing import Browser

FIRST_VISIT = "Première visite"
_STEP = re.compile(r"^\d+\. (?P<text>.*)$", re.M)
_GESTURE = re.compile(
    r"\*\*« (?P<press>.+?) »\*\*|`(?P<typed>[^`]+)` dans _(?P<field>.+?)_|`(?P<open>/[^`]*)`"
    r"|cochez _(?P<tick>.+?)_|« (?P<read>.+?) »"
)


def steps(guide: Path, section: str) -> list[str]:
    """The steps of a section: the first visit, or another."""
    headed = re.compile(rf"## {section}[^\n]*\n(?P<body>.*?)(?=\n## |\Z)", re.S)
    found = headed.search(guide.read_text("utf-8"))
    assert found is not None, f"{guide.name} has no « {section} »"
    told = _STEP.findall(found["body"])
    assert len(told) >= 3, f"{guide.name}: « {section} » has steps"
    return told


def plain(text: str) -> str:
    """Words alone: spaces and apostrophes of print do not count."""
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'").split())


def _values(form: html.FormElement) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form; lxml’s own way takes an empty radio button for « on »."""
    for each in form.iter("input", "select", "textarea"):
        name, kind = each.get("name"), each.get("type", "text")
        ticked = kind not in ("radio", "checkbox") or each.get("checked") is not None
        if name is None or not ticked or kind in ("submit", "file"):
            continue
        if each.tag == "select":
            options = each.xpath(".//option")
            chosen = next((one for one in options if one.get("selected") is not None), None)
            if chosen is None and options:
                chosen = options[0]
            if chosen is not None:
                yield name, chosen.get("value", plain(chosen.text_content()))
        elif each.tag == "textarea":
            yield name, each.text or ""
        else:
            yield name, each.get("value", "on" if kind in ("radio", "checkbox") else "")


def _chosen(control: html.HtmlElement, text: str) -> str:
    """What is sent for that text: of a list, the choice whose label begins so."""
    if control.tag != "select":
        return text
    found = [one for one in control.xpath(".//option")
             if plain(one.text_content()).startswith(plain(text))]  # fmt: skip
    assert len(found) == 1, f"choices that begin with {text}: {len(found)}"
    return str(found[0].get("value"))


@dataclass
class Follower:
    """Somebody who does what the guide says, without scripts, and nothing else."""

    browser: Browser
    given: dict[str, str] = field(default_factory=dict)
    """What the guide leaves to whoever follows it: « le numéro »."""
    typed: dict[str, str] = field(default_factory=dict)
    done: int = 0

    def follow(self, guide: Path, section: str = FIRST_VISIT) -> None:
        """Every step of its first visit, or of another section."""
        for step in steps(guide, section):
            for gesture in _GESTURE.finditer(step):
                try:
                    self._do(gesture)
                except AssertionError as failed:
                    told = f"{guide.name}, « {step} »: {failed}"
                    raise AssertionError(told) from failed
                self.done += 1

    def _do(self, gesture: re.Match[str]) -> None:
        if gesture["press"]:
            self._press(plain(gesture["press"]))
        elif gesture["typed"]:
            text = gesture["typed"]
            self._type(self.given.get(text, text), plain(gesture["field"]))
        elif gesture["tick"]:
            self._type(None, plain(gesture["tick"]))
        elif gesture["open"]:
            self.typed.clear()
            assert self.browser.go(gesture["open"]).status_code == 200
        else:
            shown = plain(self.browser.text)
            assert plain(gesture["read"]) in shown, f"not on the page: {gesture['read']}: {shown}"

    def _page(self) -> html.HtmlElement:
        return html.fromstring(self.browser.page.content.decode())

    def _type(self, text: str | None, label: str) -> None:
        """Fill the field of that label; without a text, tick it."""
        page = self._page()
        for each in page.iter("label"):
            if plain(each.text_content()).startswith(label):
                known = each.get("for")
                inside = each.xpath(".//input|.//select|.//textarea")
                control = page.get_element_by_id(known) if known else inside[0]
                value = control.get("value", "on") if text is None else _chosen(control, text)
                self.typed[control.get("name")] = value
                return
        raise AssertionError(f"no field {label}")

    def _press(self, label: str) -> None:
        page = self._page()
        pressed = [each for each in page.iter("a", "button")
                   if plain(each.text_content()).startswith(label)]  # fmt: skip
        assert pressed, f"nothing to press: {label}: {plain(self.browser.text)}"
        # The whole label rather than the beginning of another one.
        chosen = min(pressed, key=lambda each: len(plain(each.text_content())))
        is_link = chosen.tag == "a"
        answered = self.browser.go(chosen.get("href", "")) if is_link else self._send(chosen)
        self.typed.clear()
        # What a guide asks to try may be refused, in words: the step says which.
        assert answered.status_code < 500, plain(self.browser.text)

    def _form_of(self, button: html.HtmlElement) -> html.FormElement:
        named = button.get("form")
        found = self._page().get_element_by_id(named) if named else next(
            button.iterancestors("form")
        )  # fmt: skip
        assert isinstance(found, html.FormElement)
        return found

    def _send(self, button: html.HtmlElement) -> httpx.Response:
        form = self._form_of(button)
        sent: dict[str, list[str]] = {}
        for name, value in _values(form):
            sent.setdefault(name, []).append(value)
        sent |= {name: [value] for name, value in self.typed.items()}
        if button.get("name"):
            sent[button.get("name")] = [button.get("value", "")]
        action = button.get("formaction") or form.get("action")
        path = urlsplit(action or "").path
        if form.get("enctype") == "multipart/form-data":
            parts = [(name, (None, value)) for name, values in sent.items() for value in values]
            self.browser.page = self.browser.http.post(path, files=parts)
        elif form.method == "GET":
            self.browser.page = self.browser.http.get(path, params=sent)
        else:
            self.browser.page = self.browser.http.post(path, data=sent)
        return self.browser.page
