"""The log of reads: whatever an answer shows is logged before it leaves, or nothing leaves."""

import uuid

import pytest
import redis
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test import Client
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.domain import reading
from accounts.domain.reading import lift_alarm
from accounts.models import ReadAlarm, User
from accounts.roles import Role
from audit.models import Read
from tests.factories import PersonFactory, user_with
from tests.factories.exports import fetched, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR)


@pytest.fixture
def browser(client: Client, registrar: User) -> Client:
    client.force_login(registrar)
    return client


@pytest.fixture
def log_is_away() -> None:
    """The log cannot be written, as when its table is gone."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_read RENAME TO audit_read_gone")


def shown(**which) -> list[uuid.UUID]:
    return [each for read in Read.objects.filter(kind="prisoners.person", **which) for each in read.ids]


class TestWhatIsLogged:
    def test_a_page_with_who_where_and_which_classes(self, browser, registrar) -> None:
        person = PersonFactory()
        browser.get(person.get_absolute_url(), headers={"X-Request-ID": "synthetic-1"})
        read = Read.objects.get(kind="prisoners.person")
        assert (read.user_id, read.ids, read.count) == (registrar.pk, [person.pk], 1)
        assert (read.surface, read.view, read.request_id) == ("page", "prisoners:detail", "synthetic-1")
        assert {"identity", "family"} <= set(read.field_classes_shown)
        assert read.session
        assert not read.refused

    def test_a_list_is_one_line(self, browser) -> None:
        people = PersonFactory.create_batch(3)
        browser.get("/prisoners/")
        assert Read.objects.filter(kind="prisoners.person").count() == 1
        assert set(shown(surface="list")) == {each.pk for each in people}

    def test_a_file_with_everybody_in_it(self, browser) -> None:
        people = PersonFactory.create_batch(3)
        export = made(browser, "/prisoners/")
        assert set(shown(surface="export", export_id=export.pk)) == {each.pk for each in people}

    def test_a_search_logs_those_found_and_nobody_else(self, browser) -> None:
        found, _other = PersonFactory(called="Знайдений Іван"), PersonFactory(called="Інакший Петро")
        browser.post("/search/", {"q": "Знайдений"})
        assert shown(surface="search") == [found.pk]

    def test_an_answer_that_leads_elsewhere_shows_nothing(self, browser) -> None:
        person = PersonFactory()
        browser.post(f"/prisoners/{person.pk}/void/", {"version": person.version, "reason": "synthetic"})
        assert shown() == []

    def test_nobody_is_logged_where_nobody_is_shown(self, browser) -> None:
        browser.get(f"/prisoners/{uuid.uuid4()}/")
        assert not Read.objects.exists()


class TestWithoutTheLog:
    def test_a_page_is_503_and_shows_nothing(self, browser, log_is_away) -> None:
        person = PersonFactory(called="Прихований Іван")
        answer = browser.get(person.get_absolute_url())
        assert answer.status_code == 503
        assert "Прихований" not in answer.content.decode()

    def test_with_the_log_it_shows_the_person(self, browser) -> None:
        person = PersonFactory(called="Прихований Іван")
        answer = browser.get(person.get_absolute_url())
        assert answer.status_code == 200
        assert "Прихований" in answer.content.decode()

    def test_a_list_is_503(self, browser, log_is_away) -> None:
        PersonFactory()
        assert browser.get("/prisoners/").status_code == 503

    def test_the_api_answers_a_problem(self, registrar, log_is_away) -> None:
        person = PersonFactory(called="Прихований Іван")
        client = Client()
        client.force_login(registrar)
        answer = client.get(f"/api/v1/persons/{person.pk}/")
        assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
        assert answer.json()["code"] == "reads_not_logged"
        assert "Прихований" not in answer.content.decode()

    def test_without_the_middleware_nothing_is_shown_either(self, browser, settings) -> None:
        settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "Reading" not in each]
        browser.raise_request_exception = False
        person = PersonFactory(called="Прихований Іван")
        answer = browser.get(person.get_absolute_url())
        assert answer.status_code == 500
        assert "Прихований" not in answer.content.decode()


class TestTheLogItself:
    def test_a_line_is_never_changed(self, browser) -> None:
        browser.get(PersonFactory().get_absolute_url())
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Read.objects.update(count=0)

    def test_a_page_costs_one_statement_more(self, browser, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(1000) as queries:
            browser.get(PersonFactory().get_absolute_url())
        assert len([each for each in queries if "INSERT INTO audit_read" in each["sql"]]) == 1


@pytest.fixture(params=["redis", "postgres"])
def counted_in(request, monkeypatch) -> str:
    """Counted in Redis, and in the database while Redis is away."""
    if request.param == "postgres":
        away = redis.Redis(port=1, retry=Retry(NoBackoff(), 0))
        monkeypatch.setattr(reading, "_redis", lambda: away)
    return request.param


class TestAlarm:
    @pytest.fixture(autouse=True)
    def limit(self, settings) -> None:
        settings.READS_ALARM = 4
        # Nobody like anybody else: a person's page shows who may be the same.
        self.names = iter(
            ["Арко Іван", "Бочка Петро", "Вежа Олег", "Гора Юрій", "Дуб Семен", "Єрмак Лев", "Жук Хома", "Зима Яків"]
        )

    def look_at(self, browser, number: int) -> list[int]:
        people = [PersonFactory(called=next(self.names)) for _one in range(number)]
        return [browser.get(person.get_absolute_url()).status_code for person in people]

    def test_the_answer_that_crosses_the_line_is_kept_back(self, browser, registrar, counted_in) -> None:
        assert self.look_at(browser, 4) == [200, 200, 200, 403]
        alarm = ReadAlarm.objects.get()
        assert (alarm.user, alarm.records) == (registrar, 4)
        assert [read.refused for read in Read.objects.order_by("id")] == [False, False, False, True]

    def test_fewer_raise_none(self, browser, counted_in) -> None:
        assert self.look_at(browser, 3) == [200] * 3
        assert not ReadAlarm.objects.exists()

    def test_the_same_record_counts_once(self, browser, counted_in) -> None:
        url = PersonFactory().get_absolute_url()
        assert {browser.get(url).status_code for _time in range(6)} == {200}

    def test_what_redis_forgot_is_counted_from_the_log(self, browser) -> None:
        self.look_at(browser, 3)
        reading._redis().flushdb()
        assert self.look_at(browser, 1) == [403]

    def test_then_every_page_is_refused_with_a_message(self, browser) -> None:
        self.look_at(browser, 4)
        answer = browser.get("/exchanges/")
        assert answer.status_code == 403
        assert "very many records" in answer.content.decode()
        assert browser.post("/accounts/sign-out/").status_code == 302

    def test_another_session_of_the_same_person_is_refused_too(self, browser, registrar) -> None:
        self.look_at(browser, 4)
        other = Client()
        other.force_login(registrar)
        assert other.get("/prisoners/").status_code == 403

    def test_neighbours_go_on(self, browser) -> None:
        self.look_at(browser, 4)
        neighbour = Client()
        neighbour.force_login(user_with(Role.REGISTRAR))
        assert self.look_at(neighbour, 1) == [200]

    def test_a_file_made_by_right_is_one_act(self, browser) -> None:
        PersonFactory.create_batch(5)
        assert fetched(browser, "/prisoners/")
        assert not ReadAlarm.objects.exists()

    def test_it_is_lifted_by_somebody_else_with_a_reason(self, browser, registrar, counted_in) -> None:
        self.look_at(browser, 4)
        alarm, auditor = ReadAlarm.objects.get(), user_with(Role.AUDITOR)
        with pytest.raises(ValidationError, match="Say why"):
            lift_alarm(alarm=alarm, by=auditor, reason=" ")
        lift_alarm(alarm=alarm, by=auditor, reason="a search for a family")
        assert self.look_at(browser, 3) == [200] * 3

    def test_nobody_lifts_an_alarm_about_themselves(self) -> None:
        auditor = user_with(Role.AUDITOR)
        alarm = ReadAlarm.objects.create(user=auditor, records=4, minutes=10)
        with pytest.raises(ValidationError, match="Somebody else"):
            lift_alarm(alarm=alarm, by=auditor, reason="it was me")
