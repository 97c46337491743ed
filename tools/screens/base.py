"""A demonstration base of its own, and a browser that looks at it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
STOPPING = 30
"""Seconds given to the base to close."""


class NoBrowser(Exception):
    """No Chromium on this machine."""


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a new base, in a folder that goes away with it."""
    # Not under /tmp: the account of PostgreSQL must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="ordonnance-screens-", dir="/var/tmp"))
    folder.chmod(0o711)
    try:
        with _served(folder / "base") as address:
            yield address
    finally:
        shutil.rmtree(folder)


@contextmanager
def _served(data: Path) -> Iterator[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORDONNANCE_")}
    command = [sys.executable, "-m", "ordonnance.doors.cli.main", "serve", "--demo"]
    log = data.with_name("log")
    with log.open("w", encoding="utf-8") as told:
        server = subprocess.Popen(
            [*command, "--port", "0", "--data", str(data)], stdout=subprocess.PIPE, stderr=told,
            env={**kept, "PYTHONPATH": str(ROOT / "src")}, text=True,
        )  # fmt: skip
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        if not address:
            raise SystemExit(f"the base did not start:\n{log.read_text('utf-8')}")
        yield address
    finally:
        server.terminate()
        server.wait(STOPPING)
        server.stdout.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    program = next((each for each in found if each), None)
    if program is None:
        raise NoBrowser("no Chromium on this machine (Debian: apt-get install chromium)")
    # As root, Chromium has no sandbox; a small /dev/shm would end it.
    options = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        try:
            yield browser
        finally:
            browser.close()
