"""A présérie of prescribers in the cockpit: opened, planned, traced at issuing, decided."""

import asyncio
import uuid
from collections.abc import Callable
from datetime import timedelta

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.piloting import PRACTICE, today
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_preserie import entered, written

Browse = Callable[..., Browser]
MODULE = {
    "module nom": "ORDO-EXEMPLE", "module version": "1.0", "module architecture": "locale",
    "module interface": "une", "logiciel nom": "LAP EXEMPLE", "logiciel version": "7.0",
}  # fmt: skip


def installed(browse: Browse, post: str) -> str:
    """A présérie of prescribers, one practice installed and its traces asked: its address."""
    editor, cnam = entered(browse, "editeur"), entered(browse, "cnam")
    editor.go("/preseries")
    editor.send("/preseries$", nom=f"LAP {post}", profession="prescripteur", **MODULE)
    one = editor.page.url.path
    pilot = one.rpartition("/")[2]
    assert "Les quatre critères" in editor.text
    assert "Aucune note publiée pour les prescripteurs" in editor.text
    assert "SCOR ne se juge que chez les pharmaciens" in editor.text
    day, before = today().isoformat(), (today() - timedelta(days=1)).isoformat()
    written(editor, pilot, "cpam", CPAM="57, 99")
    written(editor, pilot, "site", **{
        "n° AM": PRACTICE, "CPAM": "99", "accord le": before, "équipement vérifié le": before,
        "prévue le": day, "traces depuis le": day,
    })  # fmt: skip
    for who, act, more in (
        (editor, "communicate", {}), (cnam, "inform", {}), (cnam, "meet", {}),
        (editor, "install", {"n° AM": PRACTICE}),
    ):  # fmt: skip
        who.go(f"{one}/inscrire/{act}")
        who.send(f"{one}/inscrire/{act}", le=day, motif="essai", **more)
        assert who.page.url.path == one, who.text
    written(editor, pilot, "poste", **{
        "poste": "cabinet-1", "n° AM": PRACTICE, "nom": post, "montré le": day, "depuis le": day,
    })  # fmt: skip
    return one


def test_a_presérie_of_prescribers_goes_from_its_opening_to_a_decision(
    browse: Browse, door: Door, base: BaseInThread
) -> None:
    post = f"cabinet {uuid.uuid4().hex[:6]}"
    one = installed(browse, post)
    doctor = browse().sign_in("medecin")
    doctor.go("/prescrire/traces")
    doctor.send("/prescrire/traces", preserie=one.rpartition("/")[2], poste="cabinet-1",
                choix="oui")  # fmt: skip
    assert f"{post} Traces acceptées" in doctor.text
    client = f"product=LAP EXEMPLE; version=7.0; workstation={post}; am={PRACTICE}"
    door.issued(documents.simple(), headers={"Ordonnance-Client": client})
    flushed = asyncio.run_coroutine_threadsafe(base.platform.preserie.flush(), base.loop)
    flushed.result(60)

    cnam = entered(browse, "cnam")
    cnam.go(one)
    assert "Émissions enregistrées 100,0\u202f% 1 sur 1" in cnam.text
    assert "Fautes de SCOR" not in cnam.text
    cnam.go(f"{one}/questionnaires")
    link = cnam.links("/questionnaire/")[0]
    asked = browse()
    asked.go(link)
    assert "J’écris une ordonnance numérique" in asked.text
    assert "délivrance" not in asked.text.partition("Votre avis")[2].partition("Envoyer")[0]
    asked.send(link, **{"SAT-P01": "5"})
    assert "Réponse enregistrée" in asked.text
    day = today().isoformat()
    written(cnam, one.rpartition("/")[2], "assess", le=day)
    cnam.go(f"{one}/inscrire/generalise")
    cnam.send(f"{one}/inscrire/generalise", le=day)
    assert cnam.page.status_code == 422
    assert "Émissions enregistrées (pas encore décidable)" in cnam.text
    written(cnam, one.rpartition("/")[2], "prolong", le=day)
    assert cnam.go(f"{one}/bilan/pdf").content.startswith(b"%PDF-")
