"""The next attempt at an exchange that did not take place: linked, with its manifest."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Approval
from accounts.roles import Role
from common.errors import IllegalMove
from exchanges.domain.attempts import Attempt, try_again
from exchanges.domain.exchanges import move_exchange
from exchanges.enums import Direction, ExchangeStatus, Rest
from exchanges.manifest_enums import EntryOrigin, EntryStatus
from exchanges.models import Exchange, ManifestEntry
from prisoners.domain.captivities import record_event
from prisoners.domain.persons import revise_person
from prisoners.enums import EventKind
from tests.factories import CaptivityFactory, TransferFactory, someone, user_with
from tests.factories.manifests import became
from tests.unit.exchanges.test_completion import completed, under_way

pytestmark = pytest.mark.django_db
S, E = ExchangeStatus, EntryStatus


def derailed(entry: ManifestEntry) -> Exchange:
    return move_exchange(exchange=entry.transfer.exchange, to=S.DERAILED, reason="other men", by=someone("second"))


def again(exchange: Exchange) -> Attempt:
    return try_again(exchange=exchange, by=someone("proposer"))


def test_it_is_linked_and_has_the_same_transfers() -> None:
    [entry] = under_way(CaptivityFactory())
    TransferFactory(exchange=entry.transfer.exchange, direction=Direction.TO_THEM, agreed=7)
    made = again(derailed(entry)).exchange
    assert made.previous_attempt == entry.transfer.exchange
    assert made.status == S.DRAFT
    assert list(made.transfers.order_by("direction").values_list("direction", "agreed")) == [
        ("to_them", 7),
        ("to_us", None),
    ]


def test_whoever_was_let_go_or_not_brought_goes_onto_its_manifest() -> None:
    let_go, absent, refused = under_way(*CaptivityFactory.create_batch(3), reason="longest held")
    became(absent, E.ABSENT)
    became(refused, E.REFUSED)
    attempt = again(derailed(let_go))
    made = ManifestEntry.objects.filter(transfer__exchange=attempt.exchange)
    assert {each.captivity_id for each in made} == {let_go.captivity_id, absent.captivity_id}
    assert {(each.status, each.origin, each.reason) for each in made} == {
        (E.NOMINATED, EntryOrigin.ATTEMPT, "longest held")
    }


def test_after_a_part_came_home_the_others_go_next() -> None:
    home, waits = under_way(*CaptivityFactory.create_batch(2))
    became(home, E.BOARDED)
    attempt = again(completed(home, rest=Rest.BOARDED, to=S.PARTLY_COMPLETED))
    assert [each.captivity for each in ManifestEntry.objects.live()] == [waits.captivity]
    assert (attempt.nominated, attempt.left_out) == (1, 0)


def test_who_cannot_go_any_more_is_left_out_and_counted() -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = derailed(entry)
    record_event(captivity=entry.captivity, kind=EventKind.ESCAPED, by=someone("proposer"))
    attempt = again(exchange)
    assert (attempt.nominated, attempt.left_out) == (0, 1)


def test_whoever_is_withheld_by_now_waits_for_a_second_person() -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = derailed(entry)
    withheld = {"transmission": "not_to_origin", "transmission_reason": "threatened"}
    revise_person(person=entry.captivity.person, by=someone("proposer"), **withheld)
    attempt = again(exchange)
    assert (attempt.nominated, attempt.waiting) == (0, 1)
    assert Approval.objects.open().get().act == "nominate"


def test_there_is_one_next_attempt() -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = derailed(entry)
    again(exchange)
    with pytest.raises(ValidationError, match="logged already"):
        again(exchange)


def test_what_is_not_over_has_no_next_attempt() -> None:
    with pytest.raises(IllegalMove, match="no next attempt"):
        again(TransferFactory().exchange)


def test_the_page_says_what_goes_over_and_logs_it(client: Client) -> None:
    [entry] = under_way(CaptivityFactory())
    exchange = derailed(entry)
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    url = reverse("exchanges:again", args=[exchange.pk])
    assert "1 person goes onto its manifest" in client.get(url).content.decode()
    client.post(url, {"version": exchange.version})
    assert exchange.next_attempts.get().transfers.get().entries.get().captivity == entry.captivity
