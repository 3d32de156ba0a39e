"""The numbers of a list in words and bars: the page of the answer, and what its files say too."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from negotiations.domain.came_home import Homecoming, homecomings
from negotiations.enums import Category
from negotiations.interfaces.deciding import TONES
from negotiations.list_enums import Acceptance, EntryVerdict, RefusalReason
from negotiations.queries.answer import ListAnswer
from prisoners.enums import EventKind

V = EntryVerdict
#: Units of the view box that the longest bar takes.
REACH = 100


@dataclass(frozen=True)
class Bar:
    """A number of a partition: its words, its share in a hundred, how long its bar is."""

    label: str
    number: int
    share: str
    length: float
    tone: str


def sentence(answer: ListAnswer) -> str:
    """What the list is, in one sentence."""
    if not answer.total:
        return _("The list holds no name.")
    parts = [part for verdict, number in answer.verdicts.items() if number and (part := part_in_words(verdict, number))]
    if answer.waiting:
        waits = ngettext("%(number)s is not decided yet", "%(number)s are not decided yet", answer.waiting)
        parts.append(waits % {"number": localize(answer.waiting)})
    told = ngettext("Of %(total)s name: %(parts)s.", "Of %(total)s names: %(parts)s.", answer.total)
    return told % {"total": localize(answer.total), "parts": ", ".join(parts) or _("nothing to tell")}


def part_in_words(verdict: str, number: int) -> str:
    """How many have a verdict, as a part of a sentence; blank for a code that is no verdict."""
    if verdict not in V.values:
        return ""
    told = {
        V.OK: ngettext("%(n)s can be exchanged", "%(n)s can be exchanged", number),
        V.CIVILIAN: ngettext("%(n)s is a civilian", "%(n)s are civilians", number),
        V.ALREADY_RETURNED: ngettext("%(n)s came home already", "%(n)s came home already", number),
        V.CAPTURED_AGAIN: ngettext(
            "%(n)s was captured again after a return", "%(n)s were captured again after a return", number
        ),
        V.DECEASED: ngettext("%(n)s is dead", "%(n)s are dead", number),
        V.NOT_HELD: ngettext("%(n)s is not held", "%(n)s are not held", number),
        V.IDENTITY_ERROR: ngettext("%(n)s is given wrongly", "%(n)s are given wrongly", number),
        V.UNKNOWN: ngettext("%(n)s is known to nobody here", "%(n)s are known to nobody here", number),
        V.DUPLICATE: ngettext("%(n)s stands twice", "%(n)s stand twice", number),
    }[V(verdict)]
    return told % {"n": localize(number)}


def missing(answer: ListAnswer) -> list[str]:
    """Who is missing from the list, of those whom it might bring home."""
    told = []
    if not answer.women:
        told.append(_("There is no woman on the list."))
    if answer.grave == 0:
        told.append(_("Nobody on it is seriously wounded or gravely sick."))
    empty = [tier for tier in answer.tiers or [] if tier.tier is not None and not tier.number]
    told += [_("Nobody is of tier %(tier)s: %(label)s.") % {"tier": t.tier, "label": t.label} for t in empty]
    claimed = answer.name_list.claimed_size
    if claimed is not None and claimed != answer.total:
        told.append(
            _("%(claimed)s persons were announced; the list names %(total)s.")
            % {"claimed": localize(claimed), "total": localize(answer.total)}
        )
    return told


def verdict_bars(answer: ListAnswer) -> list[Bar]:
    """The verdicts in their order, and what is not decided or not to be told."""
    parts = [(str(V(code).label), number, TONES[V(code)]) for code, number in answer.verdicts.items()]
    parts += [(_("not decided yet"), answer.waiting, "neutral")] if answer.waiting else []
    parts += [(_("settled, not shown here"), answer.out_of_sight, "neutral")] if answer.out_of_sight else []
    return bars(parts, answer.total)


def tier_bars(answer: ListAnswer) -> list[Bar]:
    """The tiers of the priority order, of those who are held."""
    parts = [
        (
            _("Tier %(tier)s: %(label)s") % {"tier": tier.tier, "label": tier.label}
            if tier.tier is not None
            else _("no tier"),
            tier.number,
            "active",
        )
        for tier in answer.tiers or []
    ]
    return bars(parts, answer.held)


def agreed_bars(answer: ListAnswer) -> list[Bar]:
    """The categories that the programme agreed on; one person may be of several."""
    parts = [(str(Category(code).label), number, "active") for code, number in answer.agreed]
    if answer.outside is not None:
        parts.append((_("of none of these"), answer.outside, "bad" if answer.outside else "neutral"))
    return bars(parts, answer.held)


def returns(answer: ListAnswer, user: User) -> list[tuple[str, str, Homecoming | None, int]]:
    """When, how and in which exchange those came home who did so already, and how many, the latest first."""
    captivities = {each.captivity for each in answer.came_home if each.captivity}
    return [
        (
            str(each.ended),
            str(EventKind(each.outcome).label) if each.outcome else _("not known"),
            each.exchange,
            each.number,
        )
        for each in answer.returns(homecomings(captivities, user))
    ]


def bars(parts: Iterable[tuple[str, int, str]], total: int) -> list[Bar]:
    """Bars of numbers, the longest of which reaches the edge."""
    parts = list(parts)
    longest = max((number for _label, number, _tone in parts), default=0) or 1
    return [
        Bar(capfirst(label), number, share(number, total), round(REACH * number / longest, 1), tone)
        for label, number, tone in parts
    ]


def share(number: int, total: int) -> str:
    """A part of a hundred, in words."""
    if not total:
        return ""
    percent = 100 * number / total
    return _("%(number)s %%") % {"number": localize(round(percent, 1) if 0 < percent < 10 else round(percent))}


def acceptance_facts(answer: ListAnswer) -> list[tuple[str, int]]:
    """What the home side says of those on the list, and why it refuses."""
    facts = [
        (capfirst(str(Acceptance(code).label)), number)
        for code, number in answer.acceptances.items()
        if number and code != Acceptance.NOT_ASKED
    ]
    return facts + [(f"– {RefusalReason(code).label}", number) for code, number in answer.refusals.items()]
