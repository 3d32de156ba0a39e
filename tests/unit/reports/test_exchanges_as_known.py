"""Reports about exchanges as known on a day: what was recorded later is not in the answer."""

import datetime
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from audit.models import Change
from common import clock
from exchanges.domain.exchanges import move_exchange
from exchanges.enums import ExchangeStatus, Rest
from exchanges.models import Exchange
from tests.factories import CaptivityFactory, ClaimFactory, ExchangeFactory, completed_exchange
from tests.factories.manifests import at
from tests.unit.exchanges.test_completion import completed, under_way
from tests.unit.reports.asking import ask, values

pytestmark = pytest.mark.django_db
YESTERDAY = (clock.today() - datetime.timedelta(days=1)).isoformat()


def both(key: str, read: Any) -> tuple[Any, Any]:
    """What was known yesterday, and what is known now."""
    return read(ask(key, on=clock.today(), known_on=YESTERDAY)), read(ask(key, on=clock.today()))


def so_far() -> None:
    """What is recorded so far was so two days ago: a book of two days, written in one."""
    last = Change.objects.order_by("-id").values_list("id", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_change SET at = at - interval '2 days' WHERE id <= %s", [last])
        cursor.execute("ALTER TABLE audit_change ENABLE TRIGGER USER")


@pytest.fixture
def exchange() -> Exchange:
    made = completed_exchange(157, 160, "2024-10-18", formula="157")
    so_far()
    return made


def test_a_part_that_was_claimed_later_is_not_told_yet(exchange) -> None:
    transfer = exchange.transfers.get(direction="to_us")
    ClaimFactory(transfer=transfer, percent=13, number=None, axis="nationality", category="some")
    assert both("composition", lambda answer: values(answer.table("parts"), "category")) == ([], [("some",)])


def test_a_claim_that_was_made_later_is_not_compared_yet(exchange) -> None:
    ClaimFactory(transfer=exchange.transfers.get(direction="to_us"), number=150)
    assert both("claims", lambda answer: answer.value("differs")) == (0, 1)


def test_what_was_postponed_later_was_not_postponed_yet() -> None:
    planned = at(ExchangeFactory(planned_on=datetime.date(2024, 10, 18)), ExchangeStatus.AGREED)
    so_far()
    move_exchange(exchange=planned, to=ExchangeStatus.POSTPONED, reason="synthetic", by=User.objects.system())
    assert both("setbacks", lambda answer: answer.value("postponed")) == (0, 1)


def test_who_was_handed_over_later_was_on_the_manifest_only() -> None:
    [entry] = under_way(CaptivityFactory(), delivered=1)
    so_far()
    completed(entry, rest=Rest.EVERYBODY)
    fates = both("agreed-delivered", lambda answer: answer.table("fates").rows)
    assert fates == ([["approved", 1, 0]], [["delivered", 1, 0]])


def test_whoever_came_home_later_is_not_counted_among_those_named_yet() -> None:
    [entry] = under_way(CaptivityFactory(), delivered=1)
    so_far()
    completed(entry, rest=Rest.EVERYBODY)
    named = both("composition", lambda answer: [table.key for table in answer.tables if table.key == "own_sex"])
    assert named == ([], ["own_sex"])
