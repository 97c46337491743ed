"""Sets up `.venv` from `requirements.lock`: called by `./dev`, standard library only.

First way: `python -m venv` and its pip. Second way, when venv or pip is absent (Debian without
python3-venv): the `uv` wheel of the version pinned in the lock, checked against the lock's
digests before anything of it runs. Both install with every digest required.
Nothing is printed on standard output; the exit code is 1 when the set-up failed.
"""

import fcntl
import hashlib
import html
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYTHON = VENV / "bin" / "python"
DEFAULT_INDEX = "https://pypi.org/simple"
INSTALLERS = {"pip", "setuptools", "wheel"}
TIMEOUT_SECONDS = 60

NETWORK = (
    "Impossible d'installer les dépendances : l'index PyPI n'a pas répondu comme attendu.\n"
    "  À faire : vérifiez l'accès au réseau, ou nommez un miroir par PIP_INDEX_URL.\n"
    "The dependencies could not be installed: the PyPI index did not answer as expected.\n"
    "  To do: check the network, or name a mirror in PIP_INDEX_URL."
)
DIGEST = (
    "Le fichier reçu pour uv n'a pas l'empreinte inscrite dans requirements.lock : refusé.\n"
    "  À faire : réessayez ; si cela dure, l'index ou le miroir n'est pas sûr.\n"
    "The file received for uv does not have the digest of requirements.lock: refused.\n"
    "  To do: try again; if it lasts, the index or the mirror cannot be trusted."
)
PLATFORM = (
    "Aucun fichier uv de l'index ne convient à cette machine, et python3 -m venv manque.\n"
    "  À faire : installez python3-venv (sous Debian : apt install python3-venv).\n"
    "No uv file of the index fits this machine, and python3 -m venv is missing.\n"
    "  To do: install python3-venv (Debian: apt install python3-venv)."
)


class SetupError(Exception):
    """The set-up cannot go on; the text says why and what to do, in French and English."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def is_ready() -> bool:
    """The same two questions as `ready` in ./dev, asked again once the turn has come."""
    try:
        same_lock = (VENV / "installed.lock").read_bytes() == LOCK.read_bytes()
        same_python = (VENV / "installed.python").read_text().strip() == os.path.realpath(PYTHON)
    except OSError:
        return False
    return same_lock and same_python and os.access(PYTHON, os.X_OK)


def runs(*command: str | Path) -> bool:
    """True if the command ends well; its output is kept away."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def make_with_venv(python: str) -> bool:
    """Makes `.venv` by the standard module; False if it, or its pip, is not there."""
    if not usable():
        shutil.rmtree(VENV, ignore_errors=True)
        if not runs(python, "-m", "venv", VENV):
            shutil.rmtree(VENV, ignore_errors=True)
            return False
    return runs(PYTHON, "-m", "pip", "--version")


def usable() -> bool:
    """True if `.venv` runs a Python that is recent enough and is the one it was made for."""
    check = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    here = VENV / "installed.python"
    moved = here.exists() and here.read_text().strip() != os.path.realpath(PYTHON)
    return not moved and runs(PYTHON, "-c", check)


def install_with_pip() -> None:
    """Installs the lock, then removes what the lock no longer names."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq"]
    install = ["install", "--require-hashes", "--only-binary=:all:", "--no-deps", "-r", str(LOCK)]
    if subprocess.run(pip + install, stdout=sys.stderr, check=False).returncode:
        raise SetupError(NETWORK)
    listing = "import importlib.metadata as m; print(*(d.name for d in m.distributions()))"
    listed = subprocess.run([PYTHON, "-c", listing], stdout=subprocess.PIPE, check=True, text=True)
    installed = {canonical(name) for name in listed.stdout.split()}
    if left := sorted(installed - locked_names() - INSTALLERS):
        subprocess.run([*pip, "uninstall", "--yes", *left], stdout=sys.stderr, check=True)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_names() -> set[str]:
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)==", LOCK.read_text("utf-8"), re.MULTILINE)
    return {canonical(name) for name in found}


def pinned_uv() -> tuple[str, set[str]]:
    """The version of uv in the lock and the SHA-256 digests of its files."""
    block = re.search(
        r"^uv==(\S+)((?:\s*\\\n\s+--hash=sha256:[0-9a-f]{64})+)",
        LOCK.read_text("utf-8"),
        re.MULTILINE,
    )
    if block is None:
        raise SetupError("requirements.lock ne contient pas uv. / requirements.lock lacks uv.")
    return block[1], set(re.findall(r"sha256:([0-9a-f]{64})", block[2]))


def index_url() -> str:
    names = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    return next((os.environ[name] for name in names if os.environ.get(name)), DEFAULT_INDEX)


def fetch(url: str, accept: str = "*/*") -> tuple[bytes, str, str]:
    """Body, content type and final address of `url`.

    A machine without root certificates (a bare Debian) cannot check the server: it is then read
    unchecked, unless the address holds a password. The digest of the lock decides what may run.
    """
    request = urllib.request.Request(url, headers={"Accept": accept})
    authority = os.environ.get("PIP_CERT")
    context = ssl.create_default_context(cafile=authority if authority else None)
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS, context=context)
    except urllib.error.URLError as error:
        unchecked = isinstance(error.reason, ssl.SSLCertVerificationError)
        if not unchecked or urllib.parse.urlsplit(url).password:
            raise
        say("Certificat de l'index non vérifiable : l'empreinte du fichier décidera.")
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS, context=context)
    with answer:
        return answer.read(), answer.headers.get_content_type(), answer.geturl()


def offered_files(index: str) -> dict[str, str]:
    """File name -> address of every uv file that the index offers (JSON or HTML answer)."""
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    body, kind, address = fetch(index.rstrip("/") + "/uv/", accept)
    if kind.endswith("json"):
        links = [str(entry["url"]) for entry in json.loads(body)["files"]]
    else:
        found = re.findall(r'href="([^"]+)"', body.decode("utf-8"))
        links = [html.unescape(link).split("#")[0] for link in found]
    return {link.rsplit("/", 1)[-1]: urllib.parse.urljoin(address, link) for link in links}


def fits(name: str, version: str) -> bool:
    """True if this uv wheel is made for this system and processor."""
    if not name.startswith(f"uv-{version}-py3-none-"):
        return False
    if sys.platform == "darwin":
        return "macosx" in name and name.endswith(f"_{platform.machine()}.whl")
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return libc in name and name.endswith(f"_{platform.machine()}.whl")


def fetch_uv(folder: Path) -> Path:
    """Fetches the pinned uv wheel, checks its digest, gives the path of its program."""
    version, digests = pinned_uv()
    files = offered_files(index_url())
    names = sorted(name for name in files if fits(name, version))
    if not names:
        raise SetupError(PLATFORM)
    wheel = folder / names[0]
    wheel.write_bytes(fetch(files[names[0]])[0])
    if hashlib.sha256(wheel.read_bytes()).hexdigest() not in digests:
        raise SetupError(DIGEST)
    with zipfile.ZipFile(wheel) as archive:
        inside = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        program = Path(archive.extract(inside, folder))
    program.chmod(0o755)
    return program


def uv_environment() -> dict[str, str]:
    """What uv needs to know; what the user has set wins."""
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    settings["UV_DEFAULT_INDEX"] = index_url()
    if certificates := os.environ.get("PIP_CERT"):
        settings["SSL_CERT_FILE"] = certificates
    elif ssl.create_default_context().cert_store_stats()["x509_ca"]:
        # The machine's own certificates, where it has some: a company proxy may need them.
        settings["UV_SYSTEM_CERTS"] = "1"
    return settings | os.environ


def install_with_uv(python: str) -> None:
    """The way that needs neither venv nor pip."""
    with tempfile.TemporaryDirectory(prefix=".uv-", dir=ROOT) as folder:
        uv = [str(fetch_uv(Path(folder))), "--quiet", "--no-cache"]
        sync = ["pip", "sync", "--python", str(PYTHON), "--require-hashes", "--no-build", str(LOCK)]
        commands = [[*uv, *sync]]
        if not usable():
            shutil.rmtree(VENV, ignore_errors=True)
            commands.insert(0, [*uv, "venv", "--no-project", "--python", python, str(VENV)])
        for command in commands:
            done = subprocess.run(command, stdout=sys.stderr, env=uv_environment(), check=False)
            if done.returncode:
                raise SetupError(NETWORK)


def link_project() -> None:
    """Makes `import ordonnance` and the `ordonnance` command work in `.venv`.

    Both are relative, so that a moved or copied folder never runs the code of another one.
    """
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([PYTHON, "-c", where], stdout=subprocess.PIPE, check=True, text=True)
    packages = Path(site.stdout.strip())
    (packages / "ordonnance.pth").write_text(os.path.relpath(ROOT / "src", packages) + "\n")
    command = VENV / "bin" / "ordonnance"
    command.write_text(
        "#!/bin/sh\n"
        'exec "$(dirname -- "$(readlink -f -- "$0")")/python" '
        '-m ordonnance.doors.cli.main "$@"\n'
    )
    command.chmod(0o755)


def set_up(python: str) -> None:
    say("Préparation de .venv (une fois, une minute environ) / setting up .venv…")
    (VENV / "installed.lock").unlink(missing_ok=True)
    lock = LOCK.read_bytes()
    if make_with_venv(python):
        install_with_pip()
    else:
        say("python -m venv ou pip manque : passage par uv / venv or pip is missing: using uv.")
        install_with_uv(python)
    link_project()
    (VENV / "installed.python").write_text(os.path.realpath(PYTHON) + "\n")
    (VENV / "installed.lock").write_bytes(lock)


def main() -> int:
    """Waits for its turn, then sets up unless another ./dev has just done it."""
    try:
        with (ROOT / ".venv.lock").open("w") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Un autre ./dev prépare .venv : attente… / waiting for another ./dev…")
                fcntl.flock(turn, fcntl.LOCK_EX)
            if not is_ready():
                set_up(sys.argv[1])
    except SetupError as refusal:
        say(str(refusal))
        return 1
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        say(f"{NETWORK}\n  ({error})")
        return 1
    except PermissionError as error:
        say(
            f"Écriture refusée : {error.filename}. À faire : lancez ./dev avec le compte "
            "propriétaire du dossier.\n"
            f"Cannot write: {error.filename}. To do: run ./dev as the owner of the folder."
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
