"""The screens of a regulator, alone and inside the software of a centre."""

from ordonnance.doors.web.cookies import EMBEDDED_PATH
from ordonnance.doors.web.screen import ANYBODY, REGULATORS, SIGNED_IN, Screen
from ordonnance.doors.web.screens import (
    regulation,
    regulation_embedded,
    regulation_phone,
    regulation_sent,
)

INSIDE = f"{EMBEDDED_PATH}/{{call}}"

REGULATION = (
    Screen("GET", "/regulation", regulation.desk, REGULATORS, "Régulation : appels du centre"),
    Screen("POST", "/regulation", regulation.begin_one, REGULATORS, "Commencer un appel"),
    Screen("GET", "/regulation/{call}", regulation.show, REGULATORS, "Un appel"),
    Screen("POST", "/regulation/{call}", regulation.change, REGULATORS,
           "Garder un appel, l'envoyer"),
    Screen("GET", "/regulation/{call}/suivi", regulation_sent.show, REGULATORS,
           "Ce qu'il faut dire, et où est le message"),
    Screen("POST", "/regulation/{call}/retirer", regulation_sent.take_back, REGULATORS,
           "Retirer une prescription envoyée, ou la refaire"),
    Screen("POST", "/regulation/{call}/autre-boite", regulation_sent.other_box, REGULATORS,
           "Essayer l'autre boîte de la même pharmacie"),
    Screen("GET", "/regulation/{call}/telephone", regulation_phone.show, REGULATORS,
           "Messagerie en panne : par téléphone ou sur papier"),
    Screen("GET", EMBEDDED_PATH, regulation_embedded.arrive, ANYBODY,
           "Arrivée d'un lancement par un logiciel de régulation", alone=True),
    Screen("POST", EMBEDDED_PATH, regulation_embedded.launch, ANYBODY,
           "Ouvrir l'appel d'un lancement", alone=True),
    Screen("POST", f"{EMBEDDED_PATH}/deconnexion", regulation_embedded.leave, SIGNED_IN,
           "Fermer la session, dans un logiciel", anywhere=True),
    Screen("GET", INSIDE, regulation_embedded.show, REGULATORS, "Un appel, dans un logiciel"),
    Screen("POST", INSIDE, regulation_embedded.change, REGULATORS, "Garder cet appel, l'envoyer"),
    Screen("GET", f"{INSIDE}/suivi", regulation_embedded.follow, REGULATORS, "Où est le message"),
    Screen("POST", f"{INSIDE}/retirer", regulation_embedded.take_back, REGULATORS, "Retirer"),
    Screen("POST", f"{INSIDE}/autre-boite", regulation_embedded.other_box, REGULATORS,
           "Essayer l'autre boîte, dans un logiciel"),
    Screen("GET", f"{INSIDE}/telephone", regulation_embedded.by_phone, REGULATORS, "En panne"),
)  # fmt: skip
