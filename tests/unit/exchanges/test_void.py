"""Voiding: who, when and why; what belongs to it goes with it; nothing changes afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acts import VOID
from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import revise_exchange
from exchanges.models import Claim, Exchange, Transfer
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    allowed,
    completed_exchange,
    user_with,
    voided,
)

pytestmark = pytest.mark.django_db


def void(exchange: Exchange, by: User | None = None) -> Exchange:
    return voided(exchange, "logged twice", by=by)


def test_a_void_says_who_when_and_why() -> None:
    registrar = user_with(Role.REGISTRAR)
    exchange = void(ExchangeFactory(), by=registrar)
    assert (exchange.voided_by, exchange.void_reason) == (registrar, "logged twice")
    assert exchange.voided_at


def test_transfers_and_claims_go_with_it() -> None:
    exchange = completed_exchange(5, 5)
    ClaimFactory(transfer=exchange.transfers.first())
    void(exchange)
    assert not Transfer.objects.standing().exists()
    assert not Claim.objects.standing().exists()
    assert Transfer.objects.count() == 2


def test_a_void_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        voided(ExchangeFactory(), "")


def test_the_database_wants_a_reason_too() -> None:
    exchange = ExchangeFactory()
    with pytest.raises(IntegrityError, match="exchange_void_whole"), transaction.atomic():
        Exchange.objects.filter(pk=exchange.pk).update(voided_at=timezone.now(), voided_by=allowed(VOID, exchange))


def test_a_voided_exchange_is_not_revised() -> None:
    exchange = void(ExchangeFactory())
    with pytest.raises(ValidationError, match="was voided"):
        revise_exchange(exchange=exchange, notes="more", by=User.objects.system())


def test_what_others_stand_on_is_not_voided() -> None:
    stage = ExchangeFactory(parent=ExchangeFactory(), stage_no=1)
    with pytest.raises(ValidationError, match="First void"):
        void(stage.parent)


def test_who_may_not_void_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        void(ExchangeFactory(), by=user_with(Role.ANALYST))
    assert Exchange.objects.standing().exists()
