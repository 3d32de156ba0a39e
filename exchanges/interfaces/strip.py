"""The last exchanges as a strip of bars about one line: ours up, theirs down. Geometry only; the template draws it."""

from dataclasses import dataclass

from django.utils.formats import date_format, localize

from common.templatetags.obmin import known
from exchanges.enums import Direction
from exchanges.models import Exchange

SLOT, BAR, REACH, MARGIN = 56, 26, 84, 30


@dataclass(frozen=True)
class Bar:
    """A bar of one direction: where it stands, how long it is, and its number in words."""

    top: int
    height: int
    label_at: int
    label: str
    is_known: bool


@dataclass(frozen=True)
class Slot:
    """An exchange of the strip."""

    exchange: Exchange
    left: int
    middle: int
    ours: Bar
    theirs: Bar
    day: str
    to_us: str
    to_them: str


@dataclass(frozen=True)
class Strip:
    """The whole picture, in units of its view box."""

    slots: list[Slot]
    width: int
    height: int
    zero: int
    days_at: int


def strip(exchanges: list[Exchange]) -> Strip:
    """Bars of exchanges that have the sums of each direction; the longest bar reaches the edge."""
    numbers = [getattr(each, f"delivered_{way}") or 0 for each in exchanges for way in Direction]
    longest = max(numbers, default=0) or 1
    zero = REACH + MARGIN
    slots = [_slot(each, place, longest, zero) for place, each in enumerate(exchanges)]
    return Strip(slots, max(len(slots), 1) * SLOT, 2 * zero + 18, zero, 2 * zero + 12)


def _slot(exchange: Exchange, place: int, longest: int, zero: int) -> Slot:
    to_us, to_them = exchange.delivered_to_us, exchange.delivered_to_them
    long_us, long_them = (round(REACH * (number or 0) / longest) for number in (to_us, to_them))
    left = place * SLOT + (SLOT - BAR) // 2
    ours = Bar(zero - long_us, long_us, zero - long_us - 5, _short(to_us), to_us is not None)
    theirs = Bar(zero, long_them, zero + long_them + 14, _short(to_them), to_them is not None)
    day = date_format(exchange.date, "j.m.y")
    return Slot(exchange, left, left + BAR // 2, ours, theirs, day, str(known(to_us)), str(known(to_them)))


def _short(number: int | None) -> str:
    return "?" if number is None else localize(number)
