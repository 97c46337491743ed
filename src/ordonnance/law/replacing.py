"""What the pack handed over is with regard to the medicine prescribed (CSP L.5125-23).

The act and the cases ask it here, so that they answer alike.
"""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Line
from ordonnance.law.biosimilars import BIOSIMILARS_SOURCE
from ordonnance.law.dci import is_prescribed
from ordonnance.law.hybrids import HYBRIDS_SOURCE, hybrid_substitutable
from ordonnance.law.substitution import biosimilar_substitutable, substitution_problem

NOT_ALLOWED, REASON_REQUIRED = "SUBSTITUTION_NOT_ALLOWED", "SUBSTITUTION_REASON_REQUIRED"
TEXT_REQUIRED = "TEXT_REQUIRED"
NO_REASON = "aucun motif de substitution n’est donné"
NO_STRENGTH = "la ligne en DCI ne dit pas le dosage, que seul le prescripteur peut compléter"
NO_TEXT = "les mots de l’accord ou de la recommandation manquent"
_NOT_SUBSTITUTABLE = "l’ordonnance porte « non substituable »"


@dataclass(frozen=True, slots=True)
class NotReplaced:
    """Why it may not be handed over: the code of the refusal, and the reason in French."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replacing:
    """A medicine handed over for a line. `asked` is the reason given.

    `prescribed` None: not known to the catalogue.
    """

    line: Line
    prescribed: Medicine | None
    served: Medicine
    asked: Substitution | None
    established_on: date
    day: date

    def answer(self) -> Substitution | NotReplaced | None:
        """The substitution that it amounts to, None when it is what was prescribed."""
        prescribed, asked = self.prescribed, self.asked
        if prescribed is not None and prescribed.cis == self.served.cis:
            return None
        problem = substitution_problem(prescribed, self.served, self.established_on)
        if problem is not None:
            return _not_allowed(problem)
        if is_prescribed(self.line, prescribed, self.served):
            return None
        if prescribed is None:
            return self._for_unknown()
        if _one_group(prescribed, self.served):
            if self.line.not_substitutable is not None and not _agreed(asked):
                return _not_allowed(_NOT_SUBSTITUTABLE)
            return asked or Substitution(SubstitutionKind.GENERIC)
        if asked is None:
            return self._unexplained()
        return self._problem(prescribed, asked) or asked

    def _problem(self, prescribed: Medicine, asked: Substitution) -> NotReplaced | None:
        """Why a reason other than the generic group does not hold."""
        match asked.kind:
            case SubstitutionKind.GENERIC:
                return _not_allowed("les deux médicaments ne sont pas du même groupe générique")
            case SubstitutionKind.BIOSIMILAR:
                return self._biosimilar(prescribed)
            case SubstitutionKind.HYBRID:
                return self._hybrid(prescribed)
            case _:
                if not asked.text:
                    return NotReplaced(TEXT_REQUIRED, NO_TEXT)
                # In a shortage too, as in the generic group: only the prescriber lifts it.
                return None if _agreed(asked) else self._kept()

    def _for_unknown(self) -> Substitution | NotReplaced:
        """Nothing tells what an unknown medicine is: only its prescriber may say what replaces
        it."""
        if self.asked is None:
            return self._unexplained()
        if self.asked.kind is not SubstitutionKind.PRESCRIBER_AGREEMENT:
            return _not_allowed(
                "le médicament prescrit est inconnu du catalogue, l’accord du prescripteur s’impose"
            )
        return self.asked if self.asked.text else NotReplaced(TEXT_REQUIRED, NO_TEXT)

    def _unexplained(self) -> NotReplaced:
        """Another medicine without a reason; a line in DCI without its strength covers none."""
        product = self.line.product
        named = product.substances if product is not None and product.in_dci else ()
        bare = bool(named) and all(each.strength is None for each in named)
        return NotReplaced(REASON_REQUIRED, NO_STRENGTH if bare else NO_REASON)

    def _hybrid(self, prescribed: Medicine) -> NotReplaced | None:
        mine, other = prescribed.hybrid_group, self.served.hybrid_group
        if mine is None or other is None or mine.group != other.group:
            return _not_allowed("les deux médicaments ne sont pas du même groupe hybride")
        if not hybrid_substitutable(prescribed, self.served, self.day):
            return _not_allowed(
                f"la classe de ce groupe hybride n’est pas de la liste lue ({HYBRIDS_SOURCE})"
            )
        return self._kept()

    def _biosimilar(self, prescribed: Medicine) -> NotReplaced | None:
        group = prescribed.biosimilar_group
        if group is None or group != self.served.biosimilar_group:
            return _not_allowed("le groupe biologique ne permet pas la substitution")
        if not all(biosimilar_substitutable(one, self.day) for one in (prescribed, self.served)):
            return _not_allowed(
                f"ce groupe biologique n’est pas ouvert à la substitution ({BIOSIMILARS_SOURCE})"
            )
        return self._kept()

    def _kept(self) -> NotReplaced | None:
        return None if self.line.not_substitutable is None else _not_allowed(_NOT_SUBSTITUTABLE)


def another_treatment(asked: Substitution | None) -> bool:
    """True for a substitution outside a register, whose group says that the conditions are one."""
    return asked is not None and asked.kind in (
        SubstitutionKind.SHORTAGE,
        SubstitutionKind.PRESCRIBER_AGREEMENT,
    )


def _agreed(asked: Substitution | None) -> bool:
    """True when the prescriber agreed expressly, in words kept with the act (L.5125-23)."""
    return (
        asked is not None
        and asked.kind is SubstitutionKind.PRESCRIBER_AGREEMENT
        and bool(asked.text)
    )


def _one_group(one: Medicine, other: Medicine) -> bool:
    mine, its = one.generic_group, other.generic_group
    return mine is not None and its is not None and mine.group == its.group


def _not_allowed(reason: str) -> NotReplaced:
    return NotReplaced(NOT_ALLOWED, reason)
