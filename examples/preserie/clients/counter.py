"""A small software of a counter that passes the rehearsal, with the standard library only.

`ordonnance preserie rehearse --client "python3 examples/preserie/clients/counter.py"`. It reads one
JSON object a line and answers one a line, as docs/how-to/rehearse-a-preserie.md describes.
"""

import http.client
import json
import re
import sys
import time
import urllib.error
import urllib.request
import uuid

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WAITS = (0.1, 0.3)
"""Seconds before asking again, with the same key."""


class Refused(Exception):
    """The base says no: the act is not recorded, for certain."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class NoAnswer(Exception):
    """Nothing that the base says was read: the act may be recorded."""


class Counter:
    """One counter. It keeps, for the ordonnance in hand, what is recorded and what is in doubt."""

    def __init__(self):
        self.scenario = None
        self.recorded = False
        self.doubtful = None

    def reply(self, asked):
        """What came of one step."""
        if asked["scenario"] != self.scenario:
            self.scenario, self.recorded, self.doubtful = asked["scenario"], False, None
        if asked["order"] == "bill":
            return {"outcome": "done", "scan": self.scans()}
        number = self.number_in(asked["code"])
        if number is None:
            return {"outcome": "unread"}
        try:
            return getattr(self, asked["order"])(asked, number)
        except Refused as refused:
            self.doubtful = None
            return {"outcome": "refused", "code": refused.code}
        except NoAnswer:
            return {"outcome": "unreachable" if asked["order"] == "open" else "unconfirmed"}

    def scans(self):
        """The scan of the sheet goes to the payer, unless the base is known to have recorded."""
        return not self.recorded

    def number_in(self, code):
        """The number of a code scanned or typed, None when it is not one. Nobody is asked."""
        found = re.fullmatch(r"https?://[^\s?#]+/o#(.*)", code, re.IGNORECASE | re.DOTALL)
        text = (found[1] if found else code).partition(".")[0].upper()
        text = re.sub(r"[\s-]", "", text).translate(str.maketrans("ILO", "110"))
        return text if well_formed(text) else None

    def open(self, asked, number):
        """Open, and show the lines."""
        answer = self.ask(asked, "consult", [{"name": "number", "valueString": number}])
        lines = [
            int(part["valueInteger"])
            for parameter in answer["parameter"]
            if parameter["name"] == "line"
            for part in parameter["part"]
            if part["name"] == "line"
        ]
        return {"outcome": "done", "lines": lines}

    def serve(self, asked, number):
        """Serve as prescribed, or line by line."""
        given = [{"name": "number", "valueString": number}]
        for line in asked.get("lines", []):
            part = [{"name": "line", "valueInteger": line["line"]}]
            if "packs" in line:
                part.append({"name": "packs", "valueDecimal": line["packs"]})
            if "decline" in line:
                part.append({"name": "declineReason", "valueString": line["decline"]})
            given.append({"name": "line", "part": part})
        if len(given) == 1:
            given.append({"name": "allAsPrescribed", "valueBoolean": True})
        return self.write(asked, "dispense", given, recorded=True)

    def undo(self, asked, number):
        """Take the latest dispensing back."""
        given = [
            {"name": "number", "valueString": number},
            {"name": "reason", "valueString": "MISTAKE"},
        ]
        return self.write(asked, "undo", given, recorded=False)

    def settle(self, asked, _number):
        """Ask again about the act in doubt: the same body, the same key."""
        if self.doubtful is None:
            return {"outcome": "nothing"}
        return self.send(asked, *self.doubtful)

    def write(self, asked, operation, given, *, recorded):
        """An act with a key of its own, kept until its end is known."""
        self.doubtful = (operation, given, str(uuid.uuid4()), recorded)
        return self.send(asked, *self.doubtful)

    def send(self, asked, operation, given, key, recorded):
        """The act, until an answer of the base is read."""
        self.ask(asked, operation, given, key)
        self.recorded, self.doubtful = recorded, None
        return {"outcome": "done"}

    def ask(self, asked, operation, given, key=None):
        """What the base answers. Raises Refused, NoAnswer."""
        for wait in WAITS:
            try:
                return self.once(asked, operation, given, self.key(key))
            except NoAnswer:
                time.sleep(wait)
        return self.once(asked, operation, given, self.key(key))

    def base(self, asked):
        """The base asked is the one of the settings, never the host printed in a code."""
        return asked["base"]

    def key(self, key):
        """The key of an attempt: that of its act."""
        return key

    def once(self, asked, operation, given, key):
        """One request."""
        headers = {
            "Authorization": "Bearer " + asked["token"],
            "Content-Type": "application/fhir+json",
            "Accept": "application/fhir+json",
            "Ordonnance-Client": "product=officine-exemple; version=1.0",
        }
        if key is not None:
            headers["Idempotency-Key"] = key
        body = json.dumps({"resourceType": "Parameters", "parameter": given}).encode()
        request = urllib.request.Request(f"{self.base(asked)}/fhir/${operation}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise refusal(error) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NoAnswer from error


def refusal(error):
    """Refused with the code of an OperationOutcome; NoAnswer for whatever else answers."""
    try:
        issue = json.loads(error.read())["issue"][0]
        code = issue["details"]["coding"][0]["code"]
    except (OSError, ValueError, LookupError, TypeError, http.client.HTTPException):
        return NoAnswer()
    return NoAnswer() if error.code == 503 else Refused(code)


def well_formed(text):
    """Eighteen characters, a U first, whose two check characters are right.

    The checks make the number, read as a polynomial over GF(32), divisible by (x + a)(x + a²).
    """
    if len(text) != 18 or text[0] != "U" or set(text[1:]) - set(SYMBOLS):
        return False
    values = [SYMBOLS.index("M"), *(SYMBOLS.index(symbol) for symbol in text[1:])]
    return all(value_at(values, root) == 0 for root in (2, 4))


def value_at(values, root):
    """The polynomial at `root`, in GF(32) of polynomial x⁵ + x² + 1."""
    total = 0
    for value in values:
        total = product(total, root) ^ value
    return total


def product(left, right):
    """Two elements of GF(32)."""
    total = 0
    for bit in range(5):
        if right >> bit & 1:
            total ^= left << bit
    for bit in range(8, 4, -1):
        if total >> bit & 1:
            total ^= 0b100101 << bit - 5
    return total


def main(counter):
    """Steps as they come, one a line."""
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"step": asked["step"], **counter.reply(asked)}), flush=True)


if __name__ == "__main__":
    main(Counter())
