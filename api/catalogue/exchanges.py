"""Exchanges with what belongs to them, their transfers, and what each side claims."""

import functools
from typing import Any

from django.db.models import F, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from api.fields import CharField, ChoiceField, PartialDateField
from api.queries.rows import partial_date
from api.resources import GENERAL, RESTRICTED, RESTRICTION, VOIDED, Part, Resource
from exchanges.domain import attempts, claims, correcting, exchanges, relations, transfers
from exchanges.domain.manifest.approving import approve_manifest
from exchanges.enums import DELIVERED, ExchangeStatus, Rest
from exchanges.interfaces.figure_filters import ClaimFilter, TransferFilter
from exchanges.interfaces.filters import ExchangeFilter
from exchanges.models import Claim, Exchange, Mediation, Ordinal, ProgrammeBooking, SetbackReason, Transfer

#: What logs the exchange that comes after this one.
NEXT_ATTEMPT = "next_attempt"
AGAIN = _(
    "`next_attempt` logs the next attempt at an exchange that did not take place, or only in part, with its manifest; "
    "that exchange names this one as its `previous_attempt`."
)

APPROVED = _("`manifest_approved` takes the `sha256` of the manifest as it was looked at, and two people.")


def _set_mediations(exchange: Exchange, items: list[dict[str, Any]], by: User) -> None:
    pairs = [(item["mediator"], item.get("role", Mediation._meta.get_field("role").default)) for item in items]
    relations.set_mediators(exchange=exchange, mediators=pairs, by=by)


def _set_ordinals(exchange: Exchange, items: list[dict[str, Any]], by: User) -> None:
    ordinals = [(item["value"], item.get("counted_by"), item.get("source")) for item in items]
    relations.set_ordinals(exchange=exchange, ordinals=ordinals, by=by)


def _set_bookings(exchange: Exchange, items: list[dict[str, Any]], by: User) -> None:
    relations.set_programmes(exchange=exchange, programmes=[item["programme"] for item in items], by=by)


def _with_counts(rows: QuerySet) -> QuerySet:
    return rows.with_counts()


SUPERSEDING = _(
    "`superseding` puts a draft that says what it `supersedes` in the place of that completed exchange, which takes "
    "two people; `mistaken` are keys of manifest entries of those who were not delivered after all."
)

EXCHANGES = Resource(
    name="exchanges",
    model=Exchange,
    create=exchanges.log_exchange,
    revise=exchanges.revise_exchange,
    doors={
        **{
            state.value: functools.partial(
                exchanges.complete_exchange if state in DELIVERED else exchanges.move_exchange, to=state
            )
            for state in ExchangeStatus
            if state != ExchangeStatus.DRAFT
        },
        NEXT_ATTEMPT: attempts.try_again,
        "manifest_approved": approve_manifest,
        "superseding": correcting.supersede_exchange,
        RESTRICTED: exchanges.restrict_exchange,
        GENERAL: exchanges.lift_restriction,
        VOIDED: exchanges.void_exchange,
    },
    doors_help=format_lazy("{} {} {} {}", AGAIN, APPROVED, SUPERSEDING, RESTRICTION),
    door_members={
        "sha256": CharField(required=False, max_length=64, help_text=_("With `manifest_approved`.")),
        "rest": ChoiceField(
            choices=Rest.values,
            required=False,
            help_text=_("With a completion: of those on the manifest whom nobody marked, who was handed over."),
        ),
        "planned_on": serializers.DateField(required=False, help_text=_("With `next_attempt`.")),
        "mistaken": serializers.ListField(child=serializers.CharField(max_length=36), required=False),
    },
    fixed=("supersedes",),
    filterset=ExchangeFilter,
    orderings=("number", "day", "date", "status", "kind"),
    left_out=("date_precision", "parts_revision"),
    computed={"date": partial_date("date", "date_precision"), "setback_reason": F("setback_reason__code")},
    members_fields={
        "date": PartialDateField(source="when", required=False),
        "day": serializers.DateField(read_only=True, allow_null=True),
        "setback_reason": serializers.CharField(read_only=True, allow_null=True),
    },
    parts=(
        Part("mediations", Mediation, "exchange", ("mediator", "role"), _set_mediations),
        Part("ordinals", Ordinal, "exchange", ("value", "counted_by", "source"), _set_ordinals),
        Part("bookings", ProgrammeBooking, "exchange", ("programme",), _set_bookings),
    ),
    asks={"setback_reason": SetbackReason},
    rows=_with_counts,
)

TRANSFERS = Resource(
    name="transfers",
    model=Transfer,
    create=transfers.add_transfer,
    revise=transfers.revise_transfer,
    doors={VOIDED: transfers.void_transfer},
    filterset=TransferFilter,
    orderings=("agreed", "delivered"),
    fixed=("exchange",),
)

CLAIMS = Resource(
    name="claims",
    model=Claim,
    create=claims.record_claim,
    revise=claims.revise_claim,
    doors={"adopted": claims.adopt_claim, VOIDED: claims.void_claim},
    filterset=ClaimFilter,
    orderings=("as_of", "number"),
)
