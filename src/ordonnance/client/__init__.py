"""The typed Python client of the API: what the command line uses, and other software may.

`Client` sends each act as FHIR `Parameters` and answers the plain values of
`ordonnance.usecases.results`. A write carries an idempotency key; the client repeats it by itself,
a bounded number of times, when the answer is lost.
"""

from ordonnance.client.client import Client
from ordonnance.client.errors import AddressInvalid, Refused, RefusedIssue, Unreachable
from ordonnance.client.session import DemoToken

__all__ = ["AddressInvalid", "Client", "DemoToken", "Refused", "RefusedIssue", "Unreachable"]
