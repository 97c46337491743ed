"""The table of screens: method, path, who may see it, what it does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.doors.web.screens import (
    administration,
    administration_alerts,
    administration_errors,
    administration_journals,
    administration_keys,
    administration_versions,
    administration_volumes,
    arriving,
    choosing_place,
    counter,
    counter_file,
    documentation,
    fund,
    home,
    patient,
    patient_codes,
    patient_sheets,
    public,
    registers,
    signing_in,
    verifying,
    writing,
    writing_again,
    writing_builder,
    writing_done,
    writing_draft,
    writing_fixing,
    writing_handing,
    writing_lines,
    writing_running,
    writing_typing,
)
from ordonnance.doors.web.sent_files import LARGEST_REQUEST
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act, roles_of

SMALL_FORM = 64 * 1024
"""Most bytes of a form."""

ANYBODY = None
SIGNED_IN = tuple(Role)
WRITERS = roles_of(Act.DRAFT)
PRESCRIBER = roles_of(Act.ISSUE)
COUNTER = roles_of(Act.DISPENSE)
ASSISTANT = tuple(each for each in WRITERS if each not in PRESCRIBER)
"""Who prepares, and issues nothing."""
REGISTERS = roles_of(Act.REGISTERS)
PATIENT = roles_of(Act.JOURNAL)
FUND = tuple(each for each in roles_of(Act.OBJECT) if each not in roles_of(Act.CONSULT))
"""Who records what others ask, and opens nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, or the form of one. `roles` None: whoever comes, signed in or not.

    `alone`: it recognises nobody, and so is shown even without the database. `unread`: it reads by
    itself what was sent, such as a file, and checks that a page of ours sent it. `anywhere`: it is
    for whoever is signed in, also before they said where they act.
    """

    method: str
    path: str
    run: Callable[[Visit], Awaitable[Response]]
    roles: tuple[Role, ...] | None
    summary: str
    limit: int = SMALL_FORM
    alone: bool = False
    unread: bool = False
    operator: bool = False
    """For whoever runs the base, whose session is no person's (ADR 0067)."""
    anywhere: bool = False


SCREENS = (
    Screen("GET", "/", home.home, ANYBODY, "Accueil"),
    Screen("GET", "/o", public.landing, ANYBODY, "Page d'arrivée du code, sans aucun contenu",
           alone=True),
    Screen("GET", "/etat", public.status, ANYBODY, "État du service", alone=True),
    Screen("GET", "/verifier", verifying.ask, ANYBODY, "Vérifier une feuille ou un numéro",
           alone=True),
    Screen("POST", "/verifier", verifying.answer, ANYBODY,
           "Ce que prouve la feuille ou le numéro", LARGEST_REQUEST, alone=True,
           unread=True),
    Screen("GET", "/documentation", documentation.index, ANYBODY, "Guides", alone=True),
    Screen("GET", "/documentation/{guide}", documentation.guide, ANYBODY, "Un guide", alone=True),
    Screen("GET", "/connexion", signing_in.choose, ANYBODY, "Se connecter"),
    Screen("POST", "/connexion", signing_in.sign_in, ANYBODY, "Ouvrir une session"),
    Screen("GET", "/connexion/vers/{provider}", arriving.depart, ANYBODY,
           "Aller se connecter chez un fournisseur d'identité"),
    Screen("GET", "/connexion/retour/{provider}", arriving.arrive, ANYBODY,
           "Retour du fournisseur d'identité"),
    Screen("GET", "/connexion/code", patient_codes.ask, ANYBODY,
           "Le code remis au patient, à sa première connexion"),
    Screen("POST", "/connexion/code", patient_codes.typed, ANYBODY, "Relier son identité"),
    Screen("POST", "/deconnexion", signing_in.sign_out, SIGNED_IN, "Fermer la session",
           anywhere=True),
    Screen("GET", "/lieu", choosing_place.choose, SIGNED_IN, "Choisir où l'on exerce",
           anywhere=True),
    Screen("POST", "/lieu", choosing_place.choose_one, SIGNED_IN, "Exercer à ce lieu",
           anywhere=True),
    Screen("GET", "/comptoir", counter.scan, COUNTER, "Comptoir : scanner une ordonnance"),
    Screen("POST", "/comptoir", counter.scanned, COUNTER, "Le numéro scanné ou tapé"),
    Screen("GET", "/comptoir/registres", registers.show, REGISTERS,
           "Registres de la pharmacie"),
    Screen("POST", "/comptoir/registres/imprimer", registers.printed, REGISTERS,
           "Un registre en PDF"),
    Screen("POST", "/comptoir/fichier", counter_file.dropped, COUNTER,
           "L'ordonnance d'un fichier reçu", unread=True),
    Screen("GET", "/comptoir/camera", counter.camera, COUNTER, "Scanner avec la caméra"),
    Screen("GET", "/comptoir/{handle}", counter.show, COUNTER, "L'ordonnance au comptoir"),
    Screen("POST", "/comptoir/{handle}/code", patient_codes.hand, COUNTER,
           "Remettre un code d'accès au patient"),
    Screen("POST", "/comptoir/{handle}/delivrer", counter.serve, COUNTER, "Délivrer"),
    Screen("GET", "/comptoir/{handle}/{reference}", counter.receipt, COUNTER,
           "Ce qui vient d'être délivré"),
    Screen("GET", "/comptoir/{handle}/{reference}/imprimer", counter.on_the_back, COUNTER,
           "Ce qui s'imprime au dos"),
    Screen("POST", "/comptoir/{handle}/{reference}/annuler", counter.undo_one, COUNTER,
           "Annuler une délivrance"),
    Screen("GET", "/mes-ordonnances", patient.mine, PATIENT, "Mes ordonnances"),
    Screen("GET", "/mes-ordonnances/{handle}", patient.show, PATIENT, "Une de mes ordonnances"),
    Screen("POST", "/mes-ordonnances/{handle}/opposition", patient.object_or_withdraw, PATIENT,
           "S'opposer, ou lever l'opposition"),
    Screen("GET", "/mes-ordonnances/{handle}/consultations", patient.journal, PATIENT,
           "Qui a consulté"),
    Screen("GET", "/mes-ordonnances/{handle}/delivrances", patient.dispensed, PATIENT,
           "Ce qui a été délivré"),
    Screen("GET", "/mes-ordonnances/{handle}/feuille/{feuille}", patient_sheets.sheet, PATIENT,
           "La feuille, en gros caractères ou traduite"),
    Screen("GET", "/opposition", fund.ask, FUND, "Opposition d'un assuré"),
    Screen("POST", "/opposition", fund.record, FUND, "Enregistrer ou lever une opposition"),
    Screen("GET", "/opposition/{handle}", fund.recorded, FUND, "Ce qui est enregistré"),
    Screen("GET", administration.ENTRANCE, administration.ask, ANYBODY,
           "Entrer par un lien d'exploitant", alone=True),
    Screen("POST", administration.ENTRANCE, administration.enter, ANYBODY,
           "Ouvrir une session d'exploitant", alone=True),
    Screen("POST", "/administration/sortir", administration.leave, ANYBODY,
           "Fermer la session d'exploitant", operator=True),
    Screen("GET", "/administration", administration.health, ANYBODY,
           "Santé des parties", operator=True),
    Screen("GET", "/administration/volumes", administration_volumes.show, ANYBODY,
           "Volumes et temps de réponse", operator=True),
    Screen("GET", "/administration/journaux", administration_journals.search, ANYBODY,
           "Journaux : comptes par acte et motif", operator=True),
    Screen("GET", "/administration/alertes", administration_alerts.show, ANYBODY,
           "Alertes de moisson", operator=True),
    Screen("POST", "/administration/alertes", administration_alerts.seen, ANYBODY,
           "Marquer une alerte comme vue", operator=True),
    Screen("GET", "/administration/versions", administration_versions.show, ANYBODY,
           "Imports et versions", operator=True),
    Screen("GET", "/administration/cles", administration_keys.show, ANYBODY,
           "Clés, sceaux, certificats : leurs dates", operator=True),
    Screen("GET", "/administration/erreurs", administration_errors.search, ANYBODY,
           "Catalogue des erreurs", operator=True),
    Screen("GET", "/prescrire", writing.desk, WRITERS, "Prescrire : brouillons"),
    Screen("POST", "/prescrire", writing.begin_one, WRITERS, "Commencer une ordonnance"),
    Screen("GET", "/prescrire/coordonnees", writing.letterhead, PRESCRIBER,
           "Coordonnées imprimées"),
    Screen("POST", "/prescrire/coordonnees", writing.save_letterhead, PRESCRIBER,
           "Garder les coordonnées"),
    Screen("GET", "/emises", writing_done.mine, PRESCRIBER, "Ses ordonnances"),
    Screen("GET", "/emises/{handle}", writing_done.show, PRESCRIBER,
           "Une de ses ordonnances, avec son code"),
    Screen("GET", "/emises/{handle}/feuille", writing_done.sheet, PRESCRIBER,
           "La feuille à imprimer"),
    Screen("POST", "/emises/{handle}/code", patient_codes.hand, PRESCRIBER,
           "Remettre un code d'accès au patient"),
    Screen("POST", "/emises/{handle}/annuler", writing_done.end, PRESCRIBER,
           "Annuler ce qui n'est pas délivré"),
    Screen("POST", "/emises/{handle}/opposition", writing_done.object_or_withdraw, PRESCRIBER,
           "L'opposition du patient, à sa demande"),
    Screen("POST", "/emises/{handle}/reprendre", writing_again.again, PRESCRIBER,
           "Renouveler une de ses ordonnances, ou la remplacer"),
    Screen("POST", "/prescrire/protocoles/{model}/oublier", writing_again.forget_lines, WRITERS,
           "Oublier un protocole"),
    Screen("POST", "/prescrire/{draft}/ancien", writing_again.same_patient, PRESCRIBER,
           "Un patient pour qui l'on a déjà prescrit"),
    Screen("POST", "/prescrire/{draft}/garder", writing_again.keep_lines, WRITERS,
           "Garder les lignes sous un nom"),
    Screen("POST", "/prescrire/{draft}/protocole", writing_again.add_lines, WRITERS,
           "Ajouter les lignes d'un protocole"),
    Screen("POST", "/prescrire/{draft}/traitements", writing_running.look, WRITERS,
           "Regarder les traitements en cours"),
    Screen("POST", "/prescrire/{draft}/reprendre", writing_running.take_up, PRESCRIBER,
           "Reprendre une ligne d'une de ses ordonnances"),
    Screen("GET", "/prescrire/{draft}", writing_draft.show, WRITERS, "Écrire une ordonnance"),
    Screen("POST", "/prescrire/{draft}/patient", writing_draft.identify, WRITERS,
           "Pour qui est l'ordonnance"),
    Screen("POST", "/prescrire/proposer", writing_typing.propose, WRITERS,
           "Ce que la phrase en cours peut vouloir dire"),
    Screen("POST", "/prescrire/{draft}/phrase", writing_lines.type_line, WRITERS,
           "Ajouter une ligne en une phrase"),
    Screen("POST", "/prescrire/{draft}/chercher", writing_builder.search, WRITERS,
           "Chercher un médicament"),
    Screen("POST", "/prescrire/{draft}/etapes", writing_builder.step, WRITERS,
           "Ajouter une ligne pas à pas"),
    Screen("POST", "/prescrire/{draft}/lignes/{line}", writing_lines.change_line, WRITERS,
           "Corriger, déplacer ou retirer une ligne"),
    Screen("POST", "/prescrire/{draft}/corriger", writing_fixing.fix, WRITERS,
           "Corriger en un clic"),
    Screen("POST", "/prescrire/{draft}/fait", writing_fixing.state, WRITERS,
           "Écrire ce qu'une règle demande"),
    Screen("POST", "/prescrire/{draft}/motif", writing_draft.explain, PRESCRIBER,
           "Dire pourquoi"),
    Screen("GET", "/prescrire/{draft}/apercu", writing_draft.picture, WRITERS, "Aperçu"),
    Screen("POST", "/prescrire/{draft}/emettre", writing_draft.issue, PRESCRIBER, "Émettre"),
    Screen("POST", "/prescrire/{draft}/confier", writing_handing.hand_one, ASSISTANT,
           "Confier un brouillon à un prescripteur du lieu"),
    Screen("POST", "/prescrire/{draft}/recuperer", writing_handing.take_one_back, ASSISTANT,
           "Récupérer un brouillon confié"),
    Screen("POST", "/prescrire/{draft}/supprimer", writing.delete, WRITERS,
           "Supprimer un brouillon"),
)  # fmt: skip
