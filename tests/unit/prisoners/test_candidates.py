"""Who recorded may be the person that is being entered or imported."""

import pytest
from django.db import connection

from accounts.domain.people import the_system
from accounts.models import User
from accounts.roles import Role
from common.names import keys_of
from common.partial_dates import PartialDate
from prisoners.domain.matching import FullName, Profile
from prisoners.models import Person
from prisoners.queries.candidates import candidates_for, candidates_of_rows
from prisoners.queries.profiles import profiles_of
from tests.factories import CaptivityFactory, PersonFactory, UnitFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    return user_with(Role.REGISTRAR)


@pytest.fixture
def person() -> Person:
    return PersonFactory(
        called="Коваленко Микола Петрович",
        born=PartialDate.parse("1990-03-12"),
        identifiers=[{"scheme": "tax", "value": "1234567890"}],
    )


def described(name: str, born: str = "", **more) -> Profile:
    return Profile(names=(FullName(*name.split()),), born=PartialDate.parse(born), **more)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Коваленко Микола Петрович", "1990-03-12"),
        ("Коваленко Николай Петрович", "1962-07-30"),
        ("Kovalenko Nikolay", "1990"),
        ("Коваленко Микола", "1990-12-03"),
        ("Коваленко М.", "1990-03-12"),
        ("Кваленко Микола Петрович", "1990-03-12"),
        ("Микола Коваленко", "1990-03-12"),
    ],
)
def test_suggested(person: Person, reader: User, name: str, born: str) -> None:
    (candidate,) = candidates_for(described(name, born), reader)
    assert candidate.person == person
    assert candidate.explanation.suggested


def test_one_number_is_enough(person: Person, reader: User) -> None:
    profile = Profile(identifiers=frozenset({("tax", "1234567890")}))
    assert [candidate.person for candidate in candidates_for(profile, reader)] == [person]


def test_a_brother_is_shown_as_a_relative_after_the_others(person: Person, reader: User) -> None:
    brother = PersonFactory(called="Коваленко Іван Петрович", born=PartialDate.parse("1990-03-12"))
    found = candidates_for(described("Коваленко Іван Петрович", "1990-03-12"), reader)
    assert [(candidate.person, candidate.explanation.relatives) for candidate in found] == [
        (brother, False),
        (person, True),
    ]


@pytest.mark.parametrize("name", ["Шевченко Олег Іванович", "Коваленко Микола Семенович"])
def test_somebody_else(person: Person, reader: User, name: str) -> None:
    assert candidates_for(described(name, "1971-11-20"), reader) == []


def test_those_judged_already_are_left_out(person: Person, reader: User) -> None:
    assert candidates_for(described("Коваленко Микола Петрович"), reader, apart_from=[person.pk]) == []


@pytest.mark.parametrize("role", [Role.ANALYST])
def test_nobody_for_those_who_may_not_see_who_persons_are(person: Person, role: Role) -> None:
    assert candidates_for(described("Коваленко Микола Петрович"), user_with(role)) == []


def test_profiles_of_many_take_one_statement(person: Person, django_assert_num_queries) -> None:
    unit = UnitFactory()
    CaptivityFactory(person=person, unit=unit)
    others = [PersonFactory().pk for _ in range(3)]
    with django_assert_num_queries(1):
        profiles = profiles_of([person.pk, *others])
    assert profiles[person.pk] == Profile(
        names=(FullName("Коваленко", "Микола", "Петрович"),),
        born=PartialDate.parse("1990-03-12"),
        sex="unknown",
        units=frozenset({unit.pk}),
        identifiers=frozenset({("tax", "1234567890")}),
    )


def rows(*typed: tuple[str, str]) -> str:
    """A relation of rows as an import has it."""
    values = []
    for number, (name, born) in enumerate(typed):
        keys, date = keys_of(*name.split()), PartialDate.parse(born)
        cells = [keys.surname_key, keys.given_key, keys.patronymic_key, date.date and str(date.date), date.precision]
        values.append(f"({number}, " + ", ".join("NULL" if cell is None else f"'{cell}'" for cell in cells) + ")")
    columns = "row_key, surname_key, given_key, patronymic_key, born_on, born_on_precision"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE typed ({columns.replace(',', ' text,')} text)")
        cursor.execute(f"INSERT INTO typed ({columns}) SELECT * FROM (VALUES {', '.join(values)}) v")
    return f"(SELECT {columns.replace('born_on,', 'born_on::date,')} FROM typed)"


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Kovalenko Nikolay", "1990"),
        ("Микола Коваленко", "1990-12-03"),
        ("Коваленко Николай Петрович", "1962-07-30"),
        ("Коваленко Микола", ""),
        ("Коваленко Микола", "1980-03-12"),
    ],
)
def test_a_row_of_an_import_finds_them(person: Person, name: str, born: str) -> None:
    assert candidates_of_rows(rows((name, born)), the_system()) == [("0", person.pk)]


@pytest.mark.parametrize("name", ["Коваленко Степан", "Шевченко Микола", "Коваленко", "Коваленко Микола"])
def test_a_row_about_somebody_else_finds_nobody(person: Person, name: str) -> None:
    assert candidates_of_rows(rows((name, "1962-07-30")), the_system()) == []


def test_the_nearest_come_first_and_no_more_than_asked(person: Person) -> None:
    PersonFactory(called="Коваленко Микола Семенович", born=PartialDate.parse("1991-01-01"))
    assert candidates_of_rows(rows(("Коваленко Микола", "1990-03-12")), the_system(), most=1) == [("0", person.pk)]


def test_all_rows_are_one_statement(person: Person, django_assert_num_queries) -> None:
    relation = rows(*[("Коваленко Микола", "1990")] * 3)
    system = the_system()
    with django_assert_num_queries(1):
        assert len(candidates_of_rows(relation, system)) == 3
