"""Every report of the catalogue beside its bare SQL in `bench/bare/<key>.sql`, its chart and its PDF, and how it grows.

Bare SQL is the shortest that answers the same. It is given `side` (whose people), `on` (today) and the first
days of the bands of time held (`m6`, `m12`, `m24`, `m36`); statements are parted by a semicolon at the end of a line.
"""

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation

from bench.data import imported, ordered_by_policy, record_csv, settle
from bench.figures import Figure, compare
from bench.negotiated import negotiated
from common import clock
from exchanges.models import Exchange
from prisoners.models import Person
from prisoners.queries.bands import MONTHS, months_before
from prisoners.queries.held import generous
from reports import catalogue
from reports.artefacts import charts, pdf
from reports.catalogue.report import Report
from reports.domain.answers import answer_as_system
from units.models import Party

REGISTER = GROWTH = WRITES = True
EXCHANGES = 2_000
BARE = Path(__file__).with_name("bare")
#: What is promised of an answer, of its ratio to bare SQL, of a chart after the first and of a PDF (seconds).
SECONDS, RATIO, CHART, PDF, SLOPE = 10, 1.3, 1.0, 3.0, 1.0

#: Medians of the register at a tenth, by report: what growth is told from.
_smaller: dict[str, tuple[int, float]] = {}


@dataclass(frozen=True)
class Told(Figure):
    """A report beside its bare SQL; with what its pictures take, and with the slope of its growth."""

    chart: float = 0
    document: float = 0
    slope: float | None = None

    @property
    def missed(self) -> list[str]:
        """What is promised and not kept."""
        kept = {
            "seconds": statistics.median(self.ours) <= SECONDS,
            "ratio": self.ratio <= RATIO,
            "chart": self.chart <= CHART,
            "PDF": self.document <= PDF,
            "growth": self.slope is None or self.slope <= SLOPE,
        }
        return [name for name, held in kept.items() if not held]

    def __str__(self) -> str:
        slope = "" if self.slope is None else f"  slope {self.slope:.2f}"
        missed = f"  ABOVE: {', '.join(self.missed)}" if self.missed else ""
        return f"{super().__str__()}  chart {self.chart:.2f} s  PDF {self.document:.2f} s{slope}{missed}"


def figures() -> Iterator[Figure]:
    ordered_by_policy()
    if Exchange.objects.count() < EXCHANGES:
        imported(record_csv(EXCHANGES, seed=7))
    negotiated()
    settle()
    for report in catalogue.everything():
        statements = bare_of(report)
        if statements:
            yield measured(report, statements)


def measured(report: Report, statements: list[str], times: int = 3) -> Told:
    """A report asked with its defaults, as of today."""
    parameters, persons = report.clean({}), Person.objects.count()
    with translation.override("en"):
        found = compare(
            f"{report.key}, {persons:,} persons",
            lambda: answer_as_system(report, parameters, clock.today()),
            lambda: asked(statements),
            times=times,
        )
        document = answer_as_system(report, parameters, clock.today())
        charts.as_svg(document)
        # A copy has kept nothing of what was drawn before.
        chart, printed = (seconds(draw, replace(document)) for draw in (charts.as_svg, pdf.as_pdf))
    return Told(found.what, found.ours, found.bare, chart, printed, slope(report.key, persons, found))


def slope(key: str, persons: int, found: Figure) -> float | None:
    """How an answer grows from the register before to this one: 1 is with it; None for the first."""
    now = statistics.median(found.ours)
    before = _smaller.setdefault(key, (persons, now))
    return math.log(now / before[1]) / math.log(persons / before[0]) if before[0] != persons else None


def bare_of(report: Report) -> list[str]:
    """The statements of a report; none for one that cannot be asked without naming a list."""
    try:
        report.clean({})
    except ValidationError:
        return []
    text = (BARE / f"{report.key}.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]


def asked(statements: list[str]) -> None:
    """The statements with the memory that ours have, their rows read."""
    today = clock.today()
    known: dict[str, Any] = {f"m{months}": months_before(today, months) for months in MONTHS.values()}
    known |= {"on": today, "side": Party.objects.home().pk}
    with generous() as cursor:
        for sql in statements:
            cursor.execute(sql, known)
            cursor.fetchall()


def seconds(draw: Any, document: Any) -> float:
    start = time.perf_counter()
    draw(document)
    return time.perf_counter() - start
