"""The state machine of a captivity under random moves: what the verb refuses the database refuses, and the reverse."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.captivities import correct_status, record_event
from prisoners.enums import ENDED, LEADS_TO, MOVES, OPEN, CaptivityStatus, EventKind
from prisoners.models import Captivity
from prisoners.rules import possible_events
from tests.factories import CaptivityFactory

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in EventKind if kind != EventKind.REVISED]
DAY = PartialDate.parse("2024-10-18")
WITHIN_A_TEST = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def tried(captivity: Captivity, kind: EventKind) -> bool:
    """Record what happened; False when it is refused."""
    try:
        record_event(captivity=captivity, kind=kind, occurred=DAY, by=User.objects.system())
    except IllegalMove:
        return False
    return True


def taken_by_the_database(captivity: Captivity, to: CaptivityStatus) -> bool:
    """Whether a bare UPDATE to that state passes the trigger; it is taken back."""
    try:
        with transaction.atomic():
            row = {"status": to, "outcome": "exchanged" if to in ENDED else "", "ended_on": None}
            Captivity.objects.filter(pk=captivity.pk).update(**row, ended_on_precision="unknown")
            transaction.set_rollback(True)
    except InternalError:
        return False
    return True


@WITHIN_A_TEST
@given(moves=st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
def test_any_course_of_events_leaves_a_state_that_events_explain(moves: list[EventKind]) -> None:
    with transaction.atomic():
        captivity = CaptivityFactory(status=CaptivityStatus.MISSING)
        for kind in moves:
            before, possible = captivity.status, kind in possible_events(captivity.status)
            done = tried(captivity, kind)
            captivity.refresh_from_db()
            changes_nothing = LEADS_TO.get(kind) == before and before in OPEN
            assert done == (possible or changes_nothing), (before, kind)
            assert captivity.status == (LEADS_TO.get(kind, before) if done else before)
            assert (captivity.outcome != "") == (captivity.status in ENDED)
        events = captivity.events.order_by("recorded_at", "id")
        assert all(one.to_status == two.from_status for one, two in itertools.pairwise(events))
        transaction.set_rollback(True)


@WITHIN_A_TEST
@given(moves=st.lists(st.sampled_from(KINDS), max_size=3), to=st.sampled_from(CaptivityStatus))
def test_what_an_event_or_a_correction_may_do_the_database_takes_and_nothing_else(
    moves: list[EventKind], to: CaptivityStatus
) -> None:
    with transaction.atomic():
        captivity = CaptivityFactory(status=CaptivityStatus.CLAIMED)
        for kind in moves:
            tried(captivity, kind)
        captivity.refresh_from_db()
        legal = to == captivity.status or to in MOVES[CaptivityStatus(captivity.status)]
        assert taken_by_the_database(captivity, to) == legal
        transaction.set_rollback(True)


@pytest.mark.parametrize("to", CaptivityStatus)
def test_a_correction_leads_to_open_states_only(to: CaptivityStatus) -> None:
    captivity = CaptivityFactory(status=CaptivityStatus.CONFIRMED)
    tried(captivity, EventKind.EXCHANGED)
    captivity.refresh_from_db()
    if to in OPEN:
        correct_status(captivity=captivity, to=to, by=User.objects.system(), reason="another man")
    else:
        with pytest.raises(ValidationError):
            correct_status(captivity=captivity, to=to, by=User.objects.system(), reason="another man")
