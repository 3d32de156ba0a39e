"""Pages that restrict a person, a place or an exchange and propose to lift that, and what others then find."""

import pytest
from django.test import Client

from accounts.models import Approval, User
from accounts.roles import Role
from exchanges.domain.exchanges import restrict_exchange
from negotiations.domain.lists import restrict_list
from places.domain.places import restrict_place
from prisoners.domain.restricting import restrict_person
from tests.factories import ExchangeFactory, PersonFactory, PlaceFactory, user_with
from tests.factories.lists import received

pytestmark = pytest.mark.django_db
KINDS = {
    "person": (PersonFactory, restrict_person),
    "place": (PlaceFactory, restrict_place),
    "exchange": (ExchangeFactory, restrict_exchange),
    "name_list": (received, restrict_list),
}
TOLD = {"reason": "the family is threatened", "version": 1}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def record(kind):
    return KINDS[kind][0]()


@pytest.fixture
def hidden(kind):
    make, restrict = KINDS[kind]
    return restrict(**{kind: make()}, reason="the family is threatened", by=User.objects.system())


def trusted(role: Role = Role.APPROVER) -> User:
    """Somebody with the restricted compartment."""
    return user_with(role, sees=({"restricted": True},), language="en")


def test_the_page_says_what_will_happen(client: Client, record) -> None:
    client.force_login(trusted())
    page = client.get(f"{record.get_absolute_url()}restrict/").text
    assert "as if it had never been recorded" in page


def test_a_restricted_record_has_its_chip_and_its_reason(client: Client, record) -> None:
    client.force_login(trusted())
    done = client.post(f"{record.get_absolute_url()}restrict/", TOLD | {"version": record.version})
    page = client.get(done.url).text
    assert "Restricted</span>" in page
    assert "the family is threatened" in page


def test_a_stale_form_keeps_what_was_typed(client: Client, record) -> None:
    client.force_login(trusted())
    answer = client.post(f"{record.get_absolute_url()}restrict/", TOLD | {"version": record.version - 1})
    assert "changed this record in the meantime" in answer.text
    told = {name: answer.context["form"][name].value() for name in TOLD}
    assert told == TOLD | {"version": str(record.version)}


def test_who_has_not_the_compartment_is_led_to_the_list(client: Client, record) -> None:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    done = client.post(f"{record.get_absolute_url()}restrict/", TOLD | {"version": record.version}, follow=True)
    assert done.status_code == 200
    assert client.get(record.get_absolute_url()).status_code == 404


def test_a_general_record_has_no_chip(client: Client, record) -> None:
    client.force_login(trusted())
    assert "Restricted</span>" not in client.get(record.get_absolute_url()).text


def test_it_is_offered_to_who_may(client: Client, record) -> None:
    client.force_login(trusted())
    assert f"{record.get_absolute_url()}restrict/" in client.get(record.get_absolute_url()).text
    client.force_login(trusted(Role.NEGOTIATOR))
    assert f"{record.get_absolute_url()}restrict/" not in client.get(record.get_absolute_url()).text


def test_who_may_not_is_refused(client: Client, record) -> None:
    client.force_login(trusted(Role.NEGOTIATOR))
    assert client.post(f"{record.get_absolute_url()}restrict/", TOLD).status_code == 403


def test_without_a_reason_it_is_not_done(client: Client, record) -> None:
    client.force_login(trusted())
    page = client.post(f"{record.get_absolute_url()}restrict/", {"version": record.version, "reason": ""}).text
    assert "Say why" in page
    record.refresh_from_db()
    assert not record.restricted


def test_twice_is_told(client: Client, hidden) -> None:
    client.force_login(trusted())
    page = client.post(f"{hidden.get_absolute_url()}restrict/", TOLD | {"version": hidden.version}).text
    assert "It is restricted already." in page


def test_lifting_is_proposed_and_approved_by_another(client: Client, hidden) -> None:
    client.force_login(trusted())
    client.post(f"{hidden.get_absolute_url()}lift/", TOLD | {"version": hidden.version})
    hidden.refresh_from_db()
    assert hidden.restricted
    client.force_login(trusted())
    approval = Approval.objects.open().get()
    seen = {"version": approval.version, "subject_version": hidden.version, "reason": ""}
    client.post(f"{approval.get_absolute_url()}approve/", seen)
    hidden.refresh_from_db()
    assert not hidden.restricted


def test_lifting_what_is_not_restricted_is_refused(client: Client, record) -> None:
    client.force_login(trusted())
    page = client.post(f"{record.get_absolute_url()}lift/", TOLD | {"version": record.version}).text
    assert "This record is not restricted." in page


def test_a_registrar_does_not_propose_to_lift(client: Client, hidden) -> None:
    client.force_login(trusted(Role.REGISTRAR))
    assert client.get(f"{hidden.get_absolute_url()}lift/").status_code == 403
