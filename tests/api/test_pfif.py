"""Persons as PFIF over REST: keyset, sight, recipient, the log of reads."""

import pytest
from lxml import etree

from accounts.models import User
from accounts.roles import Role
from audit.models import Read
from prisoners.domain.importing.pfif import NAMESPACE
from prisoners.domain.restricting import withhold
from tests.api.client import ROOT, ApiClient
from tests.factories import PartyFactory, PersonFactory, user_with

pytestmark = pytest.mark.django_db
PATH = "/persons/pfif/"


@pytest.fixture
def office(client_of) -> ApiClient:
    return client_of(Role.REGISTRAR, scopes=["persons:read"])


def keys(response) -> list[str]:
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/xml"
    found = etree.fromstring(response.content).iter(f"{{{NAMESPACE}}}person_record_id")
    return list(dict.fromkeys(each.text.partition("/")[2] for each in found))


def test_pages_follow_each_other(office) -> None:
    made = sorted(str(PersonFactory().pk) for _person in range(5))
    found, path = [], f"{PATH}?limit=2"
    while path:
        response = office.ask("GET", path)
        found += keys(response)
        path = response.headers.get("Link", "").partition(ROOT)[2].partition(">")[0]
    assert found == made


def test_filters_are_those_of_the_list(office) -> None:
    woman = PersonFactory(sex="female")
    PersonFactory(sex="male")
    assert keys(office.ask("GET", f"{PATH}?sex=female")) == [str(woman.pk)]
    assert office.ask("GET", f"{PATH}?colour=blue").status_code == 400


def test_statements_do_not_grow_with_the_persons(office, django_assert_num_queries) -> None:
    office.ask("GET", PATH)
    for number in (1, 3):
        while len(keys(office.ask("GET", PATH))) < number:
            PersonFactory()
        with django_assert_num_queries(5):
            office.ask("GET", PATH)


def test_a_recipient_is_told_nothing_of_who_is_withheld_from_it(client_of) -> None:
    person, client = PersonFactory(), user_with(Role.REGISTRAR, kind="machine")
    machine = client_of(user=client, scopes=["persons:read"])
    assert keys(machine.ask("GET", PATH)) == [str(person.pk)]
    withhold(person=person, client=client, reason="synthetic", by=User.objects.system())
    assert keys(machine.ask("GET", PATH)) == []


def test_staff_without_a_recipient_is_told_of_nobody_withheld_from_anybody(office) -> None:
    person, party = PersonFactory(), PartyFactory()
    withhold(person=person, party=PartyFactory(), reason="synthetic", by=User.objects.system())
    assert keys(office.ask("GET", PATH)) == []
    assert keys(office.ask("GET", f"{PATH}?recipient={party.pk}")) == [str(person.pk)]


def test_whoever_is_shown_stands_in_the_log(office) -> None:
    person = PersonFactory()
    office.ask("GET", PATH)
    assert Read.objects.get(kind="prisoners.person", surface="api").ids == [person.pk]


def test_without_the_scope_it_is_closed(client_of) -> None:
    assert client_of(Role.REGISTRAR, scopes=["places:read"]).ask("GET", PATH).status_code == 403
