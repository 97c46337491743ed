"""Objection, journal, executions: who sees what was served, and who sees who looked."""

import pytest

from tests.builders.counter import CHILD, CLAMOXYL, KARDEGIC, declined, of, packs
from tests.builders.platform import Platform, a_platform, refused

PLAIN = of(CLAMOXYL, days=24)


def served(**fields: object) -> tuple[Platform, str]:
    platform = a_platform()
    number = platform.issue(PLAIN, **fields).number
    platform.dispense(number, packs(1, 1))
    return platform, number


def test_the_author_reads_what_was_served_until_the_patient_objects() -> None:
    platform, number = served()
    read = platform.executions(number)
    assert (read.hidden, len(read.executions)) == (False, 1)
    assert read.executions[0].place == "Pharmacie Exemple"
    answer = platform.object(number)
    assert (answer.number, answer.stands) == (number, True)
    read = platform.executions(number)
    assert (read.hidden, read.executions) == (True, ())
    opened = platform.consult(number, "medecin")
    assert (opened.state, opened.executions_hidden) == ("issued", True)
    assert platform.list().ordonnances[0].state == "issued"
    assert not platform.object(number, withdraw=True).stands
    assert len(platform.executions(number).executions) == 1
    assert platform.consult(number, "medecin").state == "partly-executed"


def test_an_objection_never_blocks_serving_nor_hides_anything_from_others() -> None:
    platform, number = served()
    platform.object(number)
    platform.later(days=12)
    assert platform.dispense(number, everything=True, by="pharmacien2").served
    assert len(platform.executions(number, "patient").executions) == 2
    assert len(platform.executions(number, "pharmacien").executions) == 1
    opened = platform.consult(number, "patient")
    assert (opened.state, opened.objection, opened.executions_hidden) == ("executed", True, False)


def test_objecting_twice_or_withdrawing_what_does_not_stand_is_told() -> None:
    platform, number = served()
    for withdraw, word in ((True, "levée"), (False, "enregistrée")):
        if not withdraw:
            platform.object(number)
        with refused("OBJECTION_UNCHANGED") as refusal:
            platform.object(number, withdraw=withdraw)
        assert word in refusal.value.first.message


def test_the_same_key_objects_once() -> None:
    platform, number = served()
    first = platform.object(number, key="cle")
    platform.later(hours=1)
    assert platform.object(number, key="cle") == first


def test_the_objection_of_the_document_may_be_withdrawn_later() -> None:
    platform, number = served(objection=True)
    assert platform.executions(number).hidden
    platform.object(number, withdraw=True)
    assert not platform.executions(number).hidden


def test_the_representative_objects_for_the_child() -> None:
    platform, number = served(patient=CHILD)
    platform.object(number, by="representant")
    assert platform.progress(number).objection.origin == "REPRESENTATIVE"  # type: ignore[union-attr]  # stands
    assert platform.executions(number).hidden


def test_a_fund_agent_objects_with_the_proof_of_the_request_and_reads_nothing() -> None:
    platform, number = served()
    for withdraw in (False, True):
        for proof in (None, ""):
            with refused("PROOF_REQUIRED"):
                platform.object(number, by="caisse", withdraw=withdraw, proof=proof)
        answer = platform.object(number, by="caisse", withdraw=withdraw, proof="courrier EXEMPLE")
        assert set(answer.__dataclass_fields__) == {"number", "stands", "since", "consent"}
    platform.object(number, by="caisse", proof="courrier EXEMPLE")
    objection = platform.progress(number).objection
    assert objection is not None
    assert (objection.origin, objection.proof) == ("FUND_AGENT", "courrier EXEMPLE")
    for act in (platform.consult, platform.executions, platform.journal):
        with refused("NOT_ALLOWED"):
            act(number, "caisse")


def test_under_an_objection_the_author_may_cancel_what_is_in_fact_entirely_served() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), objection=True).number
    platform.dispense(number, everything=True)
    answer = platform.cancel(number)
    assert (answer.version, answer.state) == (2, "cancelled")
    assert platform.consult(number, "medecin").state == "cancelled"
    assert platform.consult(number, "patient").state == "executed"


def test_every_reader_sees_the_dispensings_that_concern_them() -> None:
    platform, number = served()
    platform.dispense(number, declined(1), by="pharmacien2")
    seen = {
        who: [each.reference[-3:] for each in platform.executions(number, who).executions]
        for who in ("medecin", "patient", "pharmacien", "pharmacien2")
    }
    assert seen == {
        "medecin": ["001", "002"], "patient": ["001", "002"],
        "pharmacien": ["001"], "pharmacien2": ["002"],
    }  # fmt: skip


def test_every_act_leaves_one_entry_and_the_patient_reads_them_all() -> None:
    platform, number = served()
    platform.consult(number, "pharmacien2")
    platform.consult(number, "medecin")
    platform.executions(number)
    platform.undo(number)
    platform.object(number)
    platform.object(number, by="caisse", withdraw=True, proof="appel EXEMPLE")
    platform.dispense(number, packs(1, 1), by="preparateur", pharmacist="99900000078")
    platform.replace(number, of(KARDEGIC, days=30))
    platform.journal(number)
    read = platform.journal(number)
    assert [(each.code, each.role, each.actor, each.place) for each in read.accesses] == [
        ("issue", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
        ("dispense", "Pharmacien", "Paul EXEMPLE", "Pharmacie Exemple"),
        ("consult", "Pharmacien", "Marie DÉMO", "Pharmacie Démo"),
        ("consult", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
        ("executions", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
        ("undo", "Pharmacien", "Paul EXEMPLE", "Pharmacie Exemple"),
        ("object", "Patient", "Patient", ""),
        ("object", "Agent de la caisse", "Caisse Exemple", ""),
        ("dispense", "Préparateur en pharmacie", "Zoé EXEMPLE", "Pharmacie Exemple"),
        ("replace", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
        ("journal", "Patient", "Patient", ""),
        ("journal", "Patient", "Patient", ""),
    ]
    assert [each.sequence for each in read.accesses] == list(range(1, 13))
    assert {each.client for each in read.accesses} == {"Logiciel EXEMPLE 1.0"}
    assert all(each.act for each in read.accesses)


def test_the_journal_tells_an_objection_from_its_withdrawal() -> None:
    platform, number = served()
    platform.object(number)
    platform.object(number, withdraw=True)
    told = [each.details for each in platform.journal(number).accesses]
    reference = platform.progress(number).dispenses[0].reference
    assert told == [
        "", f"référence {reference}", "opposition enregistrée", "levée de l'opposition", "",
    ]  # fmt: skip


def test_an_act_refused_at_the_counter_leaves_its_code() -> None:
    platform, number = served()
    with refused("QUANTITY_TOO_LARGE"):
        platform.later(days=12)
        platform.dispense(number, packs(1, 9))
    platform.cancel(number)
    with refused("ALREADY_ENDED"):
        platform.cancel(number)
    read = platform.journal(number).accesses
    assert [(each.code, each.refused) for each in read] == [
        ("issue", False), ("dispense", False), ("dispense", True), ("cancel", False),
        ("journal", False),
    ]  # fmt: skip
    said = "refusé\u202f: la quantité demandée dépasse ce qui reste dû"
    assert read[2].details == said


@pytest.mark.parametrize("times", [1, 3])
def test_reading_never_changes_the_version(times: int) -> None:
    platform, number = served()
    for _ in range(times):
        platform.consult(number)
        platform.executions(number)
        platform.journal(number)
    assert platform.progress(number).version == 2


def test_the_author_records_the_objection_on_the_patient_s_word_and_lifts_it_so() -> None:
    platform, number = served()
    for withdraw in (False, True):
        with refused("PROOF_REQUIRED"):
            platform.object(number, by="medecin", withdraw=withdraw)
    platform.object(number, by="medecin", proof="en consultation")
    objection = platform.progress(number).objection
    assert objection is not None
    assert (objection.origin, objection.proof) == ("PRESCRIBER", "en consultation")
    assert platform.executions(number).hidden
    assert platform.consult(number, "medecin").version == 2
    platform.object(number, by="medecin", withdraw=True, proof="par téléphone")
    assert len(platform.executions(number).executions) == 1


@pytest.mark.parametrize("by", ["patient", "caisse"])
def test_what_the_patient_recorded_elsewhere_is_not_the_author_s_to_lift(by: str) -> None:
    platform, number = served()
    platform.object(number, by=by, proof="courrier EXEMPLE")
    with refused("OBJECTION_NOT_YOURS"):
        platform.object(number, by="medecin", withdraw=True, proof="en consultation")
    with refused("OBJECTION_UNCHANGED"):
        platform.object(number, by="medecin", proof="en consultation")
    assert platform.executions(number).hidden
    platform.object(number, by="patient", withdraw=True)
    assert not platform.executions(number).hidden


def test_the_author_lifts_the_objection_of_the_document() -> None:
    platform, number = served(objection=True)
    platform.object(number, by="medecin", withdraw=True, proof="en consultation")
    assert not platform.executions(number).hidden
    with refused("NUMBER_UNKNOWN"):
        platform.object(number, by="medecin2", proof="en consultation")


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("by", "origin"),
    [("patient", "PATIENT"), ("representant", "REPRESENTATIVE"), ("caisse", "FUND_AGENT")],
)
def test_an_objection_through_the_author_never_shuts_the_patient_out_of_their_own(
    by: str, origin: str, at_once: bool
) -> None:
    child = {"patient": CHILD} if by == "representant" else {}
    platform, number = served(objection=at_once, **child)
    if not at_once:
        platform.object(number, by="medecin", proof="en consultation")
    before = platform.consult(number, "medecin")
    first = platform.object(number, by=by, proof="courrier EXEMPLE", key="cle")
    assert platform.object(number, by=by, proof="courrier EXEMPLE", key="cle") == first
    objection = platform.progress(number).objection
    assert objection is not None
    assert objection.origin == origin
    # The author is told nothing of it until they would lift it.
    assert platform.consult(number, "medecin") == before
    with refused("OBJECTION_UNCHANGED"):
        platform.object(number, by="medecin", proof="en consultation")
    with refused("OBJECTION_NOT_YOURS"):
        platform.object(number, by="medecin", withdraw=True, proof="en consultation")
    with refused("OBJECTION_UNCHANGED"):
        platform.object(number, by=by, proof="courrier EXEMPLE")


def test_a_correction_that_carries_the_objection_does_not_make_it_the_author_s() -> None:
    platform, number = served()
    platform.object(number)
    corrected = platform.replace(number, of(KARDEGIC, days=30), objection=True).number
    with refused("OBJECTION_NOT_YOURS"):
        platform.object(corrected, by="medecin", withdraw=True, proof="en consultation")


def test_the_journal_keeps_how_each_request_was_received() -> None:
    platform, number = served()
    platform.object(number, by="medecin", proof="en consultation")
    platform.object(number, by="medecin", withdraw=True, proof="par téléphone")
    assert platform.progress(number).objection is None
    told = [each.details for each in platform.journal(number).accesses if each.code == "object"]
    assert told == [
        "opposition enregistrée, justification\u202f: en consultation",
        "levée de l'opposition, justification\u202f: par téléphone",
    ]
