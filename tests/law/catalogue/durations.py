"""Durations, renewals, stupéfiants and assimilés, when the ordonnance is written."""

from datetime import date, timedelta

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Period
from ordonnance.domain.mentions import NamedPharmacy, OverlapMention, ScheduledIntervention
from ordonnance.law.form import Form
from ordonnance.law.history import Covered, History
from tests.builders import a_medicine, months, weeks, worded
from tests.builders import medicines as m
from tests.law.catalogue.pairs import WRITTEN, Pair, by, days, rx

TRIAZOLAM = a_medicine(
    "TRIAZOLAM EXEMPLE 0,125 mg, comprimé", "60000121", [("TRIAZOLAM", "0.125")], [m.LISTE_I], (14,)
)
CLONAZEPAM = a_medicine(
    "CLONAZEPAM EXEMPLE 2 mg, comprimé", "60000122", [("CLONAZÉPAM", "2")], [m.LISTE_I], (28,)
)
MIDAZOLAM = a_medicine(
    "MIDAZOLAM EXEMPLE 5 mg/5 ml, solution injectable", "60000123", [("MIDAZOLAM", None)],
    [m.LISTE_I, m.SECURED, m.FOUR_WEEKS, m.FRACTION_7], (10,), form="solution injectable",
    route="intraveineuse",
)  # fmt: skip
WORDS = "une gélule de trente milligrammes matin et soir"
IN_WORDS = {"in_words": WORDS}
FIGURES = worded("1 gél 2 fois par jour")
ALONE = {"history": History(())}
PLAIN = {"form": Form.CLASSIQUE}
OPERATION = ScheduledIntervention(
    WRITTEN + timedelta(20), WRITTEN + timedelta(22),
    Period(WRITTEN + timedelta(17), WRITTEN + timedelta(25)),
)  # fmt: skip
COVERED = {"history": History((Covered("morphine", WRITTEN, WRITTEN + timedelta(4), own=True),))}

DURATIONS: dict[str, Pair] = {
    "RX-DUR-01": Pair(lambda: rx(duration=months(12)), lambda: rx(duration=months(13))),
    "RX-DUR-03": Pair(
        lambda: rx(m.ALPRAZOLAM_025, days(84)), lambda: rx(m.ALPRAZOLAM_025, days(90))
    ),
    "RX-DUR-04": Pair(lambda: rx(m.ZOPICLONE_75, days(28)), lambda: rx(m.ZOPICLONE_75, days(30))),
    "RX-DUR-05": Pair(lambda: rx(TRIAZOLAM, days(14)), lambda: rx(TRIAZOLAM, days(28))),
    "RX-DUR-06": Pair(
        lambda: rx(m.ALPRAZOLAM_025, weeks(12)), lambda: rx(m.ALPRAZOLAM_025, months(3))
    ),
    "RX-DUR-07": Pair(lambda: rx(m.TRAMADOL_50, days(84)), lambda: rx(m.TRAMADOL_50, days(90))),
    "RX-DUR-08": Pair(
        lambda: rx(m.CODEINE_PARACETAMOL, days(84)), lambda: rx(m.CODEINE_PARACETAMOL, months(6))
    ),
    "RX-DUR-09": Pair(
        lambda: rx(m.PREGABALINE_75, months(6)), lambda: rx(m.PREGABALINE_75, months(12))
    ),
    "RX-DUR-10": Pair(lambda: rx(CLONAZEPAM, days(84)), lambda: rx(CLONAZEPAM, months(6))),
    "RX-DUR-11": Pair(lambda: rx(m.ZOLPIDEM_10, days(28)), lambda: rx(m.ZOLPIDEM_10, days(30))),
    "RX-DUR-12": Pair(
        lambda: rx(m.ISOTRETINOINE_20, days(28)), lambda: rx(m.ISOTRETINOINE_20, months(3))
    ),
    "RX-STUP-02": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(28), posology=FIGURES, in_words=WORDS),
        lambda: rx(m.MORPHINE_LP_30, days(28), posology=FIGURES),
    ),
    "RX-STUP-03": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(28)), lambda: rx(m.MORPHINE_LP_30, days(30))
    ),
    "RX-STUP-04": Pair(
        lambda: rx(m.METHADONE_GELULE, days(28), fraction=days(7)),
        lambda: rx(m.METHADONE_GELULE, days(28), fraction=days(14)),
    ),
    "RX-STUP-07": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7), facts=COVERED,
                   overlap=OverlapMention("en complément de l’ordonnance précédente")),
        lambda: rx(m.MORPHINE_LP_30, days(7), facts=COVERED),
    ),
    "RX-STUP-08": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7), intervention=OPERATION),
        lambda: rx(m.MORPHINE_LP_30, days(7),
                   intervention=ScheduledIntervention(WRITTEN + timedelta(20))),
    ),
    "RX-STUP-10": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7), intervention=OPERATION),
        lambda: rx(m.MORPHINE_LP_30, days(7), intervention=ScheduledIntervention(
            WRITTEN + timedelta(20), WRITTEN + timedelta(22))),
    ),
    "RX-STUP-11": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(14), renewals=0),
        lambda: rx(m.MORPHINE_LP_30, days(14), renewals=2),
    ),
    "RX-STUP-13": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(7)),
        lambda: rx(m.MORPHINE_LP_30, days(7), by=by(profession=Profession.NURSE)),
    ),
    "RX-SEC-01": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(28)),
        lambda: rx(m.MORPHINE_LP_30, days(28), facts=PLAIN),
    ),
    "RX-SEC-02": Pair(
        lambda: rx(m.MORPHINE_LP_30, days(28)),
        lambda: rx(m.MORPHINE_LP_30, days(28), facts={"form": Form.SECURISEE}),
    ),
    "RX-SEC-05": Pair(
        lambda: rx(m.PREGABALINE_75, days(28), posology=FIGURES),
        lambda: rx(m.ZOLPIDEM_10, days(28), posology=FIGURES),
    ),
    "RX-SEC-06": Pair(
        lambda: rx(m.BUPRENORPHINE_8, days(28), fraction=days(7), in_words=WORDS, facts=ALONE),
        lambda: rx(m.BUPRENORPHINE_8, days(30), fraction=days(7), facts=PLAIN),
    ),
    "RX-SEC-07": Pair(
        lambda: rx(m.ZOLPIDEM_10, days(28), in_words=WORDS, facts=ALONE),
        lambda: rx(m.ZOLPIDEM_10, days(28), facts=PLAIN),
    ),
    "RX-SEC-08": Pair(
        lambda: rx(m.TRAMADOL_50, days(84), in_words=WORDS),
        lambda: rx(m.TRAMADOL_50, days(90), facts=PLAIN),
    ),
    "RX-SEC-09": Pair(
        lambda: rx(m.TRAMADOL_50, days(28), on=date(2025, 2, 20), facts=PLAIN),
        lambda: rx(m.TRAMADOL_50, days(28), on=date(2025, 4, 2), facts=PLAIN),
    ),
    "RX-SEC-10": Pair(
        lambda: rx(m.TRAMADOL_50, days(28), on=date(2025, 2, 20), facts=PLAIN),
        lambda: rx(m.TRAMADOL_50, days(28), on=date(2025, 4, 2), facts=PLAIN),
    ),
    "RX-SEC-13": Pair(
        lambda: rx(MIDAZOLAM, days(28), fraction=days(7)),
        lambda: rx(MIDAZOLAM, days(35), fraction=days(14)),
    ),
    "RX-PHA-01": Pair(
        lambda: rx(m.METHADONE_GELULE, days(28), named_pharmacy=NamedPharmacy("Pharmacie Exemple")),
        lambda: rx(m.METHADONE_GELULE, days(28)),
    ),
    "RX-PHA-02": Pair(
        lambda: rx(m.METHADONE_GELULE, days(28), care_protocol=date(2025, 12, 1)),
        lambda: rx(m.METHADONE_GELULE, days(28)),
    ),
}  # fmt: skip
