"""One search box finds a person by whatever is known, for those who may see who persons are."""

import pytest

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.merges import approve_merge, propose_merge
from prisoners.domain.persons import add_name
from prisoners.models import Person
from prisoners.queries.search import find_persons
from tests.factories import (
    CaptivityFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    user_with,
    voided,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return user_with(Role.REGISTRAR)


@pytest.fixture
def person() -> Person:
    PersonFactory(called="Шевченко Олег Іванович", born=PartialDate.parse("1971-11-20"))
    return PersonFactory(
        called="Коваленко Микола Петрович",
        born=PartialDate.parse("1990-03-12"),
        identifiers=[{"scheme": "passport", "value": "АВ 123456"}],
    )


@pytest.mark.parametrize(
    "text",
    [
        "коваленко",
        "Коваленко Микола",
        "микола коваленко",
        "Kovalenko Mykola 12.03.1990",
        "Николай Коваленко 1990",
        "Kovalenko Nikolay Petrovich",
        "Ковaлeнко",  # two letters are Latin
        "Коваленк Микола",
        "Коаленко Микола",
        "Коваелнко Микола",
        "Коваленко Мкла 1990",
        "Ковальонко 1990",
        "Щербак Микола 12.03.1990",
        "ав123456",
        "АВ-123456",
    ],
)
def test_found_first(person: Person, reader: User, text: str) -> None:
    assert find_persons(text, reader)[0].person == person


def test_the_reasons_are_in_words(person: Person, reader: User) -> None:
    (match,) = find_persons("Николай Kovalenko 1990", reader)
    assert {str(reason) for reason in match.reasons} == {
        "surname in another spelling (Kovalenko = Коваленко)",
        "given name in another form (Николай = Микола)",
        "born 12 Mar 1990",
    }


def test_a_number_is_a_reason(person: Person, reader: User) -> None:
    (match,) = find_persons("АВ123456", reader)
    assert (match.score, [str(reason) for reason in match.reasons]) == (100, ["number"])


@pytest.mark.parametrize("text", ["3057", "Коваленко 3057", "Азов Коваленко"])
def test_found_by_the_unit(person: Person, reader: User, text: str) -> None:
    PersonFactory(called="Коваленко Микола Петрович")
    CaptivityFactory(person=person, unit=UnitFactory(code="3057", name_uk="Азов", name_en="Azov"))
    match = find_persons(text, reader)[0]
    assert match.person == person
    assert "unit 3057" in [str(reason) for reason in match.reasons]


def test_another_name_of_the_person_finds_them_once(person: Person, reader: User) -> None:
    add_name(person=person, surname="Koval", given_name="Nick", by=reader)
    assert [match.person for match in find_persons("Koval Nick", reader)] == [person]


def test_a_merged_record_leads_to_the_one_that_stays(person: Person, reader: User) -> None:
    duplicate = PersonFactory(called="Ковалевич Микола Петрович")
    merge = propose_merge(duplicate=duplicate, into=person, note="one passport", by=reader)
    approve_merge(merge=merge, by=user_with(Role.APPROVER))
    assert [match.person for match in find_persons("Ковалевич Микола", reader)] == [person]


def test_a_voided_person_is_not_found(person: Person, reader: User) -> None:
    voided(person, "typed twice")
    assert find_persons("Коваленко Микола", reader) == []


@pytest.mark.parametrize("text", ["", "?", "Абракадабренко Зигмунд"])
def test_nobody_is_found(person: Person, reader: User, text: str) -> None:
    assert find_persons(text, reader) == []


@pytest.mark.parametrize("roles", [[], [Role.ANALYST], [Role.ADMINISTRATOR]])
def test_only_for_those_who_may_see_who_persons_are(person: Person, roles: list[Role]) -> None:
    user = user_with(*roles) if roles else UserFactory()
    assert find_persons("Коваленко Микола", user) == []
    assert find_persons("АВ123456", user) == []


def test_the_nearest_birth_year_is_kept_among_thousands(person: Person, reader: User, monkeypatch) -> None:
    """What is cut off is cut in SQL, after the order: the right one of many bearers of a name comes first."""
    monkeypatch.setattr("prisoners.queries.search.MOST", 2)
    for year in range(1960, 1966):
        PersonFactory(called="Коваленко Микола Петрович", born=PartialDate.parse(str(year)))
    assert find_persons("Коваленко Микола 1990", reader)[0].person == person


@pytest.mark.parametrize("persons", [1, 3])
@pytest.mark.parametrize(("text", "queries"), [("Коваленко Микола 1990", 4), ("Коаленко Микола 1971", 8)])
def test_statements_are_bounded(reader, django_assert_num_queries, persons, text, queries) -> None:
    PersonFactory.create_batch(persons, called="Коваленко Микола Петрович", born=PartialDate.parse("1990"))
    find_persons(text, reader)
    with django_assert_num_queries(queries):
        find_persons(text, reader)
