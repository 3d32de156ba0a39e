"""The chart of the answer to a list: a bar for each verdict."""

from typing import TYPE_CHECKING

from reports import cells
from reports.artefacts.charts import WIDTH, titled
from reports.catalogue.answer import Answer
from reports.catalogue.report import Report

if TYPE_CHECKING:
    import altair

ROW = 30


def verdicts(report: Report, answer: Answer) -> "altair.LayerChart | None":
    """What the names of a list are, one bar a verdict, each with its number; none for a list without names."""
    import altair as alt

    table = next((each for each in answer.tables if each.key == "verdicts"), None)
    if table is None or not answer.value("total"):
        return None
    label, number = table.columns
    rows = [
        {"verdict": cells.in_words(report, label, code), "value": value if isinstance(value, int) else 0,
         "told": cells.in_words(report, number, value)}
        for code, value in table.rows
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("verdict:N", sort=None, title=None, axis=alt.Axis(labelLimit=280))
    x = alt.X("value:Q", title=None, axis=None)
    bars = base.mark_bar(style="ours").encode(x=x, y=y)
    numbers = base.mark_text(style="balance-label", align="left", dx=5).encode(x=x, y=y, text="told:N")
    title = titled(str(report.question), report.sentence(answer))
    return alt.layer(bars, numbers).properties(width=WIDTH - 260, height=ROW * len(rows), title=title)
