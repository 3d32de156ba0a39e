"""What is true of every report of the catalogue, asked over the awkward register."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import orjson
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.small_figures import SMALL
from reports import catalogue, cells
from reports.artefacts.document import Document
from reports.artefacts.make import all_files
from reports.artefacts.tabular import csv_chunks
from reports.catalogue.answer import Cell, Table
from reports.catalogue.report import Asked, Report
from reports.domain.answers import answer_now
from reports.enums import ArtefactFormat, Told
from reports.queries.behind import number_behind
from tests.factories import ClaimFactory, home, user_with
from tests.factories.awkward import ON
from tests.factories.told import awkward_told
from tests.factories.two_lists import came, sent, stances
from tests.laws.printed import small_in
from tests.shared import kept, settle, shared

pytestmark = pytest.mark.django_db
REPORTS = {report.key: report for report in catalogue.everything()}
COUNTING = [key for key, report in REPORTS.items() if report.counts_persons]
#: They print small numbers of exchanges and stances too, which a scan of a page cannot tell from those of persons.
PUBLIC_BESIDE = {"refusals", "stances", "composition", "agreed-delivered"}
MAY_ALL = (Role.REGISTRAR, Role.NEGOTIATOR, Role.APPROVER)


@pytest.fixture(scope="module")
def lists(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """The register, made once; the numbers of its lists by the report that asks for one."""
    with shared(django_db_blocker):
        register = kept(awkward_told)
        for day, number in ((datetime.date(2022, 12, 31), 40), (datetime.date(2024, 12, 31), 230)):
            ClaimFactory(party=home(), measure="returned_total", number=number, as_of=day)
        stances()
        made = {"list-answer": came(register), "outgoing-list": sent(register)}
        settle()
        yield {key: name_list.register_number for key, name_list in made.items()}


@pytest.fixture
def reader(lists) -> User:
    return user_with(*MAY_ALL, language="en")


def asked(report: Report, user: User, lists: dict[str, str]) -> Document:
    """A report with its defaults, of the last day of 2025, or of today where it knows no other."""
    given = {"list": lists[report.key]} if "list" in report.Parameters.base_fields else {}
    parameters = report.clean(given)
    return answer_now(report, parameters, _day(report, parameters, user), user)


def _day(report: Report, parameters: dict[str, Any], user: User) -> datetime.date:
    try:
        report.check(parameters, ON, user)
    except ValidationError:
        return clock.today()
    return ON


def leading(table: Table) -> Iterator[tuple[int, str, int]]:
    """The counts of a table that lead to what they count: row, column (blank for the row), number."""
    for number, row in enumerate(table.rows):
        if table.leads_to and isinstance(row[table.count_place], int):
            yield number, "", row[table.count_place]
        for place, column in enumerate(table.columns):
            if column.leads_to and isinstance(row[place], int):
                yield number, column.key, row[place]


@pytest.mark.parametrize("key", REPORTS)
def test_each_count_leads_to_exactly_as_many_records(key, reader, lists) -> None:
    report = REPORTS[key]
    document = asked(report, reader, lists)
    of = Asked(document.parameters, document.as_of, reader, document.answer)
    for figure in document.answer.figures:
        if figure.leads_to and isinstance(figure.value, int):
            assert number_behind(report.behind(of, figure.key)) == figure.value, figure.key
    for table in document.answer.tables:
        for row, column, number in leading(table):
            found = number_behind(report.behind(of, table.key, row, column))
            assert found == number, (table.key, table.rows[row], column)


@pytest.mark.parametrize("key", REPORTS)
def test_the_same_question_has_the_same_bytes_in_both_languages(key, reader, lists) -> None:
    made = set()
    for language in ("en", "uk", "en"):
        with translation.override(language):
            made.add(b"".join(csv_chunks(asked(REPORTS[key], reader, lists).answer)))
    assert len(made) == 1


@pytest.mark.parametrize("key", REPORTS)
def test_it_says_what_everything_in_it_means(key, reader, lists) -> None:
    report = REPORTS[key]
    answer = asked(report, reader, lists).answer
    assert all((report.topic, report.question, report.definition))
    for language in ("en", "uk"):
        with translation.override(language):
            assert all(report.label(each.key) and report.define(each.key) for each in answer.figures)
            assert report.sentence(answer)
            for table in answer.tables:
                assert all((report.label(table.key), report.define(table.key)))
                assert all(report.label(column.key) is not None for column in table.columns)
                for column, value in ((c, v) for row in table.rows for c, v in zip(table.columns, row, strict=True)):
                    cells.in_words(report, column, value)


@pytest.mark.parametrize("key", REPORTS)
def test_it_draws_a_chart_or_says_why_not(key, reader, lists) -> None:
    report = REPORTS[key]
    drawn = report.chart(asked(report, reader, lists).answer) is not None
    assert drawn != bool(report.no_chart)


@pytest.mark.parametrize("key", [key for key, report in REPORTS.items() if "list" not in report.Parameters.base_fields])
def test_an_empty_register_has_an_answer_in_words(key) -> None:
    home()
    user, report = user_with(*MAY_ALL), REPORTS[key]
    answer = answer_now(report, report.clean({}), ON, user).answer
    assert report.sentence(answer)
    report.chart(answer)


def small_figures(said: dict[str, Any], csv: str, book: Any, tables: list[Table]) -> list[Any]:
    """The figures from 1 to 4, and those that are not rounded, in the files of an answer."""
    found = []
    for table in tables:
        number = list(said["tables"]).index(table.key)
        counts = [place for place, column in enumerate(table.columns) if column.cell == Cell.COUNT]
        written = [said["tables"][table.key]["rows"], _sheet(book, number)]
        written += [[line.split(",") for line in csv.splitlines()[1:]]] if number == 0 else []
        found += [row[place] for rows in written for row in rows for place in counts if _is_small(row[place])]
    return found


def _sheet(book: Any, number: int) -> list[tuple]:
    return list(book.worksheets[number + 1].iter_rows(min_row=2, values_only=True))


def _is_small(value: Any) -> bool:
    text = str(value)
    return bool(re.fullmatch(r"\d+", text)) and int(text) % SMALL != 0


@pytest.mark.parametrize("key", COUNTING)
@pytest.mark.parametrize(("roles", "is_told"), [((Role.ANALYST,), False), (MAY_ALL, True)], ids=["analyst", "control"])
def test_who_may_not_see_persons_is_told_no_small_figure(key, roles, is_told, lists) -> None:
    report, user = REPORTS[key], user_with(*roles, language="en")
    if not catalogue.may_read(user, report):
        pytest.skip("nobody without the sight of persons may ask it")
    document = asked(report, user, lists)
    guarded = [table for table in document.answer.tables if table.told != Told.OPEN]
    with translation.override("en"):
        files = {file.format: file.content for file in all_files(document, lambda *_: None)}
    said = orjson.loads(files[ArtefactFormat.JSON])
    book = openpyxl.load_workbook(io.BytesIO(files[ArtefactFormat.XLSX]))
    found = small_figures(said, files[ArtefactFormat.CSV].decode(), book, guarded)
    counted = [each for each in document.answer.figures if each.cell == Cell.COUNT and each.told != Told.OPEN]
    found += [figure.value for figure in counted if _is_small(figure.value)]
    assert bool(found and guarded) is is_told
    if key not in PUBLIC_BESIDE:
        with translation.override("en"):
            assert bool(small_in(document, files)) is is_told
