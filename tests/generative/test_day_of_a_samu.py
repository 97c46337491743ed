"""A day of a large SAMU: two thousand calls, an operator out for an hour, messages that come back.

Nothing is lost, nothing leaves twice, the census is the log, and the log names nobody. `./dev
simulate` lives the same day at other sizes.
"""

import asyncio
import logging

import pytest

from ordonnance.domain.letters import LetterState
from tests.builders.samu_day import Account, Day, account
from tests.builders.samu_operator import PEAK, Sizes, heard
from tests.simulate import main

SMALL = Sizes(calls=40, peak=4, outage=30)


def lived(day: Day) -> Account:
    """The day, then what it shows."""

    async def both() -> Account:
        with heard() as lines:
            await day.live()
        return await account(day, lines)

    return asyncio.run(both())


def test_nothing_is_lost_nothing_leaves_twice_and_the_census_is_the_log() -> None:
    sizes = Sizes()
    told = lived(Day(sizes))
    assert told.faults == ()
    assert (told.calls, told.prescriptions, told.peak) == (2_000, sum(sizes.by_hour), 80)
    assert told.rows == told.prescriptions
    assert all(told.cases[case] > 30 for case in "123")
    assert set(told.states) == {LetterState.DELIVERED, LetterState.BOUNCED}
    assert 0.01 < told.states[LetterState.BOUNCED] / told.prescriptions < 0.06
    assert told.unsure
    # Those of the outage were held, told late once each, and left when it was over.
    assert told.held >= sizes.by_hour[PEAK]
    assert told.warned >= sizes.by_hour[PEAK] * 0.8
    assert told.lines


class Forgetful(Day):
    """A day whose messages are never asked of the outbox."""

    async def prescribed(self) -> None:
        """One prescription whose letter nobody makes leave."""
        await super().prescribed()
        self.operator.took.clear()


class Insistent(Day):
    """A day whose operator takes everything twice."""

    async def prescribed(self) -> None:
        """One prescription, counted once more than it was asked."""
        await super().prescribed()
        self.operator.took.update(dict.fromkeys(self.operator.took, 1))


class Talkative(Day):
    """A day whose log says who is ill."""

    async def prescribed(self) -> None:
        """One prescription, told."""
        await super().prescribed()
        logging.getLogger("ordonnance").info("ZZTEMOIN0 prend du tramadol")


@pytest.mark.parametrize(
    ("day", "fault"),
    [(Forgetful, "perdu"), (Insistent, "en trop"), (Talkative, "dans les logs")],
)
def test_the_account_of_a_day_tells_what_went_wrong(day: type[Day], fault: str) -> None:
    assert any(each.startswith(fault) for each in lived(day(SMALL)).faults)


def test_a_day_of_other_sizes_is_lived_and_told_from_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--calls", "12", "--peak", "2", "--outage", "0", "--spaces", "0.8"]) == 0
    told = capsys.readouterr().out
    assert "Appels             " in told
    assert "Rien de perdu, rien en double" in told
    with pytest.raises(SystemExit) as refused:
        main(["--homes", "0.9", "--spaces", "0.2"])
    assert refused.value.code == 2
