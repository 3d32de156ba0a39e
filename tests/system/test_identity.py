"""Two records of one person in a real browser: found, judged by a key, merged by two people, parted again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.merges import propose_merge
from prisoners.models import Person
from tests.factories import PersonFactory, user_with
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
BORN = PartialDate.parse("1990-04-05")


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en")


@pytest.fixture
def approver() -> User:
    return user_with(Role.APPROVER, username="petro", full_name="Petro Synthetic", language="en")


@pytest.fixture
def twice() -> tuple[Person, Person]:
    first = PersonFactory(called="Вигаданий Микола Іванович", born=BORN, birth_place="Synthetic town")
    return first, PersonFactory(called="Выгаданный Николай Иванович", born=BORN)


@pytest.fixture
def other_page(browser: Browser, live_server) -> Iterator[Page]:
    """The browser of another person."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def expect_said(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(text)


def open_pair(page: Page, pair: tuple[Person, Person]) -> None:
    """From the list of persons through the queue to the comparison."""
    page.goto("/prisoners/")
    page.locator(".more summary").click()
    page.get_by_role("link", name="Likely duplicates").click()
    page.get_by_role("link", name=str(pair[0])).click()
    expect(page.locator("table.compare")).to_contain_text("Another form of the same name")
    page.wait_for_load_state()


def test_a_verdict_is_given_by_a_key_and_undone(page: Page, registrar: User, twice) -> None:
    sign_in(page, registrar)
    open_pair(page, twice)
    for key, verdict in (("d", "different persons"), ("u", "cannot be told yet"), ("s", "the same person")):
        page.keyboard.press(key)
        expect_said(page, f"Judged: {verdict}")
        page.get_by_role("button", name="Undo the judgement").click()
        expect_said(page, "The judgement is taken back")


def propose(page: Page, pair: tuple[Person, Person]) -> str:
    """Judge the pair the same person and propose that the older record stays; the address of the merge."""
    open_pair(page, pair)
    page.keyboard.press("s")
    page.get_by_role("link", name="older record").click()
    page.fill("[name=note]", "seen by two who know him")
    page.get_by_role("button", name="Propose the merge").click()
    expect_said(page, "The merge is proposed")
    return page.url


def shown(page: Page) -> int:
    page.goto("/prisoners/")
    return page.locator("table.list tbody tr").count()


def test_a_merge_takes_two_people_and_is_undone(
    page: Page, other_page: Page, registrar: User, approver: User, twice
) -> None:
    sign_in(page, registrar)
    address = propose(page, twice)
    expect(page.get_by_role("button", name="Approve the merge")).to_have_count(0)
    sign_in(other_page, approver)
    other_page.goto(address)
    other_page.get_by_role("button", name="Approve the merge").click()
    expect_said(other_page, "The merge is now")
    page.goto(twice[1].get_absolute_url())
    expect(page.locator(".banner-warning")).to_contain_text("This record was merged")
    assert shown(page) == 1
    page.goto(twice[1].get_absolute_url())
    page.locator(".banner-warning").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(twice[0]))
    other_page.goto(address)
    other_page.fill("[name=reason]", "two cousins of one name")
    other_page.get_by_role("button", name="Undo the merge").click()
    expect_said(other_page, "The merge is now")
    assert shown(page) == 2


def test_of_twins_the_key_judges_nothing(page: Page, registrar: User) -> None:
    twins = [PersonFactory(called=f"Вигаданий {name} Іванович", born=BORN) for name in ("Микола", "Іван")]
    sign_in(page, registrar)
    page.goto(f"/prisoners/identity/{twins[0].pk}/{twins[1].pk}/")
    page.keyboard.press("s")
    page.get_by_role("button", name="Judge them the same person").click()
    expect(page.locator(".field-error")).to_contain_text("Tick this if you made sure")
    page.check("[name=not_relatives]")
    page.get_by_role("button", name="Judge them the same person").click()
    expect_said(page, "Judged: the same person")


def test_the_pages_break_no_accessibility_rule_and_fit_the_screen(page: Page, registrar: User, twice) -> None:
    twins = [PersonFactory(called=f"Синтетичний {name} Іванович", born=BORN) for name in ("Микола", "Іван")]
    sign_in(page, registrar)
    pages = ["", f"{twice[0].pk}/{twice[1].pk}/", f"{twins[0].pk}/{twins[1].pk}/"]
    found = faults(page, [f"/prisoners/identity/{each}" for each in pages])
    merge = propose_merge(duplicate=twice[1], into=twice[0], note="one man", by=registrar)
    assert found + faults(page, [merge.get_absolute_url(), "/prisoners/identity/merges/", "/prisoners/"]) == []
