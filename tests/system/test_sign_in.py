"""Signing in for real: the app, the recovery code, the security key, in Chromium under the site's own policy."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.domain.people import add_person
from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import user_with
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

OWN = "quiet river at dawn"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the browser complains of: a wall of the content security policy, an error of script."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    return found


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def enter(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.click("main button.primary")


def show_code(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    page.click("main button.primary")


def test_a_new_person_sets_up_an_app_and_comes_back_by_code_and_by_recovery_code(page: Page, said) -> None:
    _person, given = add_person(username="olena", full_name="Olena", language="en", by=User.objects.system())
    enter(page, "olena", given)
    for box, typed in (("password", given), ("new", OWN), ("again", OWN)):
        page.fill(f"[name={box}]", typed)
    page.click("main button.primary")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.get_by_role("link", name="Set up an app").click()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 50
    secret = page.locator(".secret code").inner_text()
    show_code(page, code_of(secret))
    codes = page.locator(".recovery-codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    for code in (code_of(secret, 1), codes[0]):
        page.locator("header").get_by_role("button", name="Sign out").first.click()
        enter(page, "olena", OWN)
        # Whose language it is, is not told before the sign-in is whole: the browser's own is spoken.
        expect(page.get_by_role("heading", level=1)).to_have_text("Другий чинник")
        show_code(page, code)
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert said == []


def test_a_security_key(page: Page, said) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    user = user_with(Role.ANALYST, username="olena", language="en")
    sign_in(page, user)
    page.goto("/accounts/second-factor/keys/new/")
    page.fill("[name=name]", "blue key")
    page.get_by_role("button", name="Ask the key").click()
    page.get_by_role("link", name="I have kept them").click()
    page.locator("header").get_by_role("button", name="Sign out").first.click()
    enter(page, "olena", "synthetic-password-for-tests")
    page.click("#use-key")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.goto("/accounts/second-factor/")
    expect(page.locator(".keys")).to_contain_text("blue key")
    page.get_by_role("link", name="Take it away").click()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("alert")).to_contain_text("your only second factor")
    assert said == []


def test_its_pages_break_no_accessibility_rule_and_fit_the_screen(page: Page) -> None:
    boss = user_with(Role.ADMINISTRATOR, username="boss", language="en")
    other = f"/accounts/people/{user_with(Role.ANALYST, username='olena').pk}/"
    sign_in(page, boss)
    mine = ["/accounts/", "/accounts/password/", "/accounts/who-may-what/", "/accounts/second-factor/"]
    theirs = ["/accounts/people/", "/accounts/people/new/", other, f"{other}disable/", f"{other}roles/new/"]
    assert faults(page, [*mine, "/accounts/second-factor/app/", "/accounts/confirm/", *theirs]) == []
