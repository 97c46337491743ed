"""What a journal says of each act to FHIR software."""

from ordonnance.doors.api.bundles import ACTIONS
from ordonnance.usecases.access import Act


def test_whichever_act_is_journaled_the_patient_may_read_the_journal() -> None:
    assert set(ACTIONS) == set(Act)
