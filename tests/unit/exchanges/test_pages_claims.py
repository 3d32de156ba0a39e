"""Claims by page: recorded with a source, compared, adopted with a reason, voided."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from exchanges.interfaces.comparison import category_code, compare, in_persons
from exchanges.models import Claim, Transfer
from tests.factories import ClaimFactory, PartyFactory, SourceFactory, TransferFactory, settle, user_with

pytestmark = pytest.mark.django_db
LEAST = {"measure": "delivered", "qualifier": "=", "new_source_title": "A synthetic statement"}


@pytest.fixture(autouse=True)
def registrar(client: Client) -> User:
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def add(client: Client, transfer: Transfer, **typed: str) -> HttpResponse:
    url = reverse("exchanges:claim-add", args=[transfer.exchange_id])
    return client.post(url, LEAST | {"subject": str(transfer.pk)} | typed)


def test_a_claim_is_recorded_with_a_new_source(client: Client) -> None:
    transfer = TransferFactory()
    add(client, transfer, number="95")
    claim = Claim.objects.get()
    assert (claim.transfer, claim.number, claim.source.title, claim.adopted) == (
        transfer,
        95,
        "A synthetic statement",
        False,
    )


def test_a_figure_without_a_source_is_refused(client: Client) -> None:
    response = add(client, TransferFactory(), number="95", new_source_title="")
    assert response.context["form"].errors.keys() == {"source"}


def test_neither_number_nor_percent_is_refused_under_its_field(client: Client) -> None:
    response = add(client, TransferFactory())
    assert response.context["form"].errors.keys() == {"number"}
    assert not Claim.objects.exists()


@pytest.mark.parametrize("typed", ["12,5", "12.5", "12.5 %"])
def test_a_percentage_is_read_with_point_and_comma(client: Client, typed: str) -> None:
    add(client, TransferFactory(), percent=typed, axis="nationality", category="somewhere")
    assert str(Claim.objects.get().percent) == "12.50"


@pytest.mark.parametrize("typed", ["цивільні", "Civilian"])
def test_a_category_that_the_code_knows_is_read_in_the_readers_language(
    client: Client, registrar: User, typed: str
) -> None:
    User.objects.filter(pk=registrar.pk).update(language="uk" if typed == "цивільні" else "en")
    add(client, TransferFactory(), number="5", axis="status", category=typed)
    assert Claim.objects.get().category == "civilian"


def test_a_part_may_be_said_of_an_official_status() -> None:
    with translation.override("en"):
        told = [category_code("record", written) for written in ("Missing", "missing", "somewhere")]
    assert told == ["missing", "missing", "somewhere"]


def test_a_claim_can_be_of_the_whole_exchange(client: Client) -> None:
    transfer = TransferFactory()
    add(client, transfer, subject="exchange", number="190")
    assert Claim.objects.get().exchange == transfer.exchange


def test_adopting_asks_why_and_sets_our_figure(client: Client) -> None:
    claim = ClaimFactory(transfer=TransferFactory(), number=97)
    url = reverse("exchanges:claim-adopt", args=[claim.pk])
    assert "reason" in client.post(url).context["form"].errors
    client.post(url, {"reason": "the holder's own list"})
    assert Transfer.objects.get().delivered == 97


def test_what_is_no_exact_number_is_not_adopted(client: Client) -> None:
    claim = ClaimFactory(transfer=TransferFactory(), number=97, qualifier=">=")
    response = client.post(reverse("exchanges:claim-adopt", args=[claim.pk]), {"reason": "the only figure there is"})
    assert "Only an exact number" in str(response.context["form"].errors)


def test_a_claim_is_voided_with_a_reason(client: Client) -> None:
    claim = ClaimFactory(transfer=TransferFactory())
    url = reverse("exchanges:claim-void", args=[claim.pk])
    client.post(url, {"version": claim.version, "reason": "nobody said so"})
    settle()
    assert Claim.objects.get().void_reason == "nobody said so"


def test_an_analyst_may_do_none_of_it(client: Client) -> None:
    claim = ClaimFactory(transfer=TransferFactory())
    client.force_login(user_with(Role.ANALYST))
    assert add(client, claim.transfer, number="1").status_code == 403
    for name in ("claim-adopt", "claim-void"):
        assert client.get(reverse(f"exchanges:{name}", args=[claim.pk])).status_code == 403


def part(transfer: Transfer, percent: int, party: object = None, **fields: object) -> Claim:
    defaults = {"axis": "nationality", "category": f"part {percent}", "is_partition": True, "number": None}
    return ClaimFactory(transfer=transfer, percent=percent, claimed_by=party, **defaults | fields)


def test_parts_beyond_the_whole_are_flagged() -> None:
    transfer, party = TransferFactory(delivered=157, count_status="known"), PartyFactory()
    claims = [part(transfer, percent, party) for percent in (80, 13, 7)]
    assert compare("", claims, 157).problems == []
    assert len(compare("", [*claims, part(transfer, 4, party)], 157).problems) == 1


def test_parts_that_stand_alone_are_not_added_up() -> None:
    transfer, party = TransferFactory(), PartyFactory()
    claims = [part(transfer, percent, party, is_partition=False) for percent in (80, 75)]
    assert compare("", claims, 157).problems == []


def test_a_percentage_is_shown_in_persons_with_its_rounding() -> None:
    claim = part(TransferFactory(), 13)
    with translation.override("en"):
        assert in_persons(claim, 157) == "≈ 20 of 157 (20.4)"
    assert in_persons(claim, None) == ""


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ({"number": 95}, {"number": 95}, True),
        ({"number": 95}, {"number": 96}, False),
        ({"number": 95, "qualifier": ">="}, {"number": 100}, True),
        ({"number": 95, "qualifier": "<="}, {"number": 100}, False),
        ({"number": 100, "qualifier": "~"}, {"number": 95}, True),
    ],
)
def test_only_what_cannot_both_be_true_disagrees(one: dict, other: dict, agree: bool) -> None:
    transfer = TransferFactory()
    claims = [ClaimFactory(transfer=transfer, claimed_by=PartyFactory(), **each) for each in (one, other)]
    assert (compare("", claims, None).rows[0].difference == "") is agree


def test_a_percentage_agrees_with_the_number_that_it_was_rounded_from() -> None:
    transfer = TransferFactory(delivered=157, count_status="known")
    claims = [
        part(transfer, 13, PartyFactory(), category="some"),
        ClaimFactory(transfer=transfer, number=20, axis="nationality", category="some", source=SourceFactory()),
    ]
    assert compare("", claims, 157).rows[0].difference == ""
