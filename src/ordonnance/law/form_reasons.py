"""Why a form is required, allowed or barred: French sentences with their article."""

from dataclasses import dataclass
from datetime import date

from ordonnance.law.articles.csp_l4071_1 import DECREE, DIGITAL_FIRST
from ordonnance.law.articles.samu_sas import SINCE as DEROGATION_SINCE
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.french import typographic


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, the article that says it, and the rule of the catalogue."""

    text: str
    article: str
    rule: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", typographic(self.text))


DIGITAL = Reason(
    "L’ordonnance numérique est la forme de droit commun : elle vaut pour tous les médicaments, "
    "stupéfiants compris.",
    "CSP L.4071-1", "ON-01",
)  # fmt: skip
SHEET_DECLINED = Reason(
    "Le patient la reçoit seulement dans la messagerie de Mon espace santé : pas de feuille.",
    "CSP R.4072 (décret 2023-1222)", "ON-15",
)  # fmt: skip
SECURED = Reason(
    "Un stupéfiant ou un médicament soumis à cet article y figure : sur papier, l’ordonnance est "
    "sécurisée.",
    "CSP R.5132-5", "RX-SEC-01",
)  # fmt: skip
BIZONE = Reason(
    "Une ligne relève d’une affection de longue durée exonérante : sur papier, deux zones ; en "
    "l’utilisant, le médecin atteste que ces soins figurent au protocole.",
    "CSS L.324-1, arrêté du 23 décembre 1993", "TY-10",
)  # fmt: skip
EXCEPTION = Reason(
    "Médicament d’exception : sur papier, l’ordonnance à quatre volets, qui tient lieu de bizone.",
    "CSS R.163-2 III", "TY-20",
)  # fmt: skip
CLASSIC = Reason(
    "Rien n’exige une autre forme : tout support convient, imprimé ou manuscrit, s’il porte les "
    "mentions et les codes-barres.",
    "CSP R.5132-3, arrêté du 10 août 2010", "TY-30",
)  # fmt: skip
DEROGATION = Reason(
    "Un régulateur du SAMU-SAS peut envoyer ce dérivé d’opioïde par messagerie sécurisée de santé, "
    "tant que son logiciel n’émet pas l’ordonnance numérique.",
    "note aux SAMU-SAS, 2025", "SA-01",
)  # fmt: skip

# --- Notes ---------------------------------------------------------------------------------------

DISTINCT = Reason(
    "Médicaments, dispositifs, soins d’auxiliaires et biologie se prescrivent sur des ordonnances "
    "distinctes.",
    "convention médicale", "TY-01",
)  # fmt: skip
REFUSAL = Reason(
    "Le refus de l’ordonnance numérique par le patient n’est pas un motif de papier ; il peut "
    "refuser la feuille imprimée, ou s’opposer à ce que le prescripteur voie ce qui lui est "
    "délivré.",
    "CSP L.4071-1, R.4072-1", "ON-01",
)  # fmt: skip
ANONYMOUS = Reason(
    "L’anonymat (IVG) n’empêche pas l’ordonnance numérique, réservée alors aux médicaments de "
    "l’interruption ; le papier est permis.",
    "CSP R.4072", "ON-28",
)  # fmt: skip
EXCEPTION_UNKNOWN = Reason(
    "Les données publiques ne disent pas quels médicaments sont d’exception : à vérifier avant "
    "d’utiliser un papier à deux volets.",
    "CSS R.163-2 III", "TY-20",
)  # fmt: skip
TOLERATED = Reason(
    "Mars 2025, période de tolérance : une ordonnance non sécurisée de ce mois est honorée.",
    "ANSM, 26 février 2025", "RX-SEC-10",
)  # fmt: skip


def unknown(lines: tuple[int, ...]) -> Reason:
    """A medicine that nobody knows may need the secured form."""
    named = ", ".join(str(each) for each in lines)
    where = f"ligne {named}" if len(lines) == 1 else f"lignes {named}"
    return Reason(
        f"Médicament inconnu du catalogue ({where}) : on ne peut pas dire s’il exige l’ordonnance "
        "sécurisée.",
        "CSP R.5132-5", "RX-SEC-01",
    )  # fmt: skip


# --- Grounds of paper ----------------------------------------------------------------------------

_DECREE = "CSP R.4073-2"
_GROUNDS: dict[PaperGround, tuple[str, str]] = {
    PaperGround.TELESERVICE_UNAVAILABLE: (_DECREE, "ON-18"),
    PaperGround.INSUFFICIENT_CONNECTION: (_DECREE, "ON-19"),
    PaperGround.PATIENT_NOT_IDENTIFIABLE: (_DECREE, "ON-20"),
    PaperGround.OUT_OF_SERVICE_PERIMETER: ("périmètre du service en 2025", "ON-05"),
    PaperGround.INTRA_HOSPITAL: ("CSP L.4071-4", "ON-03"),
    PaperGround.ANONYMITY: ("CSP R.4072", "ON-28"),
    PaperGround.RETROCESSION: ("périmètre du service en 2025", "ON-06"),
    PaperGround.VETERINARY: ("CSP R.5132-5 al. 2", "RX-SEC-03"),
    PaperGround.PROFESSIONAL_USE: ("CSP R.5132-5 al. 2", "RX-SEC-03"),
}


def grounds(ground: PaperGround | None, on: date, *, printed: bool) -> tuple[Reason, ...]:
    """What permits paper that day: its ground, or the time when none was needed."""
    if ground is None:
        return (_before(on),)
    article, rule = _GROUNDS[ground]
    kept = "imprimé sur l’ordonnance et enregistré" if printed else "enregistré"
    return (Reason(f"Motif du papier : {ground.label} ({kept}).", article, rule),)


def _before(on: date) -> Reason:
    if on < DECREE:
        return Reason(
            "Avant le 22 décembre 2023, le papier est la forme de droit commun.",
            "décret 2023-1222", "ON-01",
        )  # fmt: skip
    return Reason(
        "Le papier reste admis sans motif jusqu’au 31 décembre 2024.", "décret 2023-1222", "ON-01"
    )


# --- Forms barred --------------------------------------------------------------------------------


def barred(form: Form, on: date, ground: PaperGround | None, *, closed: bool) -> Reason:
    """Why no way uses a form. `closed`: one of the lines needs the secured form on paper."""
    if form is Form.NUMERIQUE:
        return _no_digital(on, ground)
    if form is Form.DEROGATION_SAMU:
        return _no_derogation(on)
    if form.paper and ground is None and on >= DIGITAL_FIRST:
        return Reason("Le papier demande un motif depuis le 1er janvier 2025.",
                      "CSP L.4071-1 et R.4073-2", "ON-01")  # fmt: skip
    if form.secured:
        return _no_secured(form, on, ground, closed=closed)
    return Reason(_NOT_NEEDED[form], *_ARTICLES[form])


_NOT_NEEDED = {
    Form.CLASSIQUE: "Ces lignes exigent une autre forme de papier.",
    Form.BIZONE: "Aucune ligne d’affection de longue durée ne la demande, ou une forme plus "
    "stricte s’impose.",
    Form.EXCEPTION: "Aucun médicament connu comme d’exception.",
}
_ARTICLES = {
    Form.CLASSIQUE: ("CSP R.5132-5 ; CSS L.324-1", "TY-30"),
    Form.BIZONE: ("CSS L.324-1", "TY-10"),
    Form.EXCEPTION: ("CSS R.163-2 III", "TY-20"),
}


def _no_digital(on: date, ground: PaperGround | None) -> Reason:
    if on < DECREE:
        return Reason("Le service n’est ouvert par décret que depuis le 22 décembre 2023.",
                      "décret 2023-1222", "ON-01")  # fmt: skip
    if ground is not None and ground.leaves_paper_only:
        article, rule = _GROUNDS[ground]
        return Reason(f"Impossible : {ground.label}.", article, rule)
    return Reason("Ces lignes restent hors de l’ordonnance numérique.", "CSP R.4072", "ON-06")


def _no_derogation(on: date) -> Reason:
    if on < DEROGATION_SINCE:
        return Reason("La dérogation n’existe que depuis le 1er mars 2025.",
                      "note aux SAMU-SAS, 2025", "SA-01")  # fmt: skip
    return Reason("Réservée aux régulateurs du SAMU-SAS, pour tramadol, codéine et "
                  "dihydrocodéine.", "note aux SAMU-SAS, 2025", "SA-11")  # fmt: skip


def _no_secured(form: Form, on: date, ground: PaperGround | None, *, closed: bool) -> Reason:
    if not closed:
        return Reason("Rien ne l’exige ; son usage volontaire reste permis.",
                      "CSP R.5132-5", "RX-SEC-11")  # fmt: skip
    if on >= DECREE and (ground is None or not ground.of_the_decree):
        return Reason("Le papier sécurisé demande un des trois motifs réglementaires, imprimé.",
                      "CSP R.5132-5 al. 1", "RX-SEC-02")  # fmt: skip
    if form is Form.SECURISEE_BIZONE:
        return Reason("Pas d’affection de longue durée parmi les lignes qui l’exigent.",
                      "CSS L.324-1", "TY-10")  # fmt: skip
    return Reason("Une ligne d’affection de longue durée demande ses deux zones.",
                  "CSS L.324-1", "TY-10")  # fmt: skip
