"""The forms that an ordonnance may take, and the grounds on which paper replaces the numérique."""

from enum import StrEnum


class Form(StrEnum):
    """The support of an ordonnance (R.5132-5, R.161-45, R.163-2; SAMU note for the last)."""

    NUMERIQUE = "numerique"
    CLASSIQUE = "classique"
    BIZONE = "bizone"
    SECURISEE = "securisee"
    SECURISEE_BIZONE = "securisee-bizone"
    EXCEPTION = "exception"
    DEROGATION_SAMU = "derogation-samu"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "numerique": "ordonnance numérique",
            "classique": "ordonnance classique",
            "bizone": "ordonnance bizone",
            "securisee": "ordonnance sécurisée",
            "securisee-bizone": "ordonnance sécurisée bizone",
            "exception": "ordonnance de médicaments d’exception",
            "derogation-samu": "prescription SAMU-SAS, circuit dérogatoire",
        }[self]

    @property
    def paper(self) -> bool:
        """True for a sheet that is the ordonnance itself."""
        return self not in (Form.NUMERIQUE, Form.DEROGATION_SAMU)

    @property
    def secured(self) -> bool:
        """True on paper that answers the specifications of R.5132-5."""
        return self in (Form.SECURISEE, Form.SECURISEE_BIZONE)


class Copy(StrEnum):
    """The sheets of one ordonnance, by whom they are for (« volets »)."""

    PATIENT = "patient"
    FUND = "caisse"
    MEDICAL_SERVICE = "service-medical"
    PHARMACIST = "pharmacien"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "patient": "patient",
            "caisse": "caisse d’assurance maladie",
            "service-medical": "service du contrôle médical",
            "pharmacien": "pharmacien",
        }[self]


class PaperGround(StrEnum):
    """Why paper: the three cases of R.4073-2 first, then what stands outside the service."""

    TELESERVICE_UNAVAILABLE = "TELESERVICE_UNAVAILABLE"
    INSUFFICIENT_CONNECTION = "INSUFFICIENT_CONNECTION"
    PATIENT_NOT_IDENTIFIABLE = "PATIENT_NOT_IDENTIFIABLE"
    OUT_OF_SERVICE_PERIMETER = "OUT_OF_SERVICE_PERIMETER"
    INTRA_HOSPITAL = "INTRA_HOSPITAL"
    ANONYMITY = "ANONYMITY"
    RETROCESSION = "RETROCESSION"
    VETERINARY = "VETERINARY"
    PROFESSIONAL_USE = "PROFESSIONAL_USE"

    @property
    def of_the_decree(self) -> bool:
        """True for the grounds of R.4073-2, the only ones that a secured sheet may print."""
        return self in (
            PaperGround.TELESERVICE_UNAVAILABLE,
            PaperGround.INSUFFICIENT_CONNECTION,
            PaperGround.PATIENT_NOT_IDENTIFIABLE,
        )

    @property
    def leaves_paper_only(self) -> bool:
        """True when nothing else than paper is possible while the ground stands.

        An identity that cannot be verified and anonymity only permit paper (ERRATA 25, ADR 0012).
        """
        return self not in (PaperGround.PATIENT_NOT_IDENTIFIABLE, PaperGround.ANONYMITY)

    @property
    def label(self) -> str:
        """French words, as a secured sheet prints them or the journal keeps them."""
        return {
            "TELESERVICE_UNAVAILABLE": "indisponibilité des téléservices",
            "INSUFFICIENT_CONNECTION": "connexion insuffisante",
            "PATIENT_NOT_IDENTIFIABLE": "identification du patient impossible avec les services "
            "numériques en santé",
            "OUT_OF_SERVICE_PERIMETER": "prescription hors du périmètre du service",
            "INTRA_HOSPITAL": "prescription établie et exécutée dans un établissement de santé",
            "ANONYMITY": "anonymat",
            "RETROCESSION": "rétrocession par une pharmacie hospitalière",
            "VETERINARY": "prescription vétérinaire",
            "PROFESSIONAL_USE": "commande à usage professionnel",
        }[self]


class Setting(StrEnum):
    """Where the author practises, as far as the texts tell settings apart."""

    HOSPITAL = "hospital"
    COORDINATED = "coordinated"
    TOWN = "town"
