"""Adding a report is one class: page, API, command and catalogue have it at once, and nobody touches them for it."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common.forms import Form
from exchanges.models import Exchange
from reports import catalogue
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.report import Asked, Behind, Progress, Report
from reports.domain import work
from reports.enums import Leads, Topic
from reports.models import ReportRun
from tests.factories import completed_exchange, user_with

pytestmark = pytest.mark.django_db


class Formulas(Report):
    """The whole of a report."""

    key = "formulas"
    topic = Topic.EXCHANGES
    title, question = "Formulas", "How often was each formula used?"
    definition = "Exchanges by the formula as it was reported."
    no_chart = "It is a test."
    words = {
        "all": ("Exchanges", "All of them."),
        "formulas": ("By formula", "Each exchange once."),
        "formula": ("Formula", "As reported."),
        "number": ("Exchanges", "Of this formula."),
    }

    class Parameters(Form):
        pass

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        seen = list(Exchange.objects.visible_to(user).order_by("formula").values_list("formula", flat=True))
        rows = [[formula, seen.count(formula)] for formula in dict.fromkeys(seen)]
        columns = Column("formula", Cell.TEXT), Column("number", Cell.COUNT)
        table = Table("formulas", columns, rows, leads_to=Leads.EXCHANGES)
        return Answer((Figure("all", Cell.COUNT, len(seen)),), (table,))

    def behind(self, asked: Asked, key: str, row: int | None = None, column: str = "") -> Behind:
        return Exchange.objects.visible_to(asked.reader).filter(formula=asked.answer.table(key).rows[row][0])

    def sentence(self, answer: Answer) -> str:
        return f"{answer.value('all')} exchanges have a formula."


@pytest.fixture
def added() -> Iterator[None]:
    catalogue.register(Formulas)
    yield
    catalogue.unregister(Formulas)


@pytest.fixture
def analyst(added) -> User:
    completed_exchange(95, 95, formula="95 for 95"), completed_exchange(40, 150, formula="95 for 95")
    return user_with(Role.ANALYST, language="en")


@pytest.fixture
def browser(analyst) -> Client:
    client = Client()
    client.force_login(analyst)
    return client


def test_the_catalogue_lists_it(browser) -> None:
    assert "How often was each formula used?" in browser.get(reverse("reports:catalogue")).content.decode()


def test_the_page_asks_it_and_leads_to_its_records(browser, monkeypatch) -> None:
    monkeypatch.setattr(work.jobs.Heart, "_beat", lambda self: None)
    assert browser.post(reverse("reports:report", args=["formulas"]), {}).status_code == 302
    run = ReportRun.objects.get(report="formulas")
    work.work_off(run.pk)
    assert "2 exchanges have a formula." in browser.get(run.get_absolute_url()).content.decode()
    assert {file.format for file in run.artefacts.all()} == {"csv", "xlsx", "json", "pdf"}
    behind = browser.get(reverse("reports:behind-row", args=[run.pk, "formulas", 0])).content.decode()
    assert "The answer counts 2" in behind
    assert "1–2 of 2" in behind


def test_the_api_answers_it(analyst, client_of) -> None:
    client = client_of(user=analyst, scopes=["*:read", "reports:read"])
    assert "formulas" in [each["key"] for each in client.read("/reports/")["results"]]
    answered = b"".join(client.ask("GET", "/reports/formulas/data.csv"))
    assert answered.decode().splitlines() == ["formula,number", "95 for 95,2"]


def test_the_command_answers_it(analyst) -> None:
    out = io.StringIO()
    call_command("report", "formulas", stdout=out)
    assert "95 for 95,2" in out.getvalue()
