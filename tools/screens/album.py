"""What the pictures show, screen by screen, and the page that holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery"
FOLDER = GALLERY / "screens"
PAGE = GALLERY / "screens.md"
PHONE, TABLET, DESKTOP = WIDTHS = (390, 820, 1366)
"""Pixels across: a telephone, a tablet, the screen of a counter."""
TWO = (PHONE, DESKTOP)


@dataclass(frozen=True, slots=True)
class Shot:
    """One state of one screen: its row in the table of screens, and what to look at."""

    route: str
    title: str
    about: str
    dark: bool = False
    widths: tuple[int, ...] = WIDTHS

    def wanted(self) -> Iterator[tuple[int, bool]]:
        """Each picture: its width, and whether it is in the dark."""
        yield from ((width, False) for width in self.widths)
        if self.dark:
            yield DESKTOP, True


PUBLIC: Mapping[str, Shot] = {
    "accueil": Shot("/", "Accueil", "Ce que fait la base, en quatre phrases.", widths=TWO),
    "connexion": Shot("/connexion", "Se connecter", "Les personnes fictives de la démonstration.",
                      widths=TWO),
    "code": Shot("/o", "Page d’arrivée du code", "Un téléphone qui lit le code n’apprend rien de "
                 "l’ordonnance.", widths=TWO),
    "lieu": Shot("/lieu", "Où l’on exerce", "Pour qui a plusieurs lieux.", widths=TWO),
    "verifier": Shot("/verifier", "Vérifier", "Sans compte : un fichier, un numéro, un papier.",
                     widths=TWO),
    "verifier-repond": Shot("/verifier", "Vérifier, avec la réponse", "Ce qui est prouvé, et ce "
                            "qui ne l’est pas.", widths=TWO),
    "etat": Shot("/etat", "État du service", "Ce qui marche, et ce qui est fermé.", widths=TWO),
    "guides": Shot("/documentation", "Guides", "Un guide par personne.", widths=TWO),
    "guide": Shot("/documentation/{guide}", "Un guide", "Celui du pharmacien, jusqu’où l’image "
                  "va.", widths=TWO),
    "boite": Shot("/messagerie/boite", "Créer une boîte aux lettres sécurisée", "Trois chemins, "
                  "selon qui l’on est.", widths=(DESKTOP,)),
    "refus": Shot("/prescrire", "Un refus", "Un écran qui n’est pas pour cette personne.",
                  widths=TWO),
}  # fmt: skip
COUNTER: Mapping[str, Shot] = {
    "comptoir": Shot("/comptoir", "Comptoir", "Le champ attend un code.", dark=True),
    "comptoir-refus": Shot("/comptoir", "Ce n’est pas un numéro", "Le refus dit quoi faire.",
                           widths=TWO),
    "camera": Shot("/comptoir/camera", "Caméra", "Ici sans caméra : la page dit de taper le "
                   "numéro.", widths=TWO),
    "comptoir-ordonnance": Shot("/comptoir/{handle}", "L’ordonnance au comptoir", "Une touche "
                                "délivre tout comme prescrit.", dark=True),
    "comptoir-autrement": Shot("/comptoir/{handle}", "Autrement", "Autre quantité, autre boîte, "
                               "ne pas délivrer.",
                               widths=TWO),
    "comptoir-attend": Shot("/comptoir/{handle}", "Une ligne qui attend une réponse", "Ce "
                            "qu’il faut vérifier avant de délivrer, et où le dire.", dark=True),
    "comptoir-stupefiant": Shot("/comptoir/{handle}", "Un stupéfiant", "Qui présente "
                                "l’ordonnance est demandé."),
    "comptoir-rien-aujourdhui": Shot("/comptoir/{handle}", "Rien à délivrer aujourd’hui", "Le "
                                     "jour où revenir.",
                                     widths=TWO),
    "delivre": Shot("/comptoir/{handle}/{reference}", "Ce qui vient d’être délivré", "Le champ "
                    "attend déjà le code suivant.",
                    widths=TWO),
    "au-dos": Shot("/comptoir/{handle}/{reference}/imprimer", "À imprimer au dos", "Sur la "
                   "feuille ou une étiquette.", widths=TWO),
    "preparateur": Shot("/comptoir/{handle}", "Le préparateur au comptoir", "Sous un pharmacien "
                        "nommé.", widths=TWO),
    "registres": Shot("/comptoir/registres", "Registres", "Ce que la pharmacie a inscrit, par "
                      "jours."),
}  # fmt: skip
PRESCRIBER: Mapping[str, Shot] = {
    "prescrire": Shot("/prescrire", "Prescrire", "Le premier jour : aucun brouillon."),
    "coordonnees": Shot("/prescrire/coordonnees", "Coordonnées", "Ce qui s’imprime en tête."),
    "brouillon-vide": Shot("/prescrire/{draft}", "Un brouillon vide", "D’abord le patient.",
                           widths=TWO),
    "brouillon-a-corriger": Shot("/prescrire/{draft}", "Une correction", "Le feu dit ce qui "
                                 "manque ; un bouton corrige.", dark=True),
    "frappe": Shot("/prescrire/{draft}", "Pendant la frappe", "Ce qui est proposé, et ce qui est "
                   "lu.", widths=TWO),
    "brouillon-pret": Shot("/prescrire/{draft}", "Prête à émettre", "L’aperçu est la feuille."),
    "pas-a-pas": Shot("/prescrire/{draft}", "Pas à pas", "Pour qui préfère choisir que taper ; la "
                      "phrase de la feuille à côté."),
    "relire": Shot("/prescrire/{draft}/relire", "Relire avant d’émettre", "Sans scripts, ce qui "
                   "part est d’abord relu.", widths=TWO),
    "saisie-gardee": Shot("/prescrire/{draft}", "Une saisie laissée en route", "Gardée avec le "
                          "brouillon, jusqu’à ce qu’elle soit reprise ou abandonnée.",
                          widths=TWO),
    "traitements": Shot("/prescrire/{draft}", "Les traitements en cours", "Un médicament, une "
                        "ligne, avec les ordonnances qui le prescrivent.", widths=TWO),
    "emise": Shot("/emises/{handle}", "Émise", "Le code, la feuille, et ce qui sera délivré."),
    "objection": Shot("/emises/{handle}", "L’opposition, à la demande du patient", "Enregistrée "
                      "par le prescripteur, levée de même.", widths=TWO),
    "confier": Shot("/prescrire/{draft}", "Confier", "L’assistante prépare, le prescripteur "
                    "émet.", widths=TWO),
    "confies": Shot("/prescrire", "Ce qui est confié", "Ce que devient chaque brouillon.",
                    widths=TWO),
    "brouillons": Shot("/prescrire", "Des brouillons", "Enregistrés à chaque changement."),
    "emises": Shot("/emises", "Ses ordonnances", "Celles que ce prescripteur a émises."),
}  # fmt: skip
REGULATION: Mapping[str, Shot] = {
    "regulation": Shot("/regulation", "Le tableau de la régulation", "Les appels à reprendre, et "
                       "ce que deviennent les prescriptions du jour.", widths=TWO),
    "appel-arrete": Shot("/regulation/{call}", "Un appel arrêté", "Chaque réponse dit aussitôt ce "
                         "qu’elle change.", widths=(DESKTOP,)),
    "appel": Shot("/regulation/{call}", "Un appel prêt", "Quatre bandes dans l’ordre où l’appelant "
                  "parle ; le bouton dit ce qu’il fait.", dark=True),
    "appel-suivi": Shot("/regulation/{call}/suivi", "À dire à l’appelant", "La carte à lire, puis "
                        "où est le message.", widths=TWO),
    "appel-telephone": Shot("/regulation/{call}/telephone", "Messagerie en panne", "Quoi dire au "
                            "pharmacien, et ce qui reste possible.", widths=TWO),
}  # fmt: skip
DIRECTORY: Mapping[str, Shot] = {
    "annuaire": Shot("/annuaire", "Annuaire", "Cherché pendant que l’on tape ; les boîtes "
                     "organisationnelles d’abord.", widths=TWO, dark=True),
    "annuaire-lieu": Shot("/annuaire/{finess}", "Une pharmacie sans boîte publiée", "Les plus "
                          "proches qui en ont une, et les notes de garde.", widths=TWO),
}  # fmt: skip
PATIENT: Mapping[str, Shot] = {
    "mes-ordonnances": Shot("/mes-ordonnances", "Mes ordonnances", "La plus récente d’abord."),
    "mon-ordonnance": Shot("/mes-ordonnances/{handle}", "Une ordonnance", "Le code à montrer, ce "
                           "qui reste, quand revenir."),
    "mes-delivrances": Shot("/mes-ordonnances/{handle}/delivrances", "Ce qui a été délivré", "Où, "
                            "quand, et pour combien de jours."),
    "ce-que-voit-le-prescripteur": Shot("/mes-ordonnances/{handle}/prescripteur", "Une décision "
                                        "pour un prescripteur", "S’opposer pour toutes ses "
                                        "ordonnances, en une fois.", widths=TWO),
    "mon-acces": Shot("/mon-acces", "Mon accès", "Quel compte ouvre ses ordonnances, et comment "
                      "défaire ce lien.", widths=TWO),
    "consultations": Shot("/mes-ordonnances/{handle}/consultations", "Qui a consulté", "Chaque "
                          "lecture, et pourquoi."),
    "representant": Shot("/emises/{handle}/representation", "Qui représente le patient", "Le "
                         "prescripteur a vu la pièce, et remet un code.", widths=TWO),
    "pour-qui": Shot("/pour-qui", "Pour qui l’on agit", "Soi-même, ou qui l’on représente, "
                     "jusqu’au jour enregistré.", widths=TWO),
}  # fmt: skip
FUND: Mapping[str, Shot] = {
    "opposition": Shot("/opposition", "Opposition d’un assuré", "La caisse ne voit rien de "
                       "l’ordonnance."),
    "opposition-enregistree": Shot("/opposition/{handle}", "C’est enregistré", "L’effet, "
                                   "en une phrase.", widths=TWO),
}  # fmt: skip
OPERATOR: Mapping[str, Shot] = {
    "entrer": Shot("/administration/entrer", "Entrer", "Par un lien qui sert une fois.",
                   widths=TWO),
    "sante": Shot("/administration", "Santé", "Les parties, les volumes, les temps de réponse.",
                  dark=True, widths=TWO),
    "volumes": Shot("/administration/volumes", "Volumes", "Les actes et les refus par heure, "
                    "sans personne.", widths=TWO),
    "journaux": Shot("/administration/journaux", "Journaux", "Leur dernière vérification.",
                     widths=TWO),
    "alertes": Shot("/administration/alertes", "Alertes", "Qui ouvre trop, jusqu’à ce que ce soit "
                    "vu.", widths=TWO),
    "preparation": Shot("/administration/preparation", "Préparation du centre de régulation",
                        "Ce qui est prêt, ce qui manque, et à qui le demander.", widths=TWO),
    "versions": Shot("/administration/versions", "Versions", "Ce qui est importé, et de quand.",
                     widths=TWO),
    "cles": Shot("/administration/cles", "Clés", "Leur âge, sans aucun secret.", widths=TWO),
    "erreurs": Shot("/administration/erreurs", "Erreurs", "Ce que dit chaque code, et que faire.",
                    widths=TWO),
}  # fmt: skip
PRESERIE: Mapping[str, Shot] = {
    "preseries-entrer": Shot("/preseries/entrer", "Entrer pour une présérie", "Une session qui "
                             "n’ouvre aucune ordonnance.", widths=(DESKTOP,)),
    "traces": Shot("/comptoir/traces", "Les traces, à la pharmacie", "Rien n’est tracé avant son "
                   "accord ; son refus vaut aussitôt.", widths=(PHONE,)),
    "preseries": Shot("/preseries", "Ses préséries", "Celles que cette partie peut voir.",
                      widths=(DESKTOP,)),
    "cockpit": Shot("/preseries/{preserie}", "Le cockpit", "Les alertes, la part jour après jour, "
                    "les sites, les critères.", widths=TWO),
    "reunion": Shot("/preseries/{preserie}/reunion", "En réunion", "Lu depuis l’autre bout de la "
                    "salle.", widths=TWO),
    "registre": Shot("/preseries/{preserie}/registre", "Le registre", "Qui a inscrit quoi, "
                     "quand ; il ne fait que s’allonger.", widths=(DESKTOP,)),
    "questionnaires": Shot("/preseries/{preserie}/questionnaires", "Les questionnaires", "Qui a "
                           "répondu, qui relancer, et comment.", widths=(DESKTOP,)),
    "inscrire": Shot("/preseries/{preserie}/inscrire/{formulaire}", "Inscrire au registre", "Ici "
                     "une anomalie ; chaque partie a ses formulaires.", widths=(DESKTOP,)),
    "questionnaire": Shot("/comptoir/questionnaire/{preserie}", "Le questionnaire", "Neuf "
                          "questions, sur un téléphone aussi.", widths=(PHONE,)),
}  # fmt: skip
PARTS: Mapping[str, Mapping[str, Shot]] = {
    "Pour tous": PUBLIC,
    "Au comptoir": COUNTER,
    "Le prescripteur": PRESCRIBER,
    "Le régulateur": REGULATION,
    "L’annuaire": DIRECTORY,
    "Le patient": PATIENT,
    "La caisse": FUND,
    "L’exploitant": OPERATOR,
    "La présérie": PRESERIE,
}
SHOTS: Mapping[str, Shot] = {name: shot for part in PARTS.values() for name, shot in part.items()}

NOT_SHOWN: Mapping[str, str] = {
    "/administration/preparation/ordre": "un fichier (CSV ou ODS)",
    "/administration/recensement": "des chiffres seulement, comme ceux des volumes",
    "/administration/recensement/fichier": "un fichier (PDF, ODS ou CSV)",
    "/administration/preparation/essais/{essai}": "elle change pendant deux minutes : ce qui "
    "revient d’une boîte essayée",
    "/connexion/vers/{provider}": "rien à voir : il mène chez le fournisseur d’identité",
    "/connexion/retour/{provider}": "rien à voir : il mène où l’on allait",
    "/connexion/code": "la démonstration n’a pas de fournisseur d’où un patient reviendrait",
    "/messagerie": "ce qu’elle montre dépend de ce qui est arrivé dans la boîte",
    "/messagerie/{message}": "de même",
    "/emises/{handle}/envoi": "de même, pour ce qui a été envoyé",
    "/messagerie/{message}/piece/{rank}": "un fichier, à enregistrer",
    "/prescrire/traces": "comme celles d’une pharmacie, pour un cabinet",
    "/prescrire/questionnaire/{preserie}": "le même, pour un prescripteur",
    "/comptoir/{handle}/representation": "le même écran que chez le prescripteur, au comptoir",
    "/representation": "le même formulaire, que la caisse remplit sans ordonnance",
    "/preseries/{preserie}/bilan/{format}": "un fichier (PDF, ODS ou CSV)",
    "/questionnaire/{invitation}": "le même, par le lien d’une invitation",
    "/prescrire/{draft}/apercu": "l’aperçu se voit dans l’écran du brouillon",
    "/integre": "la page ne fait que remettre un lancement",
    "/integre/{call}": "le même appel, sans notre tête, dans la page d’un logiciel",
    "/integre/{call}/suivi": "de même",
    "/integre/{call}/telephone": "de même",
    "/emises/{handle}/feuille": "un PDF : voir la [galerie des feuilles](index.md)",
    "/mes-ordonnances/{handle}/feuille/{feuille}": "un PDF : voir la "
    "[galerie des feuilles](index.md)",
}
"""Screens without a picture of their own, and why."""


def file_of(name: str, width: int, dark: bool) -> str:
    """The file of one picture."""
    return f"{name}-{width}{'-sombre' if dark else ''}.webp"


def page_of() -> str:
    """The page of pictures."""
    said = [
        "# Galerie des écrans",
        "",
        "<!-- Written by ./dev screens: change tools/screens, not this page. -->",
        "",
        "Chaque écran dans ses principaux états, avec les personnes fictives de la démonstration :"
        f" téléphone ({PHONE} px), tablette ({TABLET} px) et ordinateur ({DESKTOP} px). Les images"
        " sont prises à la main par `./dev screens` ; numéros, dates et heures changent à chaque"
        " fois. Le choix d’un fichier et les dates sont dessinés par le navigateur, dans sa"
        " langue, ici l’anglais. Les feuilles ont [leur galerie](index.md).",
    ]
    for part, shots in PARTS.items():
        said += ["", f"## {part}"]
        for name, shot in shots.items():
            said += ["", f"### {shot.title}", "", f"`{shot.route}` – {shot.about}", ""]
            said += [_picture(name, shot, width, dark) for width, dark in shot.wanted()]
    said += ["", "## Sans image", ""]
    said += [f"- `{route}` : {why}" for route, why in NOT_SHOWN.items()]
    return "\n".join(said) + "\n"


def _picture(name: str, shot: Shot, width: int, dark: bool) -> str:
    shade = ", sombre" if dark else ""
    return f"![{shot.title}, {width} px{shade}](screens/{file_of(name, width, dark)})"
