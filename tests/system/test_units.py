"""Units in a real browser: registered, moved, and seen as they stood on an earlier day; what others say beside."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from tests.factories import BranchFactory, ClaimFactory, SourceFactory, UnitFactory, UnitNameFactory, home, user_with
from tests.factories.prisoners import CaptivityFactory, returned
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def registrar() -> User:
    home()
    return user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en")


def register_under(page: Page, above: str, name: str) -> None:
    """Register a unit from the page of the one above it."""
    page.get_by_role("link", name="Units", exact=True).first.click()
    page.get_by_role("row", name=above).get_by_role("link").first.click()
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Register a unit under it").click()
    expect(page.get_by_label("Under", exact=True)).to_have_value(above)
    page.get_by_label("Name in Ukrainian").fill(name)
    page.get_by_label("Name in English").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def move(page: Page, to: str) -> None:
    """Move the unit of this page since the summer of 2024, after a look at what will be."""
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Move it in the tree").click()
    page.fill("[name=parent]", to)
    expect(page.locator("#id_parent_list option").first).to_be_attached()
    for part, value in (("day", "1"), ("month", "6"), ("year", "2024")):
        page.fill(f"[name=on_{part}]", value)
    page.fill("[name=reason]", "an order of the general staff")
    page.get_by_role("button", name="Show what will be").click()
    expect(page.locator(".confirm")).to_contain_text(f"From 1 Jun 2024 on: under {to}.")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("status")).to_contain_text("is moved")


def look_at(page: Page, day: str) -> None:
    page.fill("#on", day)
    page.get_by_role("button", name="Show", exact=True).click()


def test_a_unit_is_registered_moved_and_seen_as_it_stood_before(page: Page, registrar: User) -> None:
    for name in ("First corps", "Second corps"):
        UnitFactory(name_uk=name, name_en=name)
    sign_in(page, registrar)
    register_under(page, "First corps", "Rifle brigade")
    move(page, "Second corps")
    trail = page.locator(".breadcrumb")
    expect(trail).to_contain_text("Second corps")
    look_at(page, "2024-05-31")
    expect(trail).to_contain_text("First corps")
    trail.get_by_role("link", name="Ukraine").click()
    expect(page.locator(".tree details", has_text="First corps")).to_contain_text("Rifle brigade")
    look_at(page, "2024-06-01")
    expect(page.locator(".tree details", has_text="Second corps")).to_contain_text("Rifle brigade")


def test_what_others_say_of_a_unit_stands_beside_our_own_figure(page: Page, registrar: User) -> None:
    unit = UnitFactory(name_uk="Військова частина 3057", name_en="Military unit 3057", code="3057")
    azov = UnitFactory(name_uk="Азов", name_en="Azov", parent=unit)
    returned(unit=azov), CaptivityFactory(unit=azov), CaptivityFactory(unit=unit)
    sign_in(page, registrar)
    page.goto(unit.get_absolute_url())
    expect(page.locator(".figures")).to_contain_text("33.3 %")
    page.get_by_role("link", name="Add a claim").click()
    page.fill("[name=percent]", "30")
    page.fill("[name=new_source_title]", "An interview")
    page.get_by_role("button", name="Record the claim").click()
    expect(page.locator(".claims")).to_contain_text("30 %")
    expect(page.locator(".figures")).to_contain_text("1 of 3 ever captured")
    page.get_by_role("row", name="Azov").get_by_role("link").last.click()
    expect(page.locator(".figures")).to_contain_text("50.0 %")


def addresses() -> Iterator[str]:
    """The address of each page of units, with something on it."""
    unit = UnitFactory(parent=UnitFactory(), code="3057")
    below = UnitFactory(parent=unit)
    UnitNameFactory(unit=unit, source=SourceFactory())
    returned(unit=below), CaptivityFactory(unit=unit)
    ClaimFactory(unit=unit, measure="returned_share", number=None, percent=30)
    branch = BranchFactory()
    yield from ("/units/", "/units/?under=3057", "/units/tree/", "/units/new/", "/branches/", "/branches/new/")
    yield from (f"/branches/{branch.pk}/", f"/units/{unit.pk}/", f"/units/{unit.pk}/?on=2024-01-01")
    yield from (f"/units/{unit.pk}/{act}/" for act in ("edit", "move", "names/new", "void"))
    yield f"/exchanges/claims/of-unit/{unit.pk}/new/"


def test_every_page_breaks_no_accessibility_rule_and_fits_the_screen(page: Page, registrar: User) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, registrar)
    assert (faults(page, addresses()), said) == ([], [])
