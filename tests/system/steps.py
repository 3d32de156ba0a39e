"""Steps that several journeys begin with."""

from pathlib import Path

from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories.accounts import PASSWORD


def sign_in(page: Page, user: User) -> None:
    """Sign in, and arrive at Today."""
    page.goto("/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def bring(page: Page, file: Path) -> None:
    """Upload a file of the public record and look at what would become of it."""
    page.goto("/exchanges/")
    page.get_by_role("link", name="Import the public record").click()
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Preview").click()
