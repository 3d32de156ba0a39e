"""How many of a unit were captured and brought back: each person once, at any day, under the tree of that day."""

import datetime

import pytest

from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from common.small_figures import WITHHELD
from prisoners.domain.captivities import log_past_captivity, open_captivity, record_event
from prisoners.enums import EventKind
from prisoners.interfaces.unit_panel import Telling
from prisoners.queries.captured import COUNTS, UnitFigures
from prisoners.queries.unit_figures import unit_figures
from tests.factories import UnitFactory, merged, other, user_with
from tests.factories.prisoners import CaptivityFactory, PersonFactory, returned
from units.domain.placements import move_unit

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY, BEFORE = D(2026, 1, 1), D(2023, 1, 1)


@pytest.fixture
def tree():
    """A unit with two under it, the first of which has one more."""
    top = UnitFactory(name_en="3057", code="3057")
    first, second = UnitFactory(name_en="First", parent=top), UnitFactory(name_en="Second", parent=top)
    return top, first, second, UnitFactory(name_en="Deep", parent=first)


def ended(outcome: EventKind, unit, on: str = "2024-01-01", **fields):
    return log_past_captivity(
        person=fields.pop("person", None) or PersonFactory(),
        detaining_power=other(),
        captured=PartialDate.parse(fields.pop("captured", "2022-05-17")),
        outcome=outcome,
        ended=PartialDate.parse(on),
        unit=unit,
        by=User.objects.system(),
    )


def told(figures: UnitFigures) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: number for name in COUNTS if (number := getattr(figures, name))}


def test_each_state_is_counted_where_it_belongs(tree) -> None:
    top = tree[0]
    CaptivityFactory(unit=top), CaptivityFactory(unit=top, status="missing"), returned(unit=top)
    for outcome in (EventKind.DIED, EventKind.ESCAPED, EventKind.RELEASED, EventKind.NOT_CAPTIVE):
        ended(outcome, top)
    assert told(unit_figures(top, TODAY, the_system()).whole) == {
        "persons": 6,
        "captured": 5,
        "brought_back": 2,
        "held": 1,
        "missing": 1,
        "home": 2,
        "dead": 1,
        "elsewhere": 1,
    }


def test_figures_are_rolled_up_the_tree_and_told_by_unit_directly_under(tree) -> None:
    top, first, second, deep = tree
    CaptivityFactory(unit=top), CaptivityFactory(unit=first), CaptivityFactory(unit=deep), returned(unit=deep)
    found = unit_figures(top, TODAY, the_system())
    assert (found.whole.captured, found.own.captured) == (4, 1)
    assert {key: each.captured for key, each in found.below.items()} == {first.pk: 3}
    assert unit_figures(second, TODAY, the_system()).whole == UnitFigures(second.pk)


@pytest.fixture
def captured_again(tree):
    """Somebody who came home, and was captured again in another unit under the same one."""
    _, first, second, _ = tree
    person = PersonFactory()
    ended(EventKind.EXCHANGED, first, person=person)
    again = open_captivity(
        person=person,
        detaining_power=other(),
        status="confirmed",
        captured=PartialDate.parse("2025-03-01"),
        unit=second,
        by=User.objects.system(),
    )
    return person, again


def test_who_was_captured_twice_is_one_person_brought_back_and_held(tree, captured_again) -> None:
    found = unit_figures(tree[0], TODAY, the_system())
    assert told(found.whole) == {"persons": 1, "captured": 1, "brought_back": 1, "held": 1}
    assert [told(found.below[tree[n].pk]) for n in (1, 2)] == [
        {"persons": 1, "captured": 1, "brought_back": 1, "home": 1},
        {"persons": 1, "captured": 1, "held": 1},
    ]


def test_before_the_second_capture_it_is_as_it_was_then(tree, captured_again) -> None:
    assert told(unit_figures(tree[0], D(2024, 6, 1), the_system()).whole) == {
        "persons": 1,
        "captured": 1,
        "brought_back": 1,
        "home": 1,
    }


def test_on_a_day_before_the_return_he_was_held(tree) -> None:
    returned("2024-10-18", unit=tree[0])
    days = (D(2022, 5, 16), D(2022, 5, 17), D(2024, 10, 17), D(2024, 10, 18))
    assert [told(unit_figures(tree[0], day, the_system()).whole).keys() - {"persons", "captured"} for day in days] == [
        set(),
        {"held"},
        {"held"},
        {"brought_back", "home"},
    ]


def test_the_tree_is_that_of_the_day(tree) -> None:
    top, _, _, deep = tree
    CaptivityFactory(unit=deep)
    move_unit(unit=deep, parent=None, on=D(2024, 1, 1), reason="an order", by=User.objects.system())
    assert [unit_figures(top, day, the_system()).whole.held for day in (BEFORE, TODAY)] == [1, 0]


def test_a_capture_without_a_date_counts_from_the_day_it_was_recorded(tree) -> None:
    CaptivityFactory(unit=tree[0], captured=PartialDate())
    recorded = datetime.datetime.now(tz=datetime.UTC).date()
    found = [unit_figures(tree[0], recorded + datetime.timedelta(days), the_system()).whole.held for days in (-2, 1)]
    assert found == [0, 1]


def test_since_is_the_earliest_capture_of_those_held(tree) -> None:
    for day in ("2022-05-17", "2022-04-12"):
        CaptivityFactory(unit=tree[1], captured=PartialDate.parse(day))
    ended(EventKind.DIED, tree[1], captured="2022-03-01")
    assert unit_figures(tree[0], TODAY, the_system()).whole.since == D(2022, 4, 12)


def test_two_records_that_are_one_person_count_once(tree, merged_pair) -> None:
    assert told(unit_figures(tree[0], TODAY, the_system()).whole) == {"persons": 1, "captured": 1, "held": 1}


@pytest.fixture
def merged_pair(tree):
    """Two records of one person, each with the captivity, merged."""
    first, second = PersonFactory(), PersonFactory()
    for person in (first, second):
        CaptivityFactory(person=person, unit=tree[0])
    merged(second, into=first)


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_statements_for_one_and_for_three(tree, number, django_assert_num_queries) -> None:
    for _ in range(number):
        CaptivityFactory(unit=tree[3])
    system = the_system()
    # The statements, and the savepoint around them.
    with django_assert_num_queries(5):
        unit_figures(tree[0], TODAY, system)


@pytest.mark.parametrize(
    ("back", "captured", "exact", "guarded"),
    [(30, 100, "30.0 %", "≈ 30 %"), (33, 99, "33.3 %", "≈ 35 %"), (3, 100, "3.0 %", ""), (0, 0, "", "")],
)
def test_the_rate_leans_on_figures_that_are_told(back, captured, exact, guarded) -> None:
    figures = UnitFigures(None, captured=captured, brought_back=back)
    for telling, rate in ((Telling(exact=True), exact), (Telling(exact=False), guarded)):
        states = telling.states(figures)
        assert telling.rate(states["brought_back"], states["captured"]) == rate


def test_what_is_told_of_the_parts_leaves_a_small_one_open() -> None:
    parts = {name: UnitFigures(None, held=number) for name, number in (("a", 4), ("b", 4))}
    assert Telling(exact=False).columns(parts)["held"] == {"a": WITHHELD, "b": WITHHELD}
    assert Telling(exact=True).columns(parts)["held"] == {"a": 4, "b": 4}


def page(client, unit, **query):
    panels = client.get(unit.get_absolute_url(), query).context["panels"]
    return next((each.context for each in panels if each.anchor == "figures"), None)


@pytest.mark.parametrize(
    ("role", "held"), [(Role.REGISTRAR, "1"), (Role.ANALYST, "fewer than 5"), (Role.LIAISON, None)]
)
def test_the_page_of_a_unit_tells_each_reader_what_she_may_know(client, tree, role, held) -> None:
    CaptivityFactory(unit=tree[3])
    client.force_login(user_with(role, language="en"))
    shown = page(client, tree[0])
    assert (shown and shown["figures"]["held"]) == held


def test_the_page_tells_the_day_that_it_is_asked_for(client, tree) -> None:
    returned("2024-10-18", unit=tree[3])
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    assert [page(client, tree[0], on=day)["rate"] for day in ("2024-10-17", "2024-10-18")] == ["0.0 %", "100.0 %"]


def test_the_rate_stands_by_unit_directly_under(client, tree) -> None:
    returned(unit=tree[3]), CaptivityFactory(unit=tree[1]), CaptivityFactory(unit=tree[0])
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    assert [(row.name, row.rate) for row in page(client, tree[0])["rows"]] == [
        ("First", "50.0 %"),
        ("In the unit itself", "0.0 %"),
    ]


def test_no_name_of_a_person_stands_on_the_page_of_a_unit(client, tree) -> None:
    captivity = CaptivityFactory(unit=tree[0])
    record_event(captivity=captivity, kind=EventKind.DIED, occurred=PartialDate(), by=User.objects.system())
    client.force_login(user_with(Role.ANALYST, language="en"))
    assert captivity.person.name not in client.get(tree[0].get_absolute_url()).content.decode()
