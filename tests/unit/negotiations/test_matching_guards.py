"""Twins, brothers and sisters are never proposed as certain, and rows that name one person twice are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.partial_dates import PartialDate
from negotiations.domain.matching.finding import find
from negotiations.domain.matching.guarding import Families
from negotiations.domain.matching.judging import Judged
from negotiations.domain.matching.repeating import is_same, repeats
from negotiations.domain.matching.sought import Sought
from negotiations.list_enums import Band, Guard
from prisoners.domain.matching import FullName
from prisoners.models import Person
from tests.factories import PersonFactory

BORN = "1990-03-12"
LIKENESS = "Зозуляк/Микола/Петрович"


def entry(key: int = 0, name: str = LIKENESS, born: str = BORN, **told) -> Sought:
    return Sought(key, FullName(*name.split("/")), PartialDate.parse(born), **told)


def person(called: str, born: str = BORN, birth_place: str = "Полтава") -> Person:
    return PersonFactory(called=called, born=PartialDate.parse(born), birth_place=birth_place)


def first(*entries: Sought) -> Judged:
    return find(entries, Families(entries))[0][0]


@pytest.mark.django_db
def test_without_a_relative_he_is_certain() -> None:
    meant = person("Зозуляк Микола Петрович")
    best = first(entry())
    assert (best.person, best.band, best.guard) == (meant.pk, Band.CERTAIN, Guard.NONE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("relative", "guard"),
    [
        (("Зозуляк Іван Петрович", BORN, "Полтава"), Guard.TWIN),
        (("Зозуляк Іван Петрович", BORN, ""), Guard.TWIN),
        (("Зозуляк Іван Петрович", "1993-08-01", "Полтава"), Guard.SIBLING),
        (("Зозуляк Іван Петрович", "", "Полтава"), Guard.SIBLING),
        (("Зозуляк Іван Петрович", "1993-08-01", ""), Guard.SIBLING),
        (("Zozuliak Ivan Petrovych", BORN, "Полтава"), Guard.TWIN),
    ],
)
def test_a_relative_in_the_register_guards_him(relative: tuple[str, str, str], guard: Guard) -> None:
    meant = person("Зозуляк Микола Петрович")
    person(*relative)
    best = first(entry())
    assert (best.person, best.band, best.guard) == (meant.pk, Band.LIKELY, guard)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        ("Зозуляк Іван Степанович", BORN, "Полтава"),
        ("Зозуляк Іван Петрович", "1993-08-01", "Суми"),
        ("Зозуляк Іван Петрович", "1950-08-01", "Полтава"),
    ],
)
def test_a_mere_namesake_guards_nobody(other: tuple[str, str, str]) -> None:
    person("Зозуляк Микола Петрович")
    person(*other)
    assert first(entry()).band == Band.CERTAIN


@pytest.mark.django_db
def test_a_twin_on_the_list_guards_him_though_the_register_has_one_of_the_two() -> None:
    person("Зозуляк Микола Петрович")
    best = first(entry(), entry(1, "Зозуляк/Іван/Петрович"))
    assert (best.band, best.guard) == (Band.LIKELY, Guard.TWIN)


@pytest.mark.django_db
def test_a_twin_is_at_most_possible_where_only_the_other_is_recorded() -> None:
    person("Зозуляк Микола Петрович")
    assert {each.band for each in find([entry(0, "Зозуляк/Іван/Петрович")], Families([]))[0]} <= {Band.POSSIBLE}


@pytest.mark.parametrize(
    ("name", "born"),
    [
        (LIKENESS, BORN),
        ("Zozuliak/Mykola/Petrovych", BORN),
        ("Николай/Зозуляк", BORN),
        (LIKENESS, "1990-12-03"),
        (LIKENESS, "1990-03-13"),
        (LIKENESS, "1990"),
        (LIKENESS, ""),
    ],
)
def test_a_row_that_repeats_another(name: str, born: str) -> None:
    assert repeats([entry(), entry(1, name, born)]) == {1: 0}


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Зозуляк/Іван/Петрович", BORN),
        ("Зозуляк/Микола/Степанович", BORN),
        (LIKENESS, "1985-07-30"),
        ("Зозуляк/Микола", "1990-03-13"),
        ("Зозуляк/Микола", ""),
    ],
)
def test_a_row_about_somebody_else(name: str, born: str) -> None:
    assert repeats([entry(), entry(1, name, born)]) == {}


NAMES = st.builds(
    "{}/{}/{}".format,
    st.sampled_from(["Зозуляк", "Zozuliak", "Коваль", "Kovalenko", "Микола"]),
    st.sampled_from(["Микола", "Nikolai", "Іван", "М.", "Коваль"]),
    st.sampled_from(["Петрович", "Petrovich", "", "Степанович"]),
)
DATES = st.sampled_from([BORN, "1990-12-03", "1990-03-13", "1990", "1985-07-30", ""])


@given(NAMES, DATES, NAMES, DATES)
def test_two_rows_are_one_person_either_way(name: str, born: str, other_name: str, other_born: str) -> None:
    one, other = entry(0, name, born), entry(1, other_name, other_born)
    assert is_same(one, other) == is_same(other, one)


@given(NAMES, DATES, NAMES, DATES)
def test_each_guards_the_other(name: str, born: str, other_name: str, other_born: str) -> None:
    one, other = entry(0, name, born), entry(1, other_name, other_born)
    families = Families([one, other])
    assert families.guard(one) == families.guard(other)
