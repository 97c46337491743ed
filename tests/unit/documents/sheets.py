"""Sheets described for the tests, and what is looked at on them."""

from datetime import date

from ordonnance.documents.sheet import Sheet, SheetLine
from ordonnance.domain.calendar import Duration, Period, TimeUnit
from ordonnance.domain.mentions import (
    Access,
    ConditionalDelivery,
    ConditionalTest,
    Examination,
    InitialPrescription,
    NamedPharmacy,
    OffLabel,
    OverlapMention,
    PriorAgreement,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.prescription import Exoneration
from tests.builders.medicines import (
    RAMIPRIL_5,
)
from tests.builders.prescriptions import an_ordonnance
from tests.unit.documents.situations import (
    a_sheet,
)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def only_line(sheet: Sheet) -> SheetLine:
    ((line,),) = (zone.lines for zone in sheet.zones)
    return line


def line_with(**changes: object) -> SheetLine:
    return only_line(a_sheet(an_ordonnance().of(RAMIPRIL_5, days=30, **changes)))


ONE_WEEK = Duration(7, TimeUnit.DAY)

WINDOW = Period(date(2026, 1, 7), date(2026, 1, 15))

FLAGS: list[tuple[dict[str, object], str]] = [
    ({"single_delivery": True}, "Délivrance en une seule fois"),
    ({"fraction": ONE_WEEK}, "À délivrer par fractions de sept jours"),
    ({"off_label": OffLabel()}, "Prescription hors autorisation de mise sur le marché"),
    (
        {"off_label": OffLabel("migraine")},
        "Prescription hors autorisation de mise sur le marché (migraine)",
    ),
    (
        {"overlap": OverlapMention("en complément", date(2026, 1, 2))},
        "Chevauchement autorisé : en complément (ordonnance du 02/01/2026)",
    ),
    ({"overlap": OverlapMention("Chevauchement voulu")}, "Chevauchement voulu"),
    ({"named_pharmacy": NamedPharmacy("Officine Démo")}, "Pharmacie : Officine Démo"),
    ({"i_say": "20 mg"}, "Je dis : 20 mg"),
    ({"i_say": "je dis : vingt"}, "je dis : vingt"),
    ({"not_before": date(2026, 2, 1)}, "Ne pas délivrer avant le 01/02/2026"),
    (
        {"examination": Examination("test de grossesse", date(2026, 1, 3), ONE_WEEK)},
        "Examen réalisé : test de grossesse, le 03/01/2026 ; ordonnance caduque au-delà de "
        "7 jours sans nouvel examen",
    ),
    (
        {"diagnosis": Examination("épilepsie", date(2025, 3, 1), Duration(1, TimeUnit.YEAR))},
        "Diagnostic : épilepsie, le 01/03/2025 ; nouveau diagnostic nécessaire au-delà de 1 an",
    ),
    (
        {"risk_information": True},
        "Le patient a été informé des risques liés à l'utilisation de ce médicament.",
    ),
    ({"care_agreement": date(2026, 1, 4)}, "Accord de soins recueilli le 04/01/2026"),
    (
        {"intervention": ScheduledIntervention(date(2026, 1, 10), date(2026, 1, 12), WINDOW)},
        "Intervention programmée le 10/01/2026 ; sortie prévue le 12/01/2026 ; délivrance "
        "possible du 07/01/2026 au 15/01/2026 inclus",
    ),
    ({"active_perfusion": True}, "Administration par un système actif de perfusion"),
    ({"motive": "hypertension\nartérielle"}, "Motif : hypertension artérielle"),
    ({"advice": "Boire un verre d'eau."}, "Boire un verre d'eau."),
    (
        {"exoneration": Exoneration.WORK_ACCIDENT},
        "Exonération : accident du travail ou maladie professionnelle (AT/MP)",
    ),
    ({"exoneration": Exoneration.MATERNITY}, "Exonération : maternité"),
    ({"exoneration": Exoneration.INVALIDITY}, "Exonération : invalidité"),
    (
        {"exoneration": Exoneration.POST_ALD},
        "Exonération : suivi après une affection de longue durée",
    ),
    ({"execute_before": date(2026, 3, 2)}, "À exécuter avant le 02/03/2026"),
    (
        {"initial": InitialPrescription(date(2026, 1, 2), True, establishment="CHU Exemple")},
        "Prescription initiale hospitalière du 02/01/2026 (CHU Exemple)",
    ),
    ({"initial": InitialPrescription(date(2026, 1, 2))}, "Prescription initiale du 02/01/2026"),
    (
        {"conditional": ConditionalDelivery(ConditionalTest.ANGINA, "positif", ONE_WEEK)},
        "À délivrer seulement si TROD angine positif, dans un délai de 7 jours à compter du jour "
        "de l'ordonnance compris",
    ),
    (
        {"conditional": ConditionalDelivery(ConditionalTest.CYSTITIS, "positive")},
        "À délivrer seulement si bandelette urinaire (BU) positive",
    ),
    (
        {"access": Access.EARLY},
        "Prescription au titre d'une autorisation d'accès précoce",
    ),
    (
        {"prior_agreement": PriorAgreement.PENDING},
        "Prise en charge subordonnée à un accord préalable du service du contrôle médical",
    ),
    (
        {"supporting_document": SupportingDocument("formulaire EXEMPLE")},
        "Document justificatif joint : formulaire EXEMPLE",
    ),
    ({"care_protocol": date(2025, 6, 1)}, "Protocole de soins du 01/06/2025"),
    ({"childbearing": True}, "Patiente en âge de procréer"),
    ({"other_mentions": ("traitement inférieur à 1 an",)}, "traitement inférieur à 1 an"),
]  # fmt: skip
