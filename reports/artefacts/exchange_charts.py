"""Charts of exchanges: bars to both sides of one line, and bars of parts one after another."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from exchanges.enums import Direction, Measure
from reports import cells
from reports.artefacts.charts import WIDTH, differences, titled
from reports.catalogue.answer import Cell, Column, Table
from reports.catalogue.report import Report

if TYPE_CHECKING:
    import altair

#: Heights of a row, and letters of its name that fit on a line.
ROW, LETTERS = 34, 34
#: Rows beyond these are left to the table.
MOST = 12


@dataclass(frozen=True)
class Bar:
    """A row of two bars from one line: theirs to the left and ours to the right, each with its words."""

    name: str
    ours: int
    theirs: int
    ours_told: str
    theirs_told: str


def composition(report: Report, axis: str, rows: list[list[Any]], *, title: str, subtitle: str) -> "altair.LayerChart":
    """Persons by category of one axis, ours and theirs, each with those of whom it is told."""
    bars = [
        Bar(cells.party_name(row[1]), row[3] or 0, row[6] or 0, _of_whole(*row[3:6]), _of_whole(*row[6:9]))
        for row in rows[:MOST]
    ]
    named = _("%(subtitle)s By %(axis)s:") % {"subtitle": subtitle, "axis": report.label(f"axis.{axis}")}
    return both_sides(bars, title=title, subtitle=named)


def both_sides(bars: Sequence[Bar], *, title: str, subtitle: str) -> "altair.LayerChart":
    """Bars to both sides of one line, each with its number; ours to the right."""
    import altair as alt

    rows = [
        {"name": textwrap.wrap(bar.name, LETTERS) or [""], "place": place, "ours": bar.ours, "theirs": -bar.theirs,
         "ours_told": bar.ours_told, "theirs_told": bar.theirs_told}
        for place, bar in enumerate(bars)
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows))
    y = _rows_axis(rows)
    x = {side: alt.X(f"{side}:Q", title=None, axis=None, scale=alt.Scale(padding=120)) for side in ("ours", "theirs")}
    layers = [
        *(base.mark_bar(style=side, size=18).encode(y=y, x=x[side]) for side in x),
        base.mark_text(style="ours-label", align="left", dx=6).encode(y=y, x=x["ours"], text="ours_told:N"),
        base.mark_text(style="theirs-label", align="right", dx=-6).encode(y=y, x=x["theirs"], text="theirs_told:N"),
        alt.Chart(alt.Data(values=[{}])).mark_rule(style="zero").encode(x=alt.datum(0)),
        *([_head(_("to them"), "theirs-label", "left", 0)] if any(bar.theirs for bar in bars) else []),
        *([_head(_("to us"), "ours-label", "right", WIDTH - 260)] if any(bar.ours for bar in bars) else []),
    ]
    return alt.layer(*layers).properties(width=WIDTH - 260, height=ROW * len(rows), title=titled(title, subtitle))


def stacked(
    rows: Sequence[tuple[str, Sequence[int]]],
    parts: Sequence[tuple[str, str]],
    *,
    title: str,
    subtitle: str,
) -> "altair.LayerChart":
    """A bar a row, of parts one after another; `parts` are the name and the style of each. Numbers stand in the bars,
    names of the parts in their colours above.
    """
    import altair as alt

    width, most = WIDTH - 260, max(sum(numbers) for _name, numbers in rows) or 1
    y = _rows_axis([{"name": textwrap.wrap(name, LETTERS) or [""]} for name, _numbers in rows])
    along = {"title": None, "axis": None, "scale": alt.Scale(domain=[0, most], nice=False)}
    layers = []
    for place, (_name, style) in enumerate(parts):
        segments = alt.Data(values=_segments(rows, place))
        bars = alt.Chart(segments).encode(y=y)
        layers.append(bars.mark_bar(style=style, size=20).encode(x=alt.X("start:Q", **along), x2="end"))
        # A number that does not fit its part is left to the table.
        fits = bars.transform_filter(f"(datum.end - datum.start) * {width} > 26 * {most}")
        told = fits.mark_text(style="balance-label" if style == "unknown" else "on-bar", baseline="middle")
        layers.append(told.encode(x=alt.X("middle:Q", **along), text="told:N"))
    ends = [{"place": place, "end": sum(each), "told": _number(sum(each))} for place, (_name, each) in enumerate(rows)]
    text = alt.Chart(alt.Data(values=ends)).mark_text(style="balance-label", align="left", dx=6)
    layers += [text.encode(y=y, x=alt.X("end:Q", **along), text="told:N"), *_heads(rows, parts)]
    return alt.layer(*layers).properties(width=width, height=ROW * len(rows), title=titled(title, subtitle))


def _segments(rows: Sequence[tuple[str, Sequence[int]]], part: int) -> list[dict[str, Any]]:
    """One part of each row: from where it reaches to where."""
    found = []
    for place, (_name, numbers) in enumerate(rows):
        start, number = sum(numbers[:part]), numbers[part]
        told = {"middle": start + number / 2, "told": _number(number)}
        found.append({"place": place, "start": start, "end": start + number} | told)
    return found


def _heads(rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[tuple[str, str]]) -> "list[altair.Chart]":
    """The names of the parts that there are, in their colours."""
    heads, offset = [], 0
    for place, (name, style) in enumerate(parts):
        if any(numbers[place] for _row, numbers in rows):
            heads.append(_head(name, f"{style}-label", "left", offset))
            offset += 8 * len(name) + 24
    return heads


def _rows_axis(rows: Sequence[dict[str, Any]]) -> "altair.Y":
    """Rows by their names, in their order, however long the names are."""
    import json

    import altair as alt

    names = json.dumps([row["name"] for row in rows], ensure_ascii=False)
    axis = alt.Axis(labelExpr=f"{names}[datum.value]", labelLimit=280, ticks=False)
    return alt.Y("place:O", title=None, axis=axis, scale=alt.Scale(domain=list(range(len(rows)))))


def _head(text: str, style: str, align: str, x: float) -> "altair.Chart":
    """Words above the rows."""
    import altair as alt

    mark = alt.Chart(alt.Data(values=[{}])).mark_text(style=style, align=align, baseline="bottom", text=text)
    return mark.encode(x=alt.value(x), y=alt.value(-6))


def _number(value: int) -> str:
    return cells.in_words(None, Column("", Cell.COUNT), value)


def _of_whole(number: int | None, whole: int | None, share: float | None) -> str:
    if number is None:
        return ""
    if share is None:
        return _number(number)
    told = {"number": _number(number), "whole": _number(whole)}
    told["share"] = cells.in_words(None, Column("", Cell.PERCENT), share)
    return _("%(number)s of %(whole)s (%(share)s)") % told


def setbacks(report: Report, rows: list[list[Any]], *, title: str, subtitle: str) -> "altair.LayerChart":
    """Exchanges by the reason of their setback: derailed, cancelled, postponed."""
    reason = Column("setback_reason", Cell.NAMED)
    bars = [(cells.in_words(report, reason, row[0]), row[1:4]) for row in rows[:MOST]]
    parts = [("derailed", "theirs"), ("cancelled", "unknown"), ("postponed", "ours")]
    named = [(report.label(key), style) for key, style in parts]
    return stacked(bars, named, title=title, subtitle=subtitle)


def steps(report: Report, table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """Those named, step by step, over all exchanges: theirs to the left and ours to the right."""
    way = table.place("direction")
    keys = [column.key for column in table.columns if column.cell == Cell.COUNT]
    sums = {
        key: {side: sum(row[table.place(key)] or 0 for row in table.rows if row[way] == side) for side in Direction}
        for key in keys
    }
    bars = [_bar(report.label(key), by) for key, by in sums.items() if any(by.values())]
    return both_sides(bars, title=title, subtitle=subtitle)


def verdicts(report: Report, table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """Directions of exchanges by how agreed and delivered stand to each other."""
    way, verdict = table.place("direction"), table.place("verdict")
    found = Counter((row[verdict], row[way]) for row in table.rows)
    column = table.columns[verdict]
    codes = [code for code in ORDER if any(found[code, side] for side in Direction)]
    bars = [
        _bar(cells.in_words(report, column, code), {side: found[code, side] for side in Direction}) for code in codes
    ]
    return both_sides(bars, title=title, subtitle=subtitle)


ORDER = ("equal", "fewer", "more", "agreed_unknown", "delivered_unknown", "withheld", "failed", "waits")


def _bar(name: str, by: Mapping[Direction, int]) -> Bar:
    ours, theirs = by[Direction.TO_US], by[Direction.TO_THEM]
    return Bar(name, ours, theirs, _number(ours), _number(theirs))


def claimants(report: Report, table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """The claims of each who says something, by how they stand to our record."""
    keys = (("agrees", "ours"), ("within", "ours-light"), ("differs", "theirs"), ("unknown", "unknown"))
    bars = [(cells.party_name(row[0]), [row[table.place(key)] for key, _style in keys]) for row in table.rows[:MOST]]
    named = [(report.label(key), style) for key, style in keys]
    return stacked(bars, named, title=title, subtitle=subtitle)


def totals(table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """How far running totals of persons are from our record."""
    measure = table.place("measure")
    rows = [row for row in table.rows if row[measure] == Measure.RETURNED_TOTAL]
    words = {"title": title, "subtitle": subtitle}
    return differences(replace(table, rows=rows), over=_("more is claimed"), under=_("our record has more"), **words)
