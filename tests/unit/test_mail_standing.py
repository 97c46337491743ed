"""What is said of secure mail to whoever runs the base: numbers, in French, nobody's address."""

from datetime import timedelta

import pytest

from ordonnance.bootstrap.mail_standing import MailStanding
from ordonnance.domain.letters import LATE_AFTER
from ordonnance.usecases.mail.following import Lateness
from tests.builders.mail import NOON


def test_mail_that_leaves_says_nothing() -> None:
    assert MailStanding().warning(NOON) == ""
    assert MailStanding().overdue(NOON) == timedelta()


def test_a_letter_is_overdue_once_its_five_minutes_have_passed() -> None:
    standing = MailStanding(Lateness(1, NOON))
    assert standing.overdue(NOON + LATE_AFTER) == timedelta()
    assert standing.overdue(NOON + LATE_AFTER + timedelta(seconds=7)) == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("letters", "boxes", "waited", "said"),
    [(1, 0, timedelta(minutes=5, seconds=59),
      "Un message de la messagerie sécurisée n'est pas parti depuis 5 minutes."),
     (12, 0, timedelta(hours=3, minutes=10),
      "12 messages de la messagerie sécurisée ne sont pas partis, le plus ancien depuis 3 heures."),
     (0, 1, timedelta(), "Une boîte de messagerie sécurisée ne se relève pas."),
     (1, 2, timedelta(minutes=119),
      "Un message de la messagerie sécurisée n'est pas parti depuis 119 minutes. "
      "2 boîtes de messagerie sécurisée ne se relèvent pas.")],
)  # fmt: skip
def test_what_stays_and_what_is_not_followed_are_counted(
    letters: int, boxes: int, waited: timedelta, said: str
) -> None:
    unfollowed = frozenset(f"boite-{rank}@chu-exemple.mssante.fr" for rank in range(boxes))
    since = NOON if letters else None
    assert MailStanding(Lateness(letters, since), unfollowed).warning(NOON + waited) == said
