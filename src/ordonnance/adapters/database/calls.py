"""The calls of the functions that write, as statements: one place for the base and the bench."""


def _call(function: str, arguments: int) -> str:
    places = ", ".join(f"${place}" for place in range(1, arguments + 1))
    return f"SELECT base.{function}({places})"


ISSUE = _call("issue_ordonnance", 21)
ISSUE_COUNTED = _call("issue_counted", 26)
APPLY = _call("apply_change", 12)
APPLY_REGISTERED = _call("apply_registered_acts", 21).replace("SELECT", "SELECT * FROM", 1)
REPLACE = _call("replace_ordonnance", 33)
RECORD = _call("record_access", 3)
RESERVE = _call("reserve_list", 7)
REVOKE = _call("revoke_list", 3)
RECORD_STOCK = _call("record_stock", 7)
FLAG_CENSUS = _call("flag_census", 3)
RECORD_PILOT = _call("record_pilot", 7)
KEEP_TRACES = _call("keep_traces", 6).replace("SELECT", "SELECT * FROM", 1)
FINISH = _call("finish_outbox", 2)
