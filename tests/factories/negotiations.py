"""Synthetic rounds, proposals, stances and what became of programmes."""

import datetime
from typing import Any

import factory

from accounts.models import User
from negotiations.domain.minutes import file_minutes
from negotiations.domain.proposals import log_proposal
from negotiations.domain.rounds import log_round
from negotiations.domain.stances import record_stance
from negotiations.models import Minutes, Proposal, Round
from tests.factories.base import VerbFactory
from tests.factories.records import SourceFactory, home, other

DAY = datetime.date(2024, 10, 18)


class RoundFactory(VerbFactory):
    class Meta:
        model = log_round

    title = factory.Sequence(lambda n: f"Synthetic round {n}")
    starts_on = DAY


class ProposalFactory(VerbFactory):
    """An official request of the other side to ours."""

    class Meta:
        model = log_proposal

    title = factory.Sequence(lambda n: f"Synthetic proposal {n}")
    kind = "official"
    made_by = factory.LazyFunction(other)
    made_to = factory.LazyFunction(home)
    made_on = DAY


class StanceFactory(VerbFactory):
    """The other side wants a group of its own back."""

    class Meta:
        model = record_stance

    party = factory.LazyFunction(other)
    position = "wants"
    direction = "to_them"
    group = factory.Sequence(lambda n: f"synthetic group {n}")
    source = factory.SubFactory(SourceFactory)


def minutes_of(
    round: Round | None = None, name: str = "minutes.txt", content: bytes = b"Synthetic minutes."
) -> Minutes:
    """Minutes of a round, filed by the system."""
    return file_minutes(round=round or RoundFactory(), name=name, content=content, by=User.objects.system())


def terms(**numbers: int | None) -> list[dict[str, Any]]:
    """Terms from words: `terms(to_us=95, to_them=None)`."""
    return [{"direction": way, "category": "anybody", "number": number} for way, number in numbers.items()]


def whole_proposal() -> Proposal:
    """A proposal made in a round, with terms both ways."""
    return ProposalFactory(round=RoundFactory(), terms=terms(to_us=95, to_them=100))
