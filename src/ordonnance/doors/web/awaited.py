"""Acts whose answer matters: what a page says of one while nobody confirmed it (ADR 0078).

`tests/house` holds both tables to the table of screens: each form is in one of them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ordonnance.doors.web.cookies import EMBEDDED_PATH


@dataclass(frozen=True, slots=True)
class Awaited:
    """`named`, a feminine noun: « Délivrance de 18:42 : non confirmée. »; what may have happened;
    where what the base keeps is shown; the button that makes it this act, where a form has several.
    """

    named: str
    besides: str
    shown_at: str
    pressed: str = ""


_ISSUED, _MINE, _COUNTER = "/emises/{handle}", "/mes-ordonnances/{handle}", "/comptoir/{handle}"
_SENDING = Awaited(
    "Demande d’envoi", "L’ordonnance est peut-être partie.", f"{_ISSUED}/envoi"
)  # fmt: skip
_STOPPING = Awaited(
    "Demande d’arrêt d’un envoi", "Le message est peut-être encore en route.", f"{_ISSUED}/envoi"
)  # fmt: skip


def _objection(shown_at: str) -> Awaited:
    return Awaited("Opposition", "Elle est peut-être enregistrée, ou levée.", shown_at)


def _end_of_representation(shown_at: str) -> Awaited:
    return Awaited("Fin d’une représentation", "Elle tient peut-être encore.", shown_at)


def _of_calls(root: str) -> dict[str, Awaited]:
    one = f"{root}/{{call}}"
    return {
        one: Awaited(
            "Prescription d’un appel",
            "Le message est peut-être parti : n’envoyez rien d’autre avant de le savoir.",
            one, "envoyer",
        ),
        f"{one}/autre-boite": Awaited(
            "Demande d’envoi à l’autre boîte", "Le message est peut-être parti.", one
        ),
        f"{one}/retirer": Awaited(
            "Demande de retrait", "La prescription est peut-être encore délivrable.", one
        ),
    }  # fmt: skip


AWAITED: Mapping[str, Awaited] = {
    f"{_COUNTER}/delivrer": Awaited(
        "Délivrance", "Elle est peut-être enregistrée. Si la base ne répond toujours pas, "
        "numérisez l’ordonnance.", _COUNTER,
    ),
    f"{_COUNTER}/{{reference}}/annuler": Awaited(
        "Annulation d’une délivrance", "La délivrance tient peut-être encore.",
        f"{_COUNTER}/{{reference}}",
    ),
    "/messagerie/{message}/accuse": Awaited(
        "Remise d’un accusé", "Il est peut-être parti.", "/messagerie/{message}"
    ),
    "/messagerie/{message}/archiver": Awaited(
        "Demande d’archivage", "Le message est peut-être archivé, et l’échange clos.", "/messagerie"
    ),
    "/prescrire/{draft}/emettre": Awaited(
        "Émission", "L’ordonnance est peut-être émise : rien n’est à remettre avant de le savoir.",
        "/prescrire/{draft}",
    ),
    "/prescrire/{draft}/confier": Awaited(
        "Remise d’un brouillon", "Le prescripteur l’a peut-être.", "/prescrire/{draft}"
    ),
    f"{_ISSUED}/annuler": Awaited(
        "Annulation d’une ordonnance", "L’ordonnance est peut-être encore délivrable.", _ISSUED
    ),
    f"{_ISSUED}/envoi": _SENDING,
    f"{_ISSUED}/envoi/arreter": _STOPPING,
    f"{_ISSUED}/opposition": _objection(_ISSUED),
    f"{_MINE}/opposition": _objection(_MINE),
    f"{_MINE}/prescripteur": _objection(f"{_MINE}/prescripteur"),
    "/opposition": _objection("/opposition"),
    f"{_COUNTER}/representation/fin": _end_of_representation(f"{_COUNTER}/representation"),
    f"{_ISSUED}/representation/fin": _end_of_representation(f"{_ISSUED}/representation"),
    "/pour-qui/fin": _end_of_representation("/pour-qui"),
    "/representation": Awaited(
        "Demande sur une représentation",
        "Elle est peut-être faite : la même, envoyée de nouveau, n’enregistre rien deux fois.",
        "/representation",
    ),
    "/mon-acces/defaire": Awaited(
        "Demande de défaire le lien", "Le lien tient peut-être encore.", "/mon-acces"
    ),
    **_of_calls("/regulation"),
    **_of_calls(EMBEDDED_PATH),
    "/preseries/{preserie}/inscrire/{formulaire}": Awaited(
        "Inscription au registre", "Elle est peut-être faite.", "/preseries/{preserie}/registre"
    ),
    "/preseries/{preserie}/questionnaires": Awaited(
        "Demande d’envoi des rappels", "Ils sont peut-être partis.",
        "/preseries/{preserie}/questionnaires",
    ),
}  # fmt: skip

_OF_DRAFTS = (
    "ancien", "garder", "protocole", "traitements", "reprendre", "patient", "phrase", "chercher",
    "etapes", "lignes/{line}", "corriger", "fait", "motif", "recuperer", "supprimer",
)  # fmt: skip

SHOWN_AGAIN: Mapping[str, str] = {
    **dict.fromkeys(
        ("/connexion", "/connexion/code", "/deconnexion", "/lieu", "/administration/entrer",
         "/administration/sortir", "/preseries/entrer", "/preseries/sortir", "/pour-qui",
         "/pour-qui/code", EMBEDDED_PATH, f"{EMBEDDED_PATH}/deconnexion"),
        "who is there: the next page says it",
    ),
    **dict.fromkeys(
        ("/verifier", "/comptoir", "/comptoir/fichier", "/comptoir/registres/imprimer",
         "/comptoir/{handle}/suite", "/messagerie/{message}/ouvrir", "/prescrire/proposer",
         "/administration/preparation"),
        "it reads",
    ),
    **dict.fromkeys(
        ("/comptoir/{handle}/code", "/emises/{handle}/code", "/comptoir/{handle}/representation",
         "/emises/{handle}/representation"),
        "a code that nobody saw serves nobody: another one is made",
    ),
    **dict.fromkeys(
        ("/prescrire", "/prescrire/coordonnees", "/prescrire/protocoles/{model}/oublier",
         "/emises/{handle}/reprendre", "/regulation", "/preseries",
         *(f"/prescrire/{{draft}}/{each}" for each in _OF_DRAFTS)),
        "a desk: what it keeps is on it, and nobody else acts on it",
    ),
    **dict.fromkeys(
        ("/messagerie/archiver", "/messagerie/remettre", "/messagerie/{message}/servi",
         "/annuaire/{finess}/note", "/annuaire/{finess}/note/retirer", "/administration/alertes",
         "/administration/preparation/essais", "/comptoir/traces", "/prescrire/traces"),
        "a mark of one's own, which its list shows",
    ),
    **dict.fromkeys(
        ("/comptoir/questionnaire/{preserie}", "/prescrire/questionnaire/{preserie}"),
        "opened again, it shows what was answered",
    ),
    "/questionnaire/{invitation}": "a page without a script: the browser says it",
}  # fmt: skip
"""The other forms, and why nothing is to be known of one that was not answered."""


def script() -> bytes:
    """The acts as a script that those of pages read, path by path."""
    acts = [{"path": path, **asdict(act)} for path, act in AWAITED.items()]
    said = json.dumps(acts, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\nconst ACTES = {said};\n'.encode()
