"""Pages of the log of reads: who was shown a person, top readers, odd hours, alarms, reviews."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import ReadAlarm, User
from accounts.roles import Role
from audit.domain.reads import Line, write_reads
from audit.models import Read
from common.ids import new_id
from prisoners.models import Person
from tests.factories import PersonFactory, user_with
from tests.unit.accounts.test_break_glass import opened

pytestmark = pytest.mark.django_db
KYIV = ZoneInfo("Europe/Kyiv")


def signed_in(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR, username="synthetic-reader")


@pytest.fixture
def auditor() -> Client:
    return signed_in(user_with(Role.AUDITOR))


def read_at(user: User, *moment: int, count: int = 1) -> Read:
    """A read at a moment by the clock in Kyiv."""
    told = {"session": "", "token_id": None, "request_id": "", "view": "", "field_classes_shown": ["identity"]}
    ids = [new_id() for _one in range(count)]
    at = datetime.datetime(*moment, tzinfo=KYIV)
    return Read.objects.create(user_id=user.pk, at=at, surface="list", kind="prisoners.person", ids=ids, count=count,
                               refused=False, **told)  # fmt: skip


def rows(answer) -> list[Read]:
    return answer.context["page"].rows


def test_who_was_shown_a_person(registrar, auditor) -> None:
    person, other = PersonFactory(called="Арко Іван"), PersonFactory(called="Бочка Петро")
    signed_in(registrar).get(person.get_absolute_url())
    signed_in(registrar).get(other.get_absolute_url())
    answer = auditor.get(f"/prisoners/{person.pk}/reads/")
    assert [each.ids for each in rows(answer)] == [[person.pk]]
    assert "synthetic-reader" in answer.content.decode()


def test_a_download_of_a_file_with_the_person_counts(registrar, auditor) -> None:
    person: Person = PersonFactory()
    file, told = new_id(), ("", None, "", "export", "", "prisoners.person")
    write_reads([Line(registrar.pk, *told, ids=[person.pk], count=1, field_classes_shown=[], export_id=file)])
    write_reads([Line(registrar.pk, *told, ids=[], count=1, field_classes_shown=[], export_id=file)])
    assert len(rows(auditor.get(f"/prisoners/{person.pk}/reads/"))) == 2


@pytest.mark.parametrize(
    ("moment", "is_odd"),
    [
        ((2026, 11, 18, 12, 0), False),
        ((2026, 11, 18, 6, 59), True),
        ((2026, 11, 18, 7, 0), False),
        ((2026, 11, 18, 20, 59), False),
        ((2026, 11, 18, 21, 0), True),
        ((2026, 11, 21, 12, 0), True),
    ],
    ids=["noon", "before seven", "seven", "before nine", "nine", "Saturday"],
)
def test_odd_hours_are_by_the_clock_on_the_wall(registrar, auditor, moment, is_odd) -> None:
    read = read_at(registrar, *moment)
    assert (read in rows(auditor.get("/reads/?time=odd"))) is is_odd


def test_filters_by_reader_and_size(registrar, auditor) -> None:
    read_at(user_with(Role.REGISTRAR), 2026, 11, 18, 12, count=50)
    read_at(registrar, 2026, 11, 18, 12)
    large = read_at(registrar, 2026, 11, 18, 12, count=50)
    assert rows(auditor.get(f"/reads/?user_id={registrar.pk}&many=10")) == [large]


def test_top_readers_by_records(registrar, auditor) -> None:
    person = PersonFactory()
    client = signed_in(registrar)
    for _time in range(3):
        client.get(person.get_absolute_url())
    top = auditor.get("/reads/readers/").context["readers"][0]
    assert (top.user, top.records, top.requests) == (registrar, 3, 3)


@pytest.mark.parametrize("path", ["/reads/", "/reads/readers/", "/reads/alarms/", "/reads/emergencies/"])
def test_they_are_for_those_who_watch(path, registrar, auditor) -> None:
    assert auditor.get(path).status_code == 200
    assert signed_in(registrar).get(path).status_code == 403


def test_an_administrator_lifts_an_alarm(registrar) -> None:
    alarm = ReadAlarm.objects.create(user=registrar, records=500, minutes=10)
    administrator = signed_in(user_with(Role.ADMINISTRATOR))
    assert "synthetic-reader" in administrator.get("/").content.decode()
    form = {"version": alarm.version, "reason": "a search for a family"}
    assert administrator.post(f"/reads/alarms/{alarm.pk}/lift/", form).status_code == 302
    assert signed_in(registrar).get("/prisoners/").status_code == 200


def test_a_review_is_recorded(registrar, auditor) -> None:
    glass = opened(registrar)
    form = {"version": glass.version, "justified": "no", "note": "no reason was found"}
    assert auditor.post(f"/reads/emergencies/{glass.pk}/", form).status_code == 302
    glass.refresh_from_db()
    assert (glass.justified, glass.note) == (False, "no reason was found")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries(registrar, auditor, number, django_assert_num_queries) -> None:
    for _read in range(number):
        read_at(registrar, 2026, 11, 18, 12)
    auditor.get("/reads/")
    with django_assert_num_queries(7):  # session, user, roles, readers, count, rows, its own line
        auditor.get("/reads/")
