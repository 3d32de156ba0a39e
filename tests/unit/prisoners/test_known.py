"""What was known on a day, read back from the book, against a plain replay of the book from its beginning."""

import datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Change
from common.partial_dates import PartialDate
from prisoners.domain.captivities import (
    correct_status,
    log_past_captivity,
    open_captivity,
    record_event,
)
from prisoners.domain.persons import revise_person
from prisoners.enums import OPEN
from prisoners.models import Captivity, Person
from prisoners.queries import known
from prisoners.queries.held import Selection, held, rows
from tests.factories import (
    CaptivityFactory,
    PersonFactory,
    home,
    other,
    voided,
)

pytestmark = pytest.mark.django_db
D = datetime.date
DAYS = [D(2024, month, 1) for month in (1, 4, 7, 10)]
#: A day of the calendar stands for each step; the moment at which it ended is told to the query in its place.
STEPS = [D(2030, 1, day) for day in range(1, 9)]


@pytest.fixture
def moments(monkeypatch) -> dict[D, datetime.datetime]:
    found: dict[D, datetime.datetime] = {}
    monkeypatch.setattr(known, "end_of", found.__getitem__)
    return found


def now() -> datetime.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def held_ids(on: D, known_on: D | None = None) -> set[str]:
    statement = held(Selection(home().pk, on, "true", known_on=known_on))
    select = "SELECT c.id FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE "
    return {str(key) for (key,) in rows(statement, select + statement.where)}


def replayed(model: type, until: datetime.datetime) -> dict[str, dict[str, Any]]:
    """Every row of a model as the book has it at a moment."""
    found: dict[str, dict[str, Any]] = {}
    for change in Change.objects.filter(model=model._meta.label_lower, at__lt=until).order_by("id"):
        found.setdefault(str(change.object_id), {}).update(change.after)
    return found


def plainly_held(on: D, until: datetime.datetime) -> set[str]:
    """Whom the book says to be held on a day, by the rule in plain Python."""
    persons = replayed(Person, until)
    captivities = {key: row for key, row in replayed(Captivity, until).items() if not row.get("voided_at")}
    return {key for key, row in captivities.items() if _is_held(key, row, persons[row["person_id"]], captivities, on)}


def _is_held(key: str, row: dict, person: dict, captivities: dict[str, dict], on: D) -> bool:
    began, ended, day = row.get("captured_on"), row.get("ended_on"), on.isoformat()
    if person.get("voided_at") or person.get("merged_into_id") or row["status"] == "not_captive":
        return False
    if (began and began > day) or not (row["status"] in OPEN or (ended and ended > day)):
        return False
    later = [
        (each["ended_on"], other_key)
        for other_key, each in captivities.items()
        if each["person_id"] == row["person_id"]
        and (each.get("ended_on") or "") > day
        and each["status"] != "not_captive"
    ]
    return bool(began) or not later or (ended, key) == min(later)


def act(kind: str, day: D, number: int) -> None:
    """One thing that is recorded, on whoever it can be recorded of."""
    system, when = User.objects.system(), PartialDate.parse(day.isoformat())
    persons = list(Person.objects.standing().order_by("id"))
    captive = Captivity.objects.open().order_by("id")[number % 3 :].first()
    free = [each for each in persons if not each.captivities.standing().filter(status__in=OPEN).exists()]
    if kind == "capture":
        CaptivityFactory(person=PersonFactory(), captured=when if number % 3 else PartialDate())
    elif kind == "again" and free:
        open_captivity(person=free[0], detaining_power=other(), captured=PartialDate(), by=system)
    elif kind == "past" and free and not free[0].captivities.standing().exists():
        log_past_captivity(person=free[0], detaining_power=other(), outcome="exchanged", ended=when, by=system)
    elif kind in {"exchanged", "not_captive"} and captive and (captive.captured_on or day) <= day:
        record_event(captivity=captive, kind=kind, occurred=when, by=system)
    elif kind == "void" and captive:
        voided(captive, "synthetic")
    elif kind == "revise" and persons:
        revise_person(person=persons[0], notes=f"synthetic {number}", by=system)


KINDS = ["capture", "capture", "again", "past", "exchanged", "exchanged", "not_captive", "void", "revise"]
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(DAYS), st.integers(0, 8)), min_size=2, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_what_was_known_is_what_the_book_said_then(moments, acts) -> None:
    for step, each in zip(STEPS, acts, strict=False):
        act(*each)
        moments[step] = now()
    for step in STEPS[: len(acts)]:
        for on in DAYS:
            assert held_ids(on, step) == plainly_held(on, moments[step]), (step, on)


@given(ACTS)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_known_now_is_the_whole_book(acts) -> None:
    for each in acts:
        act(*each)
    assert [held_ids(on) for on in DAYS] == [plainly_held(on, now()) for on in DAYS]


def test_a_return_recorded_late_changes_what_is_true_and_not_what_was_known(moments) -> None:
    captive = CaptivityFactory(captured=PartialDate.parse("2024-01-01"))
    moments[STEPS[0]] = now()
    record_event(
        captivity=captive, kind="exchanged", occurred=PartialDate.parse("2024-05-01"), by=User.objects.system()
    )
    assert held_ids(D(2024, 7, 1)) == set()
    assert held_ids(D(2024, 7, 1), STEPS[0]) == {str(captive.pk)}


def test_a_captivity_recorded_late_is_true_and_was_not_known(moments) -> None:
    moments[STEPS[0]] = now()
    captive = CaptivityFactory(captured=PartialDate.parse("2024-01-01"))
    assert held_ids(D(2024, 7, 1)) == {str(captive.pk)}
    assert held_ids(D(2024, 7, 1), STEPS[0]) == set()


def test_what_was_corrected_twice_is_as_it_was_first(moments) -> None:
    captive, system = CaptivityFactory(captured=PartialDate.parse("2024-01-01")), User.objects.system()
    record_event(captivity=captive, kind="exchanged", occurred=PartialDate.parse("2024-05-01"), by=system)
    moments[STEPS[0]] = now()
    correct_status(captivity=captive, to="confirmed", reason="synthetic", by=system)
    record_event(captivity=captive, kind="died", occurred=PartialDate.parse("2024-09-01"), by=system)
    assert held_ids(D(2024, 7, 1)) == {str(captive.pk)}
    assert held_ids(D(2024, 7, 1), STEPS[0]) == set()


def test_a_person_voided_since_was_counted_then(moments) -> None:
    captive = CaptivityFactory(captured=PartialDate.parse("2024-01-01"))
    moments[STEPS[0]] = now()
    voided(captive, "synthetic")
    voided(captive.person, "synthetic")
    assert held_ids(D(2024, 7, 1)) == set()
    assert held_ids(D(2024, 7, 1), STEPS[0]) == {str(captive.pk)}
