"""French words of coded units and routes, for documents written in another language; facts only.

Codes of EDQM (eight digits), SNOMED CT and UCUM do not clash: the code alone is the key. What is
not here keeps the words of the document.
"""

CODED_WORDS: dict[str, str] = {
    # SNOMED CT: units of presentation, routes
    "732936001": "comprimé",
    "732937005": "gélule",
    "733007009": "ovule",
    "413568008": "application",
    "26643006": "Voie orale",
    "34206005": "Voie sous-cutanée",
    "47625008": "Voie intraveineuse",
    "78421000": "Voie intramusculaire",
    # EDQM: units of presentation
    "15002000": "ampoule",
    "15022000": "goutte",
    "15039000": "ovule",
    "15054000": "comprimé",
    "15058000": "tube",
    "15060000": "flacon",
    # UCUM
    "1": "unité",
    "g": "g",
    "mL": "ml",
    "mg": "mg",
}
