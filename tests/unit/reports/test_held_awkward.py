"""Reports about those held against plain Python over the awkward register."""

import datetime
from collections import Counter
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from exchanges.domain.claims import record_claim
from prisoners.domain.captivities import record_event
from prisoners.queries.unit_figures import unit_figures
from reports.catalogue.answer import Answer
from tests.factories import SourceFactory, user_with
from tests.factories.awkward import CASE, CASES, ON, UNITS, Awkward, Case
from tests.unit.reports.those_held import asked, code_of, column, day_of, led, ours, way_of

pytestmark = pytest.mark.django_db
D = datetime.date
DAYS = [ON, D(2024, 10, 17), D(2023, 6, 30)]


def held(on: D) -> list:
    return [case for case in ours() if case.on(on)]


def ages(cases: list, on: D) -> list[int]:
    return sorted((on - day_of(case, "captured")).days for case in cases if case.captured)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_figures(register: Awkward, on) -> None:
    answer, expected = asked("ageing", on), ages(held(on), on)
    assert answer.value("held") == len(held(on))
    assert answer.value("unknown_start") == len(held(on)) - len(expected)
    # Half, and nine of ten, are held no longer.
    assert answer.value("median") == expected[-(-len(expected) // 2) - 1]
    assert answer.value("p90") == expected[-(-len(expected) * 9 // 10) - 1]
    assert answer.value("longest") == expected[-1]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_each_month_of_capture_with_those_held_still(register: Awkward, on) -> None:
    days = {case: day_of(case, "captured") for case in ours()}
    captured = Counter(f"{day:%Y-%m}" for day in days.values() if day and day <= on)
    still = Counter(f"{days[case]:%Y-%m}" for case in held(on) if case.captured)
    answer = asked("ageing", on)
    assert column(answer, "starts", "captured") == captured
    assert column(answer, "starts", "held") == {month: still[month] for month in captured}
    assert answer.table("starts").foot[1:3] == [captured.total(), still.total()]


@pytest.mark.parametrize("of", ["category", "sex"])
def test_ages_by_group(register: Awkward, of) -> None:
    answer, table = asked("ageing", ON), {"category": "categories", "sex": "sexes"}[of]
    groups = {value: [case for case in held(ON) if getattr(case, of) == value] for value in column(answer, table, of)}
    assert column(answer, table, "persons") == {value: len(cases) for value, cases in groups.items()}
    assert column(answer, table, "longest") == {
        value: max(ages(cases, ON), default=None) for value, cases in groups.items()
    }


def test_ages_by_cohort(register: Awkward) -> None:
    expected = Counter(case.cohort for case in held(ON) if case.cohort)
    assert column(asked("ageing", ON), "cohorts", "persons") == expected


def month_ends(on: D, number: int) -> list[D]:
    """The last day of each month, the one asked for in place of its month's."""
    firsts = [on.replace(day=1) - relativedelta(months=n) for n in reversed(range(number))]
    return [*(first + relativedelta(months=1, days=-1) for first in firsts[:-1]), on]


def by_month(days: list[D | None], on: D) -> Counter:
    return Counter(f"{day:%Y-%m}" for day in days if day and day <= on)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_each_month(register: Awkward, on) -> None:
    answer = asked("flow", on, months="60")
    expected = {"captured": by_month([day_of(case, "captured") for case in ours()], on)}
    for way in ("returned", "died", "other"):
        expected[way] = by_month([day_of(case, "ended") for case in ours() if way_of(case) == way], on)
    for name, counted in expected.items():
        assert {month: number for month, number in column(answer, "flow", name).items() if number} == counted, name
        assert answer.value(name) == counted.total() > 0, name


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_as_many_are_held_at_each_end_of_a_month_as_the_cases_say(register: Awkward, on) -> None:
    table = asked("flow", on, months="60").table("flow")
    expected = [sum(case.on(day) for case in ours()) for day in month_ends(on, 60)]
    assert [row[table.place("held")] for row in table.rows] == expected
    assert len(set(expected)) > 5


def test_clearance_leans_on_the_returns_of_twelve_months(register: Awkward) -> None:
    back = [day_of(case, "ended") for case in ours() if way_of(case) == "returned"]
    on = D(2024, 12, 31)
    year = sum(bool(day) and D(2023, 12, 31) < day <= on for day in back)
    answer = asked("flow", on)
    assert answer.value("returned_in_year") == year == 4
    assert answer.value("clearance") == round(sum(case.on(on) for case in ours()) * 12 / year, 1)


def test_what_has_no_day_is_told_beside(register: Awkward) -> None:
    answer = asked("flow", ON)
    assert answer.value("undated_captures") == sum(not case.captured for case in ours()) == 3
    assert answer.value("undated_ends") == sum(bool(case.way) and not case.ended for case in ours()) == 1


def test_it_agrees_with_the_backlog(register: Awkward) -> None:
    flow, backlog = asked("flow", ON), asked("backlog", ON)
    for name in ("captured", "returned", "died", "other"):
        assert column(flow, "flow", name) == column(backlog, "flow", name), name
    assert [flow.value(key) for key in ("held", "clearance")] == [backlog.value(key) for key in ("held", "clearance")]


def confirmed(captivity: Any, day: str) -> None:
    record_event(captivity=captivity, kind="confirmed", occurred=PartialDate.parse(day), by=User.objects.system())


def test_only_the_first_confirmation_counts(register: Awkward) -> None:
    confirmed(register.captivities["year"], "2025-03-02"), confirmed(register.captivities["year"], "2025-05-02")
    confirmed(register.captivities["restricted"], "2025-03-02")
    found = column(asked("flow", ON), "flow", "confirmed")
    assert {month: number for month, number in found.items() if number} == {"2025-03": 1}


def test_as_known_before_the_confirmation_was_recorded(register: Awkward) -> None:
    confirmed(register.captivities["year"], "2025-03-02")
    assert asked("flow", ON, known_on="2025-12-31").value("confirmed") == 0


WHERE = ("held", "missing", "home", "dead", "elsewhere")
ENDS = {"returned": "home", "died": "dead", "other": "elsewhere"}


def person_of(case: Case) -> str:
    """Whose captivity it is: that of the first record, also of who was captured again or recorded twice."""
    first = case.again or case.merged_into
    return person_of(CASE[first]) if first else case.key


def state_of(case: Case, on: D) -> str:
    ended = day_of(case, "ended")
    if not case.way:
        return "missing" if case.status == "missing" else "held"
    return "held" if ended and ended > on else ENDS[way_of(case)]


def figures_of(units: set[str], on: D) -> dict[str, int]:
    """Persons of some units, each once, where the captivity that lasts says or else the latest."""
    counted = [
        case for case in CASES if not case.void and case.way != "not_captive" and case.party == "UA"
        and not case.restricted and case.unit in units
        and (day_of(case, "captured") or clock.today()) <= on
    ]  # fmt: skip
    states: dict[str, list[str]] = {}
    for case in sorted(counted, key=lambda case: day_of(case, "captured") or D.min):
        states.setdefault(person_of(case), []).append(state_of(case, on))
    lasting = {"held", "missing"}
    now = [next((state for state in found if state in lasting), found[-1]) for found in states.values()]
    told = {name: now.count(name) for name in WHERE if name != "home"}
    told["captured"] = sum(set(found) != {"missing"} for found in states.values())
    told["brought_back"] = sum("home" in found for found in states.values())
    return told


def under(code: str) -> set[str]:
    return {code} | {each for each, (above, _branch) in UNITS.items() if above == code}


def rows_of(answer: Answer, key: str) -> dict[Any, dict[str, int]]:
    names = figures_of(set(), ON)
    columns = {name: column(answer, key, name) for name in names}
    return {row: {name: columns[name][row] for name in names} for row in columns["captured"]}


@pytest.fixture(params=[ON, D(2024, 10, 17), None], ids=str)
def day(request) -> D:
    return request.param or clock.today()


def test_rates_of_units_with_those_under_them(register: Awkward, day) -> None:
    expected = {code: figures_of(under(code), day) for code in UNITS} | {None: figures_of({""}, day)}
    found = rows_of(asked("return-rates", day), "units")
    assert found == {code: figures for code, figures in expected.items() if any(figures.values())}
    assert len(found) == 5


def test_rates_of_branches_and_of_all(register: Awkward, day) -> None:
    answer = asked("return-rates", day)
    of = {branch: {code for code in UNITS if UNITS[code][1] == branch} for branch in ("guard", "marines")}
    expected: dict[str | None, Any] = {branch: figures_of(units, day) for branch, units in of.items()}
    expected[None] = figures_of({"tdf", ""}, day)
    assert rows_of(answer, "branches") == expected
    whole = figures_of({*UNITS, ""}, day)
    assert {name: answer.value(name) for name in whole} == whole
    assert answer.value("rate") == round(100 * whole["brought_back"] / whole["captured"], 1)


def test_the_states_of_those_captured_add_up(register: Awkward, day) -> None:
    answer = asked("return-rates", day)
    assert sum(column(answer, "outcomes", "persons").values()) == answer.value("captured")


def test_the_rate_of_one_unit_is_that_of_its_page(register: Awkward, day) -> None:
    registrar = user_with(Role.REGISTRAR)
    found = rows_of(asked("return-rates", day, registrar), "units")["3057"]
    page = unit_figures(register.units["3057"], day, registrar).whole
    assert found == {name: getattr(page, name) for name in found}


def test_what_others_say_stands_beside(register: Awkward) -> None:
    unit, source = register.units["3057"], SourceFactory(title="Interview")
    record_claim(
        unit=unit, measure="returned_share", percent=30, as_of=D(2025, 2, 22), source=source, by=User.objects.system()
    )
    said, before = asked("return-rates", ON), asked("return-rates", D(2024, 12, 31))
    assert column(said, "units", "claimed")["3057"] == 30
    rate = column(said, "units", "rate")["3057"]
    assert [[code_of(row[0]), *row[1:4]] for row in said.table("claims").rows] == [["3057", "=", 30.0, rate]]
    assert before.table("claims").rows == []


LED = [
    ("ageing", ON, {}), ("ageing", D(2024, 10, 17), {"known_on": clock.today().isoformat()}),
    ("flow", ON, {"months": "36"}), ("flow", D(2024, 10, 17), {}),
    ("return-rates", ON, {}), ("return-rates", D(2024, 10, 17), {"unit": "3057"}), ("return-rates", None, {}),
    ("eligible-held", ON, {}), ("eligible-held", D(2024, 8, 20), {"side": "RU"}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "on", "parameters"), LED)
def test_each_count_leads_to_as_many_persons(register: Awkward, key, on, parameters) -> None:
    confirmed(register.captivities["year"], "2024-03-02")
    found = list(led(key, on or clock.today(), user_with(Role.REGISTRAR), **parameters))
    assert found
    assert [(where, says, are) for where, says, are in found if says != are] == []
