"""The list of persons: who sees it, what fits a filter, in which order, in how many queries."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from common import clock, pagination
from common.partial_dates import PartialDate
from prisoners.enums import CaptivityStatus
from prisoners.interfaces import filters
from prisoners.models import Person
from prisoners.views.listing import PersonList
from tests.factories import (
    BranchFactory,
    CaptivityFactory,
    CohortFactory,
    PersonFactory,
    UnitFactory,
    merged,
    other,
    returned,
    user_with,
)
from tests.factories.exports import fetched

pytestmark = pytest.mark.django_db
LIST = "/prisoners/"


@pytest.fixture
def registrar(client: Client) -> User:
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def shown(client: Client, query: str = "") -> list[str]:
    """The names of the rows on the page, without the word that marks them as synthetic."""
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200, response.context["filterset"].errors
    return [row.name for row in response.context["page"].rows]


def captive(called: str, **fields: object) -> Person:
    return CaptivityFactory(person=PersonFactory(called=called), **fields).person


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_without_the_permission_there_is_no_list(client: Client, role: Role) -> None:
    client.force_login(user_with(role))
    assert client.get(LIST).status_code == 403


def test_an_empty_list_says_how_to_begin(client: Client, registrar: User) -> None:
    content = client.get(LIST).content.decode()
    assert "Nobody is recorded yet" in content
    assert reverse("prisoners:create") in content


def test_ukrainian_order_puts_ye_after_e_and_i_before_yi(client: Client, registrar: User) -> None:
    for surname in ("Їжак", "Іваненко", "Єрмак", "Ермітажний", "Ґудзь", "Гнатюк"):
        PersonFactory(called=surname)
    assert shown(client) == ["Гнатюк", "Ґудзь", "Ермітажний", "Єрмак", "Іваненко", "Їжак"]


def test_a_merged_record_and_a_voided_one_are_not_there(client: Client, registrar: User) -> None:
    stays, duplicate = PersonFactory(called="Перший"), PersonFactory(called="Другий")
    merged(duplicate, into=stays)
    assert shown(client) == ["Перший"]


def test_one_row_a_person_whatever_the_captivities(client: Client, registrar: User) -> None:
    person = returned(person=PersonFactory(called="Двічі")).person
    CaptivityFactory(person=person, captured=PartialDate.parse("2025-01-09"))
    assert shown(client) == ["Двічі"]
    assert shown(client, "status=returned") == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status=missing", ["Зниклий"]),
        ("status=missing&status=returned", ["Зниклий", "Повернутий"]),
        ("held=held", ["Зниклий", "Утримуваний"]),
        ("held=ended", ["Повернутий"]),
        ("captured_after=2023-01-01", ["Зниклий"]),
        ("category=civilian", ["Зниклий"]),
        ("service_basis=conscript", ["Утримуваний"]),
        ("held_for=3y", ["Утримуваний"]),
        ("held_for=unknown", []),
        ("sex=female", []),
        ("identity=established&synthetic=true", ["Зниклий", "Повернутий", "Утримуваний"]),
    ],
)
def test_filters(client: Client, registrar: User, query: str, names: list[str]) -> None:
    day = PartialDate.parse("2025-11-01")
    captive("Зниклий", status=CaptivityStatus.MISSING, captured=day, legal_category="civilian")
    captive("Утримуваний", service_basis="conscript")
    returned(person=PersonFactory(called="Повернутий"))
    assert shown(client, query) == names


def test_filters_by_side_power_and_branch(client: Client, registrar: User) -> None:
    branch = BranchFactory()
    person = captive("Морський", unit=UnitFactory(branch=branch))
    captive("Інший")
    assert shown(client, f"branch={branch.pk}") == ["Морський"]
    assert len(shown(client, f"party={person.party_id}&detaining_power={other().pk}")) == 2
    assert shown(client, f"party={other().pk}") == []


def test_a_unit_is_found_with_those_under_it(client: Client, registrar: User) -> None:
    whole = UnitFactory(code="3057")
    captive("Підлеглий", unit=UnitFactory(parent=whole, since="2020-01-01"))
    captive("Інший", unit=UnitFactory())
    assert shown(client, "unit=3057") == ["Підлеглий"]


def test_a_cohort_holds_its_standing_members(client: Client, registrar: User) -> None:
    cohort = CohortFactory()
    captive("Оточений", cohorts=[cohort])
    captive("Інший")
    assert shown(client, f"cohort={cohort.pk}") == ["Оточений"]


def test_days_held_are_counted_and_said_to_be_at_least_so_many(client: Client, registrar: User) -> None:
    captive("А", captured=PartialDate.parse("2022-05-17"))
    captive("Б", captured=PartialDate.parse("2022-05"))
    content = client.get(LIST).content.decode()
    days = (clock.today() - PartialDate.parse("2022-05-17").date).days
    assert f"{days:,}" in content
    assert f"≥ {days - 14:,}" in content


def test_the_export_holds_what_is_shown_in_the_same_order(client: Client, registrar: User) -> None:
    captive("Бойко Іван Петрович", rank="солдат")
    captive("Андрієнко Іван Петрович")
    rows = list(csv.reader(io.StringIO(fetched(client, LIST).decode("utf-8-sig"))))
    assert [row[0].split()[0] for row in rows[1:]] == ["Андрієнко", "Бойко"]


def test_who_may_not_know_names_gets_no_such_column(client: Client, registrar: User, monkeypatch) -> None:
    from accounts import roles

    monkeypatch.setitem(roles.FIELD_CLASSES, Role.REGISTRAR, frozenset({"open", "staff"}))
    captive("Прихований-секретний")
    for query in ("", "?sort=name", "?sort=born_on"):
        assert "Прихований" not in client.get(f"{LIST}{query}").content.decode()
    assert "Прихований" not in fetched(client, LIST).decode("utf-8-sig")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client: Client, registrar: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(number):
        CaptivityFactory(unit=UnitFactory())
    client.get(LIST)
    with django_assert_num_queries(10):
        assert client.get(LIST).status_code == 200


def test_an_invented_record_has_one_sign_in_its_row_and_the_word_for_those_who_hear_it(
    client: Client, registrar: User
) -> None:
    captive("Вигаданий Іван")
    content = client.get(LIST).content.decode()
    assert "Вигаданий Іван&nbsp;<span" in content
    assert '<span class="visually-hidden">synthetic</span>' in content
    assert content.count("nobody real.") == 2


def test_where_nobody_is_invented_no_sign_is_explained(client: Client, registrar: User) -> None:
    PersonFactory(called="Справжній Іван", is_synthetic=False)
    assert "nobody real." not in client.get(LIST).content.decode()


@pytest.mark.parametrize("few", [1, 10])
@pytest.mark.parametrize(("query", "is_large"), [("status=confirmed", True), ("status=confirmed&sex=male", False)])
def test_where_too_many_captivities_are_asked_for_persons_are_not_counted(
    client: Client, registrar: User, monkeypatch: pytest.MonkeyPatch, query: str, is_large: bool, few: int
) -> None:
    monkeypatch.setattr(filters, "SOME", 1)
    monkeypatch.setattr(filters, "FEW", few)
    PersonFactory(sex="male")
    for _each in range(3):
        CaptivityFactory(person=PersonFactory(sex="male"))
    page = client.get(f"{LIST}?{query}").context["page"]
    assert (len(page.rows), page.total) == (3, None if is_large else 3)


def test_who_sees_the_persons_of_one_unit_has_hers_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "FEW", 1)
    unit = UnitFactory()
    CaptivityFactory(unit=unit), CaptivityFactory(), CaptivityFactory()
    client.force_login(user_with(Role.REGISTRAR, sees=[{"unit": unit}]))
    assert client.get(f"{LIST}?status=confirmed").context["page"].total == 1


@pytest.mark.parametrize("sort", ["captured_on", "-captured_on"])
def test_whose_capture_is_not_known_comes_after_all_others_on_the_pages_of_a_large_list(
    client: Client, registrar: User, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr(pagination, "COUNTED", 1)
    monkeypatch.setattr(PersonList, "page_size", 2)
    PersonFactory(called="Без"), PersonFactory(called="Жодного")
    for name, day in (("Перший", "2022-05-17"), ("Другий", "2023-05-17"), ("Невідомо", "")):
        captive(name, captured=PartialDate.parse(day) if day else PartialDate())
    names, page = [], f"?sort={sort}"
    while page:
        found = client.get(f"{LIST}{page}").context["page"]
        names, page = names + [row.name for row in found.rows], found.next
    known = ["Перший", "Другий"] if sort == "captured_on" else ["Другий", "Перший"]
    assert (names[:2], sorted(names[2:])) == (known, ["Без", "Жодного", "Невідомо"])
