"""`/messagerie/boite`: how one gets a secure mailbox. Open to anybody, served from here."""

from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.doors.web.visit import Visit

SELF_SERVICE = "https://authentification.mssante.fr/autocreation"
OFFERS = "https://esante.gouv.fr/produits-services/mssante/panorama-offres-mssante"
"""Addresses of the note to SAMU and SAS (2.3), read on 22 November 2026."""


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a mailbox: for whom, what is needed, what to do, how long, what one gets."""

    name: str
    title: str
    who: str
    needs: tuple[str, ...]
    steps: tuple[str, ...]
    lasts: str
    gets: str
    link: tuple[str, str] | None = None


ROUTES = (
    Route(
        "carte",
        "Vous avez une carte CPS ou e-CPS",
        "Médecins, chirurgiens-dentistes, sages-femmes, pharmaciens, infirmiers… qui exercent "
        "seuls ou dont l'établissement ne fournit pas de boîte.",
        ("La carte CPS dans un lecteur, ou l'application e-CPS sur le téléphone.",
         "Un ordinateur relié à internet."),
        ("Ouvrir la page d'inscription de Mailiz, l'opérateur public et gratuit.",
         "Se connecter par Pro Santé Connect, avec la carte ou l'e-CPS.",
         "Vérifier le nom et la profession proposés, choisir l'adresse, valider.",
         "S'envoyer un message d'essai, puis accepter de paraître dans l'annuaire santé : une "
         "boîte en liste rouge ne peut pas être trouvée."),
        "Un quart d'heure. L'adresse paraît dans l'annuaire le lendemain ou le surlendemain.",
        "Une boîte personnelle. Elle suffit à un régulateur pour envoyer pendant sa session.",
        (SELF_SERVICE, "Ouvrir l'inscription à Mailiz"),
    ),
    Route(
        "structure",
        "Vous travaillez dans un établissement",
        "Hôpitaux, SAMU et SAS, centres de santé, EHPAD, autres établissements médico-sociaux.",
        ("Le nom de la personne qui répond de l'informatique (DSI, DSIO, référent numérique).",
         "La liste des personnes et des services qui doivent écrire ou recevoir."),
        ("Demander à la DSI quel opérateur MSSanté sert déjà l'établissement.",
         "Faire créer une boîte organisationnelle pour le service (régulation, infirmerie) et y "
         "donner accès à l'équipe.",
         "Pour envoyer sans qu'une personne soit connectée, demander aussi une boîte applicative "
         "et son certificat de l'IGC-Santé.",
         "Vérifier que chaque prescripteur ouvre la boîte depuis son poste de travail."),
        "Quelques jours quand l'opérateur est en place, plusieurs semaines sinon : s'y prendre "
        "avant d'en avoir besoin.",
        "Une boîte organisationnelle, lue par plusieurs ; une boîte applicative pour un logiciel.",
    ),
    Route(
        "officine",
        "Vous tenez une pharmacie, ou vous êtes dans un autre cas",
        "Pharmacies d'officine, laboratoires, services à domicile, associations.",
        ("Le numéro FINESS du lieu, et qui le représente.",
         "Le nom de l'éditeur du logiciel de gestion."),
        ("Demander d'abord à l'éditeur du logiciel : beaucoup fournissent une boîte, ou ont un "
         "accord avec un opérateur.",
         "Sinon, comparer les offres dans le panorama publié par l'Agence du numérique en santé.",
         "Pour être aidé, appeler le délégué numérique en santé de l'Assurance maladie (DNS) ou "
         "le groupement régional (GRADeS).",
         "Choisir une boîte organisationnelle, ouverte au comptoir pendant les heures "
         "d'ouverture, et la faire paraître dans l'annuaire santé."),
        "De quelques jours à quelques semaines, selon l'offre choisie ; certaines sont payantes.",
        "Une boîte organisationnelle : celle qu'un SAMU choisit d'abord, et à laquelle un patient "
        "peut écrire depuis Mon espace santé.",
        (OFFERS, "Voir le panorama des offres"),
    ),
)  # fmt: skip
"""The three ways of the note to SAMU and SAS (2.3); the durations are estimates of ours."""


async def create(visit: Visit) -> Response:
    """The three ways, one after the other."""
    return visit.page("mailbox_routes.html", routes=ROUTES)
