"""Logging and editing an exchange on one page: blank is not zero, nothing typed is lost, nobody is overwritten."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import revise_exchange
from exchanges.domain.relations import set_mediators, set_ordinals
from exchanges.models import Claim, Exchange, Transfer
from sources.models import Source
from tests.factories import (
    ExchangeFactory,
    PartyFactory,
    SourceFactory,
    TransferFactory,
    completed_exchange,
    home,
    other,
    settle,
    user_with,
)

pytestmark = pytest.mark.django_db
CREATE = "/exchanges/new/"
LEAST = {"kind": "negotiated", "to_us_count_status": "pending", "to_them_count_status": "pending"}
WHEN = {"when_day": "18", "when_month": "10", "when_year": "2024"}


@pytest.fixture(autouse=True)
def registrar(client: Client) -> User:
    home(), other()
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def log(client: Client, **typed: str) -> HttpResponse:
    return client.post(CREATE, LEAST | typed)


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def edit_url(exchange: Exchange) -> str:
    return reverse("exchanges:edit", args=[exchange.pk])


def given_out(client: Client, exchange: Exchange) -> dict[str, str]:
    """What a browser would send back if the form that it was given is not touched."""
    form = client.get(edit_url(exchange)).context["form"]
    from accounts.interfaces.editing import values_of

    fields = {key: value for posted in values_of(form).values() for key, value in posted.items() if value}
    return fields | {"seen": form["seen"].value()}


def test_an_exchange_is_logged_with_both_sides(client: Client) -> None:
    typed = {"formula": "95 for 90", "to_us_delivered": "95", "to_them_delivered": "90"}
    response = log(client, **WHEN, **typed, to_us_count_status="", to_them_count_status="known")
    exchange = Exchange.objects.get()
    assert response.url == exchange.get_absolute_url()
    assert exchange.when.isoformat() == "2024-10-18"
    found = {(t.to_party, t.from_party, t.delivered, t.count_status) for t in exchange.transfers.all()}
    assert found == {(home(), other(), 95, "known"), (other(), home(), 90, "known")}


def test_blank_is_not_zero_and_needs_a_word(client: Client) -> None:
    response = log(client, to_us_count_status="")
    assert "to_us_count_status" in errors(response)
    assert not Exchange.objects.exists()


def test_zero_is_a_number(client: Client) -> None:
    log(client, to_us_delivered="0", to_us_count_status="")
    assert Transfer.objects.get(direction="to_us").delivered == 0


@pytest.mark.parametrize("status", ["withheld", "not_stated", "pending"])
def test_a_missing_number_keeps_its_reason(client: Client, status: str) -> None:
    log(client, to_us_count_status=status)
    transfer = Transfer.objects.get(direction="to_us")
    assert (transfer.delivered, transfer.count_status) == (None, status)


def test_a_number_and_a_word_that_there_is_none_are_refused(client: Client) -> None:
    assert "to_us_delivered" in errors(log(client, to_us_delivered="95", to_us_count_status="withheld"))


def test_nobody_goes_the_other_way(client: Client) -> None:
    log(client, to_us_delivered="22", to_us_count_status="", to_them_count_status="nobody")
    assert [transfer.direction for transfer in Transfer.objects.all()] == ["to_us"]


def test_parts_beyond_the_whole_are_refused_under_their_field(client: Client) -> None:
    numbers = {"to_us_delivered": "10", "to_us_delivered_military": "9", "to_us_delivered_civilian": "2"}
    response = log(client, formula="what was typed", **numbers, to_us_count_status="known")
    assert "to_us_delivered" in errors(response)
    assert 'value="what was typed"' in response.content.decode()
    assert not Exchange.objects.exists(), "nothing of it is saved"


def test_a_new_source_makes_each_number_an_adopted_claim(client: Client) -> None:
    source = {"new_source_title": "A synthetic statement", "new_source_url": "https://example.org/a"}
    log(client, to_us_delivered="95", to_us_agreed="95", to_us_count_status="known", **source)
    claims = Claim.objects.all()
    assert {(claim.measure, claim.number, claim.adopted) for claim in claims} == {
        ("agreed", 95, True),
        ("delivered", 95, True),
    }
    assert {claim.source for claim in claims} == {Source.objects.get()}


def test_a_registered_source_is_found_by_a_part_of_its_title(client: Client) -> None:
    source = SourceFactory(title="The ministry on Friday")
    log(client, to_us_delivered="95", to_us_count_status="known", source="ministry")
    assert Claim.objects.get().source == source


def test_a_source_that_fits_twice_is_asked_for_again(client: Client) -> None:
    SourceFactory(title="The ministry on Friday")
    SourceFactory(title="The ministry on Monday")
    response = log(client, source="ministry")
    assert "Monday" in errors(response)["source"][0]


def test_what_took_place_is_logged_as_completed(client: Client) -> None:
    numbers = {"to_us_delivered": "95", "to_them_delivered": "95"}
    log(client, **WHEN, **numbers, to_us_count_status="known", to_them_count_status="known", completed="on")
    assert Exchange.objects.get().status == "draft"
    settle()
    assert Exchange.objects.get().status == "completed"


def test_a_completed_exchange_without_a_date_is_refused_and_not_half_saved(client: Client) -> None:
    response = log(client, to_us_delivered="95", to_us_count_status="known", completed="on")
    assert "Give the date" in str(errors(response)["__all__"])
    assert not Exchange.objects.exists()


def test_a_number_outside_of_the_record_warns_once_and_never_blocks(client: Client) -> None:
    for number in range(90, 101):
        completed_exchange(number, number)
    typed = {"formula": "a thousand", "to_us_delivered": "1000", "to_us_count_status": "known"}
    response = log(client, **typed)
    assert len(response.context["form"].warnings) == 1
    assert "from 90 to 100" in response.context["form"].warnings[0]
    assert 'value="a thousand"' in response.content.decode()
    assert not Exchange.objects.filter(formula="a thousand").exists()
    log(client, **typed, numbers_right="on")
    assert Exchange.objects.filter(formula="a thousand").exists()


def test_without_the_permission_there_is_no_form(client: Client) -> None:
    client.force_login(user_with(Role.ANALYST))
    assert client.get(CREATE).status_code == 403
    assert client.get(edit_url(ExchangeFactory())).status_code == 403


def test_a_stage_takes_over_its_whole(client: Client) -> None:
    whole = ExchangeFactory()
    form = client.get(f"{CREATE}?parent={whole.number}").context["form"]
    assert form["parent"].value() == str(whole.number)


def test_an_untouched_edit_changes_nothing(client: Client) -> None:
    exchange = TransferFactory(delivered=95, count_status="known", exchange=ExchangeFactory(formula="95")).exchange
    set_mediators(exchange=exchange, mediators=[(PartyFactory(), "host")], by=User.objects.system())
    set_ordinals(exchange=exchange, ordinals=[(58, home(), SourceFactory())], by=User.objects.system())
    exchange.refresh_from_db()
    before = exchange.version
    typed = given_out(client, exchange) | {"to_them_count_status": ["nobody"]}
    assert client.post(edit_url(exchange), typed).status_code == 302
    exchange.refresh_from_db()
    assert exchange.version == before
    assert [(each.value, bool(each.source)) for each in exchange.ordinals.standing()] == [(58, True)]
    assert [each.role for each in exchange.mediations.standing()] == ["host"]


def test_an_edit_is_saved(client: Client) -> None:
    exchange = ExchangeFactory()
    typed = given_out(client, exchange) | LEAST | {"formula": "corrected", "to_us_agreed": "12"}
    assert client.post(edit_url(exchange), typed).status_code == 302
    exchange.refresh_from_db()
    assert exchange.formula == "corrected"
    assert exchange.transfers.get(direction="to_us").agreed == 12


def _raced(client: Client) -> tuple[Exchange, HttpResponse]:
    """Two people edit: the other one changed the formula and the notes, this one the formula and the kind."""
    exchange = ExchangeFactory(formula="as it was")
    typed = given_out(client, exchange) | LEAST | {"formula": "mine", "kind": "medical"}
    revise_exchange(exchange=exchange, formula="theirs", notes="their notes", by=User.objects.system())
    return exchange, client.post(edit_url(exchange), typed)


def test_a_stale_edit_overwrites_nobody_and_shows_both_versions(client: Client) -> None:
    exchange, response = _raced(client)
    exchange.refresh_from_db()
    assert (response.status_code, exchange.formula) == (409, "theirs")
    told = {each.label: (each.was, each.now, each.typed, each.both) for each in response.context["differences"]}
    assert told["Formula as reported"] == ("as it was", "theirs", "mine", True)
    assert told["Notes"][1:] == ("their notes", "not known", False)


def test_a_stale_edit_loses_nothing_and_can_be_sent_again(client: Client) -> None:
    exchange, response = _raced(client)
    form = response.context["form"]
    assert (form["formula"].value(), form["kind"].value(), form["notes"].value()) == ("mine", "medical", "their notes")
    client.post(edit_url(exchange), response.context["form"].data.dict())
    exchange.refresh_from_db()
    assert (exchange.formula, exchange.kind, exchange.notes) == ("mine", "medical", "their notes")


def test_a_form_whose_versions_were_tampered_with_is_stale(client: Client) -> None:
    exchange = ExchangeFactory()
    typed = given_out(client, exchange) | LEAST | {"seen": "nonsense", "formula": "forged"}
    assert client.post(edit_url(exchange), typed).status_code == 409
    assert not Exchange.objects.filter(formula="forged").exists()


def test_the_choices_of_parties_are_read_once(client: Client, django_assert_num_queries) -> None:
    for _ in range(3):
        PartyFactory()
    with django_assert_num_queries(11):
        content = client.get(CREATE).content.decode()
    assert len(re.findall(r'name="mediator_\d"', content)) == 2
