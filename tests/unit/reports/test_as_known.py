"""As known on a day: what was recorded or changed later is not in the answer, whoever asks."""

import datetime
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common import clock
from exchanges.domain.exchanges import restrict_exchange
from exchanges.models import Exchange
from reports import catalogue
from reports.domain.answers import answer_now
from reports.queries.as_known import as_known_on
from tests.factories import ClaimFactory, completed_exchange, home, user_with, voided

pytestmark = pytest.mark.django_db
YESTERDAY = clock.today() - datetime.timedelta(days=1)


def asked(key: str, user: User | None = None, **parameters: Any) -> Any:
    report = catalogue.find(key)
    return answer_now(report, report.clean(parameters), clock.today(), user or user_with(Role.ANALYST)).answer


def recorded_before(last: int) -> None:
    """The changes up to this one were recorded two days ago: a book of two days, written in one."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_change SET at = at - interval '2 days' WHERE id <= %s", [last])
        cursor.execute("ALTER TABLE audit_change ENABLE TRIGGER USER")


@pytest.fixture
def exchange(db) -> Exchange:
    """Known since the day before yesterday as 40 for 150."""
    made = completed_exchange(40, 150, "2024-10-18")
    recorded_before(Change.objects.order_by("-id").values_list("id", flat=True)[0])
    return made


def test_what_is_recorded_later_is_not_known_yet(exchange) -> None:
    completed_exchange(95, 95, "2024-10-19")
    assert asked("swap-ratio", known_on=YESTERDAY.isoformat()).value("ratio") == [40, 150]
    assert asked("swap-ratio").value("ratio") == [135, 245]


def test_what_is_changed_later_is_as_it_was(exchange) -> None:
    voided(exchange)
    assert asked("swap-ratio", known_on=YESTERDAY.isoformat()).value("ratio") == [40, 150]
    assert asked("swap-ratio").value("ratio") is None


def test_a_total_that_was_stated_later_is_not_known_yet(exchange) -> None:
    ClaimFactory(party=home(), measure="returned_total", number=40, as_of=datetime.date(2024, 10, 20))
    assert asked("official-totals", known_on=YESTERDAY.isoformat()).value("intervals") == 0
    assert asked("official-totals").value("intervals") == 1


def test_who_may_see_it_is_asked_of_today(exchange) -> None:
    restrict_exchange(exchange=exchange, reason="synthetic", by=User.objects.system())
    trusted = user_with(Role.ANALYST, sees=[{}, {"restricted": True}])
    assert asked("swap-ratio", known_on=YESTERDAY.isoformat()).value("exchanges_in") == 0
    assert asked("swap-ratio", trusted, known_on=YESTERDAY.isoformat()).value("exchanges_in") == 1


def test_it_costs_no_statement_more(exchange, django_assert_num_queries) -> None:
    reader, report = user_with(Role.ANALYST), catalogue.find("swap-ratio")
    parameters = report.clean({"known_on": YESTERDAY.isoformat()})
    report.answer(parameters, clock.today(), reader, lambda *_: None)
    with django_assert_num_queries(1):
        report.answer(parameters, clock.today(), reader, lambda *_: None)


def test_outside_of_it_all_is_known(exchange) -> None:
    completed_exchange(95, 95, "2024-10-19")
    reader = user_with(Role.ANALYST)
    rows = Exchange.objects.visible_to(reader)
    with as_known_on((Exchange,), YESTERDAY, reader):
        assert rows.count() == 1
    assert rows.count() == 2
