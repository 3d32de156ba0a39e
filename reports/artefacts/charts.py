"""Charts: Altair descriptions in the house style, rendered to SVG and PDF without a browser.

A report builds its chart here or by itself; marks name their colours by style, so that one description gives the light
and the dark picture.
"""

import datetime
import textwrap
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reports import cells
from reports.artefacts.document import Document
from reports.artefacts.style import DARK, LIGHT, Palette, configuration, number_locale, time_locale
from reports.catalogue.answer import Cell, Column, Table

if TYPE_CHECKING:
    import altair

    from reports.catalogue.report import Report

WIDTH, HEIGHT = 820, 340
#: Letters of a subtitle that fit the width.
LINE = 132
#: The number of months up to which the axis names months.
FEW_MONTHS = 18
PERSONS = "format(abs(datum.value), ',d')"


def as_svg(document: Document) -> bytes:
    """The chart for light pages and paper; nothing where the report draws none."""
    return render(document, LIGHT, "svg")


def as_dark_svg(document: Document) -> bytes:
    """The chart for dark pages."""
    return render(document, DARK, "svg")


def render(document: Document, palette: Palette, kind: str) -> bytes:
    """The chart of an answer as `svg` or `pdf`, in the active language; nothing where the report draws none."""
    import vl_convert

    if document.chart is None:
        return b""
    convert = {"svg": vl_convert.vegalite_to_svg, "pdf": vl_convert.vegalite_to_pdf}[kind]
    rendered = convert(
        document.chart,
        config=configuration(palette),
        allowed_base_urls=[],
        format_locale=number_locale(),
        time_format_locale=time_locale(),
    )
    return rendered.encode() if isinstance(rendered, str) else rendered


def titled(title: str, subtitle: str) -> "altair.TitleParams":
    """The question as title, the answer under it."""
    import altair as alt

    return alt.TitleParams(textwrap.wrap(title, LINE - 30), subtitle=textwrap.wrap(subtitle, LINE))


def both_ways_in_time(table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """Ours up and theirs down about one line, by month or year, and the balance so far as a line."""
    import altair as alt

    at = {column.key: place for place, column in enumerate(table.columns)}
    rows = [
        {"start": start.isoformat(), "end": end.isoformat(), "middle": (start + (end - start) / 2).isoformat(),
         "ours": row[at["to_us"]] or 0, "theirs": -(row[at["to_them"]] or 0), "balance": row[at["cumulative"]]}
        for row in table.rows
        for start, end in [_span(row[0])]
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X("start:T", title=None, scale=alt.Scale(type="utc", nice=False), axis=_time_axis(rows))
    bars = [
        base.mark_bar(style=style).encode(x=x, x2="end:T", y=_persons(style), y2=alt.datum(0))
        for style in ("ours", "theirs")
    ]
    line = base.mark_line(style="balance", interpolate="step-after").encode(
        x=alt.X("start:T", scale=alt.Scale(type="utc")), y="balance:Q"
    )
    # The last step reaches to the end of its period.
    rows.append(rows[-1] | {"start": rows[-1]["end"], "ours": 0, "theirs": 0})
    last = rows[-1]
    notes = [
        _note(_("to us"), "ours-label", alt.value(10)),
        _note(_("to them"), "theirs-label", alt.value(HEIGHT - 10)),
        _note(
            _("balance %(number)s") % {"number": cells.in_words(None, Column("", Cell.DIFFERENCE), last["balance"])},
            "balance-label",
            alt.datum(last["balance"]),
        ),
    ]
    return alt.layer(*bars, _zero(), line, *notes).properties(width=WIDTH, height=HEIGHT, title=titled(title, subtitle))


def both_ways(report: "Report", table: Table, *, title: str, subtitle: str) -> "altair.LayerChart":
    """Ours up and theirs down about one line, by category, each bar with its number."""
    import altair as alt

    at = {column.key: place for place, column in enumerate(table.columns)}
    rows = [
        {"group": textwrap.wrap(cells.in_words(report, table.columns[0], row[0]), 18), "ours": row[at["to_us"]] or 0,
         "theirs": -(row[at["to_them"]] or 0), "order": place}
        for place, row in enumerate(table.rows)
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X("order:O", title=None, axis=alt.Axis(labelAngle=0, labelExpr=_names(rows)))
    layers = []
    for style, offset in (("ours", -9), ("theirs", 11)):
        bars = base.encode(x=x, y=_persons(style))
        layers.append(bars.mark_bar(style=style, size=46))
        text = alt.Text(f"{style}_label:N")
        layers.append(
            bars.transform_calculate(**{f"{style}_label": f"format(abs(datum.{style}), ',d')"})
            .mark_text(style=f"{style}-label", dy=offset)
            .encode(text=text)
        )
    notes = [
        _note(_("to us"), "ours-label", alt.value(10)),
        _note(_("to them"), "theirs-label", alt.value(HEIGHT - 10)),
    ]
    return alt.layer(*layers, _zero(), *notes).properties(width=WIDTH, height=HEIGHT, title=titled(title, subtitle))


def _names(rows: list[dict[str, Any]]) -> str:
    """An axis label for each place; a list gives several lines."""
    import json

    return f"{json.dumps([row['group'] for row in rows], ensure_ascii=False)}[datum.value]"


def _persons(field: str) -> "altair.Y":
    """A height in persons, without a sign, with room for the numbers at the ends of the bars."""
    import altair as alt

    axis = alt.Axis(labelExpr=PERSONS, tickCount=6)
    return alt.Y(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(padding=18))


def _zero() -> "altair.Chart":
    import altair as alt

    return alt.Chart(alt.Data(values=[{}])).mark_rule(style="zero").encode(y=alt.datum(0))


def _note(text: str, style: str, y: Any) -> "altair.Chart":
    """Words at the right of the plot, at a height."""
    import altair as alt

    mark = alt.Chart(alt.Data(values=[{}])).mark_text(style=style, align="left", text=text)
    return mark.encode(x=alt.value(WIDTH + 8), y=y)


def _time_axis(rows: list[dict[str, Any]]) -> "altair.Axis":
    import altair as alt

    first, last = (datetime.date.fromisoformat(day) for day in (rows[0]["start"], rows[-1]["end"]))
    if (last - first).days > FEW_MONTHS * 31:
        return alt.Axis(format="%Y", tickCount="year")
    return alt.Axis(format="%b %Y", tickCount="month", labelOverlap="greedy")


def _span(period: str) -> tuple[datetime.date, datetime.date]:
    """The first day of a month or a year, and the first day after it."""
    year, month = int(period[:4]), int(period[5:7] or 0)
    if not month:
        return datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return datetime.date(year, month, 1), datetime.date(year + month // 12, month % 12 + 1, 1)


def differences(table: Table, *, over: str, under: str, title: str, subtitle: str) -> "altair.LayerChart":
    """A bar for each row by its `difference`, named by its first column; a dot on the line where there is none."""
    import altair as alt

    at = {column.key: place for place, column in enumerate(table.columns)}
    first = table.columns[0]
    rows = [
        {"group": cells.in_words(None, first, row[0]), "order": place, "difference": row[at["difference"]],
         "said": cells.in_words(None, table.columns[at["difference"]], row[at["difference"]])}
        for place, row in enumerate(table.rows)
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows))
    axis = alt.Axis(labelAngle=-60, labelExpr=_names(rows), ticks=False)
    y = alt.Y("difference:Q", title=None, axis=alt.Axis(tickCount=6), scale=alt.Scale(padding=18))
    bars = base.encode(x=alt.X("order:O", title=None, axis=axis), y=y)
    layers = [
        bars.transform_filter("datum.difference != 0").mark_bar(style="theirs"),
        _zero(),
        bars.transform_filter("datum.difference == 0").mark_point(style="ours", size=70, filled=True, opacity=1),
        bars.transform_filter("datum.difference > 0").mark_text(style="theirs-label", dy=-9).encode(text="said:N"),
        bars.transform_filter("datum.difference < 0").mark_text(style="theirs-label", dy=11).encode(text="said:N"),
        _note(over, "theirs-label", alt.value(10)),
        _note(_("agrees"), "ours-label", alt.datum(0)),
    ]
    if any(row["difference"] < 0 for row in rows):
        layers.append(_note(under, "theirs-label", alt.value(HEIGHT - 10)))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=titled(title, subtitle))
