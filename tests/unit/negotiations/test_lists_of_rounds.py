"""The round that a list belongs to: on the page of either, in the form, by REST, and not for who may not see it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.interfaces.editing import values_of
from accounts.models import User
from accounts.roles import Role
from negotiations.domain.lists import restrict_list
from negotiations.domain.rounds import restrict_round, void_round
from negotiations.models import NameList, Round
from tests.factories import CaptivityFactory, RoundFactory, user_with
from tests.factories.decided import outgoing_list
from tests.factories.lists import received

pytestmark = pytest.mark.django_db
FORM, OFFERED = "/lists/{}/edit/", '<option value="{}"'


@pytest.fixture
def held() -> Round:
    return RoundFactory(title="Synthetic meeting")


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(user_with(Role.NEGOTIATOR, language="en"))
    return client


def hide(held: Round) -> None:
    restrict_round(round=held, reason="synthetic", by=User.objects.system())


def save(client: Client, name_list: NameList, **changes: str) -> NameList:
    """Send the form of a list back as it was given out, but for these changes."""
    form = client.get(FORM.format(name_list.pk)).context["form"]
    told = {key: value for each in values_of(form).values() for key, value in each.items() if value}
    answer = client.post(FORM.format(name_list.pk), told | {"seen": form["seen"].value()} | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return NameList.objects.get(pk=name_list.pk)


@pytest.mark.parametrize("make", [received, lambda **fields: outgoing_list([CaptivityFactory()], **fields)])
def test_the_page_of_a_list_leads_to_its_round(client, held, make) -> None:
    page = make(round=held).get_absolute_url()
    link = f'<a href="{held.get_absolute_url()}">Synthetic meeting</a>'
    assert link in client.get(page, follow=True).text
    hide(held)
    assert "Synthetic meeting" not in client.get(page, follow=True).text


def test_the_page_of_a_round_shows_its_lists(client, held) -> None:
    shown, hidden = received(round=held, title="Handed over"), received(round=held, title="Kept from most")
    restrict_list(name_list=hidden, reason="synthetic", by=User.objects.system())
    page = client.get(held.get_absolute_url()).text
    assert f'<a href="{shown.get_absolute_url()}">{shown}</a>' in page
    assert "Kept from most" not in page


def test_who_sees_no_lists_sees_none_on_the_page_of_a_round(held) -> None:
    received(round=held, title="Handed over")
    analyst = Client()
    analyst.force_login(user_with(Role.ANALYST, language="en"))
    page = analyst.get(held.get_absolute_url()).text
    assert 'id="proposals"' in page
    assert 'id="lists"' not in page
    assert "Handed over" not in page


def test_the_form_offers_the_rounds_that_are_seen(client, held) -> None:
    name_list, other = received(), RoundFactory()
    hide(other)
    page = client.get(FORM.format(name_list.pk)).text
    assert OFFERED.format(held.pk) in page
    assert OFFERED.format(other.pk) not in page
    assert save(client, name_list, round=str(held.pk)).round == held


def test_a_round_out_of_sight_stays_when_the_list_is_corrected(client, held) -> None:
    name_list = received(round=held)
    hide(held)
    assert str(held.pk) not in client.get(FORM.format(name_list.pk)).text
    changed = save(client, name_list, title="Corrected", round="")
    assert (changed.title, changed.round) == ("Corrected", held)


def test_a_round_in_sight_is_taken_off(client, held) -> None:
    assert save(client, received(round=held), round="").round is None


def test_a_round_is_not_voided_under_its_list(held) -> None:
    received(round=held)
    with pytest.raises(ValidationError, match="First void what stands on it"):
        void_round(round=held, by=User.objects.system(), reason="synthetic")
