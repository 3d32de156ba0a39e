"""From the round to the homecoming, by two people in real browsers, with a phone that loses its network at the bus."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from exchanges.models import Exchange
from tests.factories import (
    CaptivityFactory,
    PersonFactory,
    UnitFactory,
    completed_exchange,
    home,
    other,
    user_with,
)
from tests.system.steps import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
OURS, SECOND, THEIRS = "Синтетичний Микола", "Вигаданий Петро", "Уявный Степан"
PATIENCE = 90_000


@pytest.fixture
def negotiator() -> User:
    home(), other()
    return user_with(Role.NEGOTIATOR, username="oksana", full_name="Oksana Synthetic", language="en")


@pytest.fixture
def approver_page(browser: Browser, live_server) -> Iterator[Page]:
    """The browser of the second person, who is signed in."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, user_with(Role.APPROVER, username="petro", full_name="Petro Synthetic", language="en"))
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def unit():
    """A unit of which two are held; the other side has one held by us, and 40 for 150 were exchanged before."""
    completed_exchange(40, 150)
    unit = UnitFactory(name_en="Synthetic brigade", code="3057")
    for name, captured in ((OURS, "2022-05-17"), (SECOND, "2023-05-17")):
        person = PersonFactory(called=name)
        CaptivityFactory(person=person, unit=unit, captured=PartialDate.parse(captured))
    CaptivityFactory(person=PersonFactory(called=THEIRS, party=other()), detaining_power=home())
    return unit


def type_day(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"[name={name}_{part}]", value)


def negotiate(page: Page) -> None:
    """A round, and in it an official request of two people, which is accepted."""
    page.goto("/negotiations/rounds/new/")
    page.fill("[name=title]", "Istanbul, synthetic round")
    type_day(page, "starts_on", "2", "6", "2025")
    page.get_by_role("button", name="Save").click()
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Log a proposal").click()
    page.fill("[name=title]", "Two for one")
    page.get_by_label("official request").check()
    page.select_option("[name=made_by]", label="Ukraine")
    page.select_option("[name=made_to]", label="Russia")
    page.select_option("[name=direction_0]", "to_us")
    page.fill("[name=number_0]", "2")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Record that it was accepted").click()
    type_day(page, "answered_on", "5", "6", "2025")
    page.fill("[name=reason]", "Agreed as proposed.")
    page.get_by_role("button", name="Record that it was accepted").click()
    expect(page.locator("#answer + .panel")).to_contain_text("answered after 3 days")


def agree(page: Page) -> Exchange:
    """Log the exchange that was agreed: two to us, one to them."""
    page.goto("/exchanges/new/")
    page.get_by_label("Formula as reported").fill("2 for 1")
    for way, number in (("to_us", "2"), ("to_them", "1")):
        page.fill(f"[name={way}_agreed]", number)
        page.select_option(f"[name={way}_count_status]", "pending")
    page.get_by_role("button", name="Log the exchange").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 for 1")
    move(page, "Record the proposal", "Proposed")
    move(page, "Record the agreement", "Agreed")
    return Exchange.objects.get(formula="2 for 1")


def move(page: Page, label: str, state: str) -> None:
    page.get_by_role("link", name=label, exact=True).click()
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".page-head .chip").first).to_have_text(state)


def plan(page: Page, exchange: Exchange) -> None:
    """Have it reckoned who goes, one for one, and nominate them: the longest held; the other is next in line."""
    page.goto(exchange.get_absolute_url())
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Plan who goes").click()
    expect(page.locator("[name=most_to_us]")).to_have_value("2")
    page.fill("[name=title]", "Synthetic plan")
    page.fill("[name=most_to_us]", "1")
    page.get_by_role("button", name="Reckon").click()
    expect(page.get_by_role("heading", name="What would it cost?")).to_be_visible(timeout=PATIENCE)
    for name, proposed in ((OURS, "Goes"), (SECOND, "Next in line"), (THEIRS, "Goes")):
        expect(page.locator("tbody tr", has_text=name)).to_contain_text(proposed)
    page.locator("summary", has_text="Nominate those who go").click()
    expect(page.locator(".nominate [name=exchange]")).to_have_value(str(exchange.pk))
    page.get_by_role("button", name="Nominate", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("2 persons nominated")


def nominate(page: Page, exchange: Exchange, way: str, name: str) -> None:
    """Look somebody up and put them on the manifest of one direction."""
    transfer = exchange.transfers.get(direction=way)
    page.goto(f"/exchanges/transfers/{transfer.pk}/nominate/")
    page.fill("main [name=q]", name)
    page.locator("main").get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("checkbox", name=name).check()
    page.fill("[name=reason]", "agreed in the round")
    page.get_by_role("button", name="Nominate those marked").click()
    expect(page.get_by_role("status").first).to_contain_text("1 person is nominated")


def second(page: Page, what: str) -> None:
    """The second person finds on Today what waits, and approves it."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(what)).first.click()
    expect(page.locator("main")).to_contain_text("Oksana Synthetic")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def hand_over(phone: Page, exchange: Exchange, negotiator: User) -> None:
    """Both of ours board and are handed over; the network is cut between the first and the second."""
    sign_in(phone, negotiator)
    phone.goto(f"/exchanges/{exchange.pk}/hand-over/")
    phone.wait_for_selector("body[data-ready]", state="attached")
    press(phone, OURS, "Boarded")
    expect(phone.locator("[data-line]")).to_contain_text("sent at")
    phone.context.set_offline(True)
    press(phone, OURS, "Handed over")
    press(phone, SECOND, "Boarded")
    press(phone, SECOND, "Handed over")
    expect(phone.locator("[data-line]")).to_contain_text("marks that wait: 3")
    phone.reload()
    phone.context.set_offline(False)
    expect(phone.locator("[data-line]")).to_contain_text("sent at")


def press(phone: Page, name: str, button: str) -> None:
    card = phone.locator(".ho-card").filter(has=phone.get_by_role("heading", name=name, exact=True))
    card.get_by_role("button", name=button, exact=True).click()


def complete(page: Page, exchange: Exchange) -> None:
    """Propose the completion, with the numbers counted at the crossing."""
    page.goto(exchange.get_absolute_url())
    page.get_by_role("link", name="Complete", exact=True).click()
    type_day(page, "when", "10", "6", "2025")
    for box, number in zip(page.locator("input[name$=_delivered]").all(), ("2", "1"), strict=True):
        box.fill(number)
    page.get_by_label("all of them were handed over").check()
    page.get_by_role("button", name="Propose it to a second person").click()
    expect(page.locator(".banner-warning")).to_contain_text("Proposed by")


def report(page: Page) -> str:
    """The sentence of the swap ratio, as a worker answers it."""
    page.goto("/reports/swap-ratio/")
    page.get_by_role("button", name="Run the report").click()
    expect(page.locator(".page-head .chip")).to_have_text("Done", timeout=PATIENCE)
    return page.locator("main").inner_text()


def brought_back(page: Page, unit) -> str:
    page.goto(unit.get_absolute_url())
    return page.locator("#figures ~ dl.figures").inner_text()


def test_from_the_round_to_the_homecoming(page: Page, approver_page, phone, negotiator: User, unit, worker) -> None:
    worker()
    sign_in(page, negotiator)
    assert "40 came home to us, 150 returned to them" in report(page)
    assert "0 of 2 ever captured" in brought_back(page, unit)
    negotiate(page)
    exchange = agree(page)
    plan(page, exchange)
    nominate(page, exchange, "to_us", SECOND)
    page.get_by_role("link", name="Propose to approve").click()
    page.get_by_role("button", name="Propose it to a second person").click()
    second(approver_page, "pprove the manifest")
    page.goto(exchange.get_absolute_url())
    move(page, "Schedule", "Scheduled")
    move(page, "Start the hand-over", "Under way")
    hand_over(phone, exchange, negotiator)
    complete(page, exchange)
    second(approver_page, "omplete this exchange")
    came_home(page, exchange)
    assert "42 came home to us, 151 returned to them" in report(page)
    assert "2 of 2 ever captured" in brought_back(page, unit)
    expect(page.locator("#exchanges ~ .table-box").first).to_contain_text("2 for 1")


def came_home(page: Page, exchange: Exchange) -> None:
    """The exchange says how many at a glance, and the person when and how."""
    page.goto(exchange.get_absolute_url())
    expect(page.locator(".glance tbody tr", has_text="Delivered").first).to_contain_text("2")
    entry = exchange.transfers.get(direction="to_us").entries.get(captivity__person__name=OURS)
    page.goto(entry.captivity.person.get_absolute_url())
    steps = page.locator(".timeline .event-title", has_text=f"Exchange № {exchange.number}")
    expect(steps).to_have_text([re.compile(state) for state in ("nominated", "approved", "boarded", "handed over")])
    expect(page.locator(".timeline")).to_contain_text("Returned by exchange")
