"""What a place is, by the published codes of its category and of its sector."""

import pytest

from ordonnance.domain.directory import PlaceKind, kind_of


@pytest.mark.parametrize(
    ("category", "aggregate", "sector", "kind"),
    [
        ("620", "", "", PlaceKind.PHARMACY),
        ("", "", "SA33", PlaceKind.PHARMACY),
        ("500", "4401", "", PlaceKind.NURSING_HOME),
        ("", "", "SA17", PlaceKind.NURSING_HOME),
        ("255", "4301", "", PlaceKind.SOCIAL_CARE),
        ("355", "1102", "", PlaceKind.HOSPITAL),
        ("", "", "SA01", PlaceKind.HOSPITAL),
        ("603", "2202", "SA33", PlaceKind.OTHER),
    ],
)
def test_a_place_is_of_its_category_else_of_its_aggregate_else_of_its_sector(
    category: str, aggregate: str, sector: str, kind: PlaceKind
) -> None:
    assert kind_of(category, aggregate, sector) is kind
