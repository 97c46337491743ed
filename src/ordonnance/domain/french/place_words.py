"""Words of which the common names of pharmacies are made, without accents, in capitals."""

FIRST = frozenset({"PHARMACIE", "GRANDE", "NOUVELLE"})
LAST = frozenset({"EXEMPLE", "DEMO", "PHARMACIE", "MUTUALISTE", "CENTRALE", "PRINCIPALE"})
"""Words that say nothing of anybody wherever they stand; the first two are of the fictitious."""

ARTICLES = (("DE", "LA"), ("DE", "L"), ("DU",), ("DES",), ("AUX",), ("AU",), ("A", "LA"), ("DE",),
            ("D",), ("ET",))  # fmt: skip
"""Before a common word, longest first: a name of family has none of these before it."""

AFTER_AN_ARTICLE = frozenset({
    "ABATTOIRS", "ABBAYE", "AEROPORT", "AQUEDUC", "ARENES", "AVENUE", "BEFFROI", "BOULEVARD",
    "BOURG", "CALVAIRE", "CANAL", "CARREFOUR", "CATHEDRALE", "CENTRE", "CHATEAU", "CITADELLE",
    "CITE", "COLLEGE", "COLLINE", "COMMERCE", "COTE", "EGLISE", "ESPLANADE", "EST", "EUROPE",
    "FACULTE", "FALAISES", "FAUBOURG", "FLEUVE", "FONTAINE", "FORET", "GARE", "GARES", "GOLF",
    "GOLFE", "GORGES", "HALLE", "HALLES", "HAMEAU", "HIPPODROME", "HOPITAL", "HOTEL", "ILE",
    "JARDIN", "JARDINS", "JETEE", "LAC", "LACS", "LIBERTE", "LYCEE", "MAIL", "MAIRIE", "MARCHE",
    "MER", "MONTAGNE", "MOULIN", "MUSEE", "NATION", "NORD", "OBSERVATOIRE", "OUEST", "PAIX",
    "PALAIS", "PARC", "PASSERELLE", "PLACE", "PLAGE", "PLAINE", "PONT", "PORT", "PORTE",
    "POSTE", "PREFECTURE", "PRESQUILE", "QUAI", "QUAIS", "QUARTIER", "REMPARTS", "REPUBLIQUE",
    "RIVAGE", "RIVIERE", "ROCADE", "ROND", "ROUTE", "RUE", "SOLEIL", "SOURCE", "SOURCES",
    "STADE", "SUD", "TERRASSES", "THEATRE", "THERMES", "TISSERANDS", "TOUR", "TRIBUNAL",
    "TUNNEL", "UNIVERSITE", "VALLEE", "VICTOIRE", "VIGNES", "VILLAGE", "VILLE", "ZOO",
})  # fmt: skip
"""Words that name a place of any town."""

FOLDED = str.maketrans("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ", "AAACEEEEIIOOUUUY")
