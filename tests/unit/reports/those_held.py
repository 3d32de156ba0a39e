"""Questions of the awkward register, and what plain Python knows of it."""

import datetime
from collections.abc import Iterator
from typing import Any

from accounts.models import User
from accounts.roles import Role
from prisoners.queries.held import Statement, rows
from reports import catalogue
from reports.catalogue.answer import Answer
from reports.catalogue.report import Asked
from reports.domain.answers import answer_now
from reports.enums import Leads
from tests.factories import user_with
from tests.factories.awkward import CASES, Case, first_day

COUNTED = "SELECT count(*) FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE "
#: What an end is counted as.
WAYS = {"exchanged": "returned", "repatriated": "returned", "released": "returned", "died": "died"}


def asked(key: str, on: datetime.date, user: User | None = None, **parameters: Any) -> Answer:
    """The answer of a report, by default to a registrar without compartments."""
    report = catalogue.find(key)
    return answer_now(report, report.clean(parameters), on, user or user_with(Role.REGISTRAR)).answer


def ours(side: str = "UA") -> list[Case]:
    """Everybody of a side who counts and of whom a registrar without compartments may be told."""
    return [case for case in CASES if case.stands and case.party == side and not case.restricted]


def day_of(case: Case, name: str) -> datetime.date | None:
    return first_day(getattr(case, name))


def way_of(case: Case) -> str:
    """As what the end of a captivity is counted; blank while it lasts."""
    return WAYS.get(case.way, "other") if case.way else ""


def code_of(value: Any) -> Any:
    """The code of a first cell."""
    return value[0] if isinstance(value, list) else value


def column(answer: Answer, table: str, key: str) -> dict[Any, Any]:
    """A column of a table by the code of each row."""
    found = answer.table(table)
    return {code_of(row[0]): row[found.place(key)] for row in found.rows}


def led(key: str, on: datetime.date, user: User, **parameters: Any) -> Iterator[tuple[str, int, int]]:
    """Every count of a report that leads to persons: where it stands, what it says, and how many are behind it."""
    report = catalogue.find(key)
    cleaned = report.clean(parameters)
    answer = answer_now(report, cleaned, on, user).answer
    of = Asked(cleaned, on, user, answer)
    for figure in answer.figures:
        if figure.leads_to == Leads.PERSONS and figure.value:
            yield figure.key, figure.value, counted(report.behind(of, figure.key))
    for table in answer.tables:
        for number, row in enumerate(table.rows):
            where = f"{table.key}[{code_of(row[0])}]"
            if table.leads_to == Leads.PERSONS and row[table.count_place]:
                yield where, row[table.count_place], counted(report.behind(of, table.key, number))
            for place, each in enumerate(table.columns):
                if each.leads_to == Leads.PERSONS and row[place]:
                    behind = report.behind(of, table.key, number, each.key)
                    yield f"{where}.{each.key}", row[place], counted(behind)


def counted(statement: Statement) -> int:
    return rows(statement, COUNTED + statement.where)[0][0]
