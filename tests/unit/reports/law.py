"""What the tests of the reports of the law share: who is held on a day, and how an answer is asked for and read."""

import datetime
from typing import Any

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.catalogue.report import Asked
from reports.domain.answers import answer_now
from tests.factories import user_with
from tests.factories.awkward import CASE, CASES, first_day
from tests.factories.lawful import EXTRA

#: Everybody of ours by key, with the day of capture and the legal category.
EVERYBODY = {case.key: (case.captured, case.category) for case in CASES if case.party == "UA"} | {
    each.key: (each.captured, each.category) for each in EXTRA
}


def held(on: datetime.date) -> list[str]:
    """The keys of those of ours who are held on a day and of whom a registrar may be told."""
    extra = {each.key: each for each in EXTRA}
    return [
        key
        for key in EVERYBODY
        if (key in extra and (not extra[key].captured or first_day(extra[key].captured) <= on))
        or (key in CASE and not CASE[key].restricted and CASE[key].on(on))
    ]


def table_leads(key: str, answer: Answer, on: datetime.date) -> None:
    """Assert that each count that leads somewhere leads to exactly as many."""
    led = 0
    for table in answer.tables:
        for place, row in enumerate(table.rows):
            for column, value in zip(table.columns, row, strict=True):
                if column.leads_to:
                    led += 1
                    assert len(behind(key, answer, on, table.key, place, column.key)) == value, (table.key, column.key)
    for figure in answer.figures:
        if figure.leads_to and figure.value is not None:
            assert len(behind(key, answer, on, figure.key)) == figure.value, figure.key
    assert led


def missing(key: str) -> bool:
    """Whether somebody held is only listed as missing."""
    return key in CASE and CASE[key].status == "missing" and not CASE[key].way


def asked(key: str, on: datetime.date, user: User | None = None, **parameters: Any) -> Answer:
    report = catalogue.find(key)
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def cells(answer: Answer, table: str) -> dict[tuple[Any, str], Any]:
    """The values of a table by (code of the row, column)."""
    found = answer.table(table)
    return {
        (row[0][0] if isinstance(row[0], list) else row[0], column.key): value
        for row in found.rows
        for column, value in zip(found.columns[1:], row[1:], strict=True)
    }


def behind(key: str, answer: Answer, on: datetime.date, *where: Any, **parameters: Any) -> set[Any]:
    """The keys of the captivities behind a figure or a cell."""
    report = catalogue.find(key)
    question = Asked(report.clean(parameters), on, user_with(Role.REGISTRAR), answer)
    statement = report.behind(question, *where)
    from prisoners.queries.held import rows

    select = f"""
        SELECT c.id FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {statement.where}
    """
    return {found for (found,) in rows(statement, select)}
