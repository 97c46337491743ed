"""A certified OpenID provider, npm oidc-provider, really run: its lock file stands beside it."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.services import absent

HERE = Path(__file__).parent / "provider"


@contextmanager
def certified_provider(
    people: Mapping[str, Mapping[str, Any]], client: Mapping[str, str]
) -> Iterator[str]:
    """Its address. Without node or its packages: skipped, unless services are required."""
    if shutil.which("node") is None:
        absent("no node on this machine (Debian: apt-get install nodejs npm)")
    server = installed() / "server.mjs"
    if not server.exists() or server.read_bytes() != (HERE / "server.mjs").read_bytes():
        shutil.copy(HERE / "server.mjs", server)
    process = subprocess.Popen(
        ["node", str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps({"people": people, "client": client}) + "\n")
        process.stdin.flush()
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the provider did not start"
        yield address
    finally:
        # It ends with its input.
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def installed() -> Path:
    """The folder of the packages of the lock file, which tools/services.sh fetched."""
    locked = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "ordonnance" / f"oidc-provider-{locked}"
    if not folder.is_dir():
        absent("the OpenID provider of the tests was not fetched: run tools/services.sh")
    return folder
