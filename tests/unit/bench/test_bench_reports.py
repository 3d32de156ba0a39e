"""Each report has bare SQL to be measured beside, and it runs; growth is told as a slope."""

import math

import pytest

from bench import bench_reports
from bench.bench_reports import Told, asked, bare_of, slope
from bench.figures import Figure
from reports import catalogue
from tests.factories import home


@pytest.mark.django_db
@pytest.mark.parametrize("report", catalogue.everything(), ids=lambda report: report.key)
def test_the_bare_sql_of_a_report_runs(report) -> None:
    home()
    if bare_of(report):
        asked(bare_of(report))
    else:
        assert {"list"} <= set(report.Parameters.base_fields), "only a report on one list has none"


def test_growth_with_the_register_has_a_slope_of_one(monkeypatch) -> None:
    monkeypatch.setattr(bench_reports, "_smaller", {})
    assert slope("backlog", 100, Figure("", [0.5], [1])) is None
    assert slope("backlog", 1_000, Figure("", [5.0], [1])) == pytest.approx(1)
    assert slope("backlog", 1_000, Figure("", [50.0], [1])) == pytest.approx(2)


def test_what_is_promised_and_not_kept_is_named() -> None:
    assert Told("", [1.0], [1.0]).missed == []
    assert Told("", [11.0], [1.0], chart=2, document=4, slope=math.pi).missed == [
        "seconds", "ratio", "chart", "PDF", "growth",
    ]  # fmt: skip
