"""Runs passed on in a real browser: shared, asked anew by who is told less, compared, and asked every week."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from common.partial_dates import PartialDate
from reports.domain.sharing import share_run
from reports.models import ReportRun
from tests.factories import CaptivityFactory, PersonFactory, home, user_with
from tests.factories.schedules import answered, scheduled
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def runs(transactional_db) -> Iterator[list[ReportRun]]:
    """The backlog of six persons and then of seven, as a registrar is told it."""
    home()
    day, clerk = PartialDate.parse("2024-01-01"), user_with(Role.REGISTRAR, username="oksana", language="en")
    for number in range(6):
        CaptivityFactory(person=PersonFactory(called=f"Вигаданенко{number} Іван"), captured=day)
    before = answered(clerk, report="backlog")
    CaptivityFactory(person=PersonFactory(called="Новенко Петро"), captured=day)
    return [before, answered(clerk, report="backlog")]


def test_an_answer_is_passed_on_and_nobody_is_told_more_by_it(page: Page, browser: Browser, live_server, runs) -> None:
    sign_in(page, runs[1].asked_by)
    page.goto(runs[1].get_absolute_url())
    page.get_by_role("button", name="Share").click()
    link = page.locator(".banner code").inner_text()
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("link", name="Compare with another run").click()
    page.locator("tbody th a").first.click()
    expect(page.locator("tr", has_text="+1").first).to_be_visible()
    page.get_by_role("link", name="records").first.click()
    expect(page.get_by_role("link", name="Новенко Петро")).to_be_visible()

    other = browser.new_context(base_url=live_server.url).new_page()
    sign_in(other, user_with(Role.ANALYST, username="jo", language="en"))
    other.goto(link)
    expect(other.get_by_text("made of more than you may see")).to_be_visible()
    other.get_by_role("button", name="Answer it for me").click()
    expect(other.get_by_text("Waiting for a worker")).to_be_visible()
    assert "Новенко" not in other.content()


def test_a_question_is_asked_every_week(page: Page, runs) -> None:
    sign_in(page, runs[1].asked_by)
    page.goto(runs[1].get_absolute_url())
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("link", name="Ask it every week").click()
    page.select_option("[name=weekday]", label="Friday")
    page.fill("[name=at]", "07:30")
    page.select_option("[name=role]", label="analyst")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Friday, 07:30")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()


def test_the_pages_are_accessible_and_fit_a_phone(page: Page, runs) -> None:
    before, after = runs
    schedule = scheduled(after.asked_by)
    share_run(run=after, by=after.asked_by)
    sign_in(page, after.asked_by)
    compared = f"{before.get_absolute_url()}compare/{after.pk}/"
    pages = [after.get_absolute_url(), f"{before.get_absolute_url()}compare/", compared, f"{compared}held/"]
    pages += ["/reports/schedules/", schedule.get_absolute_url(), "/reports/schedules/of/backlog/"]
    assert faults(page, pages) == []
