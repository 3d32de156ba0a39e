"""Two people who move a round or answer a proposal at once: one wins, and without the lock more than one would."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from common.errors import Conflict, IllegalMove
from negotiations.domain.proposals import move_proposal
from negotiations.domain.rounds import move_round
from negotiations.domain.stances import record_stance
from negotiations.models import Proposal, Round, Stance
from tests.factories import ProposalFactory, RoundFactory, StanceFactory
from tests.factories.negotiations import DAY
from tests.integration.test_races import MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_end_of_a_round_wins() -> None:
    held, system = RoundFactory(), User.objects.system()
    ends = ("concluded", "called_off")
    outcomes = at_once(lambda n: move_round(round=held, to=ends[n % 2], reason=f"by {n}", by=system))
    assert winners(outcomes) == 1
    assert {type(each) for each in outcomes} == {Round, IllegalMove}


def test_one_answer_wins_and_is_kept_whole() -> None:
    proposal, system = ProposalFactory(), User.objects.system()
    answers = ("accepted", "refused")

    def answer(number: int) -> Proposal:
        to = answers[number % 2]
        return move_proposal(proposal=proposal, to=to, reason=to, answered_on=DAY, by=system)

    assert winners(at_once(answer)) == 1
    proposal.refresh_from_db()
    assert proposal.answer == proposal.status


def test_without_the_lock_more_than_one_would_pass_the_check(monkeypatch) -> None:
    """The control: the state is read without being held, so that several find the round still planned."""
    held, system = RoundFactory(), User.objects.system()
    seen: list[Any] = []
    monkeypatch.setattr("accounts.domain.records.lock", lambda record, _version=None: seen.append(1) or record)

    def end(number: int) -> Round:
        return move_round(round=Round.objects.get(pk=held.pk), to="concluded", reason=f"by {number}", by=system)

    assert winners(at_once(end)) > 1


def test_one_stance_on_a_group_stands() -> None:
    told = StanceFactory(group="another")
    fields = {"party": told.party, "direction": "to_us", "group": "the same", "source": told.source}
    outcomes = at_once(lambda n: record_stance(position="wants", by=User.objects.system(), **fields))
    assert winners(outcomes) == Stance.objects.filter(group="the same").count() == 1
    assert all(isinstance(each, Stance | Conflict | ValidationError) for each in outcomes)
    assert len(outcomes) == MANY
