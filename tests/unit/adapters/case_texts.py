"""Case files as text, for the tests of their reading."""

from ordonnance.adapters.case_files.nodes import CaseUnreadable
from ordonnance.adapters.case_files.reading import CaseFile, Reader
from ordonnance.adapters.drugs.demonstration import load_demonstration as drugs
from ordonnance.adapters.interactions.demonstration import load_demonstration as thesaurus
from ordonnance.law.written import WrittenCase

CASE = """\
cas: Paracétamol, cinq jours
pourquoi: Rien de particulier.
établie le: 12/03/2026
lignes:
  - médicament: DOLIPRANE 500 mg, comprimé
    posologie: 1 comprimé 3 fois par jour
    durée: 5 jours
attendu:
  issue: permis
"""


def read(text: str | bytes, file: str = "essai.yaml") -> CaseFile:
    """What a file holds."""
    content = text if isinstance(text, bytes) else text.encode()
    return Reader(drugs(), thesaurus()).read(content, file)


def one(text: str) -> WrittenCase:
    """The only case of a text that can be read."""
    found = read(text)
    assert [str(each) for each in found.problems] == []
    (case,) = found.cases
    return case


def refused(text: str | bytes, file: str = "essai.yaml") -> CaseUnreadable:
    """The only thing that cannot be read in a text."""
    found = read(text, file)
    (problem,) = found.problems
    return problem


def with_(former: str, latter: str) -> str:
    """The case with one passage replaced."""
    assert former in CASE
    return CASE.replace(former, latter)
