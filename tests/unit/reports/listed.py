"""What the tests of reports about lists and priorities share."""

import datetime
from typing import Any

from accounts.models import User
from accounts.roles import Role
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.catalogue.report import Asked
from reports.domain.answers import answer_now
from reports.queries.behind import number_behind
from tests.factories import user_with
from tests.factories.awkward_lists import ON

EVERYTHING = [{"restricted": True}]


def answered(key: str, user: User | None = None, on: datetime.date = ON, **parameters: Any) -> Answer:
    """What a report answers somebody, a registrar where nobody is named."""
    report = catalogue.find(key)
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def said(key: str, answer: Answer) -> str:
    return catalogue.find(key).sentence(answer)


def column(answer: Answer, table: str, name: str) -> dict[Any, Any]:
    """A column of a table by the first cell of each row."""
    found = answer.table(table)
    return {_key(row[0]): row[found.place(name)] for row in found.rows}


def _key(cell: Any) -> Any:
    return cell[0] if isinstance(cell, list) else cell


def led(key: str, answer: Answer, user: User, on: datetime.date = ON, **parameters: Any) -> dict[str, tuple[int, int]]:
    """Of everything that leads somewhere what it says and to how many it leads, where these differ."""
    report = catalogue.find(key)
    asked = Asked(report.clean(parameters), on, user, answer)
    told: list[tuple[str, Any, tuple]] = [
        (each.key, each.value, (each.key,)) for each in answer.figures if each.leads_to
    ]
    for table in answer.tables:
        for number, row in enumerate(table.rows):
            if table.leads_to:
                told.append((f"{table.key} {number}", row[table.count_place], (table.key, number)))
            told += [
                (f"{table.key} {number} {each.key}", row[place], (table.key, number, each.key))
                for place, each in enumerate(table.columns)
                if each.leads_to
            ]
    assert told
    found = {name: (value, number_behind(report.behind(asked, *path))) for name, value, path in told if value}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


__all__ = ["EVERYTHING", "ON", "answered", "column", "led", "said"]
