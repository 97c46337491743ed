"""What a screen reader finds of a page before its words: title, parts, headings, names."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

REFERRING = ("aria-labelledby", "aria-describedby", "for")
NAMED_PARTS = ("nav", "aside")


class Outline(HTMLParser):
    """The parts of one page, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.parts: Counter[str] = Counter()
        self.nameless: list[str] = []
        self.ids: Counter[str] = Counter()
        self.referred: set[str] = set()
        self.first_link = ""
        self.title = ""
        self.language = ""
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        given = {name: value or "" for name, value in attrs}
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.language = given.get("lang", "")
        # A picture has a title too.
        self._in_title = tag == "title" and not self.parts["body"]
        self.parts[tag] += 1
        if tag == "a" and not self.first_link:
            self.first_link = given.get("href", "")
        if tag in NAMED_PARTS and not ({"aria-label", "aria-labelledby"} & set(given)):
            self.nameless.append(tag)
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in REFERRING:
            self.referred |= set(given.get(name, "").split())

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        if tag == "title":
            self._in_title = False

    @property
    def faults(self) -> list[str]:
        """What would mislead somebody who does not see the page; empty when nothing would."""
        said = {
            "langue": self.language != "fr",
            "titre : où, puis « ordonnance »": not self.title.endswith(" – ordonnance"),
            "un seul h1": self.levels.count(1) != 1,
            "un niveau de titre sauté": any(after > before + 1
                                           for before, after in pairwise(self.levels)),
            "une partie principale": self.parts["main"] != 1 or self.ids["contenu"] != 1,
            "une tête et un pied": not self.parts["header"] or self.parts["footer"] != 1,
            "le premier lien passe au contenu": self.first_link != "#contenu",
        }  # fmt: skip
        return [
            *(name for name, fault in said.items() if fault),
            *(f"<{tag}> sans nom" for tag in self.nameless),
            *(f"deux fois l’identifiant {each}" for each, n in self.ids.items() if n > 1),
            *(f"rien ne porte l’identifiant {each}" for each in self.referred - set(self.ids)),
        ]
