"""The files that the house tests look at: what is in the repository, not what it makes."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ordonnance"
NOT_OURS = {
    ".data",
    ".git",
    ".hypothesis",
    ".idea",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    ".vscode",
    "__pycache__",
    "dist",
    "node_modules",
    "site",
}


def project_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project under `folder`, in a stable order."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.startswith((".uv-", ".coverage", ".venv")):
            continue
        if path.is_dir():
            yield from project_files(path)
        else:
            yield path


def text_files() -> Iterator[tuple[str, str]]:
    """Path inside the project and text of every file that is UTF-8 text."""
    for path in project_files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def modules(*folders: str) -> list[Path]:
    """Python files of the package, or of these folders of it."""
    roots = [PACKAGE / folder for folder in folders] or [PACKAGE]
    return [path for root in roots for path in project_files(root) if path.suffix == ".py"]
