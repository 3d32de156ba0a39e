"""A bar for each rate, with the numbers that it is made of, and a mark where others put it."""

import json
import textwrap
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reports import cells
from reports.artefacts.charts import WIDTH, titled
from reports.catalogue.answer import Cell, Column, Table

if TYPE_CHECKING:
    import altair

    from reports.catalogue.report import Report

#: Bars that are drawn; the table under the chart has them all.
BARS = 14
ROW, LABEL = 28, 44


def rates(report: "Report", table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """The rows of most people by their `rate`, beside it how many of how many, and a mark at what was `claimed`."""
    import altair as alt

    rows = _rows(report, table)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("order:O", title=None, axis=alt.Axis(labelExpr=_names(rows), ticks=False, labelLimit=330))
    )
    scale = alt.Scale(domain=[0, 100])
    ticks = {value: cells.in_words(report, Column("rate", Cell.PERCENT), float(value)) for value in range(0, 101, 25)}
    axis = alt.Axis(labelExpr=f"{json.dumps(ticks)}[datum.value]", values=list(ticks))
    x = alt.X("rate:Q", title=None, scale=scale, axis=axis)
    bars = base.mark_bar(style="ours").encode(x=x)
    words = base.mark_text(style="balance-label", align="left", dx=7).encode(
        x=alt.X("end:Q", scale=scale), text="said:N"
    )
    layers = [bars, words]
    if any(row["claimed"] is not None for row in rows):
        marks = base.transform_filter("datum.claimed != null")
        layers.append(
            marks.mark_tick(style="theirs", thickness=3, size=ROW - 8).encode(x=alt.X("claimed:Q", scale=scale))
        )
        layers.append(_key())
    return alt.layer(*layers).properties(width=WIDTH, height=ROW * len(rows), title=titled(title, subtitle))


def _rows(report: "Report", table: Table) -> list[dict[str, Any]]:
    at = {column.key: place for place, column in enumerate(table.columns)}
    told = [row for row in table.rows if isinstance(row[at["rate"]], float)]
    largest = sorted(told, key=lambda row: -row[at["captured"]])[:BARS]
    kept = [row for row in told if row in largest]
    rate, count = table.columns[at["rate"]], table.columns[at["captured"]]
    return [
        {"order": place, "rate": row[at["rate"]], "claimed": claimed,
         "end": max(row[at["rate"]], claimed or 0),
         "name": textwrap.shorten(cells.in_words(report, table.columns[0], row[0]), LABEL, placeholder="…"),
         "said": _("%(rate)s · %(back)s of %(captured)s") % {
             "rate": cells.in_words(report, rate, row[at["rate"]]),
             "back": cells.in_words(report, count, row[at["brought_back"]]),
             "captured": cells.in_words(report, count, row[at["captured"]])}}
        for place, row in enumerate(kept)
        for claimed in [row[at["claimed"]] if "claimed" in at else None]
    ]  # fmt: skip


def _names(rows: list[dict[str, Any]]) -> str:
    return f"{json.dumps([row['name'] for row in rows], ensure_ascii=False)}[datum.value]"


def _key() -> "altair.Chart":
    """What the marks are, above the bars at the right."""
    import altair as alt

    text = _("▎said by others")
    mark = alt.Chart(alt.Data(values=[{}])).mark_text(style="theirs-label", align="right", text=text)
    return mark.encode(x=alt.value(WIDTH), y=alt.value(-8))
