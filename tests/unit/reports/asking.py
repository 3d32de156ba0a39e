"""Asking reports about exchanges, and reading what they answer."""

import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer, Table
from reports.catalogue.report import Asked
from reports.domain.answers import answer_now
from tests.factories import user_with
from tests.factories.awkward import ON


def ask(key: str, user: User | None = None, on: datetime.date = ON, **parameters: Any) -> Answer:
    """The answer as this user is told it; a registrar without compartments unless another is given."""
    report = catalogue.find(key)
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def values(table: Table, *keys: str) -> list[tuple]:
    """The rows of a table by these columns; of an exchange its formula, of a name its code."""
    places = [table.place(key) for key in keys]
    return [tuple(_plain(row[place]) for place in places) for row in table.rows]


def leads_right(key: str, answer: Answer, reader: User, on: datetime.date = ON, **parameters: Any) -> Iterable[tuple]:
    """Of each count that leads somewhere: what it says, and how many records are there."""
    report = catalogue.find(key)
    asked = Asked(report.clean(parameters), on, reader, answer)
    for table in answer.tables:
        for number, row in enumerate(table.rows):
            for place, column in enumerate(table.columns):
                if column.leads_to and row[place] is not None:
                    yield row[place], many(report.behind(asked, table.key, number, column.key))
            if table.leads_to:
                yield row[table.count_place], many(report.behind(asked, table.key, number))


def many(behind: Any) -> int:
    """How many records stand behind a figure."""
    from prisoners.queries.held import Statement, rows

    if not isinstance(behind, Statement):
        return behind.count()
    counted = "SELECT count(*) FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE "
    return rows(behind, counted + behind.where)[0][0]


def _plain(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 4 and isinstance(value[1], int):
        return value[2]
    return value[0] if isinstance(value, list) else value
