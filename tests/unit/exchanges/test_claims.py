"""Claims stand side by side; adopting one is a decision with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from exchanges.domain.claims import adopt_claim, revise_claim
from exchanges.domain.transfers import revise_transfer
from exchanges.enums import Axis, CountStatus, Measure, Qualifier
from exchanges.models import Claim, Transfer
from tests.factories import ClaimFactory, ExchangeFactory, TransferFactory, other

pytestmark = pytest.mark.django_db


def adopt(claim: Claim) -> Claim:
    return adopt_claim(claim=claim, by=User.objects.system(), reason="two witnesses")


def test_a_claim_changes_no_figure() -> None:
    claim = ClaimFactory(transfer=TransferFactory(), number=207)
    assert Transfer.objects.get().delivered is None
    assert not claim.adopted


def test_an_adopted_claim_sets_the_figure() -> None:
    adopt(ClaimFactory(transfer=TransferFactory(), number=207))
    transfer = Transfer.objects.get()
    assert (transfer.delivered, transfer.count_status) == (207, CountStatus.KNOWN)


def test_adopting_another_lets_go_of_the_first() -> None:
    transfer = TransferFactory()
    first = adopt(ClaimFactory(transfer=transfer, number=207))
    second = adopt(ClaimFactory(transfer=transfer, number=195, claimed_by=other()))
    first.refresh_from_db()
    assert (first.adopted, second.adopted) == (False, True)
    assert Transfer.objects.get().delivered == 195


def test_adoption_asks_why() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        adopt_claim(claim=ClaimFactory(transfer=TransferFactory()), by=User.objects.system(), reason=" ")


@pytest.mark.parametrize("vague", [Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.AT_MOST])
def test_only_an_exact_number_is_adopted(vague: Qualifier) -> None:
    with pytest.raises(ValidationError, match="exact number"):
        adopt(ClaimFactory(transfer=TransferFactory(), qualifier=vague))


def test_a_claim_of_an_exchange_is_not_adopted() -> None:
    with pytest.raises(ValidationError, match="exact number"):
        adopt(ClaimFactory(exchange=ExchangeFactory()))


def test_the_military_part_sets_its_own_figure() -> None:
    transfer = TransferFactory(delivered=29, count_status=CountStatus.KNOWN)
    adopt(ClaimFactory(transfer=transfer, number=10, axis=Axis.STATUS, category="military"))
    transfer.refresh_from_db()
    assert (transfer.delivered, transfer.delivered_military) == (29, 10)


def test_an_adopted_claim_is_not_rewritten() -> None:
    claim = adopt(ClaimFactory(transfer=TransferFactory()))
    with pytest.raises(ValidationError, match="was adopted"):
        revise_claim(claim=claim, number=11, by=User.objects.system())


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"number": None}, "number"),
        ({"number": 5, "percent": 50, "axis": Axis.SEX, "category": "women"}, "number"),
        ({"number": None, "percent": 80}, "percent"),
        ({"axis": Axis.SEX}, "category"),
        ({"exchange": None}, "transfer"),
        ({"as_of": "2999-01-01"}, "as_of"),
    ],
)
def test_a_claim_that_says_nothing_clear_is_refused_by_field(fields: dict, at: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ClaimFactory(**({"exchange": ExchangeFactory()} | fields))
    assert at in refused.value.error_dict


def test_the_database_lets_one_claim_be_adopted() -> None:
    transfer = TransferFactory()
    adopt(ClaimFactory(transfer=transfer))
    rival = ClaimFactory(transfer=transfer, number=11)
    with pytest.raises(IntegrityError, match="claim_one_adopted"), transaction.atomic():
        Claim.objects.filter(pk=rival.pk).update(adopted=True)


def test_the_database_wants_a_number_or_a_percentage() -> None:
    claim = ClaimFactory(exchange=ExchangeFactory())
    with pytest.raises(IntegrityError, match="claim_number_or_percent"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(percent=50)


def test_a_claim_of_the_running_total_is_about_a_party() -> None:
    assert ClaimFactory(party=other(), measure=Measure.RETURNED_TOTAL, number=4131).party == other()


def test_a_figure_typed_by_hand_lets_go_of_the_claim() -> None:
    claim = adopt(ClaimFactory(transfer=TransferFactory(), number=207))
    revise_transfer(transfer=claim.transfer, delivered=208, by=User.objects.system())
    claim.refresh_from_db()
    assert not claim.adopted


def test_another_figure_keeps_the_claim() -> None:
    claim = adopt(ClaimFactory(transfer=TransferFactory(), number=207))
    revise_transfer(transfer=claim.transfer, agreed=210, by=User.objects.system())
    claim.refresh_from_db()
    assert claim.adopted
