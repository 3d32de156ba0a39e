"""The list of persons as a file: what the database writes is what the table shows, row by row."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.interfaces.tables import PersonTable
from prisoners.models import Person
from tests.factories import CaptivityFactory, PersonFactory, UnitFactory, home, returned, user_with
from tests.factories.exports import fetched

pytestmark = pytest.mark.django_db
LIST = "/prisoners/"


def persons() -> None:
    """One of each kind that a cell is written for."""
    named = UnitFactory(party=home(), code="3057", name_uk="Військова частина 3057", name_en="")
    CaptivityFactory(unit=named, captured=PartialDate.parse("2024-02"))
    CaptivityFactory(unit=UnitFactory(party=home(), code="12", name_en="Twelfth"), captured=PartialDate.parse("2024"))
    CaptivityFactory(captured=PartialDate(), person__born=PartialDate.parse("1990-05-17"))
    CaptivityFactory(person__called='=HYPERLINK("x") Іван Петрович', person__born=PartialDate.parse("1990"))
    PersonFactory(names=[], description="-невідомий, «лікарня»,\nпалата 4", is_synthetic=False)
    returned()


@pytest.fixture(params=["en", "uk"])
def browser(client, request):
    client.force_login(user_with(Role.REGISTRAR, language=request.param))
    return client


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("query", ["", "?sort=-captured_on", "?sort=born_on", "?held=held"])
def test_both_ways_write_the_same(browser, monkeypatch, query) -> None:
    persons()
    written = lines(fetched(browser, f"{LIST}{query}"))
    monkeypatch.setattr(PersonTable, "in_sql", lambda self: {})
    by_row = lines(fetched(browser, f"{LIST}{query}"))
    assert sorted(written) == sorted(by_row)
    assert written[0] == by_row[0]
    assert len(written) > 4


def test_days_are_days_and_formulas_text_in_a_workbook(client) -> None:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    persons()
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(client, LIST, "xlsx"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {"1990-05-17", "2024-10-18"} & {f"{cell.value:%Y-%m-%d}" for cell in cells if cell.is_date}
    assert [cell.value for cell in cells if str(cell.value).startswith("'=HYPERLINK")]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_empty_workbook_has_its_headings(client) -> None:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(client, LIST, "xlsx"))).worksheets[0]
    assert sheet["A1"].value == "Name"


def test_who_may_not_know_who_it_is_gets_no_such_column(client) -> None:
    """Somebody who sees no identity: neither names nor births are written, whoever writes."""
    client.force_login(user_with(Role.LIAISON, language="en"))
    persons()
    assert "Days held" not in fetched(client, LIST).decode("utf-8-sig").splitlines()[0]


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_statements_for_any_number(number) -> None:
    from django.utils import timezone

    from common.exporting import page_of
    from common.reading import Notes, noting
    from common.watermark import Watermark

    for _ in range(number):
        CaptivityFactory()
    page = page_of(User.objects.system(), "prisoners:list", {}, "")
    with noting(Notes()) as notes, CaptureQueriesContext(connection) as asked:
        file, rows = page.written("csv", Watermark("x", "x", timezone.now(), "1"))
    assert (rows, len(asked)) == (
        number,
        5,
    )  # two savepoints, memory, who is restricted; COPY itself is no statement of Django
    (noted,) = notes.take().values()
    assert set(noted) == {str(pk) for pk in Person.objects.values_list("pk", flat=True)}
    file.close()
