"""Rounds, their minutes, proposals, stances and programmes."""

import datetime
import functools
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from api.fields import DateField, IntegerField, KeyField
from api.queries.rows import none_of
from api.resources import GENERAL, RESTRICTED, RESTRICTION, VOIDED, Key, Part, Resource
from negotiations.domain import minutes, programmes, proposals, rounds, stances
from negotiations.enums import Category, ProgrammeEventKind, ProposalStatus, RoundStatus
from negotiations.interfaces import filters
from negotiations.models import (
    Delegation,
    Minutes,
    Programme,
    ProgrammeEvent,
    Proposal,
    ProposalTerm,
    Round,
    RoundMediation,
    Stance,
)
from sources.models import Source
from units.models import Party

ROUNDS = Resource(
    name="rounds",
    model=Round,
    create=rounds.log_round,
    revise=rounds.revise_round,
    doors={
        **{to.value: functools.partial(rounds.move_round, to=to) for to in RoundStatus if to != RoundStatus.PLANNED},
        RESTRICTED: rounds.restrict_round,
        GENERAL: rounds.lift_restriction,
        VOIDED: rounds.void_round,
    },
    doors_help=RESTRICTION,
    filterset=filters.RoundFilter,
    orderings=("starts_on", "title", "status"),
    left_out=("parts_revision",),
    parts=(
        Part("delegations", Delegation, "round", ("party", "body", "members")),
        Part("mediations", RoundMediation, "round", ("mediator", "role")),
    ),
)

#: Their files come and go by addresses of their own (api/views/minutes.py).
MINUTES = Resource(
    name="minutes",
    model=Minutes,
    doors={VOIDED: minutes.void_minutes},
    filterset=filters.MinutesFilter,
    orderings=("name",),
)

PROPOSALS = Resource(
    name="proposals",
    model=Proposal,
    create=proposals.log_proposal,
    revise=proposals.revise_proposal,
    doors={
        **{
            to.value: functools.partial(proposals.move_proposal, to=to)
            for to in ProposalStatus
            if to != ProposalStatus.TABLED
        },
        VOIDED: proposals.void_proposal,
    },
    door_members={"answered_on": DateField(required=False, allow_null=True)},
    filterset=filters.ProposalFilter,
    orderings=("made_on", "answered_on", "title"),
    left_out=("parts_revision",),
    parts=(
        Part(
            "terms",
            ProposalTerm,
            "proposal",
            ("direction", "category", "qualifier", "number"),
            members_fields={"number": IntegerField(required=False, allow_null=True, min_value=0)},
        ),
    ),
)

STANCES = Resource(
    name="stances",
    model=Stance,
    create=stances.record_stance,
    revise=stances.revise_stance,
    doors={VOIDED: stances.void_stance},
    filterset=filters.StanceFilter,
    orderings=("since", "until"),
)


def _happened(
    kind: ProgrammeEventKind,
    *,
    programme: Programme,
    by: User,
    expected_version: int,
    reason: str = "",
    happened_on: datetime.date | None = None,
    by_party: Party | None = None,
    source: Source | None = None,
) -> ProgrammeEvent:
    """Record what became of a programme; the reason is kept with the event."""
    told: dict[str, Any] = {"by_party": by_party, "source": source, "note": reason}
    return programmes.record_programme_event(
        programme=programme, kind=kind, happened_on=happened_on, by=by, expected_version=expected_version, **told
    )


PROGRAMMES = Resource(
    name="programmes",
    model=Programme,
    create=programmes.log_programme,
    revise=programmes.revise_programme,
    doors={
        **{kind.value: functools.partial(_happened, kind) for kind in ProgrammeEventKind},
        VOIDED: programmes.void_programme,
    },
    doors_help=_("What became of it: the programme stands where its latest event by day leaves it."),
    door_members={
        "happened_on": DateField(required=False),
        "by_party": KeyField(queryset=none_of(Party), required=False, allow_null=True),
        "source": KeyField(queryset=none_of(Source), required=False, allow_null=True),
    },
    filterset=filters.ProgrammeFilter,
    orderings=("agreed_on", "code"),
    members_fields={
        "categories": serializers.ListField(
            child=serializers.ChoiceField(choices=Category.choices), required=False, default=list
        )
    },
    keys={"code": Key.equal("code")},
)
