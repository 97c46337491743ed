"""The patient's record, locally: a labelled folder until the real adapter exists.

Each deposit is one file named by its idempotency key, so that a message delivered twice writes the
same file. On a demonstration the content is the Bundle as received; elsewhere each file is sealed
under a data key of its own, wrapped by the keys of the base, which are not in the data folder.
"""

import asyncio
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.keys import KeyCabinet, SealBroken, open_bytes, seal_bytes
from ordonnance.adapters.record.drafts import write_together

DEMONSTRATION_LABEL = """Dossier local de dépôt (démonstration du DMP / Mon espace santé).

Ces fichiers sont des copies déposées par la base, une par émission ou délivrance. Ce dossier n'est
PAS le dossier médical partagé\u202f: le vrai adaptateur viendra le remplacer. Les personnes sont
fictives\u202f: les copies sont en clair. Une copie retirée se termine par «\u202f.retiré\u202f».
«\u202f-avis\u202f» termine le nom de ce qui est destiné au prescripteur, par messagerie sécurisée.
"""

SEALED_LABEL = """Dossier local de dépôt\u202f: aucun dossier patient n'est configuré.

Ces fichiers sont les copies destinées au dossier du patient, une par émission ou délivrance, en
attendant le vrai adaptateur. Ce dossier n'est PAS le dossier médical partagé. Chaque copie est
chiffrée\u202f: sans le dossier des clés de cette base, elle est illisible. Une copie retirée se
termine par «\u202f.retiré\u202f». «\u202f-avis\u202f» termine le nom de ce qui est destiné au
prescripteur, en attendant une messagerie sécurisée.
"""

CLEAR, SEALED, WITHDRAWN = ".json", ".chiffre", ".retiré"

_FORM = b"ordonnance-depot-1"


class LocalRecord:
    """Deposits into a folder of the data folder; sealed by `cabinet`, in clear without one."""

    def __init__(self, folder: Path, cabinet: KeyCabinet | None) -> None:
        self._folder = folder
        self._cabinet = cabinet
        self._suffix = CLEAR if cabinet is None else SEALED
        self._labelled = False

    def deposit(self, key: str, document: bytes) -> Path:
        """Write one copy; the same key writes the same file. Raises OSError when it cannot."""
        [made] = self.deposit_all([(key, document)])
        if isinstance(made, OSError):
            raise made
        return made

    def deposit_all(self, copies: Iterable[tuple[str, bytes]]) -> list[Path | OSError]:
        """Write copies, each or why not; their names reach the disk with one flush of the folder.

        Raises OSError when none of them can be kept.
        """
        if not self._labelled:
            self._label()
        copies = list(copies)
        # A key given twice is one copy; one withdrawn since is delivered again, and stays so.
        wanted = dict(copies)
        found = {key: _withdrawn(self._target(key)) for key in wanted}
        answers: dict[str, Path | OSError] = {k: path for k, path in found.items() if path.exists()}
        missing = [key for key in wanted if key not in answers]
        made = write_together(
            (self._target(key), partial(self._sealed, key, wanted[key])) for key in missing
        )
        if not all(isinstance(each, OSError) for each in made):
            flush_folder(self._folder)
        answers.update(zip(missing, made, strict=True))
        return [answers[key] for key, _ in copies]

    def _target(self, key: str) -> Path:
        return self._folder / f"{key}{self._suffix}"

    def _label(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        label = self._folder / "LISEZ-MOI.txt"
        if not label.exists():
            text = DEMONSTRATION_LABEL if self._cabinet is None else SEALED_LABEL
            [made] = write_together([(label, text.encode)])
            if isinstance(made, OSError):
                raise made
            flush_folder(self._folder)
        self._labelled = True

    def withdraw(self, keys: Iterable[str]) -> None:
        """Mark as withdrawn the copies with these keys, those that there are."""
        marked = False
        for key in keys:
            path = self._target(key)
            try:
                path.replace(_withdrawn(path))
            except FileNotFoundError:
                continue
            marked = True
        if marked:
            flush_folder(self._folder)

    def read(self, path: Path) -> bytes:
        """The content of a copy, withdrawn or not. Raises OSError, SealBroken, KeyUnknown."""
        content = path.read_bytes()
        if self._cabinet is None:
            return content
        form, kek_id, wrapped, sealed = _parts(content)
        if form != _FORM:
            raise SealBroken
        where = _where(path.name.partition(".")[0])
        data_key = self._cabinet.unwrap(kek_id, wrapped, where)
        return open_bytes(data_key, sealed, where.encode())

    def _sealed(self, key: str, document: bytes) -> bytes:
        if self._cabinet is None:
            return document
        data_key, where = self._cabinet.new_data_key(), _where(key)
        wrapped = self._cabinet.wrap(data_key, where)
        heading = b"%s\n%s\n%d\n" % (_FORM, self._cabinet.active_kek_id.encode(), len(wrapped))
        return heading + wrapped + seal_bytes(data_key, document, where.encode())


class Deposits:
    """Copies asked at about the same time, written together.

    Without a thread: the worker has a process of its own, where a disk holds up no request, and
    threads would cost it more than the writing.
    """

    def __init__(self, record: LocalRecord) -> None:
        self._record = record
        self._waiting: list[tuple[str, bytes, asyncio.Future[None]]] = []

    async def put(self, key: str, document: bytes) -> None:
        """Write one copy, durable when this returns. Raises OSError when it cannot."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[None] = loop.create_future()
        self._waiting.append((key, document, written))
        if len(self._waiting) == 1:
            # After whatever else is ready now: a batch of the outbox asks all at once.
            loop.call_soon(self._write)
        await written

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        made: list[Path | OSError]
        try:
            made = self._record.deposit_all((key, document) for key, document, _ in waiting)
        except OSError as error:
            made = [error] * len(waiting)
        for (_, _, written), each in zip(waiting, made, strict=True):
            if written.done():
                continue
            if isinstance(each, OSError):
                written.set_exception(each)
            else:
                written.set_result(None)


def _withdrawn(path: Path) -> Path:
    return path.with_name(f"{path.name}{WITHDRAWN}")


def _where(key: str) -> str:
    """What binds a copy to its name: moved to another, it does not open."""
    return f"record|{key}"


def _parts(content: bytes) -> tuple[bytes, str, bytes, bytes]:
    try:
        form, kek_id, length, rest = content.split(b"\n", 3)
        size = int(length)
        return form, kek_id.decode(), rest[:size], rest[size:]
    except ValueError:
        raise SealBroken from None
