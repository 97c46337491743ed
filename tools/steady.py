"""Run tests that start servers and browsers; the few that fail, once more and alone.

`python -m tools.steady FOLDER…`, with `WORKERS` at once. On a machine that others share, one test
of four thousand now and then meets a pause longer than its patience. What fails is run again, in
one process and with the same random numbers: what fails twice, or more than a few failures, is a
failure; what passes alone is told as unsteady, with its first traceback above (ADR 0088).
"""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MOST = 3
"""More failures than this are no accident of the machine: nothing is run again."""

NOTES = Path(".pytest_cache/steady")
"""Where pytest notes what failed: a folder of its own, empty at each start."""

TESTS_FAILED = 1
"""What pytest exits with when it ran to its end and tests failed."""


def main(folders: Sequence[str], workers: str) -> int:
    """The exit status: 0 when every test passed, at once or alone."""
    numbers = f"--randomly-seed={secrets.randbits(32)}"
    status = run("-n", workers, numbers, "--durations=25", "--cache-clear", *folders)
    noted = NOTES / "v/cache/lastfailed"
    if status != TESTS_FAILED or not noted.exists():
        return status
    failed = list(json.loads(noted.read_text()))
    if not 0 < len(failed) <= MOST:
        return status
    print(f"\nRun again, alone: {', '.join(failed)}", flush=True)
    # What failed was run: it may not be skipped now.
    os.environ["ORDONNANCE_REQUIRE_SERVICES"] = "1"
    again = run("-n", "0", numbers, *failed)
    if again == 0:
        print("\nUNSTEADY, failed among others and passed alone:", *failed, sep="\n  ", flush=True)
    return again


def run(*arguments: str) -> int:
    """What pytest exits with."""
    command = [sys.executable, "-m", "pytest", "-o", f"cache_dir={NOTES}", *arguments]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ.get("WORKERS", "2")))
