"""The verb of the hand-over: a batch of marks from the bus, applied to the manifest at once.

Whoever applies marks holds the exchange, so those of two phones come one after the other and are numbered as they come.
A mark that is there already is answered as the first time and changes nothing.
"""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max
from django.utils.timezone import localtime

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from exchanges.domain.marking import Judgement, Mark, Standing, judge, way
from exchanges.domain.unexpected import add_unexpected, lock_persons
from exchanges.enums import FINAL, ExchangeStatus
from exchanges.hand_over_enums import MarkEffect, MarkKind, Refusal
from exchanges.manifest_enums import LIVE, EntryOrigin, EntryStatus
from exchanges.models import Exchange, HandOverMark, ManifestEntry

#: Marks of one batch at most.
MOST = 200
NOT_YET = "not_yet"
LONG_AGO = datetime.timedelta(days=7)
R, S = Refusal, EntryStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mark: an effect, or `not_yet` while the exchange is not under way; then nothing is kept."""

    id: uuid.UUID
    effect: str
    refusal: Refusal | None = None

    @property
    def told(self) -> str:
        """Why it was refused, in words; empty where it was not."""
        return str(self.refusal.label) if self.refusal else ""


@verb("exchanges.hand_over", permission=Permission.EXCHANGES_HAND_OVER)
def hand_over(*, exchange: Exchange, marks: Sequence[Mark], by: User) -> list[Outcome]:
    """Apply marks in their order; returns what became of each. The same mark twice has one effect.

    One that cannot stand is refused by itself and keeps no other out. A bounded number of statements, whatever the
    batch, but for persons of the register who are not held any more: each opens a captivity of its own.
    """
    current = records.lock(exchange)
    records.refuse_voided(current)
    lock_persons(marks, by)
    kept = {mark.pk: mark for mark in HandOverMark.objects.filter(pk__in=[mark.id for mark in marks])}
    fresh = _clocked({mark.id: mark for mark in marks if mark.id not in kept})
    outcomes = {mark.id: _again(mark, kept[mark.id], current) for mark in marks if mark.id in kept}
    if current.status == ExchangeStatus.UNDER_WAY:
        outcomes |= _applied(current, fresh, by)
    elif current.status in FINAL:
        outcomes |= _too_late(current, fresh, by)
    else:
        outcomes |= {mark.id: Outcome(mark.id, NOT_YET) for mark in fresh}
    return [outcomes[mark.id] for mark in marks]


def _clocked(marks: dict[uuid.UUID, Mark]) -> list[Mark]:
    """In the order that they came in; of a clock that is ahead, or tells of long ago, it is now.

    One that is ahead would win every conflict; one that began anew with its battery would tell the day wrong.
    """
    now = clock.now()
    return [mark if now - LONG_AGO < mark.noted_at <= now else replace(mark, noted_at=now) for mark in marks.values()]


def _again(mark: Mark, kept: HandOverMark, exchange: Exchange) -> Outcome:
    if (kept.exchange_id, kept.entry_id, kept.kind) != (exchange.pk, mark.entry, mark.kind):
        return Outcome(mark.id, MarkEffect.REFUSED, R.TAKEN)
    return Outcome(mark.id, kept.effect, R(kept.refusal) if kept.refusal else None)


def _applied(exchange: Exchange, marks: Sequence[Mark], by: User) -> dict[uuid.UUID, Outcome]:
    entries = _locked(exchange, [mark.entry for mark in marks], by)
    added, refused = add_unexpected(exchange, [mark for mark in marks if mark.kind == MarkKind.ADDED], entries, by)
    entries |= added
    before = {key: S(entry.status) for key, entry in entries.items()}
    judged = _judged(marks, entries, refused)
    _write_marks(exchange, [mark for mark in marks if mark.entry in entries], judged, by)
    _write_states(entries, before)
    return {mark.id: Outcome(mark.id, judged[mark.id].effect, judged[mark.id].refusal) for mark in marks}


def _too_late(exchange: Exchange, marks: Sequence[Mark], by: User) -> dict[uuid.UUID, Outcome]:
    """Marks that came when the exchange was over: they change nothing and are kept, for whoever corrects it."""
    entries = _locked(exchange, [mark.entry for mark in marks], by)
    judged = {mark.id: Judgement(MarkEffect.REFUSED, S.NOMINATED, R.OVER) for mark in marks}
    _write_marks(exchange, [mark for mark in marks if mark.entry in entries], judged, by)
    return {mark.id: Outcome(mark.id, MarkEffect.REFUSED, R.OVER) for mark in marks}


def _locked(exchange: Exchange, keys: Iterable[uuid.UUID], by: User) -> dict[uuid.UUID, ManifestEntry]:
    rows = ManifestEntry.objects.visible_to(by).standing().filter(transfer__exchange=exchange, pk__in=set(keys))
    return {entry.pk: entry for entry in rows.order_by("pk").select_for_update(of=["self"], no_key=True)}


def _judged(
    marks: Sequence[Mark], entries: dict[uuid.UUID, ManifestEntry], refused: dict[uuid.UUID, Refusal]
) -> dict[uuid.UUID, Judgement]:
    """What becomes of each mark, one after the other; each entry is left in the state that stands at the end."""
    standing, engaged = _standing(entries), _engaged(entries)
    judged = {}
    for mark in marks:
        entry = entries.get(mark.entry)
        why = refused.get(mark.id) or (None if entry else R.NOBODY)
        if why:
            judged[mark.id] = Judgement(MarkEffect.REFUSED, S.NOMINATED, why)
            continue
        told = judge(mark, standing[entry.pk])
        if told.status in (*LIVE, S.DELIVERED) and entry.status not in LIVE and entry.captivity_id in engaged:
            told = Judgement(MarkEffect.REFUSED, S(entry.status), R.ELSEWHERE)
        judged[mark.id] = told
        entry.status = told.status
        if told.effect == MarkEffect.APPLIED and mark.kind != MarkKind.NOTE:
            origin = EntryOrigin(entry.origin)
            standing[entry.pk] = Standing(told.status, origin, mark.id, mark.kind, mark.noted_at)
            entry.status_note = mark.note
            entry.delivered_on = localtime(mark.noted_at).date() if told.status == S.DELIVERED else None
    return judged


def _standing(entries: dict[uuid.UUID, ManifestEntry]) -> dict[uuid.UUID, Standing]:
    applied = HandOverMark.objects.standing().filter(entry__in=entries, effect=MarkEffect.APPLIED)
    latest = applied.exclude(kind=MarkKind.NOTE).order_by("entry", "-number").distinct("entry")
    marks = {mark.entry_id: (mark.pk, MarkKind(mark.kind), mark.noted_at) for mark in latest}
    return {
        key: Standing(S(entry.status), EntryOrigin(entry.origin), *marks.get(key, ())) for key, entry in entries.items()
    }


def _engaged(entries: dict[uuid.UUID, ManifestEntry]) -> set[uuid.UUID]:
    """Captivities of these entries that stand on another manifest, or were handed over there."""
    captivities = [entry.captivity_id for entry in entries.values() if entry.status not in LIVE]
    others = ManifestEntry.objects.standing().filter(captivity__in=captivities, status__in=(*LIVE, S.DELIVERED))
    return set(others.exclude(pk__in=entries).values_list("captivity", flat=True))


def _write_marks(exchange: Exchange, marks: Sequence[Mark], judged: dict[uuid.UUID, Judgement], by: User) -> None:
    last = HandOverMark.objects.filter(exchange=exchange).aggregate(last=Max("number"))["last"] or 0
    HandOverMark.objects.bulk_create(
        HandOverMark(
            id=mark.id,
            exchange=exchange,
            entry_id=mark.entry,
            kind=mark.kind,
            number=number,
            noted_at=mark.noted_at,
            noted_by=by,
            bus=mark.bus,
            note=mark.note,
            effect=judged[mark.id].effect,
            refusal=judged[mark.id].refusal or "",
            after=mark.after,
            conflicts_with=judged[mark.id].conflicts_with,
            bulk=mark.bulk,
        )
        for number, mark in enumerate(marks, start=last + 1)
    )


def _write_states(entries: dict[uuid.UUID, ManifestEntry], before: dict[uuid.UUID, EntryStatus]) -> None:
    """Bring each entry to its state over the legal states between, a statement for each step of the longest way."""
    ways = {
        key: way(before[key], S(entry.status), EntryOrigin(entry.origin))[1:]
        for key, entry in entries.items()
        if entry.status != before[key]
    }
    days = {key: entry.delivered_on for key, entry in entries.items()}
    for step in range(max(map(len, ways.values()), default=0)):
        moved = [entries[key] for key, states in ways.items() if step < len(states)]
        for entry in moved:
            entry.status = ways[entry.pk][step]
            entry.delivered_on = days[entry.pk] if entry.status == S.DELIVERED else None
        ManifestEntry.objects.bulk_update(moved, ["status", "status_note", "delivered_on"])
