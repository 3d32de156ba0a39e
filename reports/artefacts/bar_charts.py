"""Bars by row of a table, one or two for each, with their numbers at the end."""

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reports import cells
from reports.artefacts.charts import WIDTH, titled
from reports.catalogue.answer import Table

if TYPE_CHECKING:
    import altair

    from reports.catalogue.report import Report

#: Rows that are drawn; the table under the chart has them all.
MOST = 14
LABEL, LABEL_WIDTH = 44, 300
#: Height of a bar, and the room between two rows.
BAR, GAP = 19, 9
STYLES = ("ours", "unknown", "theirs")


def bars(
    report: "Report",
    table: Table,
    *keys: str,
    title: str,
    subtitle: str,
    called: Callable[[list[Any]], str] | None = None,
) -> "altair.LayerChart | None":
    """A bar for each of the columns `keys` in each row; none where all of them are empty.

    A row is named by its first column, or as `called` says. With several columns the number says of which it is, and
    nought has none. A number that is not told has words and no bar.
    """
    import altair as alt

    rows = [(row, _values(table, row, keys)) for row in table.rows]
    rows = [(row, values) for row, values in rows if any(value not in (0, None) for value in values)][:MOST]
    if not rows:
        return None
    called = called or (lambda row: cells.in_words(report, table.columns[0], row[0]))
    names = [textwrap.shorten(called(row), LABEL, placeholder="…") for row, _values_ in rows]
    height = (BAR * len(keys) + GAP) * len(rows)
    y = alt.Y("order:O", title=None, axis=alt.Axis(labelExpr=_names(names), ticks=False, labelLimit=LABEL_WIDTH))
    base = alt.Chart(alt.Data(values=_points(report, table, rows, keys))).encode(
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
        y=y,
        yOffset=alt.YOffset("series:O"),
    )
    layers = [
        base.transform_filter(f"datum.series == {place}").mark_bar(style=STYLES[place]) for place in range(len(keys))
    ]
    text = base.mark_text(style="balance-label", align="left", dx=6).encode(text="said:N")
    return alt.layer(*layers, text).properties(
        width=WIDTH - LABEL_WIDTH + 60, height=height, title=titled(title, subtitle)
    )


def _values(table: Table, row: list[Any], keys: tuple[str, ...]) -> list[Any]:
    return [row[table.place(key)] for key in keys]


def _points(report: "Report", table: Table, rows: list, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    points = []
    for order, (_row, values) in enumerate(rows):
        for series, (key, value) in enumerate(zip(keys, values, strict=True)):
            is_one = len(keys) == 1
            said = cells.in_words(report, table.columns[table.place(key)], value) if value or is_one else ""
            label = f" {report.label(key).lower()}" if said and not is_one else ""
            number = value if isinstance(value, int | float) else 0
            points.append({"order": order, "series": series, "value": number, "said": f"{said}{label}"})
    return points


def _names(names: list[str]) -> str:
    import json

    return f"{json.dumps(names, ensure_ascii=False)}[datum.value]"
