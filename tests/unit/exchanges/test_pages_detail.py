"""The page of an exchange: facts, two sides, claims, timeline, history; what is hidden is not there."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import move_exchange, revise_exchange
from exchanges.domain.relations import set_mediators, set_ordinals
from exchanges.enums import ExchangeStatus
from exchanges.interfaces.presenters import ExchangePage
from exchanges.models import Exchange
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    PartyFactory,
    PlaceFactory,
    SourceFactory,
    TransferFactory,
    completed_exchange,
    user_with,
    voided,
)

pytestmark = pytest.mark.django_db


def visit(client: Client, exchange: Exchange, *roles: Role) -> ExchangePage:
    client.force_login(user_with(*roles, language="en"))
    response = client.get(exchange.get_absolute_url())
    assert response.status_code == 200
    return response.context["page"]


def facts(page: ExchangePage) -> dict[str, str]:
    return {str(label): str(value) for label, value in page.facts}


def test_what_may_not_be_seen_is_not_found(client: Client) -> None:
    exchange = completed_exchange(95, 95)
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get(exchange.get_absolute_url()).status_code == 404
    client.force_login(user_with(Role.LIAISON))
    assert client.get(exchange.get_absolute_url()).status_code == 200


def test_the_venue_is_there_for_those_who_may_see_places_only(client: Client) -> None:
    exchange = ExchangeFactory(venue=PlaceFactory(name_en="Synthetic bridge"), venue_as_reported="at the bridge")
    assert facts(visit(client, exchange, Role.REGISTRAR))["Venue"] == "Synthetic bridge"
    seen = facts(visit(client, exchange, Role.ANALYST))
    assert not {"Venue", "Venue as reported"} & seen.keys()
    assert "bridge" not in client.get(exchange.get_absolute_url()).content.decode()


def test_mediators_and_ordinals_say_who_and_how(client: Client) -> None:
    exchange, by = ExchangeFactory(), User.objects.system()
    set_mediators(exchange=exchange, mediators=[(PartyFactory(name_en="Somewhere"), "host")], by=by)
    set_ordinals(exchange=exchange, ordinals=[(58, PartyFactory(name_en="Us"), SourceFactory(title="Daily"))], by=by)
    told = facts(visit(client, exchange, Role.ANALYST))
    assert (told["Mediators"], told["Ordinals as reported"]) == ("Somewhere (host)", "58 (Us, Daily)")


def test_persons_not_told_apart_are_counted(client: Client) -> None:
    exchange = TransferFactory(delivered=95, delivered_military=80, count_status="known").exchange
    (rows,) = visit(client, exchange, Role.ANALYST).transfers
    assert dict(rows)["not told apart"][0] == 15


def test_the_next_action_is_one_and_the_usual_one(client: Client) -> None:
    page = visit(client, ExchangeFactory(), Role.REGISTRAR)
    assert page.next_action.url.endswith("/move/proposed/")
    assert "Postpone" in [action.label for action in page.more_actions]


def test_who_may_only_read_is_offered_no_action(client: Client) -> None:
    page = visit(client, ExchangeFactory(), Role.ANALYST)
    assert (page.next_action, page.more_actions, page.edit_url) == (None, [], "")


def test_a_voided_exchange_says_so_and_offers_nothing(client: Client) -> None:
    exchange = completed_exchange(5, 5)
    voided(exchange, "it never was")
    page = visit(client, exchange, Role.REGISTRAR)
    assert (str(page.chip), page.next_action, page.more_actions) == ("voided", None, [])
    assert len(page.dossier.transfers) == 2
    assert "it never was" in client.get(exchange.get_absolute_url()).content.decode()


def test_claims_of_two_sides_stand_side_by_side(client: Client) -> None:
    transfer = TransferFactory(delivered=95, count_status="known")
    for party, number in (("One", 95), ("Other", 97)):
        ClaimFactory(transfer=transfer, number=number, claimed_by=PartyFactory(name_en=party))
    (compared,) = visit(client, transfer.exchange, Role.ANALYST).comparisons
    assert compared.claimants == ["One", "Other"]
    assert compared.rows[0].difference == "differ by 2"


def test_sources_are_hidden_from_those_who_may_not_see_sources(client: Client) -> None:
    transfer = TransferFactory()
    ClaimFactory(transfer=transfer, source=SourceFactory(title="A secret paper", published_on="2024-01-01"))
    visit(client, transfer.exchange, Role.LIAISON)
    assert "A secret paper" not in client.get(transfer.exchange.get_absolute_url()).content.decode()
    visit(client, transfer.exchange, Role.ANALYST)
    assert "A secret paper" in client.get(transfer.exchange.get_absolute_url()).content.decode()


def test_the_timeline_goes_from_the_first_to_the_last(client: Client) -> None:
    exchange = completed_exchange(5, 5, on="2024-10-18")
    ClaimFactory(exchange=exchange, source=SourceFactory(title="Afterwards", published_on="2024-10-20"))
    titles = [event.title for event in visit(client, exchange, Role.ANALYST).timeline]
    assert titles[:2] == ["Handed over", "Afterwards"]
    assert "Now: completed" in titles


def test_moves_of_one_day_stand_in_their_order(client: Client) -> None:
    exchange = completed_exchange(5, 5, on="2024-10-18")
    titles = [event.title for event in visit(client, exchange, Role.ANALYST).timeline]
    assert titles[-2:] == ["Logged", "Now: completed"]


def test_the_history_says_who_what_and_why(client: Client) -> None:
    oksana = user_with(Role.REGISTRAR, full_name="Oksana Synthetic")
    exchange = ExchangeFactory(formula="5 for 5")
    revise_exchange(exchange=exchange, formula="6 for 5", by=oksana, reason="a misprint")
    entry = visit(client, exchange, Role.ANALYST).history[0]
    assert (entry.who, entry.did, entry.reason) == ("Oksana Synthetic", "corrected an exchange", "a misprint")
    (line,) = entry.parts[0].lines
    assert (line.label, line.before, line.after) == ("formula as reported", "5 for 5", "6 for 5")


def test_the_history_hides_what_the_page_hides(client: Client) -> None:
    exchange = ExchangeFactory()
    revise_exchange(exchange=exchange, venue_as_reported="at the bridge", by=User.objects.system())
    assert len(visit(client, exchange, Role.REGISTRAR).history[0].parts) >= 1
    assert "bridge" in client.get(exchange.get_absolute_url()).content.decode()
    visit(client, exchange, Role.ANALYST)
    assert "bridge" not in client.get(exchange.get_absolute_url()).content.decode()


def test_a_stage_leads_to_its_whole_and_back(client: Client) -> None:
    whole = ExchangeFactory(formula="all of it")
    stage = ExchangeFactory(parent=whole, stage_no=1)
    assert [each.pk for each in visit(client, whole, Role.ANALYST).dossier.stages] == [stage.pk]
    assert whole.get_absolute_url() in facts(visit(client, stage, Role.ANALYST))["Stage of"]


def test_a_setback_tells_its_reason(client: Client) -> None:
    exchange = ExchangeFactory()
    move_exchange(exchange=exchange, to=ExchangeStatus.DERAILED, reason="lists changed", by=User.objects.system())
    assert facts(visit(client, exchange, Role.ANALYST))["About the status"] == "lists changed"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_claim_and_for_three(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    exchange = completed_exchange(5, 5)
    for transfer in exchange.transfers.all():
        for _ in range(number):
            ClaimFactory(transfer=transfer, claimed_by=PartyFactory())
    client.force_login(user_with(Role.REGISTRAR))
    with django_assert_num_queries(31):
        client.get(reverse("exchanges:detail", args=[exchange.pk]))
