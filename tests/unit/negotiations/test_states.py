"""Rounds and proposals: one door each, and a trigger from the same table that refuses what goes round it."""

import datetime
import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.errors import IllegalMove, Stale
from negotiations.domain.proposals import move_proposal
from negotiations.domain.rounds import move_round
from negotiations.enums import PROPOSAL_MOVES, ROUND_MOVES, ProposalStatus, RoundStatus
from negotiations.models import Proposal, Round
from tests.factories import ProposalFactory, RoundFactory, user_with
from tests.factories.negotiations import DAY

pytestmark = pytest.mark.django_db
R, P = RoundStatus, ProposalStatus
LATER = DAY + datetime.timedelta(days=7)


def move(round: Round, to: R, **arguments: object) -> Round:
    return move_round(round=round, to=to, by=User.objects.system(), **arguments)


def answer(proposal: Proposal, to: P, **arguments: object) -> Proposal:
    return move_proposal(proposal=proposal, to=to, by=User.objects.system(), **arguments)


def test_a_round_begins_and_is_concluded() -> None:
    found = move(move(RoundFactory(), R.UNDER_WAY), R.CONCLUDED, reason="1,000 for 1,000")
    assert (found.status, found.outcome) == (R.CONCLUDED, "1,000 for 1,000")


def test_a_round_logged_afterwards_is_concluded_at_once() -> None:
    assert move(RoundFactory(), R.CONCLUDED, reason="nothing").status == R.CONCLUDED


@pytest.mark.parametrize("to", [R.CONCLUDED, R.BROKEN_OFF, R.CALLED_OFF])
def test_an_end_says_what_came_of_it(to) -> None:
    with pytest.raises(ValidationError, match="what came of it"):
        move(RoundFactory(), to)


def test_a_round_does_not_begin_before_its_first_day() -> None:
    ahead = RoundFactory(starts_on=clock.today() + datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="not ahead"):
        move(ahead, R.UNDER_WAY)
    assert move(ahead, R.CALLED_OFF, reason="no").status == R.CALLED_OFF


def test_the_door_of_rounds_refuses_another_move() -> None:
    with pytest.raises(IllegalMove, match="concluded"):
        move(move(RoundFactory(), R.CONCLUDED, reason="x"), R.UNDER_WAY)


def test_a_stale_move_is_refused() -> None:
    proposal = ProposalFactory()
    answer(proposal, P.IGNORED)
    with pytest.raises(Stale):
        answer(proposal, P.REFUSED, answered_on=LATER, expected_version=1)


def test_who_may_only_see_moves_nothing() -> None:
    with pytest.raises(PermissionDenied):
        move_round(round=RoundFactory(), to=R.UNDER_WAY, by=user_with(Role.REGISTRAR))


def test_an_answer_to_an_official_request_has_its_day() -> None:
    with pytest.raises(ValidationError) as refused:
        answer(ProposalFactory(), P.ACCEPTED)
    assert refused.value.message_dict.keys() == {"answered_on"}
    assert answer(ProposalFactory(kind="public"), P.ACCEPTED).answered_on is None


@pytest.mark.parametrize("day", [DAY - datetime.timedelta(days=1), datetime.date(2100, 1, 1)])
def test_an_answer_is_neither_before_the_request_nor_ahead(day) -> None:
    with pytest.raises(ValidationError) as refused:
        answer(ProposalFactory(), P.REFUSED, answered_on=day)
    assert refused.value.message_dict.keys() == {"answered_on"}


def test_an_answer_may_come_after_one_had_ceased_to_wait() -> None:
    late = answer(answer(ProposalFactory(), P.IGNORED), P.ACCEPTED, answered_on=LATER, reason="yes")
    assert (late.status, late.answer, late.days_waiting) == (P.ACCEPTED, "yes", 7)


def test_a_withdrawal_says_why() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        answer(ProposalFactory(), P.WITHDRAWN)


def refused_moves(moves: dict) -> list:
    return [pair for pair in itertools.permutations(moves, 2) if pair[1] not in moves[pair[0]]]


def allowed_moves(moves: dict) -> list:
    return [(old, new) for old, news in moves.items() for new in news]


def put(record: Round | Proposal, status: str) -> None:
    """Round the door, as far as the database lets it."""
    more = {"answered_on": None if status in {P.TABLED, P.IGNORED} else LATER} if isinstance(record, Proposal) else {}
    type(record).objects.filter(pk=record.pk).update(status=status, **more)


@pytest.mark.parametrize(("old", "new"), refused_moves(ROUND_MOVES))
def test_the_database_refuses_what_goes_round_the_door_of_rounds(old, new) -> None:
    record = RoundFactory(outcome="x")
    if old != R.PLANNED:
        put(record, old)
    with pytest.raises(InternalError, match="no move of status"):
        put(record, new)


@pytest.mark.parametrize(("old", "new"), allowed_moves(ROUND_MOVES))
def test_the_database_allows_what_the_table_of_rounds_holds(old, new) -> None:
    record = RoundFactory(outcome="x")
    if old != R.PLANNED:
        put(record, old)
    put(record, new)
    assert Round.objects.get().status == new


@pytest.mark.parametrize(("old", "new"), refused_moves(PROPOSAL_MOVES))
def test_the_database_refuses_what_goes_round_the_door_of_proposals(old, new) -> None:
    record = ProposalFactory()
    if old != P.TABLED:
        put(record, old)
    with pytest.raises(InternalError, match="no move of status"):
        put(record, new)


@pytest.mark.parametrize(("old", "new"), allowed_moves(PROPOSAL_MOVES))
def test_the_database_allows_what_the_table_of_proposals_holds(old, new) -> None:
    record = ProposalFactory()
    if old != P.TABLED:
        put(record, old)
    put(record, new)
    assert Proposal.objects.get().status == new


@pytest.mark.parametrize("make", [lambda: RoundFactory(status="under_way"), lambda: ProposalFactory(status="ignored")])
def test_nothing_begins_in_a_later_state(make) -> None:
    with pytest.raises(InternalError, match="starts as"):
        make()
