"""Blank is not zero, and parts are never more than the whole."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from exchanges.enums import CountStatus
from exchanges.models import Exchange, Transfer
from tests.factories import ExchangeFactory, TransferFactory, completed_exchange, home

pytestmark = pytest.mark.django_db
KNOWN = CountStatus.KNOWN


def test_zero_is_a_number() -> None:
    assert TransferFactory(delivered=0, count_status=KNOWN).delivered == 0


def test_a_number_goes_with_known() -> None:
    with pytest.raises(ValidationError, match="go together"):
        TransferFactory(delivered=5)


def test_known_goes_with_a_number() -> None:
    with pytest.raises(ValidationError, match="go together"):
        TransferFactory(count_status=KNOWN)


def test_parts_within_the_whole() -> None:
    assert TransferFactory(delivered=29, delivered_military=10, delivered_civilian=19, count_status=KNOWN).pk


def test_parts_beyond_the_whole_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        TransferFactory(delivered=28, delivered_military=10, delivered_civilian=19, count_status=KNOWN)
    assert "29" in refused.value.message_dict["delivered"][0]


@pytest.mark.parametrize("parts", [{"delivered_military": 29}, {"delivered_military": 10, "delivered_civilian": 19}])
def test_the_database_refuses_parts_beyond_the_whole(parts: dict[str, int]) -> None:
    transfer = TransferFactory(delivered=28, count_status=KNOWN)
    with pytest.raises(IntegrityError, match="transfer_parts_within_whole"), transaction.atomic():
        Transfer.objects.filter(pk=transfer.pk).update(**parts)


def test_from_and_to_differ() -> None:
    with pytest.raises(ValidationError, match="same party"):
        TransferFactory(from_party=home(), to_party=home())


def test_an_exchange_of_stages_has_no_transfers_of_its_own() -> None:
    stage = ExchangeFactory(parent=ExchangeFactory(), stage_no=1)
    with pytest.raises(ValidationError, match="stages"):
        TransferFactory(exchange=stage.parent)


def _counts(exchange: Exchange) -> tuple[int | None, int | None]:
    row = Exchange.objects.with_counts().get(pk=exchange.pk)
    return row.delivered_to_us, row.delivered_to_them


def test_counts_by_direction() -> None:
    assert _counts(completed_exchange(207, 195)) == (207, 195)


def test_a_direction_not_stated_has_no_count() -> None:
    assert _counts(completed_exchange(49, None)) == (49, None)


def test_a_direction_known_in_part_has_no_count() -> None:
    untold = {"direction": "to_them", "count_status": CountStatus.WITHHELD}
    exchange = completed_exchange(107, 42, before=lambda made: TransferFactory(exchange=made, **untold))
    assert _counts(exchange) == (107, None)


def test_two_transfers_of_one_direction_add_up() -> None:
    more = {"direction": "to_them", "delivered": 65, "count_status": KNOWN}
    exchange = completed_exchange(107, 42, before=lambda made: TransferFactory(exchange=made, **more))
    assert _counts(exchange) == (107, 107)


def test_before_completion_a_transfer_may_be_open() -> None:
    assert TransferFactory().count_status == CountStatus.PENDING
