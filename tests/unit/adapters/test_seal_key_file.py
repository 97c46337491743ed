"""The seal keys on disk: private, whole, and true to their names."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.keys import KeysUnavailable
from ordonnance.adapters.seal import key_file
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.adapters.seal.sealer import BaseSealer

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
KEYS = SealKeys.generate(NOW)
TEXT_NUMBER = "UD00000000000000XX"


def test_keys_come_back_from_the_disk(tmp_path: Path) -> None:
    keys = KEYS.rotate(LATER)
    keys = keys.withdraw(keys.keys[0].kid, LATER)
    key_file.save(KEYS, tmp_path / "keys")
    key_file.save(keys, tmp_path / "keys")
    loaded = key_file.load(tmp_path / "keys")
    assert loaded.jwks() == keys.jwks()
    assert BaseSealer(loaded).seal_digest(bytes(32), TEXT_NUMBER, LATER)[1] == keys.keys[1].kid
    assert [each.name for each in (tmp_path / "keys").iterdir()] == [key_file.FILE_NAME]
    assert (tmp_path / "keys" / key_file.FILE_NAME).stat().st_mode & 0o777 == 0o600


def code_of(folder: Path) -> str:
    with pytest.raises(KeysUnavailable) as refusal:
        key_file.load(folder)
    assert "PRIVATE" not in str(refusal.value)
    return refusal.value.code


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    key_file.save(KEYS, tmp_path)
    (tmp_path / key_file.FILE_NAME).chmod(0o640)
    assert code_of(tmp_path) == "SEAL_KEYS_READABLE_BY_OTHERS"


def test_a_missing_key_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere") == "SEAL_KEYS_MISSING"


def test_a_key_file_under_a_false_name_is_refused(tmp_path: Path) -> None:
    key_file.save(KEYS, tmp_path)
    path = tmp_path / key_file.FILE_NAME
    stored = json.loads(path.read_text())
    for change in ({"kid": "another"}, {"pem": "nothing"}, {"created": None}):
        path.write_text(json.dumps({"keys": [{**stored["keys"][0], **change}]}))
        assert code_of(tmp_path) == "SEAL_KEYS_UNREADABLE"
    path.write_text("{")
    assert code_of(tmp_path) == "SEAL_KEYS_UNREADABLE"
