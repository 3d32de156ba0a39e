"""Rounds, proposals, stances, programmes and minutes that a user may see, with what their pages name."""

import datetime

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from negotiations.models import Minutes, Programme, ProgrammeEvent, Proposal, ProposalTerm, Round, Stance
from places.models import Place


def rounds(user: User) -> QuerySet[Round]:
    """Rounds, the voided ones among them."""
    venue = Prefetch("venue", Place.objects.visible_to(user))
    return Round.objects.visible_to(user).select_related("source").prefetch_related(venue)


def rounds_between(user: User, first: datetime.date, last: datetime.date) -> list[Round]:
    """Rounds that take place on at least one of these days, by their first day."""
    return list(Round.objects.visible_to(user).standing().between(first, last).order_by("starts_on", "id"))


def rounds_without_day(user: User) -> list[Round]:
    """Rounds of which no day is known."""
    return list(Round.objects.visible_to(user).standing().filter(starts_on__isnull=True).order_by("-id"))


def proposals(user: User) -> QuerySet[Proposal]:
    """Proposals, the voided ones among them."""
    return Proposal.objects.visible_to(user).select_related("made_by", "made_to", "round", "source")


def listed_proposals(user: User) -> QuerySet[Proposal]:
    """Standing proposals with their terms."""
    terms = Prefetch("terms", ProposalTerm.objects.standing().order_by("-direction", "id"), to_attr="standing_terms")
    return proposals(user).standing().prefetch_related(terms)


def stances(user: User) -> QuerySet[Stance]:
    """Stances, the voided ones among them."""
    return Stance.objects.visible_to(user).select_related("party", "branch", "unit", "cohort", "source")


def programmes(user: User) -> QuerySet[Programme]:
    """Programmes, the voided ones among them."""
    return Programme.objects.visible_to(user).select_related("source")


def programme_events(user: User) -> QuerySet[ProgrammeEvent]:
    """What became of programmes."""
    return ProgrammeEvent.objects.visible_to(user).select_related("programme", "by_party", "source")


def minutes(user: User) -> QuerySet[Minutes]:
    """Minutes of rounds, for those who may read them."""
    return Minutes.objects.visible_to(user).select_related("round")
