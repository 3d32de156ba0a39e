"""What happens to many at once: as to one, in a few statements."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.captivities import record_event
from prisoners.domain.together import Happening, record_events, take_back_events
from prisoners.enums import CaptivityStatus, EventKind
from prisoners.models import Captivity, StatusEvent
from tests.factories import CaptivityFactory, returned

pytestmark = pytest.mark.django_db
S, E = CaptivityStatus, EventKind
DAY = PartialDate.parse("2024-10-18")


@pytest.fixture
def by() -> User:
    return User.objects.system()


def happened(*told: tuple[Captivity, EventKind], by: User) -> None:
    record_events(happenings=[Happening(captivity.pk, kind, DAY) for captivity, kind in told], by=by)
    for captivity, _kind in told:
        captivity.refresh_from_db()


def taken_back(*captivities: Captivity, kinds: tuple[EventKind, ...], by: User) -> list[str]:
    take_back_events(captivities=[each.pk for each in captivities], kinds=kinds, by=by, reason="it never happened")
    return list(
        Captivity.objects.filter(pk__in=[each.pk for each in captivities])
        .order_by("pk")
        .values_list("status", flat=True)
    )


def test_each_ends_as_it_was_said(by) -> None:
    home, interned, listed = CaptivityFactory.create_batch(3)
    happened((home, E.EXCHANGED), (interned, E.INTERNED), (listed, E.LISTED), by=by)
    assert [each.status for each in (home, interned, listed)] == [S.RETURNED, S.INTERNED, S.LISTED]
    assert [each.outcome for each in (home, interned, listed)] == [E.EXCHANGED, E.INTERNED, ""]
    assert [each.ended for each in (home, listed)] == [DAY, PartialDate()]


def test_it_is_told_as_by_the_door_for_one(by) -> None:
    one, many = CaptivityFactory.create_batch(2)
    record_event(captivity=one, kind=E.EXCHANGED, occurred=DAY, by=by)
    happened((many, E.EXCHANGED), by=by)
    told = StatusEvent.objects.values(
        "kind", "occurred_on", "occurred_on_precision", "from_status", "to_status", "note"
    )
    assert told.get(captivity=one) == told.get(captivity=many)


def test_many_take_as_many_statements_as_one(by, django_assert_num_queries) -> None:
    for number in (1, 5):
        captivities = CaptivityFactory.create_batch(number)
        with django_assert_num_queries(9):
            happened_to = [Happening(each.pk, E.EXCHANGED, DAY) for each in captivities]
            record_events(happenings=happened_to, by=by)


def test_all_of_it_or_nothing(by) -> None:
    held = CaptivityFactory()
    with pytest.raises(IllegalMove, match="1 of the captivities is over already"):
        happened((held, E.EXCHANGED), (returned(), E.EXCHANGED), by=by)
    held.refresh_from_db()
    assert held.is_open


@pytest.mark.parametrize(("day", "told"), [("2021-01-01", "captured after this day"), ("2999", "has not come yet")])
def test_an_end_that_cannot_be_is_refused(by, day, told) -> None:
    happening = Happening(CaptivityFactory().pk, E.EXCHANGED, PartialDate.parse(day))
    with pytest.raises(ValidationError, match=told):
        record_events(happenings=[happening], by=by)


def test_what_was_listed_is_again_what_it_was_before(by) -> None:
    missing, confirmed = CaptivityFactory(status=S.MISSING), CaptivityFactory()
    happened((missing, E.LISTED), (confirmed, E.LISTED), by=by)
    assert taken_back(missing, confirmed, kinds=(E.LISTED,), by=by) == [S.MISSING, S.CONFIRMED]
    assert StatusEvent.objects.filter(kind=E.REVISED, note="it never happened").count() == 2


def test_what_came_otherwise_is_left_alone(by) -> None:
    confirmed_since = CaptivityFactory(status=S.CLAIMED)
    happened((confirmed_since, E.LISTED), by=by)
    happened((confirmed_since, E.CONFIRMED), by=by)
    assert taken_back(confirmed_since, kinds=(E.LISTED,), by=by) == [S.CONFIRMED]


def test_an_end_is_taken_back_to_before_the_list(by) -> None:
    captivity = CaptivityFactory(status=S.CLAIMED)
    happened((captivity, E.LISTED), by=by)
    happened((captivity, E.EXCHANGED), by=by)
    assert taken_back(captivity, kinds=(E.LISTED, E.EXCHANGED), by=by) == [S.CLAIMED]
    captivity.person.refresh_from_db()
    assert captivity.person.latest_captivity == captivity


def test_an_end_stands_once_the_person_was_captured_again(by) -> None:
    captivity = CaptivityFactory()
    happened((captivity, E.EXCHANGED), by=by)
    CaptivityFactory(person=captivity.person, captured=PartialDate.parse("2025"))
    with pytest.raises(ValidationError, match="1 of them was captured again"):
        taken_back(captivity, kinds=(E.EXCHANGED,), by=by)
