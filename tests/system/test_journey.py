"""The main job in a real browser: log an exchange with what each side says, carry it out, report, read the book."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.reference import add_reference_data
from exchanges.models import Exchange
from tests.factories import (
    ClaimFactory,
    ExchangeFactory,
    PartyFactory,
    PlaceFactory,
    ProgrammeFactory,
    SourceFactory,
    TransferFactory,
    completed_exchange,
    home,
    other,
    user_with,
)
from tests.factories.imports import SEED
from tests.system.steps import approved, bring, faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def registrar() -> User:
    home(), other()
    return user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en")


def type_date(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"[name={name}_{part}]", value)


def log(page: Page) -> None:
    """Log an exchange of 95 for 90, with a new source."""
    page.get_by_role("link", name="Log an exchange").click()
    page.get_by_label("Formula as reported").fill("95 for 90")
    type_date(page, "when", "18", "10", "2024")
    for way, number in (("to_us", "95"), ("to_them", "90")):
        page.fill(f"[name={way}_agreed]", number)
        page.select_option(f"[name={way}_count_status]", "pending")
    page.fill("[name=new_source_title]", "A synthetic statement")
    page.fill("[name=new_source_url]", "https://example.org/synthetic")
    page.get_by_role("button", name="Log the exchange").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("95 for 90")


def claim(page: Page, party: str, number: str) -> None:
    """Record how many came home to us as one side says."""
    page.get_by_role("link", name="Add a claim").last.click()
    page.select_option("[name=claimed_by]", label=party)
    page.get_by_role("radio", name=home().name_en).check()
    page.fill("[name=number]", number)
    page.fill("[name=source]", "synthetic statement")
    page.get_by_role("button", name="Record the claim").click()
    expect(page.get_by_role("status")).to_contain_text("The claim is recorded")


def complete(page: Page) -> None:
    """Complete the exchange with the number of each side."""
    page.get_by_role("link", name="Complete", exact=True).click()
    for box, number in zip(page.locator("input[name$=_delivered]").all(), ("95", "90"), strict=True):
        box.fill(number)
    page.get_by_role("button", name="Propose it to a second person").click()
    approved(page)
    expect(page.locator(".page-head .chip")).to_have_text("Completed")


def adopt(page: Page) -> None:
    """Adopt the first figure that is not adopted yet."""
    page.get_by_role("link", name=re.compile("^Adopt")).first.click()
    page.fill("[name=reason]", "the list of the hand-over itself")
    page.get_by_role("button", name="Adopt it").click()
    expect(page.locator(".claim-adopted").first).to_be_visible()


def test_an_exchange_is_logged_claimed_carried_out_and_found_in_the_book(page: Page, registrar: User) -> None:
    sign_in(page, registrar)
    log(page)
    for party, number in ((home(), "95"), (other(), "96")):
        claim(page, party.name_en, number)
    expect(page.get_by_text("Differ by 1")).to_be_visible()
    complete(page)
    adopt(page)
    history = page.locator(".history")
    for words in ("logged an exchange", "recorded a claim", "proposed what takes two", "adopted a claim"):
        expect(history.locator(".history-head", has_text=words).first).to_contain_text("Oksana Synthetic")
    exchange = Exchange.objects.get()
    assert {t.direction: t.delivered for t in exchange.transfers.all()} == {"to_us": 95, "to_them": 90}


def report(page: Page) -> None:
    """Ask for the swap ratio, and wait while the worker makes it."""
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("link", name="Swap ratio", exact=True).click()
    page.get_by_role("button", name="Run the report").click()
    expect(page.locator(".page-head .chip")).to_have_text("Done", timeout=90_000)


def download_all(page: Page) -> None:
    """Each file of the answer."""
    for kind in ("CSV", "XLSX", "PDF", "JSON"):
        with page.expect_download() as download:
            page.locator(".downloads").get_by_role("link", name=kind).click()
        assert download.value.path().stat().st_size > 0


def test_the_main_job_on_the_public_record(page: Page, registrar: User, worker) -> None:
    add_reference_data(by=User.objects.system())
    worker()
    sign_in(page, registrar)
    bring(page, SEED)
    page.get_by_role("button", name="Import 71 rows").click()
    expect(page.get_by_text("71 rows: 71 created")).to_be_visible()
    page.get_by_role("link", name="Exchanges", exact=True).click()
    log(page)
    complete(page)
    expect(page.locator(".history")).to_contain_text("logged an exchange")
    report(page)
    expect(page.locator("main")).to_contain_text("5,385 came home to us, 5,021 returned to them")
    expect(page.locator("figure.chart img").first).to_be_visible()
    download_all(page)


def test_forty_for_a_hundred_and_fifty_is_told_as_it_is(page: Page, registrar: User, worker) -> None:
    completed_exchange(40, 150, on="2024-10-18")
    worker()
    sign_in(page, registrar)
    report(page)
    expect(page.locator("main")).to_contain_text("0.27")


def addresses() -> Iterator[str]:
    """The address of each page, with something on it."""
    exchange = completed_exchange(95, 90)
    transfer = exchange.transfers.first()
    for party, number in ((home(), 95), (other(), 96)):
        made = ClaimFactory(transfer=transfer, claimed_by=party, number=number)
    planned = TransferFactory(exchange=ExchangeFactory(planned_on="2024-10-18"), agreed=5).exchange
    whole = exchange.get_absolute_url()
    yield from ("/", "/exchanges/", "/exchanges/?status=draft&q=nothing", "/exchanges/new/")
    yield from (whole, f"{whole}edit/", f"{whole}void/", f"{whole}claims/new/")
    yield from (f"/exchanges/claims/{made.pk}/adopt/", f"{planned.get_absolute_url()}move/completed/")
    yield f"{planned.get_absolute_url()}move/postponed/"
    for name, record in (
        ("sources", SourceFactory()),
        ("places", PlaceFactory()),
        ("parties", PartyFactory()),
        ("negotiations/programmes", ProgrammeFactory()),
    ):
        yield from (f"/{name}/", f"/{name}/{record.pk}/")
    yield from ("/sources/new/", "/places/new/", "/parties/new/")


def test_every_page_breaks_no_accessibility_rule_and_fits_the_screen(page: Page, registrar: User) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, registrar)
    assert (faults(page, addresses()), said) == ([], [])


def test_a_refused_form_is_led_through_by_keyboard(page: Page, registrar: User) -> None:
    sign_in(page, registrar)
    page.goto("/exchanges/new/")
    page.get_by_label("Formula as reported").fill("what was typed")
    page.get_by_role("button", name="Log the exchange").press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "to_us_count_status"
    expect(page.get_by_label("Formula as reported")).to_have_value("what was typed")
