"""The calls of a regulation centre."""

from ordonnance.client.asking import Asking
from ordonnance.client.sending import write_headers
from ordonnance.fhir.results import to_parameters
from ordonnance.fhir.samu_inputs import (
    SamuFollowInput,
    SamuPrescribeInput,
    SamuProposeInput,
    SamuWithdrawInput,
)
from ordonnance.usecases.results import Ended
from ordonnance.usecases.samu.views import Digest, Prescribed, Proposed


class SamuCalls(Asking):
    """Circuits proposed, the act, what follows, the withdrawal."""

    def samu_propose(self, given: SamuProposeInput) -> Proposed:
        """The circuits for what is known during the call, best first."""
        return self._act("samu-propose", to_parameters(given), Proposed)

    def samu_prescribe(self, given: SamuPrescribeInput, *, key: str | None = None) -> Prescribed:
        """Prescribe and send; the same key again sends nothing more."""
        headers = write_headers(key, None)
        return self._act("samu-prescribe", to_parameters(given), Prescribed, headers)

    def samu_follow(
        self, number: str | None = None, *, executions: bool = False, days: int = 1
    ) -> Digest:
        """What became of one prescription, or of one's own of the last days."""
        told = SamuFollowInput(days=days)
        if number is not None:
            told = SamuFollowInput(number, executions or None)
        return self._act("samu-follow", to_parameters(told), Digest)

    def samu_withdraw(
        self, number: str, text: str | None = None, *, key: str | None = None
    ) -> Ended:
        """Take a prescription and its message back."""
        given = SamuWithdrawInput(number, text)
        return self._act("samu-withdraw", to_parameters(given), Ended, write_headers(key, None))
