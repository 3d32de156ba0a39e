"""Horizontal bars made of parts, each with its number at the end: several reports draw them."""

import itertools
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reports import cells
from reports.artefacts.charts import WIDTH, titled
from reports.catalogue.answer import Table

if TYPE_CHECKING:
    import altair

    from reports.catalogue.report import Report

#: Bars that are drawn; the table under the chart has them all.
BARS = 16
ROW, LABEL = 27, 40
#: The width of a letter of the legend, and of what stands before and after its words.
LETTER, GAP = 6.6, 26
#: Parts of a bar name their colour by style; these are the styles of words in the same colour.
WORDS = {"ours": "ours-label", "theirs": "theirs-label", "unknown": "note"}


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its parts from the left as (style, value), its number in words, where a tick stands."""

    name: str
    parts: Sequence[tuple[str, float]]
    said: str
    tick: float | None = None

    @property
    def length(self) -> float:
        return sum(value for _style, value in self.parts)

    @property
    def in_percent(self) -> "Bar":
        """The same bar as long as every other: its parts are shares."""
        return replace(self, parts=[(style, 100 * value / (self.length or 1)) for style, value in self.parts])


def bars(
    made: Iterable[Bar], *, title: str, subtitle: str, legend: Sequence[tuple[str, str]] = ()
) -> "altair.LayerChart":
    """The bars from the top down. `legend` says what the styles of their parts mean: (style, words)."""
    import altair as alt

    shown = list(made)[:BARS]
    # Two lines of a long name fit the height of a bar.
    names = json.dumps([textwrap.wrap(bar.name, LABEL, max_lines=2, placeholder="…") for bar in shown])
    axis = alt.Axis(labelExpr=f"{names}[datum.value]", ticks=False, labelLimit=300, labelLineHeight=12)
    y = alt.Y("order:O", title=None, axis=axis)
    x = alt.X("from:Q", title=None, axis=None, scale=alt.Scale(zero=True))
    base = alt.Chart(alt.Data(values=_pieces(shown)))
    drawn = [
        base.transform_filter(f"datum.style == '{style}'").mark_bar(style=style).encode(y=y, x=x, x2="to:Q")
        for style in WORDS
    ]
    ends = [
        {"order": place, "from": max(bar.length, bar.tick or 0), "said": bar.said} for place, bar in enumerate(shown)
    ]
    ticks = [{"order": place, "from": bar.tick} for place, bar in enumerate(shown) if bar.tick is not None]
    if ticks:
        drawn.append(alt.Chart(alt.Data(values=ticks)).mark_tick(style="balance", thickness=2).encode(y=y, x=x))
    text = alt.Chart(alt.Data(values=ends)).mark_text(style="balance-label", align="left", dx=6)
    drawn.append(text.encode(y=y, x=x, text="said:N"))
    drawn += _legend(legend)
    return alt.layer(*drawn).properties(
        width=WIDTH - 170, height=ROW * len(shown), title=_titled(title, subtitle, legend)
    )


def _pieces(shown: list[Bar]) -> list[dict[str, Any]]:
    """The parts with where they begin and end; two beside each other in one colour are one."""
    pieces: list[dict[str, Any]] = []
    for place, bar in enumerate(shown):
        start = 0.0
        for style, parts in itertools.groupby(bar.parts, key=lambda part: part[0]):
            length = sum(value for _style, value in parts)
            if length:
                pieces.append({"order": place, "style": style, "from": start, "to": start + length})
            start += length
    return pieces


def _legend(legend: Sequence[tuple[str, str]]) -> "list[altair.Chart]":
    """The names of the parts in their colours, in a line above the bars."""
    import altair as alt

    left, marks = 0.0, []
    for style, words in legend:
        mark = alt.Chart(alt.Data(values=[{}])).mark_text(
            style=WORDS.get(style, style), align="left", text=f"\u25a0 {words}"
        )
        marks.append(mark.encode(x=alt.value(left), y=alt.value(-12)))
        left += len(words) * LETTER + GAP
    return marks


def _titled(title: str, subtitle: str, legend: Sequence[tuple[str, str]]) -> "altair.TitleParams":
    """The title, with room for the legend under it."""
    made = titled(title, subtitle)
    if legend:
        made.offset = 34
    return made


def of_counts(report: "Report", table: Table, counted: str, *, style: str = "ours") -> list[Bar]:
    """A bar for each row by one of its counts; one that is not told has words and no bar."""
    return of_parts(report, table, {counted: style}, counted)


def of_parts(report: "Report", table: Table, parts: Mapping[str, str], said: str) -> list[Bar]:
    """A bar for each row: its parts by column with their styles, and at the end the value of the column `said`."""
    places = {key: table.place(key) for key in parts if key in {column.key for column in table.columns}}
    end = table.place(said)
    return [
        Bar(
            cells.in_words(report, table.columns[0], row[0]),
            [(parts[key], _drawn(row[place])) for key, place in places.items()],
            cells.in_words(report, table.columns[end], row[end]),
        )
        for row in table.rows
    ]


def _drawn(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
