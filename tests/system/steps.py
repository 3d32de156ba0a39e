"""Steps that several journeys share."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.domain.approvals import approve
from accounts.models import Approval, User
from tests.factories import someone
from tests.system.accessibility import THOROUGH, VIEWS, Fault, faults_of


def sign_in(page: Page, user: User) -> None:
    """Bring a signed-in session, and arrive at Today. The way there is walked in test_sign_in.py."""
    client = Client()
    client.force_login(user)
    page.goto("/accounts/sign-in/")
    site = page.evaluate("location.origin")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": site}
    page.context.add_cookies([cookie])
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    # Keys do nothing before the deferred scripts have run.
    page.wait_for_load_state()


def bring(page: Page, file: Path) -> None:
    """Upload a file of the public record and look at what would become of it."""
    page.goto("/exchanges/")
    page.get_by_role("link", name="Import the public record").click()
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Preview").click()


def approved(page: Page) -> None:
    """What was proposed on this page is approved by a second person; the page as it is then."""
    expect(page.locator(".banner-warning")).to_contain_text("Proposed by")
    approve(approval=Approval.objects.open().get(), by=someone("second"))
    page.reload()


def faults(page: Page, addresses: Iterable[str]) -> list[Fault]:
    """What breaks a rule of accessibility or is wider than the screen: each page in its turn large or small, light or
    dark; in all four where pages are proved.
    """
    found: list[Fault] = []
    for number, address in enumerate(addresses):
        response = page.goto(address)
        assert response.status == 200, address
        views = VIEWS if THOROUGH else VIEWS[number % len(VIEWS) :][:1]
        found += [(address, *fault) for fault in faults_of(page, views)]
    return found
