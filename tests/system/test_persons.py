"""Persons in a real browser: record a captive, find him, a second captivity with its alert, many at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.domain.captivities import open_captivity
from prisoners.domain.custody import record_detention
from prisoners.domain.evidence import record_confirmation, record_consent
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.domain.persons import add_name
from prisoners.models import Person
from tests.factories import (
    CaptivityFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    UnitFactory,
    home,
    other,
    returned,
    user_with,
)
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def registrar() -> User:
    home(), other()
    return user_with(Role.REGISTRAR, username="oksana", full_name="Oksana Synthetic", language="en")


def type_date(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"[name={name}_{part}]", value)


def test_a_captive_is_recorded_found_and_comes_home(page: Page, registrar: User) -> None:
    UnitFactory(code="3057")
    sign_in(page, registrar)
    page.get_by_role("link", name="Prisoners", exact=True).click()
    page.get_by_role("link", name="Register a person").first.click()
    for name, value in (("surname", "Згурський"), ("given_name", "Олексій"), ("unit", "3057"), ("number", "АА-1")):
        page.fill(f"[name={name}]", value)
    type_date(page, "captured_on", "17", "5", "2022")
    page.get_by_role("button", name="Register the person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Згурський Олексій")
    page.get_by_role("link", name="Prisoners", exact=True).click()
    page.get_by_role("link", name="Згурський Олексій").click()
    page.get_by_role("link", name="Record what happened").first.click()
    page.select_option("[name=kind]", "exchanged")
    type_date(page, "occurred_on", "18", "10", "2024")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".page-head .chip")).to_have_text("Returned")
    expect(page.locator(".timeline")).to_contain_text("Returned by exchange")


def test_who_is_captured_again_raises_the_alert_and_it_is_answered(page: Page, registrar: User) -> None:
    person = returned().person
    sign_in(page, registrar)
    page.goto(person.get_absolute_url())
    page.get_by_role("link", name="Captured again").click()
    page.select_option("[name=detaining_power]", str(other().pk))
    type_date(page, "captured_on", "9", "1", "2025")
    page.get_by_role("button", name="Record the captivity").click()
    expect(page.locator(".banner-bad[role=alert]")).to_contain_text("Captured again after a return")
    page.locator(".page-head").get_by_role("link", name="Answer the alert").click()
    page.fill("[name=answer]", "he was sent back to his unit")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".banner-bad[role=alert]")).to_have_count(0)
    expect(page.locator(".timeline")).to_contain_text("he was sent back to his unit")


def test_a_hundred_and_two_are_entered_at_once(page: Page, registrar: User) -> None:
    sign_in(page, registrar)
    page.goto("/prisoners/")
    page.get_by_role("link", name="Enter many at once").click()
    type_date(page, "captured_on", "17", "5", "2022")
    lines = [f"Вигаданий{each} Іван Петрович; 1990; солдат; АА-{each}" for each in range(101)]
    page.fill("[name=lines]", "\n".join([*lines, "Останній; 31.02.1990"]))
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".line-wrong")).to_contain_text("Line 102: “31.02.1990” is no date")
    page.fill("[name=lines]", "\n".join([*lines, "Останній; 1990"]))
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Register 102 persons").click()
    expect(page.get_by_role("status")).to_contain_text("102 persons are registered")
    assert Person.objects.filter(identity_status="provisional").count() == 102


def somebody() -> Person:
    """A person with something of everything."""
    by, source = User.objects.system(), SourceFactory(title="A synthetic list")
    person = returned(person=PersonFactory(called="Вигаданий Іван Петрович", father_name="Петро")).person
    add_name(person=person, surname="Vyhadanyi", given_name="Ivan", kind="listed", source=source, by=by)
    again = open_captivity(
        person=person,
        detaining_power=other(),
        captured=PartialDate.parse("2025-01"),
        unit=UnitFactory(code="3057"),
        by=by,
    )
    sourced = {"captivity": again, "source": source, "by": by}
    record_detention(place=PlaceFactory(name_en="Synthetic camp"), **sourced)
    record_confirmation(evidence="list", **sourced)
    record_health_assessment(grade="gravely_sick", **sourced)
    record_commission_decision(basis="a110_1", decided_on="2025-02-05", **sourced)
    record_consent(answer="given", voluntariness="coerced", **sourced)
    return person


def addresses() -> Iterator[str]:
    person = somebody()
    CaptivityFactory()
    captivity = person.captivities.get(status="claimed")
    whole = person.get_absolute_url()
    yield from ("/prisoners/", "/prisoners/?status=died", "/prisoners/new/", "/prisoners/intake/", whole)
    yield from (f"{whole}edit/", f"{whole}void/", f"{whole}names/new/", f"{whole}captivities/past/")
    for name in ("edit", "event", "correct", "detentions/new", "confirmations/new", "decisions/new"):
        yield f"/prisoners/captivities/{captivity.pk}/{name}/"
    yield f"/prisoners/alerts/{captivity.alerts.get().pk}/answer/"


def test_every_page_breaks_no_accessibility_rule_and_fits_the_screen(page: Page, registrar: User) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, registrar)
    assert (faults(page, addresses()), said) == ([], [])
