"""Two people in two real browsers: one proposes to void a record, the other one finds it on Today and approves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from tests.factories import SourceFactory, user_with
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def other_page(browser: Browser, live_server) -> Iterator[Page]:
    """The browser of the second person."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def propose(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Void this record").click()
    page.fill("[name=reason]", "it never was")
    page.get_by_role("button", name="Propose to void it").click()
    expect(page.locator(".banner-warning")).to_contain_text("it never was")


def test_one_proposes_and_another_approves(page: Page, other_page: Page) -> None:
    source = SourceFactory(title="Synthetic statement")
    sign_in(page, user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en"))
    propose(page, source.get_absolute_url())
    page.get_by_role("link", name="Withdraw").click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    assert faults(page, [page.url, "/approvals/"]) == []
    sign_in(other_page, user_with(Role.REGISTRAR, username="petro", full_name="Petro Synthetic", language="en"))
    other_page.get_by_role("link", name="Void this record · Synthetic statement").click()
    expect(other_page.locator("main")).to_contain_text("Oksana Synthetic")
    other_page.get_by_role("button", name="Approve").click()
    expect(other_page.locator(".banner-bad")).to_contain_text("it never was")
    expect(other_page.locator(".history")).to_contain_text("Oksana Synthetic")
