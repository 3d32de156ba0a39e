"""The picture of the backlog: a bar for each part, and under it what came in and went out month by month."""

import textwrap
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reports import cells
from reports.artefacts.charts import PERSONS, WIDTH, titled
from reports.catalogue.answer import Table

if TYPE_CHECKING:
    import altair

    from reports.catalogue.report import Report

#: Bars that are drawn; the table under the chart has them all.
BARS = 12
ROW, FLOW_HEIGHT = 27, 170
LABEL = 34


def parts_and_flow(report: "Report", parts: Table, flow: Table, *, title: str, subtitle: str) -> "altair.VConcatChart":
    """Bars by part above, months below."""
    import altair as alt

    months = month_by_month(flow)
    return alt.vconcat(_bars(report, parts), months, spacing=34).properties(title=titled(title, subtitle))


def parts(report: "Report", table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """Bars by part alone."""
    return _bars(report, table).properties(title=titled(title, subtitle))


def _bars(report: "Report", table: Table) -> "altair.LayerChart":
    """A bar for each row by its count, the number at the end; a figure that is not told has words and no bar."""
    import altair as alt

    name, at = table.columns[0], table.count_place
    rows = [
        {"order": place, "persons": row[at] if isinstance(row[at], int) else 0,
         "said": cells.in_words(report, table.columns[at], row[at]),
         "name": textwrap.shorten(cells.in_words(report, name, row[0]), LABEL, placeholder="…")}
        for place, row in enumerate(table.rows[:BARS])
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("order:O", title=None, axis=alt.Axis(labelExpr=_names(rows), ticks=False, labelLimit=260)),
        x=alt.X("persons:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
    )
    text = base.mark_text(style="balance-label", align="left", dx=6).encode(text="said:N")
    heading = alt.TitleParams(report.label(table.key), fontSize=13)
    return alt.layer(base.mark_bar(style="ours"), text).properties(width=WIDTH, height=ROW * len(rows), title=heading)


def _names(rows: list[dict[str, Any]]) -> str:
    import json

    return f"{json.dumps([row['name'] for row in rows], ensure_ascii=False)}[datum.value]"


def month_by_month(table: Table) -> "altair.LayerChart":
    """Captured up, returned down, and beyond them those who died or left otherwise; what is not told is a gap."""
    import altair as alt

    places = [table.place(key) for key in ("captured", "returned", "died", "other")]
    rows = [_month(row[0], *(row[place] for place in places)) for row in table.rows]
    months = [f"{row[0]}-01" for row in table.rows]
    domain = [months[0], months[-1]]
    scale = alt.Scale(type="utc", domain=domain, padding=14)
    axis = alt.Axis(format="%b %Y", tickCount="month", labelOverlap="greedy")
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("month:T", title=None, scale=scale, axis=axis))
    y = {"title": None, "axis": alt.Axis(labelExpr=PERSONS, tickCount=5)}
    layers = [
        base.mark_bar(style="theirs", size=20).encode(y=alt.Y("captured:Q", **y)),
        base.mark_bar(style="ours", size=20).encode(y=alt.Y("returned:Q", **y)),
        base.mark_bar(style="unknown", size=20).encode(y=alt.Y("from:Q", **y), y2="left:Q"),
        alt.Chart(alt.Data(values=[{}])).mark_rule(style="zero").encode(y=alt.datum(0)),
        _note(_("captured"), "theirs-label", 10),
        _note(_("returned"), "ours-label", FLOW_HEIGHT - 26),
        _note(_("died, other ends"), "note", FLOW_HEIGHT - 10),
    ]
    heading = alt.TitleParams(_("Month by month"), fontSize=13)
    return alt.layer(*layers).properties(width=WIDTH, height=FLOW_HEIGHT, title=heading)


def _month(month: str, captured: Any, returned: Any, died: Any, other: Any) -> dict[str, Any]:
    """The ends of the bars of a month; of a figure that is not told no bar is drawn."""
    outward = [returned, died, other]
    is_told = all(isinstance(each, int) for each in outward)
    back = -returned if isinstance(returned, int) else None
    return {
        "month": f"{month}-01",
        "captured": captured if isinstance(captured, int) else None,
        "returned": back,
        "from": back if is_told else None,
        "left": -sum(outward) if is_told else None,
    }


def _note(text: str, style: str, y: int) -> "altair.Chart":
    import altair as alt

    mark = alt.Chart(alt.Data(values=[{}])).mark_text(style=style, align="left", text=text)
    return mark.encode(x=alt.value(WIDTH + 8), y=alt.value(y))
