"""The law told: what `law show` and `law list` are made of."""

from datetime import date

from ordonnance.law.explain import list_on, show
from ordonnance.law.register import IDS


def test_a_rule_is_shown_as_it_was_on_a_day() -> None:
    (before,) = show("rx-dur-07", date(2020, 4, 14))
    (since,) = show("RX-DUR-07", date(2020, 4, 15))
    assert before.period == "jusqu’au 14/04/2020"
    assert since.period == "depuis le 15/04/2020"
    assert since.citation.startswith("Arrêté du 13 janvier 2020")
    assert len(show("RX-DUR-07")) == 2
    assert show("RX-DUR-03")[0].period == "début non établi"
    assert show("RX-SEC-01")[0].period == "du 01/10/1999 au 21/12/2023"


def test_an_unknown_rule_or_a_day_before_it_shows_nothing() -> None:
    assert show("RX-NOPE") == ()
    assert show("MP-05", date(2020, 12, 31)) == ()


def test_the_list_of_a_day_has_each_rule_once() -> None:
    listed = [view.id for view in list_on(date(2026, 1, 5))]
    assert sorted(listed) == sorted(IDS)


def test_a_rule_answers_its_first_example_not_respected_with_its_figures() -> None:
    (view,) = show("DI-02", date(2026, 1, 5))
    assert view.told_on == "90 comprimés en petites boîtes"
    assert (view.told_on, "non respectée") in view.examples
    assert view.message == (
        "La quantité demandée (90 jours) dépasse la portion due aujourd’hui (30 jours)."
    )
    assert view.remedy.startswith("Délivrer 30 jours au plus")


def test_a_rule_that_only_lacks_facts_answers_the_example_where_one_is_missing() -> None:
    (view,) = show("medicine.unknown")
    assert (view.told_on, "impossible à dire") in view.examples
    assert "(MÉDICAMENT INCONNU)" in view.message


def test_each_version_of_a_rule_answers_its_own_example() -> None:
    before, since = show("RX-DUR-07")
    assert "dépasse 12 mois" in before.message
    assert "dépasse 12 semaines" in since.message


def test_a_rule_says_what_corrects_its_example() -> None:
    (view,) = show("RX-DUR-07", date(2026, 1, 5))
    assert view.corrections == ("Mettre 84 jours",)
    assert show("MD-05", date(2026, 1, 5))[0].corrections == ()
