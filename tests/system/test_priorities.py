"""A change of policy in a real browser: one person drafts, looks and proposes, another puts it into force."""

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from common import clock
from common.partial_dates import PartialDate
from tests.factories import CaptivityFactory, PersonFactory, user_with
from tests.factories.policies import CIVILIANS, WOMEN, in_force
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def captives(transactional_db) -> None:
    in_force(WOMEN, CIVILIANS)
    day = PartialDate.parse("2024-01-01")
    CaptivityFactory(person=PersonFactory(called="Вигаданенко Ірина", sex="female"), captured=day)
    CaptivityFactory(person=PersonFactory(called="Цивільний Петро"), captured=day, legal_category="civilian")


def first_name(page: Page) -> str:
    page.goto("/prisoners/priorities/order/")
    return page.locator("tbody th").first.inner_text()


def test_a_change_of_policy_takes_two_people(page: Page, browser: Browser, live_server, captives) -> None:
    sign_in(page, user_with(Role.NEGOTIATOR, username="oksana", language="en"))
    assert "Вигаданенко" in first_name(page)
    page.goto("/prisoners/priorities/new/")
    page.fill("[name=name]", "Civilians first")
    today = clock.today()
    for part, value in (("day", today.day), ("month", today.month), ("year", today.year)):
        page.fill(f"[name=effective_from_{part}]", str(value))
    page.select_option("[name=copied_from]", label="Synthetic 2024-08-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Up: category civilian").click()
    page.get_by_role("link", name="What it changes").click()
    expect(page.locator("tbody th", has_text="Цивільний")).to_be_visible()
    page.get_by_role("link", name="Back to the policy").click()
    address = page.url
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_text("a second person puts it into force")).to_be_visible()
    expect(page.get_by_role("button", name="Put into force")).to_have_count(0)
    assert "Вигаданенко" in first_name(page)

    other = browser.new_context(base_url=live_server.url).new_page()
    sign_in(other, user_with(Role.APPROVER, username="bohdan", language="en"))
    other.get_by_role("link", name="Civilians first").click()
    assert other.url == address
    other.get_by_role("button", name="Put into force").click()
    expect(other.get_by_text("in force from its date on")).to_be_visible()
    assert "Цивільний" in first_name(other)


def test_the_pages_are_accessible_and_fit_a_phone(page: Page, captives) -> None:
    sign_in(page, user_with(Role.NEGOTIATOR, username="oksana", language="en"))
    pages = ["/prisoners/priorities/", "/prisoners/priorities/order/", "/prisoners/priorities/new/"]
    assert faults(page, pages) == []
