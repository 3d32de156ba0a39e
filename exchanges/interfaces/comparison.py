"""Claims side by side: one row for each thing counted, one column for each who counted. Disagreement is flagged."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.enums import Axis, Qualifier
from exchanges.models import Claim
from exchanges.queries import claimed
from exchanges.queries.claimed import disagree
from prisoners.enums import OPEN

#: The categories that the code knows, by axis.
KNOWN: dict[str, dict[str, Any]] = {
    Axis.STATUS: {"military": gettext_lazy("military"), "civilian": gettext_lazy("civilians")},
    Axis.RECORD: {status.value: status.label for status in OPEN},
}
SIGNS = {Qualifier.EXACTLY: "", Qualifier.AT_LEAST: "≥ ", Qualifier.ABOUT: "≈ ", Qualifier.AT_MOST: "≤ "}


@dataclass(frozen=True)
class Row:
    """What is counted, the claims of each claimant in the order of the columns, and what disagrees."""

    label: str
    cells: list[list[Claim]]
    difference: str
    compared: bool


@dataclass(frozen=True)
class Comparison:
    """All that was claimed of one subject."""

    title: str
    claimants: list[str]
    rows: list[Row]
    problems: list[str]


def compare(title: str, claims: list[Claim], whole: int | None) -> Comparison:
    """Put the claims of one subject side by side; `whole` is the number of persons that percentages are of."""
    claimants = list(dict.fromkeys(claimant(claim) for claim in claims))
    grouped = itertools.groupby(claims, key=lambda claim: (claim.measure, claim.axis, claim.category))
    rows = [_row(list(group), claimants, whole) for _key, group in grouped]
    return Comparison(title, claimants, rows, list(_partition_problems(claims, whole)))


def claimant(claim: Claim) -> str:
    """Who said it: the party, else the publisher of the source."""
    if claim.claimed_by:
        return str(claim.claimed_by)
    return claim.source.publisher or _("the source itself")


def figure(claim: Claim) -> str:
    """The figure in short: "≥ 95", "13 %"."""
    number = f"{localize(claim.percent.normalize())} %" if claim.number is None else localize(claim.number)
    return SIGNS[Qualifier(claim.qualifier)] + number


def in_persons(claim: Claim, whole: int | None) -> str:
    """A percentage in persons, with the rounding shown; empty for a number or where the whole is not known."""
    if claim.percent is None or whole is None:
        return ""
    exact = claimed.in_persons(claim, whole)
    rounded = _("%(part)s of %(whole)s") % {"part": localize(round(exact)), "whole": localize(whole)}
    if exact == round(exact):
        return f"= {rounded}"
    return f"≈ {rounded} ({localize(exact.quantize(Decimal('0.1')))})"


def label(claim: Claim) -> str:
    """What a claim counts."""
    if not claim.axis:
        return str(claim.get_measure_display())
    return f"{claim.get_measure_display()} · {category(claim)}"


def category(claim: Claim) -> str:
    """The category of a claim; those that the code knows in the reader's language."""
    return str(KNOWN.get(claim.axis, {}).get(claim.category, claim.category))


def category_code(axis: str, written: str) -> str:
    """A category as it is kept: one that the code knows may be written in the reader's language."""
    codes = KNOWN.get(axis, {})
    known = {str(words).casefold(): code for code, words in codes.items()} | {code: code for code in codes}
    return known.get(written.casefold(), written)


def _row(claims: list[Claim], claimants: list[str], whole: int | None) -> Row:
    cells: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        cells[claimant(claim)].append(claim)
    numbers = [claim.number for claim in claims if claim.number is not None]
    difference = ""
    if disagree(claims, whole):
        spread = max(numbers) - min(numbers) if numbers else 0
        difference = _("differ by %(number)s") % {"number": localize(spread)} if spread else _("disagree")
    return Row(label(claims[0]), [cells[name] for name in claimants], difference, len(claims) > 1)


def _partition_problems(claims: list[Claim], whole: int | None) -> Iterable[str]:
    """Parts that are more than the whole, said in words."""
    parts = sorted((claim for claim in claims if claim.axis and claim.is_partition), key=_partition)
    for _key, group in itertools.groupby(parts, key=_partition):
        members = list(group)
        words = {"who": claimant(members[0]), "axis": members[0].get_axis_display()}
        found = claimed.partition(members, whole)
        if (found.percent or 0) > claimed.HUNDRED:
            words["sum"] = localize(found.percent.normalize())
            yield _("%(who)s, by %(axis)s: the parts add up to %(sum)s %%, more than the whole.") % words
        elif found.number is None and found.rest:
            words["rest"] = localize(found.rest.normalize())
            yield _("%(who)s, by %(axis)s: %(rest)s %% are not told apart.") % words
        if whole is not None and (found.number or 0) > whole:
            words |= {"sum": localize(found.number), "whole": localize(whole)}
            yield _("%(who)s, by %(axis)s: the parts add up to %(sum)s, more than %(whole)s delivered.") % words


def _partition(claim: Claim) -> tuple[str, str, str]:
    return (claimant(claim), claim.measure, claim.axis)
