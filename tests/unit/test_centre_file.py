"""The file of a regulation centre: read strictly, its list of regulators beside it."""

from pathlib import Path

import pytest

from ordonnance.bootstrap.centre_file import demonstration_centre, read_centre
from ordonnance.bootstrap.given_files import OpeningRefused

REGULATORS = "99900000052\n99900000235\n99900000052\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "centre.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_centre_is_read_with_the_list_beside_it(tmp_path: Path) -> None:
    (tmp_path / "regulateurs.txt").write_text(REGULATORS)
    centre = read_centre(
        written(
            tmp_path,
            """
name = "SAMU EXEMPLE"
department = "9D"
finess = "990000051"
regulators = ["99900000243"]
regulators_file = "regulateurs.txt"
""",
        )
    )
    assert centre is not None
    assert (centre.name, centre.department, centre.finess) == ("SAMU EXEMPLE", "974", "990000051")
    assert centre.regulators == ("99900000243", "99900000052", "99900000235")
    assert "99900000052" not in repr(centre)


def test_without_the_setting_there_is_none() -> None:
    assert read_centre(None) is None


@pytest.mark.parametrize(
    "text",
    ["department", "name = 'A'", "department = '69'\ncolor = 'red'", "department = 69",
     "department = '69'\nfiness = '12'", "department = '69'\nregulators = ['12']",
     "department = '69'\nregulators = 'x'", "department = '69'\nregulators_file = 'absent.txt'"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_before_the_base_opens(tmp_path: Path, text: str) -> None:
    with pytest.raises(OpeningRefused) as caught:
        read_centre(written(tmp_path, text))
    assert caught.value.code == "CENTRE_FILE_INVALID"


def test_that_of_the_demonstration_is_fictitious() -> None:
    centre = demonstration_centre()
    assert centre.finess is not None
    assert centre.finess.startswith("99")
    assert all(each.startswith("999") for each in centre.regulators)
    assert len(centre.regulators) == 4
