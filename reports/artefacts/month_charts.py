"""Months side by side: a part in front of its whole, and how many there were at the end of each."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reports import cells
from reports.artefacts.backlog_charts import month_by_month
from reports.artefacts.charts import PERSONS, WIDTH, titled
from reports.catalogue.answer import Cell, Column, Table

if TYPE_CHECKING:
    import altair

HEIGHT = 300
#: The number of months up to which the axis names months.
FEW_MONTHS = 18


def part_of_whole(table: Table, *, part: str, whole: str, title: str, subtitle: str) -> "altair.LayerChart":
    """Of each month the whole as a pale bar and the part in front of it."""
    import altair as alt

    at = {column.key: place for place, column in enumerate(table.columns)}
    rows = [{"month": f"{row[0]}-01", "part": row[at[part]], "whole": row[at[whole]]} for row in table.rows]
    size = max(4, min(24, round(WIDTH / len(rows) * 0.72)))
    base = alt.Chart(alt.Data(values=rows)).encode(x=months(rows))
    y = {"title": None, "axis": alt.Axis(labelExpr=PERSONS, tickCount=6)}
    layers = [
        base.mark_bar(style="unknown", size=size).encode(y=alt.Y("whole:Q", **y)),
        base.mark_bar(style="ours", size=size).encode(y=alt.Y("part:Q", **y)),
        _zero(),
        _note(_("captured"), "note", alt.value(10)),
        _note(_("held still"), "ours-label", alt.value(HEIGHT - 10)),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=titled(title, subtitle))


def flow_and_stock(table: Table, *, title: str, subtitle: str) -> "altair.VConcatChart":
    """What came in and went out of each month, and under it how many were left."""
    import altair as alt

    both = month_by_month(table), stock(table, key="held")
    return alt.vconcat(*both, spacing=34).properties(title=titled(title, subtitle))


def stock(table: Table, *, key: str, height: int = 150) -> "altair.LayerChart":
    """How many there were at the end of each month, as a line from zero; a month that is not told is a gap."""
    import altair as alt

    place = table.place(key)
    rows = [{"month": f"{row[0]}-01", "held": row[place]} for row in table.rows if isinstance(row[place], int)]
    every = [{"month": f"{row[0]}-01"} for row in table.rows]
    base = alt.Chart(alt.Data(values=rows)).encode(x=months(every))
    y = alt.Y("held:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(labelExpr=PERSONS, tickCount=4))
    layers = [base.mark_line(style="balance", point=alt.OverlayMarkDef(size=22, style="balance")).encode(y=y), _zero()]
    if rows:
        last = rows[-1]["held"]
        layers.append(_note(cells.in_words(None, Column(key, Cell.COUNT), last), "balance-label", alt.datum(last)))
    heading = alt.TitleParams(_("Held at the end of each month"), fontSize=13)
    return alt.layer(*layers).properties(width=WIDTH, height=height, title=heading)


def months(rows: list[dict]) -> "altair.X":
    """The axis of these months, the same for charts that stand above each other."""
    import altair as alt

    scale = alt.Scale(type="utc", domain=[rows[0]["month"], rows[-1]["month"]], padding=14)
    years = alt.Axis(format="%Y", tickCount="year")
    named = alt.Axis(format="%b %Y", tickCount="month", labelOverlap="greedy")
    return alt.X("month:T", title=None, scale=scale, axis=named if len(rows) <= FEW_MONTHS * 2 else years)


def _zero() -> "altair.Chart":
    import altair as alt

    return alt.Chart(alt.Data(values=[{}])).mark_rule(style="zero").encode(y=alt.datum(0))


def _note(text: str, style: str, y: "altair.Y") -> "altair.Chart":
    """Words at the right of the plot, at a height."""
    import altair as alt

    mark = alt.Chart(alt.Data(values=[{}])).mark_text(style=style, align="left", text=text)
    return mark.encode(x=alt.value(WIDTH + 8), y=y)
