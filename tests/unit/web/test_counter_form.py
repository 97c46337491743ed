"""What the form of the counter asks when boxes were scanned and exceptions typed."""

from decimal import Decimal

from ordonnance.domain.actors import Caller, FundAgent, Role, SoftwareClient
from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import DeclineReason, QuantityReason
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.counter_form import command
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.line_request import LineRequest

PACK = "3400930000007"


def requests(**fields: str) -> dict[int, LineRequest]:
    """What is asked of each line when three can be served and these fields are typed."""
    lines = {"ligne": ("1", "2", "3"), "servable": ("1", "2", "3")}
    typed = {name.replace("_", "-"): (text,) for name, text in fields.items()}
    who = FundAgent("agent-exemple", "Caisse Exemple")
    caller = Caller(Role.DISPENSER, who, SoftwareClient.unknown(), "t")
    asked = command(
        Form({**lines, **typed}), Asked(caller, OrdonnanceNumber.from_payload("D", 2026))
    )
    assert not asked.everything
    return {each.line: each for each in asked.lines}


def test_a_scanned_box_leaves_what_was_said_of_the_other_lines() -> None:
    asked = requests(
        bip_1=f"{PACK}||LOTA", faire_2="quantite", boites_2="1", faire_3="refuser",
        refus_3="CONTRAINDICATION",
    )  # fmt: skip
    assert asked[1].lot == "LOTA"
    assert asked[2].packs == Decimal(1)
    assert asked[3].decline is DeclineReason.CONTRAINDICATION


def test_a_line_of_which_nothing_is_said_is_not_served_beside_a_scanned_one() -> None:
    assert list(requests(bip_1=f"{PACK}||LOTA", vu_2="ATTESTATION", faire_3="plus-tard")) == [1]


def test_a_scanned_line_keeps_the_reason_and_the_note_of_its_quantity() -> None:
    asked = requests(bip_1=f"{PACK}||", faire_1="quantite", motif_1="TRAVEL", note_1="un mois")
    assert asked[1].quantity_reason is QuantityReason.TRAVEL
    assert asked[1].note == "un mois"


def test_a_scanned_line_keeps_the_ground_of_a_substitution_and_the_text_that_renews_it() -> None:
    ground = requests(bip_1=f"{PACK}|GENERIC|", faire_1="substituer", raison_1="choix")
    assert ground[1].substitution is not None
    assert ground[1].substitution.text == "choix"
    renewed = requests(bip_1=f"{PACK}||", faire_1="renouveler", renouveler_1="LISTE_II")
    assert renewed[1].facts.exceptional is Exceptional.LISTE_II
