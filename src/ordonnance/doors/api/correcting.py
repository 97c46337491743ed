"""`$correct`: a document corrected in one step, kept nowhere."""

import asyncio

from ordonnance.doors.api.operations import FHIR_JSON, JOSE, Call
from ordonnance.fhir import inputs
from ordonnance.fhir.operation_input import resource_type
from ordonnance.usecases.correct import Correct, Wanted, correct


async def run_correct(call: Call) -> object:
    """Correct a document: the body is the Bundle, or Parameters that hold it."""
    ports = call.platform.ports
    given = _command(call)
    # Judged several times: beside the loop, so that a long document holds up nobody else.
    return await asyncio.to_thread(
        correct, given, ports.reader, ports.drugs, ports.clock, ports.interactions
    )


def _command(call: Call) -> Correct:
    if call.is_signed():
        return Correct(call.incoming.body, JOSE)
    if resource_type(call.incoming.body) != "Parameters":
        return Correct(call.incoming.body, FHIR_JSON)
    given = call.input(inputs.CorrectInput)
    wanted = tuple(
        Wanted(each.rule, each.line, 1 if each.choice is None else each.choice)
        for each in given.corrections
    )
    return Correct(given.prescription, FHIR_JSON, wanted, given.on)
