"""Negotiations in a real browser: a round is logged, an official request made in it, and its answer recorded."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from tests.factories import (
    PartyFactory,
    ProgrammeFactory,
    StanceFactory,
    completed_exchange,
    home,
    minutes_of,
    other,
    user_with,
)
from tests.factories.negotiations import whole_proposal
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def negotiator() -> User:
    home(), other(), PartyFactory(code="TR", name_en="Türkiye", name_uk="Туреччина")
    return user_with(Role.NEGOTIATOR, username="oksana", full_name="Oksana Synthetic", language="en")


def fill_day(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"[name={name}_{part}]", value)


def log_round(page: Page) -> None:
    page.get_by_role("link", name="Negotiations", exact=True).first.click()
    page.get_by_role("link", name="Log a round").first.click()
    page.fill("[name=title]", "Istanbul, second round")
    fill_day(page, "starts_on", "2", "6", "2025")
    page.select_option("[name=party_0]", label="Ukraine")
    page.fill("[name=body_0]", "Coordination Headquarters")
    page.select_option("[name=mediator_0]", label="Türkiye")
    page.select_option("[name=role_0]", "host")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Ukraine")).to_contain_text("Coordination Headquarters")


def propose(page: Page) -> None:
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Log a proposal").click()
    page.fill("[name=title]", "All seriously wounded")
    page.get_by_label("official request").check()
    page.select_option("[name=made_by]", label="Russia")
    page.select_option("[name=made_to]", label="Ukraine")
    page.select_option("[name=direction_0]", "to_us")
    page.select_option("[name=category_0]", "seriously_wounded")
    page.fill("[name=number_0]", "50")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("days without an answer")


def test_from_a_round_to_the_answer(page: Page, negotiator: User) -> None:
    sign_in(page, negotiator)
    log_round(page)
    propose(page)
    page.get_by_role("link", name="Record that it was accepted").click()
    fill_day(page, "answered_on", "5", "6", "2025")
    page.fill("[name=reason]", "Agreed as proposed.")
    page.get_by_role("button", name="Record that it was accepted").click()
    expect(page.locator("#answer + .panel")).to_contain_text("answered after 3 days")
    page.goto("/negotiations/rounds/calendar/?month=2025-06")
    page.get_by_role("link", name="Istanbul, second round").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("All seriously wounded")


def addresses() -> Iterator[str]:
    """The address of each page of negotiations, with something on it."""
    proposal, programme = whole_proposal(), ProgrammeFactory(target_each=200)
    minutes_of(proposal.round)
    completed_exchange(95, 100, programmes=[programme])
    stance = StanceFactory()
    StanceFactory(direction="to_us", party=home())
    yield from (f"/negotiations/{name}/" for name in ("rounds", "proposals", "stances", "programmes"))
    yield from ("/negotiations/rounds/calendar/?month=2024-10", "/negotiations/stances/matrix/")
    yield from (f"/negotiations/{name}/new/" for name in ("rounds", "proposals", "stances", "programmes"))
    for record in (proposal.round, proposal, stance, programme):
        yield record.get_absolute_url()
    yield f"{proposal.get_absolute_url()}move/accepted/"


def test_every_page_breaks_no_accessibility_rule_and_fits_the_screen(page: Page, negotiator: User) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, negotiator)
    assert (faults(page, addresses()), said) == ([], [])
