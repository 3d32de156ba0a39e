"""Verbs of a captivity: one behaviour each."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from prisoners.domain.captivities import (
    correct_status,
    log_past_captivity,
    open_captivity,
    record_event,
    revise_captivity,
)
from prisoners.enums import OPEN, AlertKind, CaptivityStatus, EventKind
from prisoners.models import Alert, Captivity, StatusEvent
from tests.factories import (
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    merged,
    other,
    returned,
    voided,
)

pytestmark = pytest.mark.django_db
S, E = CaptivityStatus, EventKind


@pytest.fixture
def by() -> User:
    return User.objects.system()


def test_a_captivity_begins_as_missing_or_held(by) -> None:
    with pytest.raises(ValidationError, match="begins as missing or held"):
        open_captivity(person=PersonFactory(), detaining_power=other(), status=S.RETURNED, by=by)


def test_nobody_is_held_twice_at_once() -> None:
    captivity = CaptivityFactory()
    with pytest.raises(ValidationError):
        CaptivityFactory(person=captivity.person, captured=PartialDate.parse("2024"))


def test_a_power_does_not_hold_its_own(by) -> None:
    person = PersonFactory()
    with pytest.raises(ValidationError) as refused:
        open_captivity(person=person, detaining_power=person.party, by=by)
    assert "detaining_power" in refused.value.message_dict


def test_the_person_points_to_the_captivity_that_counts() -> None:
    captivity = CaptivityFactory()
    captivity.person.refresh_from_db()
    assert captivity.person.latest_captivity == captivity


def test_a_past_captivity_leaves_the_open_one_in_front(by) -> None:
    captivity = CaptivityFactory()
    dates = {"captured": PartialDate.parse("2022-03"), "ended": PartialDate.parse("2022-04")}
    log_past_captivity(person=captivity.person, detaining_power=other(), outcome=E.EXCHANGED, by=by, **dates)
    captivity.person.refresh_from_db()
    assert captivity.person.latest_captivity == captivity


def test_captivities_of_a_person_are_numbered_as_they_are_recorded_the_voided_among_them() -> None:
    first = CaptivityFactory()
    voided(first, "a mistake")
    assert (first.number, CaptivityFactory(person=first.person).number) == (1, 2)


def test_a_past_captivity_needs_an_end_that_ends(by) -> None:
    with pytest.raises(ValidationError, match="does not end"):
        log_past_captivity(
            person=PersonFactory(), detaining_power=other(), outcome=E.LISTED, ended=PartialDate.parse("2023"), by=by
        )


def test_captivities_do_not_overlap(by) -> None:
    captivity = CaptivityFactory()
    dates = {"captured": PartialDate.parse("2023-01-01"), "ended": PartialDate.parse("2023-06-01")}
    with pytest.raises(ValidationError):
        log_past_captivity(person=captivity.person, detaining_power=other(), outcome=E.DIED, by=by, **dates)


@pytest.mark.parametrize(("kind", "status"), [(E.EXCHANGED, S.RETURNED), (E.DIED, S.DIED), (E.RELEASED, S.RELEASED)])
def test_an_end_gives_status_and_outcome(by, kind, status) -> None:
    captivity = CaptivityFactory()
    record_event(captivity=captivity, kind=kind, occurred=PartialDate.parse("2024-02"), by=by)
    captivity.refresh_from_db()
    assert (captivity.status, captivity.outcome, captivity.ended.isoformat()) == (status, kind, "2024-02")


@pytest.mark.parametrize("status", OPEN)
def test_every_open_status_may_end_in_a_return(by, status) -> None:
    captivity = CaptivityFactory(status=status)
    assert record_event(captivity=captivity, kind=E.EXCHANGED, by=by).to_status == S.RETURNED


@pytest.mark.parametrize("kind", [E.EXCHANGED, E.REPATRIATED, E.DIED, E.CONFIRMED])
def test_nothing_ends_what_is_over(by, kind) -> None:
    with pytest.raises(IllegalMove, match="is over"):
        record_event(captivity=returned(), kind=kind, by=by)


def test_who_is_in_a_neutral_country_may_still_come_home(by) -> None:
    captivity = CaptivityFactory()
    record_event(captivity=captivity, kind=E.INTERNED, by=by)
    assert record_event(captivity=captivity, kind=E.EXCHANGED, by=by).from_status == S.INTERNED


def test_who_is_in_a_neutral_country_does_not_escape(by) -> None:
    captivity = CaptivityFactory()
    record_event(captivity=captivity, kind=E.INTERNED, by=by)
    with pytest.raises(IllegalMove):
        record_event(captivity=captivity, kind=E.ESCAPED, by=by)


def test_an_end_before_the_capture_is_refused_by_field(by) -> None:
    with pytest.raises(ValidationError) as refused:
        record_event(captivity=CaptivityFactory(), kind=E.EXCHANGED, occurred=PartialDate.parse("2021"), by=by)
    assert "ended_on" in refused.value.message_dict


def test_a_transfer_changes_no_status(by) -> None:
    captivity = CaptivityFactory()
    event = record_event(captivity=captivity, kind=E.TRANSFERRED, by=by)
    assert event.from_status == event.to_status == captivity.status


def test_a_correction_is_no_event(by) -> None:
    with pytest.raises(ValidationError, match="form of its own"):
        record_event(captivity=CaptivityFactory(), kind=E.REVISED, by=by)


def test_a_correction_opens_a_captivity_again(by) -> None:
    captivity = returned()
    event = correct_status(captivity=captivity, to=S.CONFIRMED, by=by, reason="another man")
    captivity.refresh_from_db()
    assert (captivity.status, captivity.outcome, event.note) == (S.CONFIRMED, "", "another man")
    assert not captivity.ended


@pytest.mark.parametrize(("to", "reason"), [(S.CONFIRMED, " "), (S.DIED, "why"), (S.RETURNED, "why")])
def test_a_correction_has_a_reason_and_leads_to_an_open_status(by, to, reason) -> None:
    with pytest.raises(ValidationError):
        correct_status(captivity=returned(), to=to, by=by, reason=reason)


def test_cohorts_are_made_what_is_said(by) -> None:
    one, two = CohortFactory(), CohortFactory()
    captivity = CaptivityFactory(cohorts=[one])
    revise_captivity(captivity=captivity, cohorts=[two], by=by)
    assert [each.cohort for each in captivity.memberships.standing()] == [two]


def test_voiding_takes_everything_recorded_with_it(by) -> None:
    captivity = returned()
    voided(captivity, "never was")
    captivity.person.refresh_from_db()
    assert captivity.person.latest_captivity is None
    assert not StatusEvent.objects.standing().exists()


def test_a_second_capture_after_a_return_raises_the_alert() -> None:
    first = returned()
    second = CaptivityFactory(person=first.person, captured=PartialDate.parse("2025-03"))
    assert Alert.objects.get().captivity == second
    assert Alert.objects.get().kind == AlertKind.RECAPTURED


def test_who_was_never_held_raises_no_alert(by) -> None:
    captivity = CaptivityFactory()
    record_event(captivity=captivity, kind=E.NOT_CAPTIVE, by=by)
    CaptivityFactory(person=captivity.person, captured=PartialDate.parse("2025-03"))
    assert not Alert.objects.exists()


def test_a_captivity_of_a_merged_record_is_refused(by) -> None:
    person = PersonFactory()
    merged(person, into=PersonFactory())
    with pytest.raises(ValidationError, match="merged"):
        open_captivity(person=person, detaining_power=other(), by=by)
    assert not Captivity.objects.exists()
