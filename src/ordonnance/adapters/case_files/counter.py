"""What happened before, what is taken elsewhere, and what is asked at the counter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ordonnance.adapters.case_files import counter_keys as keys
from ordonnance.adapters.case_files.fields import Fields, chosen, needed
from ordonnance.adapters.case_files.lines import ReadLine
from ordonnance.adapters.case_files.medicines import Medicines, content_of
from ordonnance.adapters.case_files.nodes import (
    CaseUnreadable,
    Node,
    Section,
    Series,
    Text,
    key_of,
    quoted,
)
from ordonnance.adapters.case_files.words import (
    AGREED,
    BEARERS,
    EXCEPTIONAL,
    QUANTITY_REASONS,
    SEEN,
    SUBSTITUTIONS,
    TESTS,
)
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Served, Substitution, SubstitutionKind
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.law.case import Asked, ServingRequest
from ordonnance.law.counter import (
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Seen,
)
from ordonnance.law.drugs import reading
from ordonnance.law.history import Covered, History
from ordonnance.law.rule import Moment
from ordonnance.law.running import Running

_OWN = {Moment.PRESCRIBING: "même prescripteur", Moment.DISPENSING: "même pharmacien"}


def history_of(node: Node | None, medicines: Medicines, on: date, moment: Moment) -> History | None:
    """What the patient takes by other ordonnances; None when the case does not say."""
    if node is None:
        return None
    if isinstance(node, Text):
        chosen(node, {"aucune": True})
        return History()
    items = node.items if isinstance(node, Series) else (node,)
    covered, running = [], []
    for item in items:
        fields = Fields(item, keys.OTHER)
        first, last = needed(fields.day("du")), needed(fields.day("au"))
        if last < first:
            raise CaseUnreadable(
                item.place, "Cette période finit avant de commencer.", "Vérifier ses deux jours."
            )
        medicine = medicines.named(needed(fields.text("médicament")))
        running.append(Running(medicine, first, last))
        key = reading(medicine, on).overlap_key
        if key is not None:
            covered.append(Covered(key, first, last, fields.flag(_OWN[moment]) or False))
    return History(tuple(covered), tuple(running))


@dataclass(slots=True)
class Before:
    """What was served by line under each text (None: as written), and handed over last."""

    served: dict[Exceptional | None, dict[int, tuple[Served, ...]]] = field(default_factory=dict)
    handed: dict[int, tuple[Medicine, ...]] = field(default_factory=dict)

    def under(self, text: Exceptional | None) -> Mapping[int, tuple[Served, ...]]:
        """What was served by line under that text."""
        return self.served.get(text, {})

    def beyond(self, asked: ServingRequest | None) -> Mapping[int, tuple[Served, ...]]:
        """By line, what was served under the text that is invoked for it."""
        lines = asked.lines if asked else ()
        found = {each.line: self.under(each.facts.exceptional).get(each.line, ())
                 for each in lines if each.facts.exceptional is not None}  # fmt: skip
        return {line: served for line, served in found.items() if served}


def served_of(nodes: tuple[Node, ...], lines: tuple[ReadLine, ...], medicines: Medicines) -> Before:
    """What was served before, oldest first."""
    found = Before()
    for node in nodes:
        fields = Fields(node, keys.SERVED)
        line = _line(fields, lines)
        number, named = line.line.number, fields.text("médicament")
        first = fields.day("couvre dès le") or needed(fields.day("le"))
        packs = fields.amount("boîtes")
        item = Served(
            number, line.line.label, Decimal(1) if packs is None else packs,
            fields.amount("unités"), needed(fields.whole("jours")), first,
        )  # fmt: skip
        text = fields.choice("à titre exceptionnel", EXCEPTIONAL)
        under = found.served.setdefault(text, {})
        under[number] = (*under.get(number, ()), item)
        medicine = medicines.named(named) if named else line.medicine
        if medicine is not None:
            found.handed[number] = (medicine,)
    return found


def _line(fields: Fields, lines: tuple[ReadLine, ...]) -> ReadLine:
    number = fields.whole("ligne")
    found = next((each for each in lines if each.line.number == (number or 1)), None)
    if found is None or number == 0:
        raise CaseUnreadable(
            fields.at("ligne"), f"L’ordonnance n’a pas de ligne {number}.",
            f"Écrire un nombre de 1 à {len(lines)}.",
        )  # fmt: skip
    return found


def request_of(
    fields: Fields, lines: tuple[ReadLine, ...], medicines: Medicines
) -> ServingRequest | None:
    """What is asked; None when the case only looks at what each line allows."""
    nodes = fields.many("lignes")
    direct = [name for name in keys.ASKED.names if name in fields.found]
    if (nodes and direct) or (direct and len(lines) > 1):
        raise CaseUnreadable(
            fields.at(direct[0]), f"On ne sait pas de quelle ligne parle {quoted(direct[0])}.",
            "Écrire la demande sous « lignes », avec « ligne: 1 ».",
        )  # fmt: skip
    sections = [Fields(node, keys.ASKED) for node in nodes]
    asked = [_asked(each, _line(each, lines), medicines) for each in sections]
    if direct:
        asked.append(_asked(fields, lines[0], medicines))
    return ServingRequest("pharmacien", "pharmacie", tuple(asked)) if asked else None


def _asked(fields: Fields, line: ReadLine, medicines: Medicines) -> Asked:
    named, pack, facts = fields.text("médicament remis"), fields.text("boîte"), _facts(fields)
    medicine = medicines.named(named) if named else None
    handed = medicine or line.medicine
    return Asked(
        line.line.number,
        fields.amount("unités"),
        fields.amount("boîtes"),
        fields.whole("jours"),
        _pack(pack, handed) if pack else None,
        medicine,
        _substitution(fields, facts),
        fields.choice("motif de la quantité", QUANTITY_REASONS),
        facts,
    )


def _substitution(fields: Fields, facts: CounterFacts) -> Substitution | None:
    """The substitution told; the words of an agreement on the medicine are its own."""
    kind = fields.choice("motif de la substitution", SUBSTITUTIONS)
    said = fields.said("précision de la substitution")
    agreed = facts.agreement if facts.agreed(AgreedPoint.MEDICINE) else None
    if kind is SubstitutionKind.PRESCRIBER_AGREEMENT and said is None and agreed is not None:
        said = agreed.text
    return None if kind is None else Substitution(kind, said)


def _pack(text: Text, medicine: Medicine | None) -> Presentation:
    """A pack of the medicine, by its code or its content."""
    packs = medicine.presentations if medicine else ()
    code = "".join(text.value.split())
    for pack in packs:
        if code == pack.cip13.value or key_of(pack.label) == key_of(text.value):
            return pack
    content = None if code.isdecimal() else content_of(text)
    for pack in packs:
        if (
            content
            and pack.unit
            and pack.units == content.value
            and pack.unit.same_as(content.unit)
        ):
            return pack
    shown = "\u202f; ".join(pack.label for pack in packs) or "aucune n’est connue"
    raise CaseUnreadable(
        text.place, f"{quoted(text.value)} n’est pas une boîte de ce médicament.",
        f"Les boîtes\u202f: {shown}.",
    )  # fmt: skip


def _facts(fields: Fields) -> CounterFacts:
    bearer = fields.choice("porteur", BEARERS)
    return CounterFacts(
        agreement=_agreement(fields.node("accord du prescripteur")),
        result=_result(fields.node("résultat du test")),
        seen=tuple(_seen(node) for node in fields.many("documents vus")),
        bearer=Bearer(*bearer) if bearer else None,
        exceptional=fields.choice("à titre exceptionnel", EXCEPTIONAL),
        lot=fields.said("lot"),
        expiry=fields.day("péremption"),
        by_the_unit=fields.flag("à l’unité") or False,
        generic_refused=fields.flag("générique refusé") or False,
    )


def _agreement(node: Node | None) -> Agreement | None:
    if node is None:
        return None
    fields = Fields(node, keys.AGREEMENT)
    points = frozenset(chosen(text, AGREED) for text in fields.texts("sur"))
    return Agreement(
        needed(fields.said("de")), needed(fields.day("le")), points, needed(fields.said("texte"))
    )


def _result(node: Node | None) -> ConditionResult | None:
    if node is None:
        return None
    fields = Fields(node, keys.RESULT)
    test, positive = needed(fields.choice("test", TESTS)), needed(fields.flag("positif"))
    return ConditionResult(test, positive, needed(fields.day("le")))


def _seen(node: Node) -> Seen:
    if isinstance(node, Section):
        fields = Fields(node, keys.SEEN)
        return Seen(needed(fields.choice("document", SEEN)), fields.day("daté du"))
    if isinstance(node, Text):
        return Seen(chosen(node, SEEN))
    raise CaseUnreadable(node.place, "Un document est attendu.", "Écrire « - attestation ».")
