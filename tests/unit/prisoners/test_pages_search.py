"""The page behind the search box: the best first with reasons, by POST only, for those who may see who persons are."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.models import Person
from tests.factories import PersonFactory, home, other, user_with

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def person() -> Person:
    return PersonFactory(called="Коваленко Микола Петрович", born=PartialDate.parse("1990-03-12"))


@pytest.fixture(autouse=True)
def registrar(client: Client) -> None:
    client.force_login(user_with(Role.REGISTRAR, language="en"))


def test_the_answer_names_the_person_and_why(client: Client, person: Person) -> None:
    page = client.post(URL, {"q": "Kovalenko Николай 1990"}).content.decode()
    assert person.get_absolute_url() in page
    assert "given name in another form (Николай = Микола)" in page


def test_what_was_typed_stays_in_the_box_and_out_of_addresses(client: Client, person: Person) -> None:
    page = client.post(URL, {"q": "Коваленко 1990"}).content.decode()
    assert 'value="Коваленко 1990"' in page
    assert "?q=" not in page


def test_a_question_in_an_address_is_not_answered(client: Client, person: Person) -> None:
    page = client.get(URL, {"q": "Коваленко"}).content.decode()
    assert person.get_absolute_url() not in page


def test_a_page_of_answers_is_kept_nowhere(client: Client) -> None:
    assert "no-store" in client.post(URL, {"q": "Коваленко"})["Cache-Control"]


def test_nobody_answers(client: Client) -> None:
    page = client.post(URL, {"q": "коваленко микола 1990"}).content.decode()
    assert "Nobody in the register answers" in page
    assert f'action="{reverse("prisoners:create")}"' in page


def test_registering_begins_with_what_was_typed(client: Client) -> None:
    home(), other()
    page = client.post(reverse("prisoners:create"), {"begin_with": "коваленко микола 12.03.1990"})
    form = page.context["form"]
    assert (form.initial["surname"], form.initial["given_name"]) == ("Коваленко", "Микола")
    assert 'value="1990"' in page.content.decode()
    assert not form.is_bound


def test_nothing_typed_asks_nothing(client: Client, django_assert_max_num_queries) -> None:
    assert "Nobody" not in client.post(URL, {"q": "  "}).content.decode()


def test_a_wide_answer_is_cut_and_says_so(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("prisoners.views.search.SHOWN", 2)
    PersonFactory.create_batch(3, called="Коваленко Микола Петрович")
    page = client.post(URL, {"q": "Коваленко"}).content.decode()
    assert page.count("found-name") == 2
    assert "to narrow them down" in page


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_refused_to_those_who_may_not_see_who_persons_are(client: Client, person: Person, role: Role) -> None:
    client.force_login(user_with(role))
    assert client.post(URL, {"q": "Коваленко"}).status_code == 403
    assert 'role="search" action' not in client.get("/").content.decode()
