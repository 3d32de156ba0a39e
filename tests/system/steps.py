"""Steps that several journeys share."""

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.domain.approvals import approve
from accounts.models import Approval, User
from tests.factories import someone


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


def faults(page: Page, addresses: Iterable[str]) -> list[tuple[Any, ...]]:
    """What breaks a rule of accessibility or is wider than the screen, on a large and a small one, light and dark."""
    found: list[tuple[Any, ...]] = []
    for address in addresses:
        response = page.goto(address)
        assert response.status == 200, address
        for width, scheme in itertools.product([1440, 390], ["light", "dark"]):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            broken = Axe().run(page).response["violations"]
            found += [(address, width, scheme, each["id"], each["nodes"][0]["html"]) for each in broken]
            if page.evaluate("document.documentElement.scrollWidth") != width:
                found.append((address, width, scheme, "wider than the screen", ""))
    return found
