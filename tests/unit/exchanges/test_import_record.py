"""The public record, imported, against the same file read by plain Python: no number is lost, none is made up."""

import datetime
from collections import Counter

import pytest

from exchanges.enums import CountStatus, Direction, ExchangeStatus
from exchanges.models import Claim, Exchange, Mediation, Ordinal, ProgrammeBooking, Transfer
from sources.domain.founding import FOUNDING
from sources.models import Source
from tests.factories.imports import imported, seed_rows

pytestmark = pytest.mark.django_db
UKRAINE, RUSSIA = "returned_to_ukraine_total", "returned_to_russia_total"


@pytest.fixture
def rows() -> list[dict[str, str]]:
    imported()
    return seed_rows()


def numbers(rows: list[dict[str, str]], column: str) -> list[int]:
    return [int(row[column]) for row in rows if row[column]]


def delivered(direction: str) -> list[int]:
    known = Transfer.objects.filter(direction=direction, delivered__isnull=False)
    return list(known.values_list("delivered", flat=True))


def test_every_row_is_an_exchange(rows) -> None:
    labels = Exchange.objects.hand_overs().values_list("formula", flat=True)
    assert Counter(labels) == Counter(row["format_label"] for row in rows)
    assert len(rows) == 71


@pytest.mark.parametrize(
    ("direction", "column", "whole", "known"),
    [(Direction.TO_US, UKRAINE, 6007, 61), (Direction.TO_THEM, RUSSIA, 4931, 45)],
)
def test_the_sum_of_each_direction(rows, direction: str, column: str, whole: int, known: int) -> None:
    assert sorted(delivered(direction)) == sorted(numbers(rows, column))
    assert (sum(delivered(direction)), len(delivered(direction))) == (whole, known)


def test_both_sides_are_known_of_forty_five(rows) -> None:
    both = Exchange.objects.delivered().hand_overs().with_counts()
    both = both.filter(delivered_to_us__isnull=False, delivered_to_them__isnull=False)
    pairs = [(exchange.delivered_to_us, exchange.delivered_to_them) for exchange in both]
    plain = [(int(row[UKRAINE]), int(row[RUSSIA])) for row in rows if row[UKRAINE] and row[RUSSIA]]
    assert sorted(pairs) == sorted(plain)
    assert (len(pairs), sum(to_us for to_us, _ in pairs), sum(to for _, to in pairs)) == (45, 5290, 4931)


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("delivered_military", "returned_to_ukraine_military"),
        ("delivered_civilian", "returned_to_ukraine_civilian"),
    ],
)
def test_military_and_civilians(rows, field: str, column: str) -> None:
    found = Transfer.objects.filter(**{f"{field}__isnull": False}).values_list(field, flat=True)
    assert sorted(found) == sorted(numbers(rows, column))


def test_one_exchange_was_derailed_and_the_rest_completed(rows) -> None:
    derailed = Exchange.objects.get(status=ExchangeStatus.DERAILED)
    assert Exchange.objects.filter(status=ExchangeStatus.COMPLETED).count() == 70 + 2
    assert (derailed.date, derailed.planned_on) == (None, datetime.date(2024, 1, 24))
    assert derailed.setback_reason.code == "transport-loss"
    assert list(derailed.transfers.values_list("agreed", "delivered")) == [(192, None)] * 2


def test_days_are_those_of_the_file(rows) -> None:
    days = Exchange.objects.hand_overs().exclude(date_precision="month").values_list("day", flat=True)
    plain = [row["date"] for row in rows if "date is approximate" not in row["notes"]]
    assert sorted(day.isoformat() for day in days) == sorted(plain)


def test_mediators_are_split(rows) -> None:
    found = Counter(Mediation.objects.values_list("mediator__name_en", flat=True))
    assert found == Counter(name.strip() for row in rows for name in row["mediator"].split(";") if name)


def test_ordinals_are_counted_by_ukraine(rows) -> None:
    of_rows = Ordinal.objects.filter(exchange__in=Exchange.objects.hand_overs())
    assert sorted(of_rows.values_list("value", flat=True)) == sorted(numbers(rows, "sequence_no_if_reported"))
    assert set(Ordinal.objects.values_list("counted_by__code", flat=True)) == {"UA"}


def test_stages_stand_under_their_numbered_exchange(rows) -> None:
    parents = Exchange.objects.filter(stages__isnull=False).distinct()
    stages = {parent.formula: sorted(parent.stages.values_list("stage_no", flat=True), key=str) for parent in parents}
    assert stages == {"1000 for 1000": [1, 2, 3], "Istanbul II": [1, 3, 9, None, None, None, None]}
    assert {parent.ordinals.get().value for parent in parents} == {65, 66}
    assert not Transfer.objects.filter(exchange__in=parents).exists()


def test_exchanges_are_counted_to_their_programmes(rows) -> None:
    booked = ProgrammeBooking.objects.filter(exchange__in=Exchange.objects.hand_overs())
    found = Counter(booked.values_list("programme__code", flat=True))
    assert found == {"1000-for-1000": 3, "istanbul-2": 7, "geneva-2026": 1}


def test_one_source_an_address(rows) -> None:
    found = Source.objects.exclude(title__in=[title for _kind, title, *_rest in FOUNDING.values()])
    assert sorted(found.values_list("url", flat=True)) == sorted({row["source_url"] for row in rows})


def test_every_figure_has_a_source(rows) -> None:
    figures = sum(
        transfer[name] is not None
        for name in ("agreed", "delivered", "delivered_military", "delivered_civilian")
        for transfer in Transfer.objects.values(name)
    )
    assert Claim.objects.filter(adopted=True, source__isnull=False).count() == figures


def test_blanks_stay_blank(rows) -> None:
    unknown = Transfer.objects.exclude(count_status=CountStatus.KNOWN)
    assert set(unknown.values_list("delivered", flat=True)) == {None}
    assert not Transfer.objects.filter(delivered=0).exists()


def test_withheld_numbers_are_told_from_those_not_stated(rows) -> None:
    withheld = Transfer.objects.filter(count_status=CountStatus.WITHHELD)
    assert withheld.values("exchange").distinct().count() == 7
    assert withheld.filter(direction=Direction.TO_US).count() == 6
