"""The database and PartialDate agree on every pair of dates, whatever is known of them."""

import datetime
import itertools
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.acts import VOID
from common.partial_dates import PartialDate, Precision
from prisoners.models import Captivity, Person
from tests.factories import PersonFactory, allowed, other

pytestmark = pytest.mark.django_db

NUMBERS = itertools.count(1)
# A narrow stretch of time, so that dates meet.
days = st.dates(datetime.date(2022, 1, 1), datetime.date(2024, 12, 31))
dates = st.builds(PartialDate, days, st.sampled_from(Precision)) | st.just(PartialDate())
LONG = {
    Precision.DAY: relativedelta(),
    Precision.MONTH: relativedelta(months=1),
    Precision.YEAR: relativedelta(years=1),
}
in_database = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def person() -> Person:
    return PersonFactory()


def last(date: PartialDate) -> datetime.date:
    """The last day that a date may mean."""
    end = date.date + LONG[date.precision]
    return end if date.precision == Precision.DAY else end - datetime.timedelta(days=1)


def past(person: Person, captured: PartialDate, ended: PartialDate) -> dict[str, Any]:
    over = {"status": "returned", "outcome": "exchanged", "detaining_power": other()}
    return {"person": person, "captured": captured, "ended": ended, **over}


def inserted(**values: Any) -> Captivity | None:
    """The row as the database made it, or None when a constraint refused it."""
    try:
        with transaction.atomic():
            captivity = Captivity(number=next(NUMBERS), **values)
            captivity.save()
            captivity.refresh_from_db()
            return captivity
    except IntegrityError:
        return None


def void(captivity: Captivity) -> None:
    by = allowed(VOID, captivity)
    Captivity.objects.filter(pk=captivity.pk).update(voided_at=timezone.now(), voided_by=by, void_reason="x")


@in_database
@given(captured=dates, ended=dates)
def test_an_end_before_its_start_is_refused_exactly_when_it_is_certain(person, captured, ended) -> None:
    captivity = inserted(**past(person, captured, ended))
    assert (captivity is None) == ended.is_before(captured)
    if captivity:
        void(captivity)


@in_database
@given(captured=dates, ended=dates)
def test_surely_held_is_what_is_certain_of_both_dates(person, captured, ended) -> None:
    captivity = inserted(**past(person, captured, ended))
    if captivity is None:
        return
    void(captivity)
    held = captivity.surely_held
    if not captured or not ended or ended.date <= last(captured):
        assert held.isempty
    else:
        assert (held.lower, held.upper) == (last(captured), ended.date)


@in_database
@given(captured=dates.filter(bool))
def test_who_is_still_held_is_so_from_the_last_day_that_the_capture_may_be(person, captured) -> None:
    captivity = inserted(person=person, detaining_power=other(), captured=captured)
    void(captivity)
    assert (captivity.surely_held.lower, captivity.surely_held.upper) == (last(captured), None)


@in_database
@given(st.lists(dates, min_size=4, max_size=4))
def test_what_one_after_the_other_may_be_is_never_refused(person, four) -> None:
    first = inserted(**past(person, *four[:2]))
    if first is None:
        return
    second = inserted(**past(person, *four[2:]))
    if second is None:
        certain = four[3].is_before(four[2]) or not (four[1].is_before(four[2]) or four[3].is_before(four[0]))
        assert certain
    else:
        void(second)
    void(first)
