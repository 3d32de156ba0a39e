"""What a mark of a hand-over does to an entry: who changes her mind, who did not know of the other, who may not."""

import datetime
import uuid

import pytest

from exchanges.domain.marking import Judgement, Mark, Standing, judge, way
from exchanges.hand_over_enums import MarkEffect, MarkKind, Refusal
from exchanges.manifest_enums import EntryOrigin, EntryStatus

K, S, E = MarkKind, EntryStatus, MarkEffect
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
FIRST = uuid.UUID(int=1)


def mark(kind: MarkKind, *, minutes: int = 0, after: uuid.UUID | None = None) -> Mark:
    noted_at = NOON + datetime.timedelta(minutes=minutes)
    return Mark(uuid.uuid4(), kind, uuid.uuid4(), noted_at, after)


def stands(status: EntryStatus, kind: MarkKind | None = None, origin: str = EntryOrigin.LIST) -> Standing:
    return Standing(status, EntryOrigin(origin), kind and FIRST, kind, kind and NOON)


def test_the_first_mark_stands() -> None:
    assert judge(mark(K.BOARDED), stands(S.APPROVED)) == Judgement(E.APPLIED, S.BOARDED)


def test_who_knows_what_stands_may_say_otherwise() -> None:
    told = judge(mark(K.UNBOARDED, minutes=-9, after=FIRST), stands(S.BOARDED, K.BOARDED))
    assert told == Judgement(E.APPLIED, S.APPROVED)


def test_two_who_say_the_same_agree() -> None:
    assert judge(mark(K.BOARDED), stands(S.BOARDED, K.BOARDED)).effect == E.AGREED


@pytest.mark.parametrize(
    ("kind", "standing", "becomes"),
    [(K.DELIVERED, K.BOARDED, (E.APPLIED, S.DELIVERED)), (K.BOARDED, K.DELIVERED, (E.AGREED, S.DELIVERED))],
)
def test_of_boarded_and_handed_over_the_further_on_stands_whatever_the_clocks(kind, standing, becomes) -> None:
    status = {K.BOARDED: S.BOARDED, K.DELIVERED: S.DELIVERED}[standing]
    for minutes in (-5, 5):
        told = judge(mark(kind, minutes=minutes), stands(status, standing))
        assert (told.effect, told.status, told.conflicts_with) == (*becomes, None)


@pytest.mark.parametrize(("minutes", "effect", "status"), [(5, E.APPLIED, S.ABSENT), (-5, E.OVERRULED, S.BOARDED)])
def test_of_two_that_disagree_the_later_one_stands_and_the_conflict_is_told(minutes, effect, status) -> None:
    told = judge(mark(K.ABSENT, minutes=minutes), stands(S.BOARDED, K.BOARDED))
    assert told == Judgement(effect, status, conflicts_with=FIRST)


def test_a_note_moves_nothing() -> None:
    assert judge(mark(K.NOTE), stands(S.WITHDRAWN)) == Judgement(E.APPLIED, S.WITHDRAWN)


@pytest.mark.parametrize(
    ("status", "why"), [(S.WITHDRAWN, Refusal.CLOSED), (S.VETOED, Refusal.CLOSED), (S.NOMINATED, Refusal.UNAPPROVED)]
)
def test_nobody_boards_who_was_taken_off_or_never_approved(status, why) -> None:
    assert judge(mark(K.BOARDED), stands(status)).refusal == why


def test_who_was_added_at_the_bus_boards_unapproved_and_goes_back_to_that() -> None:
    assert way(S.NOMINATED, S.BOARDED, EntryOrigin.HAND_OVER) == (S.NOMINATED, S.BOARDED)
    told = judge(mark(K.UNBOARDED, after=FIRST), stands(S.BOARDED, K.ADDED, EntryOrigin.HAND_OVER))
    assert told.status == S.NOMINATED


def test_handed_over_without_having_boarded_goes_by_way_of_boarding() -> None:
    assert way(S.APPROVED, S.DELIVERED, EntryOrigin.LIST) == (S.APPROVED, S.BOARDED, S.DELIVERED)


def test_at_the_bus_nobody_is_withdrawn() -> None:
    assert way(S.BOARDED, S.WITHDRAWN, EntryOrigin.LIST) == ()
