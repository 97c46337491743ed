"""What a case expects: outcome, rules, quantity due."""

import re

from ordonnance.adapters.case_files import counter_keys as keys
from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, nearest, quoted
from ordonnance.adapters.case_files.words import NOTHING_DUE, OUTCOMES
from ordonnance.law.coverage import COVERAGE
from ordonnance.law.finding import Outcome
from ordonnance.law.register import IDS
from ordonnance.law.written import Expected, ExpectedDue, Named

_NAMED = re.compile(r"(?P<rule>[^/]+)(?:/(?P<line>[1-9]\d?))?")


def expected_of(node: Node) -> Expected:
    """What stands under « attendu »."""
    fields = Fields(node, keys.EXPECTED)
    outcome = needed(fields.choice("issue", OUTCOMES))
    deciding = _named(fields, "règles")
    if (outcome is Outcome.ALLOWED) is bool(deciding):
        raise CaseUnreadable(
            fields.at("règles"), "« règles » nomme ce qui décide d’une issue autre que « permis ».",
            "Les nommer, ou les retirer ; « respectées » et « aussi » nomment les autres.",
        )  # fmt: skip
    alone = fields.choice("autres constats", {"aucun": True})
    return Expected(
        outcome,
        deciding,
        _named(fields, "aussi"),
        _named(fields, "respectées"),
        _named(fields, "sans"),
        bool(alone),
        tuple(_due(each) for each in fields.many("à délivrer")),
    )


def _named(fields: Fields, name: str) -> tuple[Named, ...]:
    return tuple(_rule(text) for text in fields.texts(name))


def _rule(text: Text) -> Named:
    found = _NAMED.fullmatch(text.value)
    rule = found["rule"].strip() if found else text.value
    known = next((each for each in IDS if each.casefold() == rule.casefold()), None)
    if found is None or known is None:
        close = nearest(rule, IDS)
        do = f"Peut-être {quoted(close)}\u202f? " if close else ""
        listed = any(entry.id == rule for entry in COVERAGE)
        raise CaseUnreadable(
            text.place,
            f"{quoted(rule)} est au catalogue des règles, mais aucune règle exécutée n’a ce code."
            if listed
            else f"{quoted(text.value)} n’est pas le code d’une règle.",
            f"{do}La commande « law list » énumère les règles.",
        )
    return Named(known, int(found["line"]) if found["line"] else None)


def _due(node: Node) -> ExpectedDue:
    fields = Fields(node, keys.DUE)
    return ExpectedDue(
        line=fields.whole("ligne") or 1,
        units=fields.amount("unités"),
        packs=fields.amount("boîtes"),
        days=fields.whole("jours"),
        nothing=fields.choice("rien", NOTHING_DUE),
        next_on=fields.day("prochaine délivrance"),
        last_on=fields.day("dernier jour"),
    )
