"""An exchange at a glance: requested, agreed, approved, boarded, delivered, each way, as far as the reader may see."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.manifest.changing import veto
from exchanges.domain.manifest.substituting import substitute
from exchanges.interfaces.glance import View
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, TransferFactory, completed_exchange, user_with
from tests.factories.manifests import ManifestEntryFactory, approved_manifest, became
from tests.unit.exchanges.test_completion import completed, under_way

pytestmark = pytest.mark.django_db
E = EntryStatus


def seen(client: Client, exchange: Exchange, role: Role = Role.REGISTRAR, **assigned) -> View:
    client.force_login(user_with(role, language="en", **assigned))
    return client.get(exchange.get_absolute_url()).context["page"].glance


def told(client: Client, exchange: Exchange, *more) -> dict[str, int | None]:
    """The numbers of the first direction by their labels."""
    return {step.label: step.number for step in seen(client, exchange, *more).funnels[0].steps}


def test_it_is_told_from_the_request_to_the_hand_over(client) -> None:
    entries = under_way(*(CaptivityFactory() for _ in range(4)), delivered=5)
    became(entries[0], E.BOARDED), became(entries[1], E.ABSENT)
    assert told(client, entries[0].transfer.exchange) == {
        "Requested, by name": 4,
        "Agreed": None,
        "Approved": 4,
        "Boarded": 1,
        "Delivered": 5,
        "of them by name": 0,
        "of them not named, or not shown to you": 5,
        "Not brought": 1,
    }


def test_who_is_let_go_in_the_end_stood_approved_until_then(client) -> None:
    entries = under_way(CaptivityFactory(), CaptivityFactory(), delivered=1)
    became(entries[0], E.BOARDED)
    completed(entries[0], rest="boarded", to="partly_completed")
    numbers = told(client, entries[0].transfer.exchange)
    assert [numbers[step] for step in ("Approved", "Boarded", "Delivered", "of them by name")] == [2, 1, 1, 1]
    assert numbers["Withdrawn"] == 1


def test_who_comes_in_anothers_place_was_not_requested(client) -> None:
    entry = ManifestEntryFactory()
    told_why = {"reason": "synthetic", "by": User.objects.system()}
    substitute(manifest_entry=entry, captivity=CaptivityFactory(), **told_why)
    approved_manifest(entry.transfer.exchange)
    numbers = told(client, entry.transfer.exchange)
    assert (numbers["Requested, by name"], numbers["Approved"], numbers["Substituted"]) == (1, 1, 1)


def test_who_is_vetoed_was_requested_and_not_approved(client) -> None:
    entry = ManifestEntryFactory()
    veto(exchange=entry.transfer.exchange, entries=[entry], reason="synthetic", by=User.objects.system())
    numbers = told(client, entry.transfer.exchange)
    assert (numbers["Requested, by name"], numbers["Approved"], numbers["Vetoed"]) == (1, 0, 1)


def test_civilians_and_the_sick_stand_in_columns_of_their_own_and_outside_any_ratio(client) -> None:
    transfer = TransferFactory()
    for category in ("military", "civilian", "civilian", "medical"):
        ManifestEntryFactory(transfer=transfer, category=category, outcome="")
    found = seen(client, transfer.exchange)
    assert [head for _category, head in found.heads] == ["Military", "Civilian", "Medical repatriation"]
    assert found.funnels[0].steps[0].cells == [1, 2, 1]
    assert found.beside_ratio


def test_bars_are_as_long_as_their_numbers(client) -> None:
    transfer = TransferFactory(agreed=4)
    ManifestEntryFactory(transfer=transfer), ManifestEntryFactory(transfer=transfer, category="civilian", outcome="")
    requested, agreed, *_ = seen(client, transfer.exchange).funnels[0].steps
    assert [(each.category, each.left, each.length) for each in requested.bar] == [
        ("military", 0, 25),
        ("civilian", 25, 25),
    ]
    assert [(each.category, each.length) for each in agreed.bar] == [("unknown", 100)]


def test_who_may_not_see_a_person_does_not_count_them_and_is_told_so(client) -> None:
    entry = ManifestEntryFactory()
    ManifestEntryFactory(transfer=entry.transfer)
    restrict_person(person=entry.captivity.person, reason="synthetic", by=User.objects.system())
    exchange = entry.transfer.exchange
    assert told(client, exchange)["Requested, by name"] == 1
    assert "may not see" in seen(client, exchange).note
    whole = seen(client, exchange, sees=[{"restricted": True}])
    assert (whole.funnels[0].steps[0].number, whole.note) == (2, "")


def test_who_may_see_no_manifests_is_told_the_counts_only(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=1)
    completed(entry)
    assert told(client, entry.transfer.exchange, Role.ANALYST) == {"Agreed": None, "Delivered": 1}


def test_of_the_public_record_nobody_is_named(client) -> None:
    exchange = completed_exchange(95, None)
    ways = seen(client, exchange).funnels
    assert [(way.steps[4].label, way.steps[4].number) for way in ways] == [("Delivered", 95), ("Delivered", None)]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_one_statement_for_one_and_for_three(client, number, django_assert_num_queries) -> None:
    transfer = TransferFactory()
    for _ in range(number):
        ManifestEntryFactory(transfer=transfer)
    client.force_login(user_with(Role.ANALYST))
    client.get(transfer.exchange.get_absolute_url())
    client.force_login(user_with(Role.REGISTRAR))
    with django_assert_num_queries(25):
        client.get(transfer.exchange.get_absolute_url())
