"""Exchanges that never were, for trying the product out: each says so in its name, in Ukrainian and in English."""

import datetime
import random
from typing import Any

from accounts.models import User
from common import clock
from exchanges.domain.claims import record_claim
from exchanges.domain.exchanges import log_exchange, move_exchange, restrict_exchange
from exchanges.domain.transfers import add_transfer
from exchanges.enums import Axis, Direction, ExchangeStatus, Measure, Qualifier
from exchanges.models import Exchange, SetbackReason, Transfer
from places.domain.demo import add_demo_place, add_founding_place
from prisoners.enums import CaptivityStatus
from sources.domain.founding import founding_source
from sources.domain.sources import register_source
from sources.enums import SourceKind
from sources.models import Source
from units.models import Party, Unit

MARK = "СИНТЕТИЧНИЙ / SYNTHETIC"
S = ExchangeStatus
#: Of one region: how many may be held in it, and how many of them are listed as missing. The first is a floor.
HELD_THERE: tuple[dict[str, Any], ...] = (
    {"number": 150, "qualifier": Qualifier.AT_LEAST},
    {"number": 36, "qualifier": Qualifier.EXACTLY, "axis": Axis.RECORD, "category": CaptivityStatus.MISSING},
)
#: What each of them is, the days from today to its plan, and the states that it goes through.
STORIES: tuple[tuple[str, int, tuple[ExchangeStatus, ...]], ...] = (
    ("обмін за кілька днів / in some days", 4, (S.PROPOSED, S.AGREED, S.LISTS_VERIFIED, S.SCHEDULED)),
    ("відкладений обмін / postponed", -3, (S.PROPOSED, S.AGREED, S.POSTPONED)),
    ("перевірка списків / lists being verified", 12, (S.PROPOSED, S.AGREED)),
    ("чернетка / draft", 20, ()),
    ("обмежений обмін / restricted", 30, (S.PROPOSED,)),
)


def add_founding_claims(*, by: User) -> int:
    """Record what the public record says of units and regions, unless it is there; returns how many claims were added.

    Wants the founding units (`units.domain.founding`).
    """
    unit = Unit.objects.standing().get(party__code="UA", code="3057")
    added = 0
    if not unit.claims.standing().filter(measure=Measure.RETURNED_SHARE).exists():
        source, told = founding_source("A", by=by), {"measure": Measure.RETURNED_SHARE, "percent": 30}
        record_claim(unit=unit, as_of=source.published_on, source=source, by=by, **told)
        added += 1
    region = add_founding_place(by=by)
    if not region.claims.standing().filter(measure=Measure.HELD).exists():
        for saying in HELD_THERE:
            record_claim(place=region, measure=Measure.HELD, source=founding_source("B", by=by), by=by, **saying)
            added += 1
    return added


def add_demo_exchanges(*, by: User, seed: int) -> int:
    """Log the synthetic exchanges, unless there are any already; returns how many. The numbers follow from `seed`."""
    if Exchange.objects.filter(formula__startswith=MARK).exists():
        return 0
    numbers = random.Random(seed)  # noqa: S311  # nosec B311 (made-up figures, no secret)
    for name, days, states in STORIES:
        # Its venue is restricted: most see the exchange and not where.
        venue = {"venue": add_demo_place(by=by)} if S.SCHEDULED in states else {}
        exchange = logged(name, days, numbers.randrange(20, 120), numbers.randrange(20, 120), by, **venue)
        for state in states:
            setback = {"reason": "Вигадана причина / an invented reason"} if state == S.POSTPONED else {}
            if setback:
                setback["setback_reason"] = SetbackReason.objects.standing().filter(code="list-substitution").first()
            exchange = move_exchange(exchange=exchange, to=state, by=by, **setback)
        if "restricted" in name:
            restrict_exchange(exchange=exchange, reason="Вигадана причина / an invented reason", by=by)
    return len(STORIES)


def logged(name: str, days: int, to_us: int, to_them: int, by: User, **fields: Any) -> Exchange:
    """A synthetic exchange with a transfer each way and what each side says of it; `days` from today it is planned."""
    exchange = log_exchange(
        formula=f"{MARK}: {name}",
        planned_on=clock.today() + datetime.timedelta(days=days),
        notes="Вигаданий запис для ознайомлення.\nAn invented record, for trying out.",
        by=by,
        **fields,
    )
    home = Party.objects.home()
    other = Party.objects.standing().exclude(pk=home.pk).get(code="RU" if home.code == "UA" else "UA")
    for direction, giver, taker, number in (
        (Direction.TO_US, other, home, to_us),
        (Direction.TO_THEM, home, other, to_them),
    ):
        transfer = add_transfer(
            exchange=exchange, direction=direction, from_party=giver, to_party=taker, agreed=number, by=by
        )
        _claims(transfer, number, (home, other), by)
    return exchange


def _claims(transfer: Transfer, number: int, parties: tuple[Party, Party], by: User) -> None:
    """What each side says of the number agreed: they disagree by a few."""
    sayings: tuple[dict[str, Any], ...] = (
        {"number": number, "qualifier": Qualifier.EXACTLY},
        {"number": number - 3, "qualifier": Qualifier.AT_LEAST},
    )
    for party, saying in zip(parties, sayings, strict=True):
        record_claim(
            transfer=transfer, claimed_by=party, measure=Measure.AGREED, source=_source(party, by), by=by, **saying
        )


def _source(party: Party, by: User) -> Source:
    url = f"https://example.org/synthetic/{party.code.lower()}"
    there = Source.objects.standing().filter(url=url).first()
    return there or register_source(
        kind=SourceKind.STATEMENT,
        title=f"{MARK}: вигадана заява / invented statement ({party.code})",
        publisher="example.org",
        url=url,
        by=by,
    )
