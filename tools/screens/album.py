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
    "accueil": Shot("/", "Accueil", "Ce que fait la base, en quatre phrases."),
    "connexion": Shot("/connexion", "Se connecter", "Les personnes fictives de la démonstration."),
    "code": Shot("/o", "Page d’arrivée du code", "Un téléphone qui lit le code n’apprend rien de "
                 "l’ordonnance.", widths=TWO),
    "lieu": Shot("/lieu", "Où l’on exerce", "Pour qui a plusieurs lieux.", widths=TWO),
    "verifier": Shot("/verifier", "Vérifier", "Sans compte : un fichier, un numéro, un papier."),
    "verifier-repond": Shot("/verifier", "Vérifier, avec la réponse", "Ce qui est prouvé, et ce "
                            "qui ne l’est pas."),
    "etat": Shot("/etat", "État du service", "Ce qui marche, et ce qui est fermé."),
    "guides": Shot("/documentation", "Guides", "Un guide par personne.", widths=TWO),
    "guide": Shot("/documentation/{guide}", "Un guide", "Celui du pharmacien, jusqu’où l’image "
                  "va.", widths=TWO),
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
    "emise": Shot("/emises/{handle}", "Émise", "Le code, la feuille, et ce qui sera délivré."),
    "brouillons": Shot("/prescrire", "Des brouillons", "Enregistrés à chaque changement."),
    "emises": Shot("/emises", "Ses ordonnances", "Celles que ce prescripteur a émises."),
}  # fmt: skip
PATIENT: Mapping[str, Shot] = {
    "mes-ordonnances": Shot("/mes-ordonnances", "Mes ordonnances", "La plus récente d’abord."),
    "mon-ordonnance": Shot("/mes-ordonnances/{handle}", "Une ordonnance", "Le code à montrer, ce "
                           "qui reste, quand revenir."),
    "mes-delivrances": Shot("/mes-ordonnances/{handle}/delivrances", "Ce qui a été délivré", "Où, "
                            "quand, et pour combien de jours."),
    "consultations": Shot("/mes-ordonnances/{handle}/consultations", "Qui a consulté", "Chaque "
                          "lecture, et pourquoi."),
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
    "versions": Shot("/administration/versions", "Versions", "Ce qui est importé, et de quand.",
                     widths=TWO),
    "cles": Shot("/administration/cles", "Clés", "Leur âge, sans aucun secret.", widths=TWO),
    "erreurs": Shot("/administration/erreurs", "Erreurs", "Ce que dit chaque code, et que faire.",
                    widths=TWO),
}  # fmt: skip
PARTS: Mapping[str, Mapping[str, Shot]] = {
    "Pour tous": PUBLIC,
    "Au comptoir": COUNTER,
    "Le prescripteur": PRESCRIBER,
    "Le patient": PATIENT,
    "La caisse": FUND,
    "L’exploitant": OPERATOR,
}
SHOTS: Mapping[str, Shot] = {name: shot for part in PARTS.values() for name, shot in part.items()}

NOT_SHOWN: Mapping[str, str] = {
    "/connexion/vers/{provider}": "rien à voir : il mène chez le fournisseur d’identité",
    "/connexion/retour/{provider}": "rien à voir : il mène où l’on allait",
    "/connexion/code": "la démonstration n’a pas de fournisseur d’où un patient reviendrait",
    "/prescrire/{draft}/apercu": "l’aperçu se voit dans l’écran du brouillon",
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
