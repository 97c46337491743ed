"""The three circuits of the SAMU-SAS derogation: to whom the prescription is sent, and how."""

from collections.abc import Callable
from dataclasses import replace

from ordonnance.law.articles import samu_sas
from ordonnance.law.articles.samu_sas import (
    SENT,
    derogation,
    said_of,
    sending_rule,
    sent,
    yes_or_unknown,
)
from ordonnance.law.case import Case
from ordonnance.law.examples import breaks, met, unsure
from ordonnance.law.regulation import Box, Circuit
from ordonnance.law.rule import MET, Answer, Rule, Severity, breached, cannot_tell

_TO_PATIENT = replace(
    SENT, circuit=Circuit.PATIENT, box=Box.PATIENT_SPACE, space_active=True, others_impossible=True
)
_TO_HOME = replace(SENT, circuit=Circuit.CARE_HOME)


def _through(circuit: Circuit) -> Callable[[Case], bool]:
    return lambda case: (
        derogation(case) and case.regulation is not None and case.regulation.circuit is circuit
    )


def _to_professional(case: Case, missing: str) -> Answer:
    said = said_of(case)
    if said.box is None:
        return cannot_tell("la boîte aux lettres de destination n’est pas connue")
    return yes_or_unknown(said.given_by_recipient, missing) if said.box.professional else breached()


def _to_pharmacy(case: Case) -> Answer:
    return _to_professional(case, "on ne sait pas si la pharmacie a été indiquée au patient")


def _to_care_home(case: Case) -> Answer:
    return _to_professional(case, "on ne sait pas qui a donné l’adresse")


def _to_patient(case: Case) -> Answer:
    said = said_of(case)
    if said.box is not None and said.box is not Box.PATIENT_SPACE:
        return breached()
    if said.box is None or said.space_active is None or said.others_impossible is None:
        return cannot_tell(
            "on ne sait pas si Mon espace santé est actif, ni si les deux premiers cas étaient "
            "impossibles"
        )
    return MET if said.space_active and said.others_impossible else breached()


def _secured_mail(case: Case) -> Answer:
    box = said_of(case).box
    if box is None:
        return cannot_tell("la messagerie utilisée n’est pas connue")
    return breached() if box is Box.ORDINARY else MET


def _organisation_first(case: Case) -> Answer:
    said = said_of(case)
    if said.box is None:
        return cannot_tell("la messagerie utilisée n’est pas connue")
    if said.box is not Box.PERSON or said.organisation_box is False:
        return MET
    return yes_or_unknown(None if said.organisation_box is None else False,
                "on ne sait pas si une boîte organisationnelle existe")  # fmt: skip


def _home_of_resident(case: Case) -> Answer:
    elsewhere = said_of(case).address_elsewhere
    known = None if elsewhere is None else not elsewhere
    return yes_or_unknown(known, "l’annuaire ne dit pas à quelle structure est cette adresse")


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    sending_rule(
        "SA-02",
        "Cas 1 : l’envoi va à la boîte sécurisée de la pharmacie, indiquée au patient",
        Severity.BLOCKING,
        "Dans le cas 1, la prescription va à la boîte sécurisée de la pharmacie, dont le patient "
        "reçoit les coordonnées.",
        "Le patient doit savoir à quelle pharmacie se rendre.",
        "Envoyer à la boîte de la pharmacie et en donner les coordonnées au patient.",
        _to_pharmacy,
        (
            met("Boîte de la pharmacie", sent),
            breaks("Adresse du patient", lambda: sent(replace(SENT, box=Box.ORDINARY))),
            unsure("Boîte inconnue", lambda: sent(replace(SENT, box=None))),
        ),
        applies=_through(Circuit.PHARMACY),
    ),
    sending_rule(
        "SA-03",
        "Cas 2 : l’envoi va à l’adresse donnée par le professionnel de l’établissement",
        Severity.BLOCKING,
        "Dans le cas 2, la prescription va à l’adresse sécurisée donnée par le professionnel de "
        "l’établissement médico-social.",
        "Le patient y réside : c’est l’établissement qui fait exécuter la prescription.",
        "Demander l’adresse pendant l’appel.",
        _to_care_home,
        (
            met("Adresse donnée pendant l’appel", lambda: sent(_TO_HOME)),
            breaks("Adresse trouvée ailleurs",
                   lambda: sent(replace(_TO_HOME, given_by_recipient=False))),
            unsure("Boîte inconnue", lambda: sent(replace(_TO_HOME, box=None))),
        ),
        applies=_through(Circuit.CARE_HOME),
    ),
    sending_rule(
        "SA-04",
        "Cas 3, à défaut seulement : l’envoi va à Mon espace santé du patient",
        Severity.BLOCKING,
        "Le cas 3 demande un espace Mon espace santé actif, et que les deux premiers cas soient "
        "impossibles.",
        "L’adresse est construite sur le matricule INS ; ce circuit n’est ouvert qu’à défaut.",
        "Envoyer à une pharmacie ou à l’établissement, ou établir une ordonnance sécurisée.",
        _to_patient,
        (
            met("Espace actif, à défaut", lambda: sent(_TO_PATIENT)),
            breaks("Espace fermé", lambda: sent(replace(_TO_PATIENT, space_active=False))),
            unsure("Rien n’est dit de l’espace",
                   lambda: sent(replace(_TO_PATIENT, space_active=None))),
        ),
        applies=_through(Circuit.PATIENT),
    ),
    sending_rule(
        "SA-06",
        "Jamais par courriel ordinaire",
        Severity.BLOCKING,
        "La prescription ne peut pas partir par une messagerie ordinaire.",
        "Une messagerie personnelle ne protège ni le patient ni l’ordonnance.",
        "Utiliser la messagerie sécurisée de santé.",
        _secured_mail,
        (
            met("Messagerie sécurisée", sent),
            breaks("Courriel du patient", lambda: sent(replace(SENT, box=Box.ORDINARY))),
            unsure("Messagerie inconnue", lambda: sent(replace(SENT, box=None))),
        ),
    ),
    sending_rule(
        "SA-07",
        "La boîte organisationnelle passe avant la boîte personnelle",
        Severity.WARNING,
        "Une boîte organisationnelle existe : la préférer à la boîte personnelle.",
        "Une boîte personnelle n’est pas relevée en l’absence de son titulaire.",
        "Envoyer à la boîte organisationnelle.",
        _organisation_first,
        (
            met("Boîte organisationnelle", sent),
            breaks("Boîte personnelle", lambda: sent(replace(SENT, box=Box.PERSON))),
            unsure("Existence inconnue", lambda: sent(
                replace(SENT, box=Box.PERSON, organisation_box=None))),
        ),
    ),
    sending_rule(
        "SA-12",
        "Cas 2 : l’adresse donnée est celle de l’établissement où réside le patient",
        Severity.WARNING,
        "L’annuaire rattache l’adresse donnée pendant l’appel à une autre structure que "
        "l’établissement du résident.",
        "Une adresse mal entendue, ou celle d’un autre lieu d’exercice, met la prescription chez "
        "qui ne la fera pas exécuter.",
        "Relire l’adresse à la personne qui la donne ; si elle est juste, dire pourquoi elle est "
        "d’une autre structure.",
        _home_of_resident,
        (
            met("Adresse de l’établissement",
                lambda: sent(replace(_TO_HOME, address_elsewhere=False))),
            breaks("Adresse d’une autre structure",
                   lambda: sent(replace(_TO_HOME, address_elsewhere=True))),
            unsure("Adresse absente de l’annuaire", lambda: sent(_TO_HOME)),
        ),
        applies=_through(Circuit.CARE_HOME),
    ),
)  # fmt: skip

SENDING = frozenset(each.id for each in (*samu_sas.DOCUMENT_RULES, *DOCUMENT_RULES))
"""The rules that judge the sending as a whole, and not what is prescribed."""
