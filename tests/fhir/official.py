"""The official ePrescription examples, where the specification stands beside the project."""

from pathlib import Path

import pytest

OFFICIAL = Path(__file__).parents[3] / "shared/spec/interop/examples/eprescription-ig/json"
HOW_MANY = 64


def bundles() -> list[Path]:
    """The Bundles of the guide, by name; a skip where they are not."""
    if not OFFICIAL.exists():
        pytest.skip("the specification (../shared) is not beside the project")
    return sorted(OFFICIAL.glob("Bundle-*.json"))


def named(name: str) -> bytes:
    """One Bundle of the guide."""
    bundles()
    return (OFFICIAL / f"Bundle-{name}.json").read_bytes()
