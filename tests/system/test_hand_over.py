"""The hand-over on phones of 390 px: the network cut in the middle, two buses, and what the server refuses."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from common.names import fold, readings
from exchanges.hand_over_enums import MarkEffect
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, HandOverMark, ManifestEntry
from prisoners.enums import IdentityStatus
from tests.factories.hand_over import at_the_bus, cancelled, entry_of, under_way
from tests.system.steps import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
ONE, OTHER, THIRD = "Синтетичний Микола", "Вигаданий Петро", "Уявний Степан"


@pytest.fixture
def phones(browser: Browser, live_server) -> Iterator[list[Page]]:
    """Two phones in English."""
    contexts = [
        browser.new_context(
            base_url=live_server.url, locale="en-GB", viewport={"width": 390, "height": 844}, has_touch=True
        )
        for _each in range(2)
    ]
    for context in contexts:
        context.set_default_timeout(20_000)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def exchange() -> Exchange:
    return under_way(ONE, OTHER, THIRD)


def arrive(page: Page, exchange: Exchange, name: str = "bus") -> Page:
    """Sign in on a phone and open the manifest, so that all of it is there."""
    sign_in(page, at_the_bus(name))
    page.goto(f"/exchanges/{exchange.pk}/hand-over/")
    page.wait_for_selector("body[data-ready]", state="attached")
    return page


def card(page: Page, name: str) -> Locator:
    return page.locator(".ho-card").filter(has=page.get_by_role("heading", name=name, exact=True))


def press(page: Page, name: str, button: str) -> None:
    card(page, name).get_by_role("button", name=button, exact=True).click()


def statuses(exchange: Exchange) -> dict[str, str]:
    entries = ManifestEntry.objects.filter(transfer__exchange=exchange)
    return dict(entries.values_list("captivity__person__name", "status"))


def test_without_a_network_marks_wait_and_are_sent_once_in_their_order(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    page.context.set_offline(True)
    expect(page.locator("[data-line]")).to_contain_text("Not connected")
    press(page, ONE, "Boarded")
    press(page, ONE, "Handed over")
    press(page, OTHER, "Boarded")
    page.get_by_role("button", name="Add somebody").click()
    page.fill("[name=name]", "Невідомий Іван")
    page.fill("[name=born_year]", "1990")
    page.get_by_role("button", name="Add and mark as boarded").click()
    expect(page.locator("[data-line]")).to_contain_text("marks that wait: 4")
    page.reload()
    expect(card(page, ONE)).to_contain_text("handed over")
    expect(card(page, "Невідомий Іван")).to_contain_text("waits to be sent")
    assert HandOverMark.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator("[data-line]")).to_contain_text("sent at")
    assert list(HandOverMark.objects.order_by("number").values_list("kind", flat=True)) == [
        *("boarded", "delivered", "boarded", "added"),
    ]
    assert statuses(exchange) == {ONE: "delivered", OTHER: "boarded", THIRD: "approved", "Невідомий Іван": "boarded"}
    person = entry_of(exchange, "Невідомий Іван").captivity.person
    assert person.identity_status == IdentityStatus.PROVISIONAL


def test_two_buses_see_each_other_and_what_disagrees_until_somebody_settles_it(phones, exchange) -> None:
    one, other = (arrive(page, exchange, name) for page, name in zip(phones, ("first", "second"), strict=True))
    other.context.set_offline(True)
    press(one, ONE, "Boarded")
    expect(one.locator("[data-line]")).to_contain_text("sent at")
    press(other, ONE, f"More: {ONE}")
    other.get_by_role("button", name="✕ Not brought").click()
    other.context.set_offline(False)
    for page in (one, other):
        page.evaluate("Line.now()")
        expect(card(page, ONE).locator("[data-conflict]")).to_contain_text("Two marks disagree")
        expect(card(page, ONE).locator("[data-state]")).to_contain_text("not brought")
    card(one, ONE).locator("[data-conflict]").get_by_role("button", name="boarded · ").click()
    expect(card(one, ONE).locator("[data-conflict]")).to_be_hidden()
    expect(card(one, ONE).locator("[data-waits]")).to_be_hidden()
    other.evaluate("Line.now()")
    expect(card(other, ONE).locator("[data-conflict]")).to_be_hidden()
    assert (statuses(exchange)[ONE], HandOverMark.objects.count()) == ("boarded", 3)


def test_a_refused_mark_stays_with_its_reason_until_it_is_thrown_away(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    page.context.set_offline(True)
    press(page, ONE, "Boarded")
    ManifestEntry.objects.filter(pk=entry_of(exchange, ONE).pk).update(status=EntryStatus.WITHDRAWN)
    page.context.set_offline(False)
    refused = page.locator("[data-refused]")
    expect(refused).to_contain_text("This person was taken off the manifest.")
    page.reload()
    expect(refused).to_contain_text("This person was taken off the manifest.")
    assert HandOverMark.objects.get().effect == MarkEffect.REFUSED
    refused.get_by_role("button", name="Throw away").click()
    page.get_by_role("button", name="Yes").click()
    expect(refused).to_be_hidden()


def test_search_bulk_and_its_undo(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    page.fill("[data-search]", "Syntetychnyi Nikolai")
    expect(page.locator(".ho-card")).to_have_count(1)
    press(page, ONE, "Boarded")
    page.fill("[data-search]", "")
    press(page, OTHER, "Boarded")
    page.get_by_role("button", name="All on the bus handed over: 2").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("[data-figures]")).to_contain_text("boarded 2 · handed over 2 · agreed 3")
    page.get_by_role("button", name="Take back what was marked together: 2").click()
    expect(page.locator("[data-figures]")).to_contain_text("boarded 2 · handed over 0 · agreed 3")
    expect(page.locator("[data-line]")).to_contain_text("Connected · sent at")
    assert sorted(statuses(exchange).values()) == ["approved", "boarded", "boarded"]


def test_the_phone_reads_names_as_the_server_does(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    pairs = (Path(__file__).parents[1] / "data/name_pairs.tsv").read_text("utf-8").splitlines()[3:]
    words = sorted({word for pair in pairs for word in pair.split("\t")[:2]})
    words += [
        "Мар’яненко",
        "ГӀапуров",
        "Г1апуров",
        "Kоваленко",
        "Нечуй-Левицький",
        " Ёлкин  ",
        "Ščerbak",
        "O'Brien",
        "١",
    ]
    told = page.evaluate("(words) => words.map((word) => [Names.fold(word), Names.readings(word)])", words)
    wrong = [(word, got) for word, got in zip(words, told, strict=True) if got != [fold(word), list(readings(word))]]
    assert (len(words) > 100, wrong) == (True, [])


def test_it_is_wiped_when_it_is_over_and_at_sign_out(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    kept = "(async () => (await indexedDB.databases()).length + (await caches.keys()).length)()"
    drawers = """(async () => new Promise((done) => { const open = indexedDB.open("obmin-hand-over");
        open.onsuccess = () => { const all = open.result.transaction("drawers").objectStore("drawers").getAll();
        all.onsuccess = () => done(all.result.length); }; }))()"""
    assert page.evaluate(drawers) == 1
    cancelled(exchange)
    page.evaluate("Line.now()")
    expect(page.locator("[data-over]")).to_contain_text("cancelled")
    assert page.evaluate(drawers) == 0
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    page.locator(".menu").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(kept) == 0


def test_signed_out_marks_wait_for_the_same_person(phones, exchange) -> None:
    page = arrive(phones[0], exchange, "first")
    page.context.clear_cookies()
    press(page, ONE, "Boarded")
    expect(page.locator("[data-line]")).to_contain_text("Signed out · marks that wait: 1")
    page.get_by_role("link", name="Sign in again").click()
    page.wait_for_url(f"**/accounts/sign-in/?next=/exchanges/{exchange.pk}/hand-over/")
    arrive(page, exchange, "second")
    expect(page.locator("[data-others]")).to_contain_text("1")
    assert not HandOverMark.objects.exists()
    arrive(page, exchange, "first")
    expect(page.locator("[data-line]")).to_contain_text("sent at")
    assert HandOverMark.objects.get().noted_by.username == "first"


def test_everybody_can_read_and_press_it(phones, exchange) -> None:
    page = arrive(phones[0], exchange)
    press(page, ONE, "Boarded")
    broken = []
    for scheme, width in itertools.product(["light", "dark"], [390, 1440]):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        broken += [(scheme, width, each["id"]) for each in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert broken == []
    small = page.evaluate(
        "[...document.querySelectorAll('button, input, select, a')]"
        ".filter((each) => each.offsetHeight && each.offsetHeight < 48).map((each) => each.outerHTML)"
    )
    assert small == []
