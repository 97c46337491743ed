"""A launch by the software of a centre: believed when it signed it, for two minutes, no further."""

import json
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.launching import read_clients
from tests.builders.launches import LRM, LRM_KEY, ORIGIN, PATIENT, launch, launches
from tests.builders.platform import refused
from tests.builders.tokens import NOW, OTHER_KEY, MovingClock, jwk


def test_a_launch_says_which_call_which_patient_and_whose_token() -> None:
    said = launches().read(launch())
    assert (said.reference, said.client.id, said.token) == (
        "fr.exemple.59.12345", LRM, "jeton.du.regulateur",
    )  # fmt: skip
    assert (said.patient.family, said.patient.ins, said.qualified) == (
        "EXEMPLE", "270069999900106", True,
    )  # fmt: skip
    assert said.once == f"{LRM}|un"


def test_a_launch_shows_nobody_in_a_log() -> None:
    said = launches().read(launch())
    assert "EXEMPLE" not in repr(said)
    assert "jeton" not in repr(said)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "un-autre"}, {"aud": "https://ailleurs.example"}, {"jti": None}, {"jti": ""},
        {"appel": None}, {"appel": "x" * 129}, {"appel": "a\nb"}, {"appel": 12},
        {"patient": "Jeanne"}, {"patient": {**PATIENT, "mobile": "06"}},
        {"patient": {"nom": ["EXEMPLE"]}}, {"inconnu": 1}, {"exp": None}, {"iat": True},
        {"exp": int(NOW.timestamp())}, {"exp": int(NOW.timestamp()) + 121}, {"jeton": 3},
    ],
)  # fmt: skip
def test_a_launch_that_says_anything_else_is_refused(claims: dict[str, Any]) -> None:
    with refused("LAUNCH_INVALID"):
        launches().read(launch(**claims))


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "é.é.é", "." * 30_000])
def test_what_is_no_launch_at_all_is_refused(text: str) -> None:
    with refused("LAUNCH_INVALID"):
        launches().read(text)


def test_a_launch_signed_by_another_key_is_refused() -> None:
    assert isinstance(OTHER_KEY, ECKey)
    with refused("LAUNCH_INVALID"):
        launches().read(launch(key=OTHER_KEY))
    with refused("LAUNCH_INVALID"):
        launches().read(launch(kid="lrm-2"))


def test_a_launch_altered_after_it_was_signed_is_refused() -> None:
    head, _, signature = launch().split(".")
    _, other, _ = launch(appel="un autre appel").split(".")
    with refused("LAUNCH_INVALID"):
        launches().read(f"{head}.{other}.{signature}")


@pytest.mark.parametrize(("seconds", "holds"), [(-31, False), (-29, True), (89, True), (91, False)])
def test_a_launch_lives_for_its_minute_and_half_a_minute_of_clocks(
    seconds: int, holds: bool
) -> None:
    clock = MovingClock(NOW + timedelta(seconds=seconds))
    if holds:
        assert launches(clock).read(launch()).until == NOW + timedelta(seconds=90)
    else:
        with refused("LAUNCH_OVER"):
            launches(clock).read(launch())


def _written(folder: Path, text: str) -> Path:
    (folder / "cles.json").write_text(json.dumps({"keys": [jwk(LRM_KEY, "lrm-1")]}))
    path = folder / "lrm.toml"
    path.write_text(text)
    return path


def test_the_origin_that_shows_the_page_is_one_of_the_software_and_said_when_it_has_several() -> (
    None
):
    other = "https://secours.lrm.example"
    assert launches().read(launch()).origin == ORIGIN
    assert launches().read(launch(origine=ORIGIN)).origin == ORIGIN
    both = launches(origins=(ORIGIN, other))
    assert both.read(launch(origine=other)).origin == other
    for said in ({}, {"origine": "https://ailleurs.example"}, {"origine": f"{other}/"}):
        with refused("LAUNCH_INVALID"):
            both.read(launch(**said))


_GOOD = f'[[lrm]]\nid = "{LRM}"\nname = "LRM Exemple"\norigins = ["{ORIGIN}"]\nkeys = "cles.json"\n'


def test_the_file_names_the_software_and_its_keys_stand_beside_it(tmp_path: Path) -> None:
    (client,) = read_clients(_written(tmp_path, _GOOD))
    assert (client.id, client.origins, client.registered) == (LRM, (ORIGIN,), False)
    assert list(client.keys) == ["lrm-1"]
    assert "keys" not in repr(client)
    assert {each.name for each in fields(client)} >= {"origins", "registered"}
    assert read_clients(None) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ORIGIN, "http://lrm.example"), (ORIGIN, f"{ORIGIN}/chemin"), (ORIGIN, "*"),
        (ORIGIN, f"{ORIGIN} https://autre.example"), (ORIGIN, f"{ORIGIN}; script-src *"),
        (ORIGIN, "https://"), (f'"{ORIGIN}"', ""), (LRM, "LRM"), ("cles.json", "absent.json"),
        ("[[lrm]]", "[lrm]"), ("name", "nom"), ('"LRM Exemple"', '"x"\nregistered = "oui"'),
        (_GOOD, _GOOD * 2),
    ],
)  # fmt: skip
def test_a_file_that_is_not_safe_stops_the_opening(tmp_path: Path, before: str, after: str) -> None:
    assert before in _GOOD
    with pytest.raises(OpeningRefused) as stopped:
        read_clients(_written(tmp_path, _GOOD.replace(before, after)))
    assert stopped.value.code == "LRM_FILE_INVALID"


def test_a_software_of_this_machine_may_do_without_tls(tmp_path: Path) -> None:
    local = _GOOD.replace(ORIGIN, "http://localhost:9000")
    assert read_clients(_written(tmp_path, local))[0].origins == ("http://localhost:9000",)
