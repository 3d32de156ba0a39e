"""A machine client by the pages of an administrator: added, a token copied and used, revoked; and every page of it."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from accounts.domain.approvals import approve
from accounts.models import Approval, User
from accounts.roles import Role
from tests.factories import user_with
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def test_a_client_is_added_given_a_token_and_shut_out(page: Page, live_server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    sign_in(page, user_with(Role.ADMINISTRATOR, language="en"))
    page.get_by_role("navigation", name="The work").get_by_role("link", name="Machine clients").click()
    page.get_by_role("link", name="Add a machine client").first.click()
    for box, typed in {"username": "office-3", "full_name": "Field office 3", "reason": "it opens"}.items():
        page.fill(f"[name={box}]", typed)
    page.get_by_role("button", name="Add a machine client").click()
    expect(page.get_by_role("status").or_(page.locator(".messages"))).to_contain_text("It is added")
    approve(approval=Approval.objects.get(), by=user_with(Role.ADMINISTRATOR))
    page.get_by_role("link", name="Issue a token").first.click()
    page.fill("[name=name]", "the server of the office")
    page.get_by_label("Sources: read").check()
    page.fill("[name=reason]", "it opens")
    page.get_by_role("button", name="Issue a token").click()
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    token = page.evaluate("navigator.clipboard.readText()")

    def status(path: str) -> int:
        return httpx.get(f"{live_server.url}/api/v1/{path}/", headers={"Authorization": f"Bearer {token}"}).status_code

    assert (status("sources"), status("parties")) == (200, 403)
    page.get_by_role("link", name="It is kept").click()
    expect(page.locator("table").first).to_contain_text("from 127.0.0.1")
    assert token not in page.content()
    page.get_by_role("link", name="Revoke").click()
    page.fill("[name=reason]", "laptop stolen")
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.locator("table").first).to_contain_text("Revoked")
    assert status("sources") == 401
    holder = f"/clients/{User.objects.get(username='office-3').pk}/"
    assert faults(page, ["/clients/", "/clients/new/", holder, f"{holder}tokens/new/"]) == []
