"""Keys as files and environment: private, loaded again, refused when spoiled."""

import json
from pathlib import Path

import pytest

from ordonnance.adapters.keys import (
    ENVIRONMENT_VARIABLE,
    KeyCabinet,
    KeysUnavailable,
    keys_folder_beside,
)
from ordonnance.adapters.keys.material import write_json
from tests.unit.adapters.cabinets import CABINET, DAY, KEY, LATER, NUMBER


def test_the_keys_folder_is_beside_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "base"
    assert keys_folder_beside(data) == tmp_path.resolve() / "base.keys"


def test_created_keys_are_private_and_load_again(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    created = KeyCabinet.create(folder, DAY)
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["keys.json"]
    wrapped = created.wrap(KEY, NUMBER)
    assert KeyCabinet.load(folder).unwrap(created.active_kek_id, wrapped, NUMBER) == KEY


def test_keys_load_from_the_environment(tmp_path: Path) -> None:
    created = KeyCabinet.create(tmp_path, DAY)
    environment = {ENVIRONMENT_VARIABLE: (tmp_path / "keys.json").read_text()}
    assert KeyCabinet.load(environment).log_hash(NUMBER) == created.log_hash(NUMBER)


def test_saving_a_rotated_cabinet_keeps_every_key(tmp_path: Path) -> None:
    first = KeyCabinet.create(tmp_path, DAY)
    first.with_new_kek(LATER).with_new_pepper().save(tmp_path)
    again = KeyCabinet.load(tmp_path)
    assert again.unwrap(first.active_kek_id, first.wrap(KEY, NUMBER), NUMBER) == KEY
    assert again.pepper_versions == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_existing_keys_are_never_overwritten_by_create(tmp_path: Path) -> None:
    KeyCabinet.create(tmp_path, DAY)
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(KeysUnavailable) as refused:
        KeyCabinet.create(tmp_path, DAY)
    assert refused.value.code == "KEYS_ALREADY_EXIST"
    assert (tmp_path / "keys.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    KeyCabinet.create(tmp_path, DAY)
    (tmp_path / "keys.json").chmod(mode)
    with pytest.raises(KeysUnavailable) as refused:
        KeyCabinet.load(tmp_path)
    assert refused.value.code == "KEYS_READABLE_BY_OTHERS"
    assert f"chmod 600 {tmp_path / 'keys.json'}" in refused.value.do


@pytest.mark.parametrize("mode", [0o720, 0o702])
def test_a_folder_where_others_could_replace_the_file_is_refused(tmp_path: Path, mode: int) -> None:
    KeyCabinet.create(tmp_path / "keys", DAY)
    (tmp_path / "keys").chmod(mode)
    with pytest.raises(KeysUnavailable) as refused:
        KeyCabinet.load(tmp_path / "keys")
    assert refused.value.code == "KEYS_READABLE_BY_OTHERS"


def test_missing_keys_are_said(tmp_path: Path) -> None:
    for source in (tmp_path / "nowhere", tmp_path, {}, {ENVIRONMENT_VARIABLE: ""}):
        with pytest.raises(KeysUnavailable) as refused:
            KeyCabinet.load(source)
        assert refused.value.code == "KEYS_MISSING"


def _spoiled() -> dict[str, str]:
    def document() -> dict[str, object]:
        parsed: dict[str, object] = json.loads(GOOD)
        return parsed

    kek = json.loads(GOOD)["keks"][0]
    pepper = json.loads(GOOD)["peppers"][0]
    return {
        "not json": "ceci n'est pas du JSON",
        "a list": "[]",
        "doubled field": GOOD.replace('"format": 1,', '"format": 1, "format": 1,'),
        "unknown field": json.dumps(document() | {"more": 1}),
        "other format": json.dumps(document() | {"format": 2}),
        "no active key": json.dumps(document() | {"keks": [kek | {"active": False}]}),
        "no key": json.dumps(document() | {"keks": []}),
        "keks not a list": json.dumps(document() | {"keks": {}}),
        "same id": json.dumps(document() | {"keks": [kek, kek | {"active": False}]}),
        "odd id": json.dumps(document() | {"keks": [kek | {"id": "clé"}]}),
        "active as text": json.dumps(document() | {"keks": [kek | {"active": "yes"}]}),
        "no date": json.dumps(document() | {"keks": [kek | {"created": "hier"}]}),
        "no zone": json.dumps(document() | {"keks": [kek | {"created": "2026-03-12T09:30"}]}),
        "short key": json.dumps(document() | {"log": "AAAA"}),
        "not base64": json.dumps(document() | {"log": "é"}),
        "one key twice": json.dumps(document() | {"log": kek["key"]}),
        "no pepper": json.dumps(document() | {"peppers": []}),
        "same version": json.dumps(document() | {"peppers": [pepper, pepper]}),
        "version zero": json.dumps(document() | {"peppers": [pepper | {"version": 0}]}),
        "version true": json.dumps(document() | {"peppers": [pepper | {"version": True}]}),
    }


def _good() -> str:
    return write_json(CABINET._keys)


GOOD = _good()


@pytest.mark.parametrize("what", sorted(_spoiled()))
def test_spoiled_keys_are_refused_without_quoting_them(what: str) -> None:
    with pytest.raises(KeysUnavailable) as refused:
        KeyCabinet.load({ENVIRONMENT_VARIABLE: _spoiled()[what]})
    assert refused.value.code == "KEYS_UNREADABLE"
    assert refused.value.__cause__ is None
    assert json.loads(GOOD)["keks"][0]["key"] not in str(refused.value)
