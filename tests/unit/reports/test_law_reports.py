"""What all reports of the law do alike: of nobody they say so, and they cost the same whatever is counted."""

import datetime

import pytest

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from prisoners.domain.captivities import record_event
from reports import catalogue
from reports.catalogue.report import silent
from tests.factories import CaptivityFactory, home, returned, user_with
from tests.unit.reports.law import asked, cells

pytestmark = pytest.mark.django_db
D = datetime.date
ON = D(2025, 12, 31)
NOBODY = {
    "suspected-held": "Nobody is held on 31 Dec 2025.",
    "completeness": "Nobody is held on 31 Dec 2025.",
    "legal-deadlines": "Nobody is known to be held on 31 Dec 2025.",
    "recaptured": "No return home is on record up to 31 Dec 2025.",
}
#: The side, and each statement with its savepoint, its settings and its end; of those suspected held the claims too.
COSTS = {"suspected-held": 6, "completeness": 9, "legal-deadlines": 5, "recaptured": 9}


@pytest.mark.parametrize("key", NOBODY)
def test_of_nobody_it_says_so_and_draws_nothing(key) -> None:
    home()
    report, answer = catalogue.find(key), asked(key, ON)
    assert report.sentence(answer) == NOBODY[key]
    assert report.chart(answer) is None


def test_a_status_of_a_day_gone_by_is_that_before_the_first_change_after_it() -> None:
    captive, system = (
        CaptivityFactory(status="missing", captured=PartialDate.parse("2024-01-01")),
        User.objects.system(),
    )
    for kind, day in (("claimed", "2024-03-01"), ("confirmed", "2024-06"), ("exchanged", "2024-10-18")):
        record_event(captivity=captive, kind=kind, occurred=PartialDate.parse(day), by=system)
    known = {}
    for day in (D(2024, 2, 29), D(2024, 3, 1), D(2024, 5, 31), D(2024, 6, 1), D(2024, 10, 17), D(2024, 10, 18)):
        known[day] = [code for (code, _), number in cells(asked("suspected-held", day), "statuses").items() if number]
    assert list(known.values()) == [["missing"], ["claimed"], ["claimed"], ["confirmed"], ["confirmed"], []]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("key", COSTS)
def test_costs_the_same_for_one_and_three(key, number, django_assert_num_queries) -> None:
    CaptivityFactory.create_batch(number)
    for _ in range(number):
        returned()
    reader, report = user_with(Role.REGISTRAR), catalogue.find(key)
    parameters = report.clean({})
    report.answer(parameters, ON, reader, silent)
    with django_assert_num_queries(COSTS[key]):
        report.answer(parameters, ON, reader, silent)


@pytest.mark.parametrize("key", NOBODY)
def test_as_known_on_a_day_is_without_what_was_recorded_later(key) -> None:
    CaptivityFactory(), returned()
    yesterday = clock.today() - datetime.timedelta(days=1)
    first = catalogue.find(key).answer(catalogue.find(key).clean({}), ON, user_with(Role.REGISTRAR), silent).figures[0]
    known = {day: asked(key, ON, known_on=day.isoformat()).value(first.key) for day in (clock.today(), yesterday)}
    assert known == {clock.today(): first.value, yesterday: 0}
    assert first.value
