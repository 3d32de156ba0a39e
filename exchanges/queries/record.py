"""One exchange with all that belongs to it, as its page shows it."""

import uuid
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from accounts.roles import Permission
from audit.models import Change
from exchanges.models import Claim, Exchange, Mediation, Ordinal, ProgrammeBooking, SetbackReason, Transfer
from places.models import Place
from units.models import Unit


@dataclass(frozen=True)
class Dossier:
    """An exchange and its parts. A voided exchange keeps its parts, voided with it."""

    exchange: Exchange
    transfers: list[Transfer]
    claims: list[Claim]
    mediations: list[Mediation]
    ordinals: list[Ordinal]
    bookings: list[ProgrammeBooking]
    stages: list[Exchange]
    next_attempts: list[Exchange]
    moves: list[Change] = field(default_factory=list)

    @property
    def ids(self) -> list[uuid.UUID]:
        """Keys of the exchange and of its parts, for the history."""
        parts = (self.transfers, self.claims, self.mediations, self.ordinals, self.bookings)
        return [self.exchange.pk, *(each.pk for group in parts for each in group)]


def exchanges(user: User) -> QuerySet[Exchange]:
    """Exchanges that a user may see, with what their pages name."""
    seen = Exchange.objects.visible_to(user)
    others = Prefetch("parent", seen), Prefetch("previous_attempt", seen)
    places = Prefetch("venue", Place.objects.visible_to(user))
    return seen.select_related("setback_reason").prefetch_related(*others, places)


def claims(user: User) -> QuerySet[Claim]:
    """Claims that a user may see."""
    return Claim.objects.visible_to(user).select_related(
        "transfer__exchange", "exchange", "unit", "source", "claimed_by"
    )


def claims_of_unit(unit: Unit, user: User) -> list[Claim]:
    """What others said of a unit that a user may see, by what they counted, the latest first."""
    found = claims(user).standing().filter(unit=unit)
    return list(found.order_by("measure", "axis", "category", "-as_of", "-pk"))


def transfers(user: User) -> QuerySet[Transfer]:
    """Transfers that a user may see."""
    return Transfer.objects.visible_to(user).select_related("exchange")


def setback_reasons(user: User) -> QuerySet[SetbackReason]:
    """Reasons that a setback can have."""
    return SetbackReason.objects.visible_to(user).standing().order_by("code")


def dossier(exchange: Exchange, user: User) -> Dossier:
    """What belongs to an exchange, in a fixed number of queries."""
    of_it = Q(voided_at=exchange.voided_at)
    sees_programmes = user.has_perm(Permission.NEGOTIATIONS_VIEW)
    visible = Exchange.objects.visible_to(user).standing()
    moves = Change.objects.of(exchange).filter(after__has_key="status")
    return Dossier(
        exchange=exchange,
        transfers=list(
            exchange.transfers.filter(of_it)
            .select_related("from_party", "to_party")
            .prefetch_related(Prefetch("via", Place.objects.visible_to(user)))
            .order_by("-direction", "id")
        ),
        claims=list(_claims_of(exchange, of_it)),
        mediations=list(exchange.mediations.filter(of_it).select_related("mediator")),
        ordinals=list(exchange.ordinals.filter(of_it).select_related("counted_by", "source").order_by("value")),
        bookings=list(exchange.bookings.filter(of_it).select_related("programme")) if sees_programmes else [],
        stages=list(visible.filter(parent=exchange).with_counts().order_by("stage_no")),
        next_attempts=list(visible.filter(previous_attempt=exchange).order_by("number")),
        moves=list(moves.reverse()),
    )


def _claims_of(exchange: Exchange, of_it: Q) -> QuerySet[Claim]:
    subject = Q(exchange=exchange) | Q(transfer__exchange=exchange)
    return (
        Claim.objects.filter(of_it & subject)
        .select_related("claimed_by", "source", "transfer")
        .order_by("measure", "axis", "category", "id")
    )
