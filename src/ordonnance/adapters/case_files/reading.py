"""A case file, from its text to cases of the law; each case that cannot be read says why."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ordonnance.adapters.case_files import counter_keys, keys
from ordonnance.adapters.case_files.counter import history_of, request_of, served_of
from ordonnance.adapters.case_files.expecting import expected_of
from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.json_lines import read_json_lines
from ordonnance.adapters.case_files.lines import ReadLine, line_of
from ordonnance.adapters.case_files.medicines import Medicines
from ordonnance.adapters.case_files.nodes import (
    CaseUnreadable,
    Node,
    Place,
    Section,
    Series,
    decoded,
    key_of,
)
from ordonnance.adapters.case_files.people import patient_of, prescriber_of
from ordonnance.adapters.case_files.sending import regulation_of
from ordonnance.adapters.case_files.values import instant
from ordonnance.adapters.case_files.words import FORMS, GROUNDS
from ordonnance.adapters.case_files.yaml_text import read_yaml
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.drug import Catalogue
from ordonnance.domain.interactions import InteractionSource, Thesaurus
from ordonnance.domain.prescription import MOST_LINES, Ordonnance
from ordonnance.law.case import Case
from ordonnance.law.form import Form
from ordonnance.law.history import History
from ordonnance.law.rule import Moment
from ordonnance.law.written import Step, WrittenCase

_OLDEST_DAYS = 36_525
"""The list of a case is never too old: it is part of the case."""


@dataclass(slots=True)
class CaseFile:
    """What a file holds: cases, and what could not be read."""

    cases: list[WrittenCase] = field(default_factory=list)
    problems: list[CaseUnreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads case files with the medicines of a catalogue and a list of interactions."""

    catalogue: Catalogue
    thesaurus: Thesaurus

    def read(self, content: bytes, file: str) -> CaseFile:
        """The cases of a file; a case that cannot be read does not hide the others."""
        found = CaseFile()
        titles: dict[str, int] = {}
        try:
            for node, medicines in self._cases(content, file):
                self._one(node, medicines, titles, found)
        except CaseUnreadable as problem:
            found.problems.append(problem)
        if not found.cases and not found.problems:
            found.problems.append(
                CaseUnreadable(Place(file, 1), "Ce fichier n’a aucun cas.", "En écrire un.")
            )
        return found

    def _one(
        self, node: Node, medicines: Medicines, titles: dict[str, int], found: CaseFile
    ) -> None:
        try:
            case = _Writer(Fields(node, keys.CASE), medicines, self.thesaurus).case()
            same = titles.setdefault(key_of(case.title), case.line)
            if same != case.line:
                raise CaseUnreadable(
                    node.place, f"Un autre cas a ce nom (ligne {same}).", "Les nommer autrement."
                )
            found.cases.append(case)
        except CaseUnreadable as problem:
            found.problems.append(problem)

    def _cases(self, content: bytes, file: str) -> Iterator[tuple[Node, Medicines]]:
        text, nothing = decoded(content, file), Medicines(self.catalogue)
        if file.endswith((".jsonl", ".ndjson")):
            for each in read_json_lines(text, file):
                yield each, nothing
            return
        root = read_yaml(text, file)
        if isinstance(root, Series):
            yield from ((each, nothing) for each in root.items)
        elif _alone(root):
            yield root, nothing
        else:
            fields = Fields(root, keys.FILE)
            medicines = nothing.with_(fields.many("médicaments"))
            fields.said("thème")
            fields.said("remarque")
            yield from ((each, medicines) for each in fields.many("cas"))


def _alone(root: Node) -> bool:
    """True for a file that is one case: it says what is expected."""
    names = {key_of(key.value) for key, _ in root.entries} if isinstance(root, Section) else set()
    return bool(names & {"attendu", "lignes", "etablie le"})


class _Writer:
    """One case being made."""

    def __init__(self, fields: Fields, medicines: Medicines, thesaurus: Thesaurus) -> None:
        self.fields, self.thesaurus = fields, thesaurus
        self.medicines = medicines.with_(fields.many("médicaments"))
        self.prescriber, self.setting = prescriber_of(fields.node("prescripteur"))
        zone = self.prescriber.zone if self.prescriber.practice else PARIS
        self.at = instant(needed(fields.text("établie le")), zone)
        self.lines = self._lines()

    def case(self) -> WrittenCase:
        """The case, with its moments."""
        fields = self.fields
        writing = self._writing()
        steps = []
        earlier, counter = fields.node("à l’établissement"), fields.node("délivrance")
        if counter is None and (earlier is not None or fields.node("déjà servi") is not None):
            raise CaseUnreadable(
                fields.place, "Ce cas n’a pas de « délivrance ».",
                "En ajouter une, ou retirer « à l’établissement » et « déjà servi ».",
            )  # fmt: skip
        if earlier is not None:
            steps.append(Step(writing, expected_of(earlier)))
        case = (
            writing
            if counter is None
            else self._counter(writing, Fields(counter, counter_keys.COUNTER))
        )
        steps.append(Step(case, expected_of(fields.required("attendu"))))
        place = fields.at("cas")
        return WrittenCase(
            needed(fields.said("cas")), needed(fields.said("pourquoi")), place.file, place.line,
            tuple(steps),
        )  # fmt: skip

    def _lines(self) -> tuple[ReadLine, ...]:
        nodes = self.fields.many("lignes")
        if not 1 <= len(nodes) <= MOST_LINES:
            raise CaseUnreadable(
                self.fields.at("lignes"), f"Une ordonnance a de 1 à {MOST_LINES} lignes.",
                "Vérifier les lignes.",
            )  # fmt: skip
        return tuple(line_of(node, at, self.medicines) for at, node in enumerate(nodes, 1))

    def _ordonnance(self) -> Ordonnance:
        fields = self.fields
        anonymous = fields.flag("anonyme") or False
        if anonymous and fields.node("patient") is not None:
            raise CaseUnreadable(
                fields.at("patient"), "Une ordonnance anonyme n’a pas de patient.",
                "Retirer « patient », ou « anonyme ».",
            )  # fmt: skip
        patient = None if anonymous else patient_of(fields.node("patient"), self.at.date())
        return Ordonnance(
            established_at=self.at,
            prescriber=self.prescriber,
            lines=tuple(each.line for each in self.lines),
            patient=patient,
            anonymous=anonymous,
            objection=fields.flag("opposition") or False,
            hospital_service=fields.said("service hospitalier"),
            advice=fields.said("conseils"),
            language=fields.said("langue") or "fr",
        )

    def _writing(self) -> Case:
        """The case of issuing the ordonnance."""
        fields, ordonnance = self.fields, self._ordonnance()
        day = fields.day("émise le") or ordonnance.established_on
        signed, form = fields.flag("signée"), fields.choice("forme", FORMS) or Form.NUMERIQUE
        return Case(
            ordonnance=ordonnance,
            medicines={each.line.number: each.medicine for each in self.lines},
            moment=Moment.PRESCRIBING,
            day=day,
            history=self._history(day, Moment.PRESCRIBING),
            form=form,
            regulation=regulation_of(fields.node("régulation"), form),
            paper_ground=fields.choice("motif du papier", GROUNDS),
            setting=self.setting,
            author_authenticated=signed is not False,
            interactions=InteractionSource(self.thesaurus, _OLDEST_DAYS)
            if fields.flag("interactions")
            else None,
        )

    def _counter(self, writing: Case, counter: Fields) -> Case:
        """The case of serving it."""
        on = needed(counter.day("le"))
        if on < writing.established_on:
            raise CaseUnreadable(
                counter.at("le"), "La délivrance précède l’ordonnance.", "Vérifier les deux jours."
            )
        before = served_of(self.fields.many("déjà servi"), self.lines, self.medicines)
        serving = request_of(counter, self.lines, self.medicines)
        return replace(
            writing,
            objection=writing.ordonnance.objection,
            moment=Moment.DISPENSING,
            day=on,
            history=self._history(on, Moment.DISPENSING),
            serving=serving,
            served=before.under(None),
            handed=before.handed,
            beyond=before.beyond(serving),
            renewed=before.under(Exceptional.LISTE_II),
        )

    def _history(self, on: date, moment: Moment) -> History | None:
        return history_of(self.fields.node("autres ordonnances"), self.medicines, on, moment)
