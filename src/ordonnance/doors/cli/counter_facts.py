"""What is typed of what was said and checked at the counter for one line."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import TYPE_CHECKING

from ordonnance.domain.counter import BEARER_CODES, AgreedPoint, Exceptional, SeenDocument
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.doors.cli import asking
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.fhir.inputs import (
        AgreementInput,
        BearerInput,
        LineInput,
        ResultInput,
        SeenInput,
    )


_RESULTS = {"positif": True, "positive": True, "négatif": False, "negatif": False,
            "négative": False, "negative": False}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The options as typed; all None or False when nothing was."""

    agreement: str | None = None
    agreed: str | None = None
    test: str | None = None
    seen: tuple[str, ...] = ()
    bearer: str | None = None
    exceptional: str | None = None
    by_the_unit: str | None = None
    generic_refused: bool = False

    def __bool__(self) -> bool:
        return any(astuple(self))

    def added_to(self, line: "LineInput") -> "LineInput":
        """The line with what was said. Raises Problem or Refusal for what does not read."""
        from dataclasses import replace

        return replace(
            line,
            agreement=self._agreement(),
            result=self._result(),
            seen=tuple(_seen(each) for each in self.seen),
            bearer=_bearer(self.bearer),
            exceptional=asking.coded(Exceptional, self.exceptional, "--exceptional"),
            by_the_unit=self.by_the_unit is not None or None,
            expiry=asking.day(self.by_the_unit, "--by-the-unit"),
            generic_refused=self.generic_refused or None,
        )

    def _agreement(self) -> "AgreementInput | None":
        from ordonnance.fhir.inputs import AgreementInput

        if self.agreement is None and self.agreed is None:
            return None
        by, _, rest = (self.agreed or "").partition("=")
        day, _, points = rest.partition("=")
        on = asking.day(day.strip() or None, "--agreed")
        told = [asking.coded(AgreedPoint, each, "--agreed") for each in points.split(",") if each]
        if not (self.agreement and by.strip() and on and told):
            raise Problem.local(
                "USAGE",
                "Un accord du prescripteur dit qui, quand, sur quoi et en quels mots.",
                "Écrire --agreement TEXTE --agreed 'Dr EXEMPLE=12/03/2026=DURATION'.",
                "--agreement",
            )
        return AgreementInput(by.strip(), on, self.agreement, tuple(each for each in told if each))

    def _result(self) -> "ResultInput | None":
        from ordonnance.fhir.inputs import ResultInput

        if self.test is None:
            return None
        name, _, rest = self.test.partition("=")
        told, _, day = rest.partition("=")
        test = asking.coded(ConditionalTest, name, "--test")
        positive = _RESULTS.get(told.strip().lower())
        on = asking.day(day.strip() or None, "--test")
        if test is None or positive is None or on is None:
            raise Problem.local(
                "USAGE",
                "Le résultat d'un test dit lequel, positif ou négatif, et de quel jour.",
                "Écrire par exemple --test TROD_ANGINE=positif=12/03/2026.",
                "--test",
            )
        return ResultInput(test, positive, on)


def _seen(text: str) -> "SeenInput":
    from ordonnance.fhir.inputs import SeenInput

    name, _, told = text.partition("=")
    on: date | None = asking.day(told or None, "--seen")
    return SeenInput(asking.coded(SeenDocument, name, "--seen") or "", on)


def _bearer(text: str | None) -> "BearerInput | None":
    from ordonnance.fhir.inputs import BearerInput

    if text is None:
        return None
    code = text.strip().upper()
    if code not in BEARER_CODES:
        raise Problem.local(
            "CODE_UNKNOWN",
            f"--bearer\u202f: «\u202f{text[:40]}\u202f» n'est pas admis.",
            f"Choisir parmi\u202f: {', '.join(BEARER_CODES)}.",
            "--bearer",
        )
    return BearerInput(code == "PATIENT", code == "KNOWN" or None, code == "IDENTIFIED" or None)
