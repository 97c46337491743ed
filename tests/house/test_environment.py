"""The set-up of `./dev`: the choice of the uv file and the digests that it trusts."""

import pytest

from tools import environment

VERSION = "1.2.3"
WHEELS = {
    ("linux", "x86_64", "glibc"): "manylinux_2_17_x86_64.manylinux2014_x86_64",
    ("linux", "x86_64", ""): "musllinux_1_1_x86_64",
    ("linux", "aarch64", "glibc"): "manylinux_2_28_aarch64",
    ("darwin", "arm64", ""): "macosx_11_0_arm64",
}


@pytest.mark.parametrize(("system", "machine", "libc"), sorted(WHEELS))
def test_each_machine_takes_its_own_uv_file(
    monkeypatch: pytest.MonkeyPatch, system: str, machine: str, libc: str
) -> None:
    monkeypatch.setattr(environment.sys, "platform", system)
    monkeypatch.setattr(environment.platform, "machine", lambda: machine)
    monkeypatch.setattr(environment.platform, "libc_ver", lambda: (libc, ""))
    names = [f"uv-{VERSION}-py3-none-{tag}.whl" for tag in WHEELS.values()]
    chosen = [name for name in names if environment.fits(name, VERSION)]
    assert chosen == [f"uv-{VERSION}-py3-none-{WHEELS[system, machine, libc]}.whl"]
    assert not environment.fits(chosen[0], "9.9.9")


def test_the_lock_pins_uv_itself_for_the_second_way() -> None:
    version, digests = environment.pinned_uv()
    assert version.count(".") == 2
    assert len(digests) > 10


def test_a_uv_file_with_another_digest_never_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: environment.Path
) -> None:
    version, _ = environment.pinned_uv()
    name = f"uv-{version}-py3-none-manylinux_2_17_x86_64.whl"
    monkeypatch.setattr(environment, "offered_files", lambda _: {name: "https://exemple.invalid"})
    monkeypatch.setattr(environment, "fits", lambda *_: True)
    monkeypatch.setattr(environment, "fetch", lambda _: (b"something else", "", ""))
    with pytest.raises(environment.SetupError, match="empreinte"):
        environment.fetch_uv(tmp_path)


def test_a_mirror_named_by_the_user_replaces_the_default_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    assert environment.index_url() == environment.DEFAULT_INDEX
    monkeypatch.setenv("PIP_INDEX_URL", "https://miroir.exemple.invalid/simple")
    assert environment.index_url() == "https://miroir.exemple.invalid/simple"
    monkeypatch.setenv("UV_INDEX_URL", "https://autre.exemple.invalid/simple")
    assert environment.index_url() == "https://autre.exemple.invalid/simple"


@pytest.mark.parametrize("kind", ["json", "html"])
def test_an_index_is_read_whether_it_answers_in_json_or_in_html(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    bodies = {
        "json": b'{"files": [{"url": "https://exemple.invalid/f/uv-1.whl"}]}',
        "html": b'<a href="../../f/uv-1.whl#sha256=00">uv-1.whl</a>',
    }
    answer = (bodies[kind], f"text/{kind}", "https://exemple.invalid/simple/uv/")
    monkeypatch.setattr(environment, "fetch", lambda *_: answer)
    files = environment.offered_files("https://exemple.invalid/simple")
    assert files == {"uv-1.whl": "https://exemple.invalid/f/uv-1.whl"}
