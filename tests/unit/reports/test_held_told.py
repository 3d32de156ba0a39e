"""What readers are told of reports about those held, how many statements they take, and what they say of nobody."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from exchanges.manifest_enums import EntryCategory
from exchanges.queries.candidates import Question, candidates
from prisoners.domain.evidence import record_consent
from prisoners.domain.health import record_health_assessment
from prisoners.models import Captivity
from prisoners.queries.priority import Policy
from reports import catalogue
from reports.queries.eligible_held import STANDINGS
from tests.factories import (
    CaptivityFactory,
    PersonFactory,
    TransferFactory,
    UnitFactory,
    home,
    other,
    returned,
    user_with,
)
from tests.factories.manifests import ManifestEntryFactory
from tests.unit.reports.those_held import asked, column

pytestmark = pytest.mark.django_db
D = datetime.date
ON = D(2025, 12, 31)


def captured(number: int, day: str = "2024-01-01", **of: str) -> None:
    for _ in range(number):
        CaptivityFactory(person=PersonFactory(**of), captured=PartialDate.parse(day))


@pytest.mark.parametrize(("role", "told"), [(Role.ANALYST, False), (Role.REGISTRAR, True)])
def test_months_branches_and_the_longest_time_are_for_who_sees_persons(role, told) -> None:
    captured(12)
    answer = asked("ageing", D(2024, 12, 31), user_with(role))
    assert ({"starts", "branches"} <= {table.key for table in answer.tables}) == told
    assert (answer.value("longest") == 365) == told
    assert ("longest" in {each.key for each in answer.table("sexes").columns}) == told


def test_an_analyst_is_told_a_median_of_ten_and_none_of_fewer() -> None:
    captured(10, sex="male"), captured(8, sex="female")
    answer = asked("ageing", D(2024, 12, 31), user_with(Role.ANALYST))
    assert column(answer, "sexes", "median") == {"male": 365, "female": "withheld", "unknown": None}
    assert column(answer, "sexes", "persons") == {"male": 10, "female": 10, "unknown": 0}
    assert (answer.value("median"), answer.value("p90")) == (365, "withheld")


@pytest.mark.parametrize("number", [1, 3])
def test_ageing_takes_the_same_statements_for_one_and_for_three(number, django_assert_num_queries) -> None:
    captured(number)
    user = User.objects.system()
    asked("ageing", ON, user)
    with django_assert_num_queries(13):
        asked("ageing", ON, user)


def test_of_no_age_there_is_a_sentence_and_no_chart() -> None:
    captured(1)
    answer = asked("ageing", D(2020, 12, 31))
    report = catalogue.find("ageing")
    assert report.sentence(answer) == "Nobody is held on 31 Dec 2020."
    assert report.chart(answer) is None


def filled(*months: tuple[str, int]) -> None:
    for month, number in months:
        for _ in range(number):
            returned(f"{month}-10", captured=PartialDate.parse("2023-01-01"))
    for _ in range(20):
        CaptivityFactory(captured=PartialDate.parse("2023-01-01"))


def test_an_analyst_is_told_no_small_month_nor_a_sum_that_gives_it_away() -> None:
    filled(("2024-03", 5), ("2024-06", 1))
    on = D(2024, 12, 31)
    answer, exact = asked("flow", on, user_with(Role.ANALYST)), asked("flow", on)
    assert (column(answer, "flow", "returned")["2024-06"], answer.value("returned")) == ("few", "withheld")
    assert (answer.value("clearance"), answer.value("held")) == ("withheld", 20)
    assert (exact.value("returned"), exact.value("clearance")) == (6, 40.0)
    assert {"change", "clearance"}.isdisjoint(each.key for each in answer.table("flow").columns)


def test_an_analyst_is_told_the_pace_by_what_is_told() -> None:
    filled(("2024-03", 8))
    answer = asked("flow", D(2024, 12, 31), user_with(Role.ANALYST))
    assert [answer.value(key) for key in ("held", "returned", "clearance")] == [20, 10, 24.0]


@pytest.mark.parametrize("number", [1, 3])
def test_flow_takes_the_same_statements_for_one_and_for_three(number, django_assert_num_queries) -> None:
    for _ in range(number):
        CaptivityFactory()
    user = User.objects.system()
    with django_assert_num_queries(11):
        asked("flow", ON, user)


def test_of_no_flow_there_is_a_sentence_and_no_chart(db) -> None:
    home(), other()
    answer, report = asked("flow", ON), catalogue.find("flow")
    assert report.sentence(answer) == "In the 24 months up to 31 Dec 2025 nobody was captured, held or returned."
    assert report.chart(answer) is None


@pytest.fixture
def two_units() -> None:
    """A corps with two brigades: one of many, one of few."""
    corps = UnitFactory(code="corps")
    for code, number in (("many", 30), ("few", 2)):
        unit = UnitFactory(code=code, parent=corps)
        for place in range(number):
            (returned if place % 3 == 0 else CaptivityFactory)(unit=unit)


@pytest.mark.parametrize(("role", "of_few", "rate"), [(Role.ANALYST, "few", "withheld"), (Role.REGISTRAR, 2, 50.0)])
def test_a_small_unit_is_told_to_who_sees_persons(two_units, role, of_few, rate) -> None:
    answer = asked("return-rates", ON, user_with(role))
    assert (column(answer, "units", "captured")["few"], column(answer, "units", "rate")["few"]) == (of_few, rate)
    assert ("branches" in {table.key for table in answer.tables}) == (role == Role.REGISTRAR)


def test_an_analyst_is_told_rates_by_what_is_told(two_units) -> None:
    answer = asked("return-rates", ON, user_with(Role.ANALYST))
    assert [answer.value(key) for key in ("captured", "brought_back", "rate")] == [30, 10, 33.3]
    assert column(answer, "units", "captured") == {"corps": 30, "many": 30, "few": "few"}


@pytest.mark.parametrize("number", [1, 3])
def test_return_rates_take_the_same_statements_for_one_and_for_three(number, django_assert_num_queries) -> None:
    for _ in range(number):
        CaptivityFactory(unit=UnitFactory())
    user = User.objects.system()
    with django_assert_num_queries(18):
        asked("return-rates", ON, user)


def test_of_nobody_captured_there_is_a_sentence_and_no_chart() -> None:
    home(), other()
    answer, report = asked("return-rates", ON), catalogue.find("return-rates")
    assert report.sentence(answer) == "Nobody is recorded as captured up to 31 Dec 2025."
    assert report.chart(answer) is None


def theirs(**fields) -> Captivity:
    fields = {"person": PersonFactory(party=other()), "detaining_power": home()} | fields
    return CaptivityFactory(**fields)


def answered(captivity: Captivity, answer: str, voluntariness: str) -> None:
    record_consent(
        captivity=captivity, purpose="return", answer=answer, voluntariness=voluntariness, by=User.objects.system()
    )


@pytest.fixture
def we_hold() -> None:
    """Of the other side one of each who is no candidate, and three who are."""
    system = User.objects.system()
    theirs(service_basis="conscript"), theirs(captured=PartialDate())
    answered(theirs(service_basis="convict"), "refused", "coerced")
    answered(theirs(), "refused", "free")
    theirs(status="missing"), theirs(legal_category="civilian"), theirs(legal_category="chaplain")
    record_health_assessment(captivity=theirs(), grade="gravely_sick", by=system)
    ManifestEntryFactory(transfer=TransferFactory(direction="to_them"), captivity=theirs())
    CaptivityFactory()


def test_each_whom_we_hold_stands_in_one_line(we_hold) -> None:
    answer = asked("eligible-held", clock.today())
    expected = {"eligible": 3} | dict.fromkeys(STANDINGS[1:], 1)
    assert column(answer, "standings", "persons") == expected
    assert answer.value("held") == 9
    found = {basis: number for basis, number in column(answer, "bases", "persons").items() if number}
    assert found == {"conscript": 1, "convict": 1, "unknown": 1}
    assert column(answer, "bands", "persons")["unknown"] == 1


def test_the_eligible_are_those_whom_a_plan_may_propose(we_hold) -> None:
    negotiator = user_with(Role.NEGOTIATOR)
    found = candidates(Question(other().pk, home().pk, negotiator, clock.today(), Policy(None)))
    answer = asked("eligible-held", clock.today(), negotiator)
    assert len(found.candidates) == answer.value("eligible") == 3
    assert len(found.beside) == sum(column(answer, "standings", "persons")[key] for key in EntryCategory.values[1:])


@pytest.mark.parametrize(("role", "may"), [(Role.ANALYST, False), (Role.AUDITOR, False), (Role.APPROVER, True)])
def test_the_eligible_are_for_few_readers(role, may) -> None:
    home(), other()
    user = user_with(role)
    assert ("eligible-held" in {report.key for report in catalogue.visible_to(user)}) == may
    if not may:
        with pytest.raises(PermissionDenied):
            asked("eligible-held", ON, user)


@pytest.mark.parametrize("number", [1, 3])
def test_the_eligible_take_the_same_statements_for_one_and_for_three(number, django_assert_num_queries) -> None:
    for _ in range(number):
        theirs()
    user = User.objects.system()
    with django_assert_num_queries(16):
        asked("eligible-held", ON, user)
