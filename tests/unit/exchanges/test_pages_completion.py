"""Completing by pages: who proposes sees the figures, and so does who approves."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.domain.approvals import approve
from accounts.models import Approval
from accounts.roles import Role
from exchanges.enums import ExchangeStatus, Rest
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange
from tests.factories import CaptivityFactory, ClaimFactory, TransferFactory, someone, user_with
from tests.factories.manifests import became
from tests.unit.exchanges.test_completion import completed, under_way

pytestmark = pytest.mark.django_db
S, E = ExchangeStatus, EntryStatus


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, Role.APPROVER, language="en"))
    return client


def propose(client: Client, exchange: Exchange, to: S = S.COMPLETED, **typed: str) -> None:
    exchange.refresh_from_db()
    day = {"when_day": "18", "when_month": "10", "when_year": "2024"}
    client.post(reverse("exchanges:move", args=[exchange.pk, to]), {"version": exchange.version} | day | typed)


def approval_page(client: Client) -> str:
    return client.get(Approval.objects.open().get().get_absolute_url()).content.decode()


def test_it_asks_who_was_handed_over_of_those_unmarked(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=2)
    url = reverse("exchanges:move", args=[entry.transfer.exchange_id, S.COMPLETED])
    page = client.get(url).content.decode()
    assert "1 on the manifest is not marked" in page
    propose(client, entry.transfer.exchange)
    assert not Approval.objects.open().exists()


def test_the_answer_goes_to_the_second_person(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=2)
    propose(client, entry.transfer.exchange, rest=Rest.EVERYBODY)
    assert Approval.objects.open().get().arguments == {"to": "completed", "rest": "everybody", "named": 1}
    assert "all of them were handed over" in approval_page(client)


def test_the_second_person_sees_named_unnamed_and_what_each_side_says(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=95)
    ClaimFactory(transfer=entry.transfer, number=97)
    propose(client, entry.transfer.exchange, rest=Rest.EVERYBODY)
    page = " ".join(approval_page(client).split())
    for label, figure in (
        ("Delivered, as Ukraine says", 97),
        ("Delivered, as counted", 95),
        ("Named on the manifest", 1),
        ("Unnamed", 94),
        ("Named: returned by exchange", 1),
    ):
        assert f'<th scope="row">{label}</th><td>{figure}</td>' in page


def test_the_second_person_sees_who_is_not_handed_over_and_why(client) -> None:
    gone, stays = under_way(*CaptivityFactory.create_batch(2))
    became(gone, E.BOARDED)
    propose(client, gone.transfer.exchange, S.PARTLY_COMPLETED, rest=Rest.BOARDED)
    page = approval_page(client)
    assert str(stays.captivity.person) in page
    assert str(gone.captivity.person) not in page


def test_who_may_not_see_somebody_is_told_of_a_number_only(client) -> None:
    [entry] = under_way(CaptivityFactory())
    type(entry.captivity.person).objects.filter(pk=entry.captivity.person_id).update(
        restricted=True, restricted_why="synthetic"
    )
    propose(client, entry.transfer.exchange, rest=Rest.MARKED)
    page = approval_page(client)
    assert str(entry.captivity.person) not in page


def test_a_mark_that_came_in_meanwhile_wants_a_new_proposal(client) -> None:
    entry, other = under_way(*CaptivityFactory.create_batch(2))
    propose(client, entry.transfer.exchange, rest=Rest.EVERYBODY)
    became(other, E.ABSENT)
    with pytest.raises(ValidationError, match="2 were to be handed over, now it is 1"):
        approve(approval=Approval.objects.open().get(), by=someone("second"))


def test_a_setback_says_what_becomes_of_the_manifest(client) -> None:
    [entry] = under_way(CaptivityFactory())
    address = [entry.transfer.exchange_id, S.DERAILED]
    assert "1 on the manifest is let go" in client.get(reverse("exchanges:move", args=address)).content.decode()


def test_voiding_says_whose_captivity_is_open_again(client) -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = completed(entry)
    page = client.get(reverse("exchanges:void", args=[exchange.pk])).content.decode()
    assert "1 person handed over is recorded as before" in page


def test_of_the_public_record_no_manifest_is_shown(client) -> None:
    transfer = TransferFactory(delivered=9, count_status="known")
    url = reverse("exchanges:move", args=[transfer.exchange_id, S.COMPLETED])
    assert "Named on the manifest" not in client.get(url).content.decode()
