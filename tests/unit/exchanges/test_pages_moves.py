"""Moves of an exchange by page: what each asks for, and kind words for those that cannot be."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import move_exchange, revise_exchange
from exchanges.enums import ExchangeStatus as S
from exchanges.models import Exchange, SetbackReason
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    TransferFactory,
    completed_exchange,
    settle,
    user_with,
)

pytestmark = pytest.mark.django_db
DATE = {"when_day": "18", "when_month": "10", "when_year": "2024"}


@pytest.fixture(autouse=True)
def registrar(client: Client) -> User:
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def move(client: Client, exchange: Exchange, to: S, **typed: str) -> HttpResponse:
    url = reverse("exchanges:move", args=[exchange.pk, to])
    return client.post(url, {"version": exchange.version} | typed)


def status(exchange: Exchange) -> str:
    return Exchange.objects.get(pk=exchange.pk).status


def test_a_move_leads_back_to_the_exchange(client: Client) -> None:
    exchange = ExchangeFactory()
    assert move(client, exchange, S.PROPOSED).url == exchange.get_absolute_url()
    assert status(exchange) == S.PROPOSED


def test_a_setback_asks_for_its_reason(client: Client) -> None:
    exchange = ExchangeFactory()
    assert "reason" in move(client, exchange, S.DERAILED).context["form"].errors
    reason = SetbackReason.objects.get(code="political")
    move(client, exchange, S.DERAILED, reason="called off by the other side", setback_reason=str(reason.pk))
    exchange.refresh_from_db()
    assert (exchange.status, exchange.setback_reason) == (S.DERAILED, reason)


def test_a_completion_asks_for_the_date_and_the_numbers(client: Client) -> None:
    transfer = TransferFactory()
    found = move(client, transfer.exchange, S.COMPLETED).context["form"].errors
    assert found.keys() == {"when", f"{transfer.pk}_delivered"}


def test_a_completion_records_them_in_the_same_step(client: Client) -> None:
    transfer = TransferFactory()
    move(client, transfer.exchange, S.COMPLETED, **DATE, **{f"{transfer.pk}_delivered": "95"})
    transfer.refresh_from_db()
    assert (status(transfer.exchange), transfer.delivered) == (S.DRAFT, 95)
    settle()
    assert status(transfer.exchange) == S.COMPLETED


def test_a_refused_completion_records_nothing(client: Client) -> None:
    transfer = TransferFactory()
    typed = DATE | {"when_year": "2099", f"{transfer.pk}_delivered": "95"}
    assert "when" in move(client, transfer.exchange, S.COMPLETED, **typed).context["form"].errors
    transfer.refresh_from_db()
    assert transfer.delivered is None


def test_a_move_that_is_not_possible_says_so_kindly(client: Client) -> None:
    exchange = ExchangeFactory()
    response = move(client, exchange, S.SCHEDULED)
    assert response.url == exchange.get_absolute_url()
    (message,) = get_messages(response.wsgi_request)
    assert "cannot become “scheduled”" in str(message)


def test_a_stale_move_is_shown_again_with_what_was_typed(client: Client) -> None:
    exchange = ExchangeFactory()
    revise_exchange(exchange=exchange, notes="changed meanwhile", by=User.objects.system())
    response = move(client, exchange, S.PROPOSED, reason="as agreed by telephone")
    assert response.status_code == 409
    assert "as agreed by telephone" in response.content.decode()
    assert status(exchange) == S.DRAFT


def test_a_move_made_by_another_meanwhile_is_not_made_twice(client: Client) -> None:
    exchange = ExchangeFactory()
    move_exchange(exchange=exchange, to=S.PROPOSED, by=User.objects.system())
    assert move(client, exchange, S.PROPOSED).status_code == 302
    assert Exchange.objects.get().version == 2


def test_a_state_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("exchanges:move", args=[ExchangeFactory().pk, "flown"])).status_code == 404


def test_who_may_not_move_is_refused(client: Client) -> None:
    exchange = ExchangeFactory()
    client.force_login(user_with(Role.ANALYST))
    assert move(client, exchange, S.PROPOSED).status_code == 403
    assert status(exchange) == S.DRAFT


def test_voiding_says_what_goes_with_it_and_asks_why(client: Client) -> None:
    exchange = completed_exchange(5, 5)
    ClaimFactory(transfer=exchange.transfers.first())
    url = reverse("exchanges:void", args=[exchange.pk])
    page = client.get(url)
    assert page.context["consequences"][:2] == ["2 transfers are voided with it.", "1 claim is voided with it."]
    assert "reason" in client.post(url, {"version": exchange.version}).context["form"].errors
    client.post(url, {"version": exchange.version, "reason": "it never was"})
    settle()
    assert Exchange.objects.get().void_reason == "it never was"


def test_a_stale_void_is_asked_again(client: Client) -> None:
    exchange = ExchangeFactory()
    revise_exchange(exchange=exchange, notes="changed meanwhile", by=User.objects.system())
    response = client.post(
        reverse("exchanges:void", args=[exchange.pk]), {"version": exchange.version, "reason": "it never was"}
    )
    assert response.status_code == 200
    assert not Exchange.objects.get().is_voided
