"""Days without a hand-over, as every report tells them: the same figures, table and words."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from reports.catalogue.answer import Cell, Column, Figure, Table
from reports.enums import Told
from reports.queries.counting import Gap
from reports.queries.hand_overs import HandOver

WORDS: dict[str, tuple[str, str]] = {
    "longest_gap": (
        _("Longest gap, days"),
        _(
            "Days between two consecutive days of hand-over, whatever is known of the "
            "numbers. Dates known only to the month are not compared."
        ),
    ),
    "since_last": (_("Days since the last"), _("Days from the last hand-over to the day of this report.")),
    "days": (_("Days"), _("Days from the one to the next.")),
    "before": (_("After"), _("The last hand-over before the gap.")),
    "after": (_("Until"), _("The first hand-over after the gap.")),
    "from": (_("From"), _("The day of the first.")),
    "to": (_("To"), _("The day of the second.")),
    "gaps": (_("Longest gaps"), _("Days without any hand-over, the longest first.")),
}


def gap_figures(longest: list[Gap], exchanges: Iterable[HandOver], as_of: datetime.date) -> tuple[Figure, Figure]:
    """The longest gap, and the days since the last hand-over."""
    last = max((each for each in exchanges if each.is_delivered), key=lambda each: each.date, default=None)
    first = longest[0] if longest else None
    ends = (first.before.id, first.after.id) if first else ()
    days = (as_of - last.date).days if last else None
    return (
        Figure("longest_gap", Cell.DAYS, first.days if first else None, ends, told=Told.OPEN),
        Figure("since_last", Cell.DAYS, days, (last.id,) if last else (), told=Told.OPEN),
    )


def gap_table(longest: list[Gap]) -> Table:
    """The longest gaps, the longest first."""
    columns = (
        Column("before", Cell.EXCHANGE),
        Column("from", Cell.DATE),
        Column("after", Cell.EXCHANGE),
        Column("to", Cell.DATE),
        Column("days", Cell.DAYS),
    )
    rows = [[gap.before.reference, gap.before.day, gap.after.reference, gap.after.day, gap.days] for gap in longest]
    return Table("gaps", columns, rows, told=Told.OPEN)
