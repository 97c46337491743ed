"""A page that shows a call of the base inside its own, as a regulation software (LRM) would.

    python examples/lrm/host.py init ./lrm --port 8900     makes keys and the file for the base
    ORDONNANCE_LRM=./lrm/lrm.toml ./dev serve --port 8765
    python examples/lrm/host.py serve ./lrm --port 8900 --base http://127.0.0.1:8765

For a demonstration base: the regulator's token is the one that it gives its fictitious people.
"""

import argparse
import json
import urllib.request
import uuid
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import ECKey

ID = "lrm-exemple"
PATIENT = {"nom": "EXEMPLE", "prenoms": "Jeanne", "naissance": "15/06/1970", "sexe": "F"}
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>LRM Exemple</title>
<style>body{font:16px system-ui;margin:16px}
iframe{width:100%;height:78vh;border:1px solid #8b8778}</style>
</head><body><h1>LRM Exemple, dossier REFERENCE</h1>
<p>Ce que la base a dit : <output id="dit">rien encore</output></p>
<iframe title="Prescription" src="ADDRESS"></iframe>
<script>
addEventListener("message", (event) => {
  if (event.origin !== "ORIGIN" || event.data.type !== "ordonnance.regulation") return;
  document.getElementById("dit").textContent = JSON.stringify(event.data);
});
</script></body></html>
"""


def init(folder: Path, port: int, *, registered: bool = False) -> Path:
    """Make a key pair and the file that ORDONNANCE_LRM names."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ECKey.generate_key("P-256", {"kid": "lrm-1"}, private=True)
    (folder / "cle.json").write_text(json.dumps(key.as_dict(private=True)), "utf-8")
    (folder / "cle.json").chmod(0o600)
    public = {"keys": [key.as_dict(private=False)]}
    (folder / "lrm.jwks.json").write_text(json.dumps(public), "utf-8")
    path = folder / "lrm.toml"
    path.write_text(
        f'[[lrm]]\nid = "{ID}"\nname = "LRM Exemple"\norigins = ["http://localhost:{port}"]\n'
        f'keys = "lrm.jwks.json"\nregistered = {str(registered).lower()}\n',
        "utf-8",
    )
    return path


def launch(folder: Path, base: str, token: str, reference: str, origin: str) -> str:
    """A launch: signed, for one call, for one minute, for once, shown by a page of that origin."""
    key = ECKey.import_key(json.loads((folder / "cle.json").read_text("utf-8")))
    now = int(datetime.now(UTC).timestamp())  # noqa: TID251  # a software of its own
    claims = {
        "iss": ID, "aud": base, "iat": now, "exp": now + 60, "jti": str(uuid.uuid4()),
        "appel": reference, "patient": PATIENT, "jeton": token, "origine": origin,
    }  # fmt: skip
    return jwt.encode({"alg": "ES256", "kid": "lrm-1"}, claims, key)


def demo_token(base: str, person: str = "regulateur") -> str:
    """The token of a fictitious regulator of a demonstration base."""
    asked = urllib.request.Request(  # the address is the one given by the person
        f"{base}/demo/tokens", json.dumps({"as": person}).encode(),
        {"Content-Type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return str(json.load(answer)["token"])


def page(folder: Path, base: str, token: str, origin: str, audience: str = "") -> str:
    """The page of the software, at `origin`, with the call inside.

    `audience`: how the base calls itself.
    """
    reference = f"fr.exemple.59.{uuid.uuid4().hex[:8]}"
    address = f"{base}/integre#{launch(folder, audience or base, token, reference, origin)}"
    told = {"ADDRESS": address, "ORIGIN": base, "REFERENCE": reference}
    found = PAGE
    for name, value in told.items():
        found = found.replace(name, value)
    return found


def serve(folder: Path, base: str, port: int) -> None:
    """Serve that page on this machine."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/":
                self.send_error(404)
                return
            body = page(folder, base, demo_token(base), f"http://localhost:{port}").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    HTTPServer(("127.0.0.1", port), Host).serve_forever()


def main() -> None:
    """Make the keys, or serve the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("init", "serve"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--base", default="http://127.0.0.1:8765")
    given = parser.parse_args()
    if given.what == "init":
        print(init(given.folder, given.port))
    else:
        serve(given.folder, given.base.rstrip("/"), given.port)


if __name__ == "__main__":
    main()
