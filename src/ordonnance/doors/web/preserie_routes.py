"""The screens of préséries: their parties sign in apart, and no person's session opens them."""

from ordonnance.doors.web.screen import ANYBODY, Screen
from ordonnance.doors.web.screens import (
    preserie,
    preserie_answers,
    preserie_entrance,
    preserie_files,
    preserie_writing,
)

ONE = "/preseries/{preserie}"

PRESERIE = (
    Screen("GET", preserie_entrance.ENTRANCE, preserie_entrance.ask, ANYBODY,
           "Entrer pour une présérie", alone=True),
    Screen("POST", preserie_entrance.ENTRANCE, preserie_entrance.enter, ANYBODY,
           "Ouvrir une session de présérie", alone=True),
    Screen("POST", "/preseries/sortir", preserie_entrance.leave, ANYBODY,
           "Fermer la session de présérie", party=True),
    Screen("GET", "/preseries", preserie.several, ANYBODY, "Ses préséries", party=True),
    Screen("POST", "/preseries", preserie_writing.begin, ANYBODY, "Ouvrir une présérie",
           party=True),
    Screen("GET", ONE, preserie.one, ANYBODY, "Où en est une présérie", party=True),
    Screen("GET", f"{ONE}/reunion", preserie.meeting, ANYBODY,
           "Une présérie en réunion, en grands chiffres", party=True),
    Screen("GET", f"{ONE}/registre", preserie.register, ANYBODY,
           "Le registre d'une présérie", party=True),
    Screen("GET", f"{ONE}/bilan/{{format}}", preserie_files.file, ANYBODY,
           "Le bilan d'une présérie, à emporter", party=True),
    Screen("GET", f"{ONE}/questionnaires", preserie_answers.invitations, ANYBODY,
           "Les invitations au questionnaire", party=True),
    Screen("POST", f"{ONE}/questionnaires", preserie_answers.remind_all, ANYBODY,
           "Envoyer les rappels dus du questionnaire", party=True),
    Screen("GET", f"{ONE}/inscrire/{{formulaire}}", preserie_writing.show, ANYBODY,
           "Un formulaire d'une présérie", party=True),
    Screen("POST", f"{ONE}/inscrire/{{formulaire}}", preserie_writing.send, ANYBODY,
           "Inscrire au registre d'une présérie", party=True),
    Screen("GET", "/questionnaire/{invitation}", preserie_answers.ask, ANYBODY,
           "Le questionnaire d'un pharmacien", alone=True),
    Screen("POST", "/questionnaire/{invitation}", preserie_answers.answer, ANYBODY,
           "Répondre au questionnaire", alone=True),
)  # fmt: skip
