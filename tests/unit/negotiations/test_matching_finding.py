"""Who the register finds for a name as lists write it, feature by feature."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.partial_dates import PartialDate
from negotiations.domain.matching.finding import find
from negotiations.domain.matching.guarding import Families
from negotiations.domain.matching.judging import Judged
from negotiations.domain.matching.sought import Sought
from negotiations.list_enums import Band
from prisoners.domain.matching import Feature, FullName, Verdict
from prisoners.models import Person
from tests.factories import CaptivityFactory, PersonFactory, UnitFactory, merged, voided

pytestmark = pytest.mark.django_db
BORN = "1990-03-12"


@pytest.fixture
def mykola() -> Person:
    person = PersonFactory(called="Зозуляк Микола Петрович", born=PartialDate.parse(BORN), birth_place="Полтава")
    PersonFactory(called="Зозуляк Іван Степанович", born=PartialDate.parse("1975-08-30"), birth_place="Суми")
    PersonFactory(called="Мельник Микола Петрович", born=PartialDate.parse("1984-01-02"), birth_place="Суми")
    return person


def sought(name: str, born: str = BORN, **told) -> Sought:
    return Sought("row", FullName(*name.split("/")), PartialDate.parse(born), **told)


def found(name: str, born: str = BORN, **told) -> list[Judged]:
    each = sought(name, born, **told)
    return find([each], Families([each]))[0]


def verdict(judged: Judged, feature: Feature) -> Verdict | None:
    return next((each.verdict for each in judged.explanation.findings if each.feature is feature), None)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Зозуляк/Микола/Петрович", BORN),
        ("Zozuliak/Mykola/Petrovych", BORN),
        ("Zozulyak/Nikolay", BORN),
        ("Зозуляк/Николай/Петрович", BORN),
        ("Микола/Зозуляк", BORN),
        ("Зозуляк/Микола/Петрович", "1990-12-03"),
        ("Зозуляк/Микола/Петрович", "1980-03-12"),
        ("Зозляук/Микола/Петрович", BORN),
        ("Петрович/Зозуляк/Микола", BORN),
    ],
)
def test_however_he_is_written_he_is_surely_he(mykola: Person, name: str, born: str) -> None:
    best = found(name, born)[0]
    assert (best.person, best.band) == (mykola.pk, Band.CERTAIN)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Зозуляк/Микола/Петрович", "1962-07-30"),
        ("Зозуляк/Микола/Петрович", ""),
        ("Зозуляк/Микола", "1990"),
        ("Зозуляк/М./П.", BORN),
        ("Зозуляк", BORN),
        ("Микола/Пертвоич/Зозуляк", BORN),
        ("Зозуляк/Мокли/Петрович", BORN),
        ("Зовсімінший/Микола/Петрович", BORN),
    ],
)
def test_who_is_told_badly_is_found_and_not_certain(mykola: Person, name: str, born: str) -> None:
    best = found(name, born)[0]
    assert best.person == mykola.pk
    assert best.band != Band.CERTAIN


def test_a_wrong_birth_date_alone_leaves_him_likely(mykola: Person) -> None:
    best = found("Зозуляк/Микола/Петрович", "1962-07-30")[0]
    assert verdict(best, Feature.BORN) == Verdict.DIFFERENT
    assert best.score >= 500


def test_the_unit_and_the_place_count(mykola: Person) -> None:
    unit = UnitFactory()
    CaptivityFactory(person=mykola, unit=unit, captured_at="Маріуполь")
    bare = found("Зозуляк/Микола", "1990")[0]
    best = found("Зозуляк/Микола", "1990", units=frozenset({unit.pk}), places=("Маріуполь",))[0]
    assert best.points == bare.points + 16


def test_a_place_that_differs_counts_for_nothing(mykola: Person) -> None:
    assert found("Зозуляк/Микола", places=("Львів",))[0].points == found("Зозуляк/Микола")[0].points


def test_a_number_finds_whoever_is_written_beyond_recognition(mykola: Person) -> None:
    held = PersonFactory(called="Галаган Ігор Львович", identifiers=[{"scheme": "service", "value": "АА-123456"}])
    assert found("Xyz/Abc", "", numbers=frozenset({"аа123456"}))[0].person == held.pk


def test_a_surname_alone_with_the_unit(mykola: Person) -> None:
    unit = UnitFactory()
    CaptivityFactory(person=mykola, unit=unit)
    assert found("Зозуляк", "", units=frozenset({unit.pk}))[0].person == mykola.pk


def test_the_names_of_a_duplicate_lead_to_the_record_that_stays(mykola: Person) -> None:
    duplicate = PersonFactory(called="Зозулякін Николай", born=PartialDate.parse(BORN))
    merged(duplicate, into=mykola)
    assert [each.person for each in found("Зозулякін/Николай")] == [mykola.pk]


def test_a_voided_record_is_nobody(mykola: Person) -> None:
    voided(mykola)
    assert mykola.pk not in {each.person for each in found("Зозуляк/Микола/Петрович")}


def test_a_stranger_is_nobody(mykola: Person) -> None:
    assert found("Невідомський/Аристарх/Онуфрійович", "1971-11-05") == []


def test_two_who_fit_alike_are_rivals(mykola: Person) -> None:
    PersonFactory(called="Зозуляк Микола Петрович", born=PartialDate.parse(BORN), birth_place="Полтава")
    both = found("Зозуляк/Микола/Петрович")
    assert len(both) == 2
    assert {each.band for each in both} == {Band.LIKELY}


def test_namesakes_make_a_wrong_digit_doubtful(mykola: Person) -> None:
    for year in range(1960, 1972):
        PersonFactory(called="Зозуляк Микола", born=PartialDate.parse(f"{year}-06-17"), birth_place=f"Село {year}")
    assert found("Зозуляк/Микола", "1990-03-12")[0].band == Band.CERTAIN
    assert found("Зозуляк/Микола", "1990-03-15")[0].band == Band.LIKELY


def test_as_many_statements_for_many_entries_as_for_one(mykola: Person) -> None:
    counts = []
    for number in (1, 3):
        entries = [Sought(place, FullName("Зозуляк", "Микола"), PartialDate.parse(BORN)) for place in range(number)]
        with CaptureQueriesContext(connection) as asked:
            find(entries, Families(entries))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
