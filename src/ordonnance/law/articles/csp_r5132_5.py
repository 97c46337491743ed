"""R.5132-5: stupéfiants and assimilés are prescribed electronically, or on secured paper."""

from dataclasses import replace
from datetime import date

from ordonnance.law.case import LineCase
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import (
    MORPHINE,
    TRAMADOL,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tells,
)
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.french import date_text
from ordonnance.law.outline import of_medicine
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    informs,
)
from ordonnance.law.substances import Article

ELECTRONIC_SINCE = date(2023, 12, 22)
OPIOIDS_SINCE = date(2025, 3, 1)
_OPIOIDS = frozenset({"tramadol", "codeine", "dihydrocodeine"})
_PLAIN = {"form": Form.CLASSIQUE}
_SECURED_PAPER = {"form": Form.SECURISEE}
_OFF_SERVICE = frozenset({PaperGround.PROFESSIONAL_USE, PaperGround.VETERINARY})


def _secured(line: LineCase) -> Answer:
    """The form is judged on the day of establishment, also when served later (ERRATA 15)."""
    if not line.case.form.paper or line.case.form.secured:
        return MET
    tolerance = line.law.tolerance
    if tolerance and line.case.established_on <= tolerance:
        # Honoured at the counter until its term; the prescriber is told that the duty began.
        return breached(
            severity=Severity.INFO if line.case.dispensing else Severity.WARNING,
            message="Ordonnance non sécurisée pour {subject}, établie pendant la période de "
            "tolérance (jusqu’au {until}) : elle est honorée jusqu’à son terme.",
            subject=line.law.subject,
            until=date_text(tolerance),
        )
    return breached(subject=line.law.subject)


def _subject_to(law: Reading) -> bool:
    return law.has(Article.R5132_5)


def _ground(line: LineCase) -> Answer:
    """Where the secured sheet replaces the numérique it says why (ERRATA 11): a ground of the
    decree, or a situation that leaves nothing but paper. Anonymity is neither."""
    ground = line.case.paper_ground
    if ground is None:
        return breached(subject=line.law.subject)
    if ground.of_the_decree or ground.leaves_paper_only:
        return MET
    return breached(
        message="Le motif écrit ne permet pas de prescrire {subject} sur une ordonnance sécurisée.",
        subject=line.law.subject,
    )


def _stays_on_paper(line: LineCase) -> Answer:
    return MET if line.case.form.secured else breached(subject=line.law.subject)


def _second_step(law: Reading) -> bool:
    return law.row is not None and law.row.substance in _OPIOIDS


def _before_the_duty(line: LineCase) -> bool:
    """On ordinary paper of before 1 March 2025, served since."""
    return line.case.established_on < OPIOIDS_SINCE


def _honoured(line: LineCase) -> Answer:
    if not line.case.form.paper or line.case.form.secured:
        return MET
    return informs(subject=line.law.subject, since=date_text(OPIOIDS_SINCE))


_ELECTRONIC: Rule[LineCase] = Rule(
    id="RX-SEC-01",
    title="Stupéfiants et assimilés : ordonnance numérique, ou papier sécurisé à défaut",
    family=Family.SECURED,
    moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
    clock=Clock.PRESCRIBING,
    since=ELECTRONIC_SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=Citation("Code de la santé publique", "R.5132-5 al. 1", date(2026, 11, 1)),
    message="Une ordonnance sur papier ordinaire ne convient pas pour {subject}.",
    why="Ces médicaments se prescrivent par voie électronique ou, si c’est impossible, sur un "
    "papier répondant à des spécifications de sécurité.",
    remedy="Établir une ordonnance numérique, ou une ordonnance sécurisée indiquant le motif du "
    "papier.",
    line_rule=True,
    applies=of_medicine(_subject_to),
    check=_secured,
    examples=(
        met("Ordonnance numérique", lambda: a_case(MORPHINE, duration=days(28))),
        met("Papier sécurisé",
            lambda: a_case(MORPHINE, duration=days(28), facts={"form": Form.SECURISEE})),
        breaks("Tramadol sur papier ordinaire le 1er avril 2025",
               lambda: a_case(TRAMADOL, on=date(2025, 4, 1), duration=days(28), facts=_PLAIN)),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    replace(
        _ELECTRONIC,
        title="Avant le 22 décembre 2023 : ordonnance sécurisée",
        since=date(1999, 10, 1),
        until=date(2023, 12, 21),
        confidence=Confidence.SEED,
        why="Version close : le papier sécurisé était alors le support exigé.",
        remedy="Établir une ordonnance sécurisée.",
        examples=(
            met("Papier sécurisé en 2019",
                lambda: a_case(MORPHINE, on=date(2019, 3, 4), duration=days(28),
                               facts={"form": Form.SECURISEE})),
            breaks("Papier ordinaire en 2019",
                   lambda: a_case(MORPHINE, on=date(2019, 3, 4), duration=days(28),
                                  facts=_PLAIN)),
        ),
    ),
    _ELECTRONIC,
    Rule(
        id="RX-SEC-02",
        title="L’ordonnance sécurisée porte le motif du papier",
        family=Family.SECURED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=ELECTRONIC_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la santé publique", "R.5132-5 al. 1", date(2026, 11, 1)),
        message="L’ordonnance sécurisée ne dit pas pourquoi elle remplace l’ordonnance numérique "
        "pour {subject}.",
        why="Le papier sécurisé ne remplace l’ordonnance numérique que pour l’un des motifs de "
        "R.4073-2, que le prescripteur écrit.",
        remedy="Écrire le motif : téléservice indisponible, connexion insuffisante, ou patient "
        "non identifiable.",
        line_rule=True,
        applies=of_medicine(_subject_to, lambda line: line.case.form.secured),
        check=_ground,
        examples=(
            met("Téléservice indisponible",
                lambda: a_case(MORPHINE, duration=days(7), facts={
                    **_SECURED_PAPER, "paper_ground": PaperGround.TELESERVICE_UNAVAILABLE})),
            breaks("Sans motif",
                   lambda: a_case(MORPHINE, duration=days(7), facts=_SECURED_PAPER)),
            breaks("L’anonymat, qui n’est pas un motif du décret",
                   lambda: a_case(MORPHINE, duration=days(7), facts={
                       **_SECURED_PAPER, "paper_ground": PaperGround.ANONYMITY})),
        ),
    ),
    Rule(
        id="RX-SEC-03",
        title="L’usage professionnel et le vétérinaire restent sur papier sécurisé",
        family=Family.SECURED,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        since=ELECTRONIC_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la santé publique", "R.5132-5 al. 2", date(2026, 11, 1)),
        message="Une commande à usage professionnel ou une ordonnance vétérinaire pour {subject} "
        "s’établit sur papier sécurisé.",
        why="Ces documents restent hors de l’ordonnance numérique.",
        remedy="Établir une ordonnance sécurisée sur papier.",
        line_rule=True,
        applies=of_medicine(
            _subject_to, lambda line: line.case.paper_ground in _OFF_SERVICE
        ),
        check=_stays_on_paper,
        examples=(
            met("Usage professionnel, papier sécurisé",
                lambda: a_case(MORPHINE, duration=days(7), facts={
                    **_SECURED_PAPER, "paper_ground": PaperGround.PROFESSIONAL_USE})),
            breaks("Vétérinaire, voie électronique",
                   lambda: a_case(MORPHINE, duration=days(7),
                                  facts={"paper_ground": PaperGround.VETERINARY})),
        ),
    ),
    Rule(
        id="RX-SEC-09",
        title="Une ordonnance d’avant le 1er mars 2025 reste valable jusqu’à son terme",
        family=Family.SECURED,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=OPIOIDS_SINCE,
        severity=Severity.INFO,
        confidence=Confidence.SECONDARY,
        citation=Citation("ANSM, par un syndicat de pharmaciens", "Décision du 24 septembre 2024",
                          date(2026, 11, 1)),
        message="L’ordonnance pour {subject} précède le {since} : sur papier ordinaire, elle est "
        "honorée jusqu’à son terme.",
        why="La forme est jugée le jour de l’établissement.",
        remedy="Délivrer normalement.",
        line_rule=True,
        applies=of_medicine(_second_step, _before_the_duty),
        check=_honoured,
        examples=(
            met("Déjà sécurisée",
                lambda: at_counter(
                    a_case(TRAMADOL, on=date(2025, 2, 20), duration=days(28),
                           facts=_SECURED_PAPER), date(2025, 4, 1))),
            tells("Papier ordinaire du 20 février, servi le 1er avril",
                  lambda: at_counter(
                      a_case(TRAMADOL, on=date(2025, 2, 20), duration=days(28), facts=_PLAIN),
                      date(2025, 4, 1))),
        ),
    ),
)  # fmt: skip
