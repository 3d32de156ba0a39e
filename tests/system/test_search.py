"""The search box in a real browser, from the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.roles import Role
from common.partial_dates import PartialDate
from tests.factories import PersonFactory, home, other, user_with
from tests.system.steps import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def signed_in(page: Page) -> Page:
    home(), other()
    PersonFactory(called="Коваленко Микола Петрович", born=PartialDate.parse("1990-03-12"))
    PersonFactory(called="Коваленко Степан Іванович", born=PartialDate.parse("1975-01-02"))
    user = user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en")
    sign_in(page, user)
    return page


def ask(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")


def test_found_under_another_spelling_and_opened_by_two_keys(signed_in: Page) -> None:
    ask(signed_in, "Kovalenko Nikolay 1990")
    expect(signed_in.locator(".found li")).to_have_count(1)
    assert signed_in.url.endswith("/search/")
    assert Axe().run(signed_in).violations_count == 0
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("heading", level=1)).to_contain_text("Коваленко Микола Петрович")


def test_nobody_found_leads_to_a_form_that_begins_with_the_name(signed_in: Page) -> None:
    ask(signed_in, "шевчук олег 1988")
    signed_in.get_by_role("button", name="Register a new person").click()
    expect(signed_in.get_by_label("Surname")).to_have_value("Шевчук")
    expect(signed_in.get_by_label("Given name")).to_have_value("Олег")
