"""An exchange at a glance: a funnel each way, as bars with the same numbers beside them."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchanges.manifest_enums import EntryCategory
from exchanges.models import Exchange
from exchanges.queries.glance import LOST, Glance, Way
from exchanges.queries.sides import Sides

#: The length of the longest bar, in units of its view box.
REACH = 100


@dataclass(frozen=True)
class Segment:
    """A part of a bar: persons of one category, or those of whom it is not known."""

    left: float
    length: float
    category: str


@dataclass(frozen=True)
class Step:
    """A row: what is counted, how many (None: not known), by category, and the bar, where the step has one."""

    label: str
    number: int | None
    cells: list[int | None]
    bar: list[Segment] = field(default_factory=list)
    is_part: bool = False


@dataclass(frozen=True)
class Funnel:
    """One direction."""

    title: str
    side: str
    steps: list[Step]


@dataclass(frozen=True)
class View:
    """What `templates/exchanges/_glance.html` shows."""

    heads: list[tuple[EntryCategory, str]]
    funnels: list[Funnel]
    note: str
    beside_ratio: bool


def view(glance: Glance, exchange: Exchange, sides: Sides) -> View | None:
    """The figures of an exchange; None where there are none, as of one that is carried out in stages."""
    ways = [way for way in glance.ways if way.transfers]
    if not ways or exchange.is_voided:
        return None
    categories = [each for each in EntryCategory if any(_of(each, way) for way in ways)]
    longest = max([1, *(number or 0 for way in ways for number in _numbers(way))])
    names = {way.direction: _("Returned to %(party)s") % {"party": sides.name(way.direction)} for way in ways}
    return View(
        heads=[(each, capfirst(str(each.label))) for each in categories],
        funnels=[Funnel(names[way.direction], way.direction, _steps(way, glance, categories, longest)) for way in ways],
        note=_note(glance),
        beside_ratio=any(each != EntryCategory.MILITARY for each in categories),
    )


def _steps(way: Way, glance: Glance, categories: list[EntryCategory], longest: int) -> list[Step]:
    def named(label: str, counts: Counter[EntryCategory], **more: bool) -> Step:
        return _step(label, counts.total(), counts, categories, longest, **more)

    steps = [_step(_("Agreed"), way.agreed, None, categories, longest)]
    if glance.names:
        steps.insert(0, named(_("Requested, by name"), way.requested))
        steps += [named(_("Approved"), way.approved), named(_("Boarded"), way.boarded)]
    steps.append(_step(_("Delivered"), way.delivered, way.counted, categories, longest, split=way.counted))
    if not glance.names:
        return steps
    steps.append(named(_("of them by name"), way.named, is_part=True))
    unnamed = _("of them not named") if glance.whole else _("of them not named, or not shown to you")
    steps.append(_step(unnamed, way.unnamed, None, categories, longest, is_part=True))
    lost = [(capfirst(str(each.label)), way.lost(each)) for each in LOST]
    return steps + [named(label, counts, is_part=True) for label, counts in lost if counts.total()]


def _step(
    label: str,
    number: int | None,
    counts: Counter[EntryCategory] | None,
    categories: list[EntryCategory],
    longest: int,
    *,
    split: Counter[EntryCategory] | None = None,
    is_part: bool = False,
) -> Step:
    """A row. `counts` is None where nobody tells categories apart, `split` tells of some categories only."""
    told = counts if split is None else split
    cells = [None if told is None or (split is not None and each not in split) else told[each] for each in categories]
    bar = [] if is_part or not number else _bar(number, told or Counter(), longest)
    return Step(label, number, cells, bar, is_part)


def _bar(number: int, counts: Counter[EntryCategory], longest: int) -> list[Segment]:
    parts = [(str(each), counts[each]) for each in EntryCategory if counts[each]]
    parts.append(("unknown", number - counts.total()))
    left, segments = 0.0, []
    for category, persons in parts:
        if persons > 0:
            length = round(REACH * persons / longest, 2)
            segments.append(Segment(round(left, 2), length, category))
            left += length
    return segments


def _numbers(way: Way) -> list[int | None]:
    counts = (way.requested, way.approved, way.boarded)
    return [way.agreed, way.delivered, *(each.total() for each in counts)]


def _of(category: EntryCategory, way: Way) -> bool:
    return any(each.category == category for each in way.groups) or bool(way.counted[category])


def _note(glance: Glance) -> str:
    if not glance.names:
        return _("Who was named, and who boarded, is for those who may see manifests.")
    return "" if glance.whole else _("Persons whom you may not see are not counted among those named.")
