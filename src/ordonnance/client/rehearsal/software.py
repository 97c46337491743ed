"""The software that rehearses: reached by HTTP, started as a command, or our own client."""

import shlex
import subprocess
import threading
import time
from queue import Empty, Queue
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from ordonnance.client.rehearsal.messages import (
    LARGEST_REPLY,
    Asked,
    decoded,
    encoded,
    unanswered,
)
from ordonnance.domain.preserie.rehearsal.judging import Replied

PATIENCE = 60.0
"""Seconds given to one step, the software's own retries included."""


class SoftwareUnusable(Exception):
    """The software cannot be started or reached at all; `reason` is a French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Software(Protocol):
    """What rehearses."""

    def play(self, asked: Asked) -> Replied:
        """Do one step. Never raises: what is not a reply is told in `trouble`."""
        ...

    def close(self) -> None:
        """Stop it."""
        ...


def software_of(client: str) -> Software:
    """The software at a URL, or behind a command. Raises SoftwareUnusable."""
    if client.startswith(("http://", "https://")):
        return OverHttp(client)
    return AsCommand(client)


class OverHttp:
    """One POST of JSON for each step, to one address."""

    def __init__(self, url: str) -> None:
        if not urlsplit(url).hostname:
            raise SoftwareUnusable("l’adresse du logiciel ne se lit pas")
        self._url = url
        self._http = httpx.Client(timeout=PATIENCE, trust_env=False)

    def play(self, asked: Asked) -> Replied:
        """As the protocol says."""
        headers = {"Content-Type": "application/json"}
        try:
            answer = self._http.post(self._url, content=encoded(asked), headers=headers)
        except httpx.TimeoutException:
            return unanswered(f"pas de réponse en {PATIENCE:.0f} secondes")
        except httpx.HTTPError:
            return unanswered("l’adaptateur du logiciel ne répond pas")
        if answer.status_code != 200:
            return unanswered(f"l’adaptateur répond {answer.status_code}")
        return decoded(answer.content, asked.step) or unanswered("la réponse est d’une autre étape")

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()


class AsCommand:
    """A program that reads one JSON object a line, and answers one a line."""

    def __init__(self, command: str) -> None:
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise SoftwareUnusable("la commande du logiciel ne se lit pas") from error
        if not words:
            raise SoftwareUnusable("la commande du logiciel est vide")
        try:
            self._program = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        except OSError as error:
            raise SoftwareUnusable(
                f"la commande «\u202f{words[0]}\u202f» ne démarre pas"
            ) from error
        self._said: Queue[bytes] = Queue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def play(self, asked: Asked) -> Replied:
        """As the protocol says."""
        if self._program.poll() is not None or self._program.stdin is None:
            return unanswered("le logiciel s’est arrêté")
        try:
            self._program.stdin.write(encoded(asked) + b"\n")
        except BrokenPipeError:
            return unanswered("le logiciel s’est arrêté")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                said = self._said.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                return unanswered(f"pas de réponse en {PATIENCE:.0f} secondes")
            if not said:
                # Left for the next step: it will not come again.
                self._said.put(said)
                return unanswered("le logiciel s’est arrêté")
            reply = decoded(said, asked.step)
            # A reply to a former step came too late: it was told as missing then.
            if reply is not None:
                return reply

    def close(self) -> None:
        """Close its input, then stop it."""
        if self._program.stdin is not None:
            self._program.stdin.close()
        try:
            self._program.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        self._listening.join(timeout=5)
        if self._program.stdout is not None:
            self._program.stdout.close()

    def _listen(self) -> None:
        """Lines as they come; an empty one at the end."""
        out = self._program.stdout
        while out is not None:
            line = out.readline(LARGEST_REPLY + 2)
            self._said.put(line)
            if not line:
                return
