"""The backlog: its figures by hand, and what readers are told of it."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.captivities import record_event
from prisoners.domain.custody import record_detention
from prisoners.models import Captivity
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.catalogue.backlog_tables import percentile
from reports.domain.answers import answer_now
from tests.factories import (
    BranchFactory,
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    UnitFactory,
    home,
    other,
    returned,
    user_with,
    voided,
)
from tests.factories.policies import CIVILIANS, WOMEN, in_force

pytestmark = pytest.mark.django_db
D = datetime.date
ON = D(2024, 12, 31)


def answered(on: D = ON, user: User | None = None, **parameters: Any) -> Answer:
    report = catalogue.find("backlog")
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def captured(day: str, **fields: Any) -> Captivity:
    return CaptivityFactory(captured=PartialDate.parse(day) if day else PartialDate(), **fields)


def counted(answer: Answer, table: str) -> dict[str | None, Any]:
    return {row[0][0] if isinstance(row[0], list) else row[0]: row[-1] for row in answer.table(table).rows}


def test_each_person_is_in_one_band_and_an_unknown_capture_has_its_own() -> None:
    for day in ("2024-12-31", "2024-07-01", "2024-06-30", "2023-12-31", "2022-12-31", "2021-12-31", ""):
        captured(day)
    bands = {"under_6m": 2, "6_12m": 1, "1_2y": 1, "2_3y": 1, "3y": 1, "unknown": 1}
    assert counted(answered(), "bands") == bands


def test_nobody_is_counted_before_the_capture_nor_from_the_return_on() -> None:
    returned("2024-10-18", captured=PartialDate.parse("2024-03-01"))
    days = [D(2024, 2, 29), D(2024, 3, 1), D(2024, 10, 17), D(2024, 10, 18)]
    assert [answered(day).value("held") for day in days] == [0, 1, 1, 0]


def test_who_is_captured_again_is_held_once_on_any_day() -> None:
    person = PersonFactory()
    returned("2024-10-18", person=person, captured=PartialDate.parse("2024-03-01"))
    captured("", person=person)
    assert [answered(day).value("held") for day in (D(2024, 5, 1), D(2024, 10, 18), ON)] == [1, 1, 1]


def test_what_was_voided_or_never_was_captivity_is_not_counted() -> None:
    system = User.objects.system()
    voided(captured("2024-01-01"), "synthetic")
    record_event(
        captivity=captured("2024-01-01"), kind="not_captive", occurred=PartialDate.parse("2024-12-30"), by=system
    )
    assert answered(D(2024, 6, 1)).value("held") == 0


def test_partitions_add_up_to_those_held() -> None:
    in_force(WOMEN, CIVILIANS)
    branch = BranchFactory()
    captured("2024-01-01", unit=UnitFactory(branch=branch), legal_category="civilian")
    captured("", person=PersonFactory(sex="female"), unit=UnitFactory())
    captured("2022-01-01", legal_category="pow")
    answer = answered()
    for table in ("bands", "branches", "categories", "sexes", "regions", "tiers"):
        assert sum(counted(answer, table).values()) == answer.value("held") == 3, table


def test_units_are_rolled_up_the_tree_of_the_day() -> None:
    corps = UnitFactory(code="corps")
    brigade = UnitFactory(code="brigade", parent=corps)
    captured("2024-01-01", unit=corps), captured("2024-01-01", unit=brigade), captured("2024-01-01")
    rows = [[row[0] and row[0][0], *row[1:]] for row in answered().table("units").rows]
    assert rows == [["corps", 1, 1, 2], ["brigade", 2, 1, 1], [None, None, 1, 1]]


def test_cohorts_do_not_add_up() -> None:
    first, second = CohortFactory(code="first"), CohortFactory(code="second")
    captured("2024-01-01", cohorts=[first, second]), captured("2024-01-01")
    assert counted(answered(), "cohorts") == {"first": 1, "second": 1}


def test_the_region_is_that_of_the_latest_detention_on_the_day() -> None:
    captive, system = captured("2024-01-01"), User.objects.system()
    for region, since in (("North", "2024-02-01"), ("South", "2024-08-01")):
        began = PartialDate.parse(since)
        record_detention(captivity=captive, place=PlaceFactory(region=region), began=began, by=system)
    assert [counted(answered(day), "regions") for day in (D(2024, 1, 15), D(2024, 3, 1), ON)] == [
        {None: 1},
        {"North": 1},
        {"South": 1},
    ]


def test_ageing_counts_days_of_those_whose_capture_is_known() -> None:
    for day in ("2024-12-30", "2024-12-21", "2024-09-22", ""):
        captured(day)
    answer = answered()
    assert [answer.value(key) for key in ("median", "p90", "longest", "unknown_start")] == [10, 100, 100, 1]


def test_a_percentile_is_the_value_of_somebody() -> None:
    assert [percentile({1: 5, 7: 4, 100: 1}, share) for share in (0.5, 0.9, 1)] == [1, 7, 100]
    assert percentile({}, 0.5) is None


def test_flow_and_clearance() -> None:
    captured("2024-11-05"), captured("2024-11-06"), captured("2024-01-01")
    returned("2024-12-18", captured=PartialDate.parse("2024-03-01"))
    answer = answered()
    assert [row for row in answer.table("flow").rows if any(row[1:])] == [
        ["2024-01", 1, 0, 0, 0],
        ["2024-03", 1, 0, 0, 0],
        ["2024-11", 2, 0, 0, 0],
        ["2024-12", 0, 1, 0, 0],
    ]
    assert (answer.value("returned_in_year"), answer.value("clearance")) == (1, 36.0)


def test_without_returns_there_is_no_clearance_time() -> None:
    captured("2024-01-01")
    assert answered().value("clearance") is None


def test_the_other_side_has_a_backlog_of_its_own() -> None:
    captured("2024-01-01")
    assert [answered(side=side).value("held") for side in ("home", other().code)] == [1, 0]


def test_filters_narrow_every_figure() -> None:
    unit, cohort = UnitFactory(code="3057"), CohortFactory(code="azovstal")
    captured("2024-01-01", unit=unit, cohorts=[cohort], person=PersonFactory(sex="female"), legal_category="pow")
    captured("2024-01-01")
    for name, value in {"unit": "3057", "cohort": "azovstal", "sex": "female", "category": "pow"}.items():
        answer = answered(**{name: value})
        assert (answer.value("held"), sum(row[1] for row in answer.table("flow").rows)) == (1, 1), name


@pytest.mark.parametrize("wrong", [{"unit": "none"}, {"side": "XX"}, {"cohort": "none"}, {"known_on": "2999-01-01"}])
def test_a_wrong_parameter_is_named(wrong) -> None:
    home()
    with pytest.raises(ValidationError) as refused:
        catalogue.find("backlog").clean(wrong)
    assert set(refused.value.message_dict) == set(wrong)


def test_a_unit_of_the_other_side_is_not_one_of_ours() -> None:
    UnitFactory(party=other(), code="9999")
    captured("2024-01-01")
    with pytest.raises(ValidationError) as refused:
        catalogue.find("backlog").clean({"unit": "9999"})
    assert set(refused.value.message_dict) == {"unit"}
    assert catalogue.find("backlog").clean({"unit": "9999", "side": other().code})


@pytest.fixture
def analyst(db) -> User:
    return user_with(Role.ANALYST)


def test_an_analyst_is_told_no_small_figure(analyst) -> None:
    for number in range(12):
        captured("2024-01-01", person=PersonFactory(sex="female" if number < 2 else "male"))
    answer = answered(user=analyst)
    assert counted(answer, "sexes") == {"female": "few", "male": 10, "unknown": 0}
    assert [answer.value(key) for key in ("held", "longest", "p90")] == [10, "withheld", "withheld"]
    assert not {"branches", "regions", "tiers"} & {table.key for table in answer.tables}


def test_an_analyst_is_told_nothing_that_is_reckoned_from_exact_figures(analyst) -> None:
    for number in range(30):
        held = captured("2024-01-01")
        if number < 8:
            record_event(
                captivity=held, kind="exchanged", occurred=PartialDate.parse("2024-06-03"), by=User.objects.system()
            )
    answer = answered(user=analyst)
    assert [answer.value(key) for key in ("held", "returned_in_year", "clearance")] == [20, 10, 24.0]
    assert [row for row in answer.table("flow").rows if any(row[1:])] == [
        ["2024-01", 30, 0, 0, 0],
        ["2024-06", 0, 10, 0, 0],
    ]


def test_of_fewer_than_five_an_analyst_is_told_nothing_else(analyst) -> None:
    captured("2024-01-01")
    answer = answered(user=analyst)
    assert (answer.value("held"), [table.rows for table in answer.tables]) == ("few", [[]])


@pytest.mark.parametrize(
    ("on", "parameters", "named"),
    [(ON, {"sex": "female"}, "sex"), (ON, {"known_on": "2024-12-01"}, "known_on"), (D(2024, 12, 30), {}, "as_of")],
)
def test_an_analyst_does_not_ask_what_a_difference_would_tell(analyst, on, parameters, named) -> None:
    captured("2024-01-01")
    with pytest.raises(ValidationError) as refused:
        answered(on, analyst, **parameters)
    assert set(refused.value.message_dict) == {named}
    answered(on, **parameters)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LIAISON])
def test_without_the_permission_for_figures_there_is_no_answer(role) -> None:
    with pytest.raises(PermissionDenied):
        answered(user=user_with(role))
