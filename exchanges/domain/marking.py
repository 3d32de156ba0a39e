"""What a mark of a hand-over does to an entry. Pure: no database.

A mark says which mark stood when it was made (`after`), so that two phones that did not know of each other are told
from one person who changes her mind. Of two that did not know of each other:

- both say the same, or one says the same further on (boarded, handed over): no conflict, the one further on stands;
- else it is a conflict: the later one by its clock stands, both are kept and shown until somebody who knows both marks
  the entry once more.
"""

import datetime
import uuid
from collections import deque
from dataclasses import dataclass

from exchanges.hand_over_enums import LEADS_TO, ONWARD, MarkEffect, MarkKind, Refusal
from exchanges.manifest_enums import ENTRY_MOVES, EntryOrigin, EntryStatus

S = EntryStatus
#: What nobody at the bus may do: it is decided at headquarters, by two people.
NOT_AT_THE_BUS = frozenset({S.VETOED, S.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark as a device sends it; the second half only of somebody who came unexpectedly."""

    id: uuid.UUID
    kind: MarkKind
    entry: uuid.UUID
    noted_at: datetime.datetime
    after: uuid.UUID | None = None
    bus: str = ""
    note: str = ""
    bulk: uuid.UUID | None = None
    transfer: uuid.UUID | None = None
    person: uuid.UUID | None = None
    name: str = ""
    born_year: int | None = None
    instead_of: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is with an entry, and the mark by which it came there; none before the first."""

    status: EntryStatus
    origin: EntryOrigin
    mark: uuid.UUID | None = None
    kind: MarkKind | None = None
    noted_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a mark, and of the state of its entry."""

    effect: MarkEffect
    status: EntryStatus
    refusal: Refusal | None = None
    conflicts_with: uuid.UUID | None = None


def judge(mark: Mark, standing: Standing) -> Judgement:
    """What a mark does to an entry that stands so."""
    if mark.kind == MarkKind.NOTE:
        return Judgement(MarkEffect.APPLIED, standing.status)
    target = target_of(mark.kind, standing.origin)
    if standing.status == S.NOMINATED and standing.origin != EntryOrigin.HAND_OVER:
        return Judgement(MarkEffect.REFUSED, standing.status, Refusal.UNAPPROVED)
    if not way(standing.status, target, standing.origin):
        return Judgement(MarkEffect.REFUSED, standing.status, Refusal.CLOSED)
    if standing.mark is None or mark.after == standing.mark:
        return Judgement(MarkEffect.APPLIED, target)
    if target == standing.status:
        return Judgement(MarkEffect.AGREED, standing.status)
    if mark.kind in ONWARD and standing.kind in ONWARD:
        further = ONWARD.index(mark.kind) > ONWARD.index(standing.kind)
        return Judgement(MarkEffect.APPLIED, target) if further else Judgement(MarkEffect.AGREED, standing.status)
    if (mark.noted_at, mark.id) > (standing.noted_at, standing.mark):
        return Judgement(MarkEffect.APPLIED, target, conflicts_with=standing.mark)
    return Judgement(MarkEffect.OVERRULED, standing.status, conflicts_with=standing.mark)


def target_of(kind: MarkKind, origin: EntryOrigin) -> EntryStatus:
    """The state that a mark leads to. Who was added at the bus was never approved, and goes back to that."""
    if kind == MarkKind.UNBOARDED and origin == EntryOrigin.HAND_OVER:
        return S.NOMINATED
    return LEADS_TO[kind]


def way(status: EntryStatus, target: EntryStatus, origin: EntryOrigin) -> tuple[EntryStatus, ...]:
    """The states from here to there, the first one included, by the shortest legal way; empty where there is none."""
    ways = deque([(status,)])
    been = {status}
    while ways:
        so_far = ways.popleft()
        if so_far[-1] == target:
            return so_far
        for step in ENTRY_MOVES[so_far[-1]]:
            if step not in been and _open_at_the_bus(step, origin):
                been.add(step)
                ways.append((*so_far, step))
    return ()


def _open_at_the_bus(step: EntryStatus, origin: EntryOrigin) -> bool:
    """Who was added here was never approved, and everybody else never goes back behind that."""
    closed = S.APPROVED if origin == EntryOrigin.HAND_OVER else S.NOMINATED
    return step not in {*NOT_AT_THE_BUS, closed}
