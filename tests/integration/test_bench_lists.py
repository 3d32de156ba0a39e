"""How often the machine is right about lists that noise makes, held at a floor; and that the guard is what holds it."""

import pytest

from bench.bench_lists import Right, judged, made
from bench.data import registered
from bench.noise import REPORTED, Written
from common.names import keys_of, split_name
from common.partial_dates import PartialDate
from negotiations.domain.matching import guarding, propose
from negotiations.list_enums import Band
from negotiations.models import Candidate, ListEntry, NameList
from prisoners.domain.importing.dates import read_date
from tests.factories import PersonFactory
from tests.factories.lists import received

SEED = 7
TWINS = ("Жуковинський", "Зозуляк", "Гребінка", "Самойлюк", "Данилишин")


@pytest.fixture
def rows() -> list[Written]:
    registered(600)
    return made(150, REPORTED, SEED)


def compared(rows: list[Written]) -> NameList:
    name_list = received()
    ListEntry.objects.bulk_create(_entry(name_list, place, row) for place, row in enumerate(rows, 1))
    propose(name_list, progress=lambda done, total: None)
    return name_list


def _entry(name_list: NameList, place: int, row: Written) -> ListEntry:
    parts = split_name(row.name)
    keys = keys_of(*parts)._asdict()
    del keys["sort_key"]
    born: PartialDate = read_date(row.born, 2026, born=True)[0]
    named = {"surname": parts.surname, "given_name": parts.given, "patronymic": parts.patronymic, **keys}
    date = {"born_on": born.date, "born_on_precision": born.precision}
    return ListEntry(name_list=name_list, row_number=place, name_as_written=row.name, **named, **date)


@pytest.mark.django_db(transaction=True)
def test_right_about_almost_everybody(rows: list[Written]) -> None:
    right: Right = judged("", compared(rows), rows)
    assert right.recall >= 0.97
    assert right.precision == 1
    assert right.certain >= 0.5 * right.asked
    assert right.kin_certain == 0


def twins() -> list[Written]:
    """Pairs of twins, all recorded; the list has one of each."""
    rows, born = [], "1990-05-17"
    for surname in TWINS:
        pair = [
            PersonFactory(called=f"{surname} {given} Петрович", born=PartialDate.parse(born), birth_place="Суми")
            for given in ("Іван", "Степан")
        ]
        rows.append(Written(str(pair[0].name), "17.05.1990", pair[0].pk, has_kin=True))
    return rows


def certain(name_list: NameList) -> int:
    return Candidate.objects.filter(entry__name_list=name_list, band=Band.CERTAIN).count()


@pytest.mark.django_db
def test_no_twin_is_certain() -> None:
    assert certain(compared(twins())) == 0


@pytest.mark.django_db
def test_without_the_guard_twins_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "with_kin", _nobody)
    assert certain(compared(twins())) == len(TWINS)


def _nobody(_asked: object) -> dict:
    return {}
