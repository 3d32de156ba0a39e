"""The import of the public record in a real browser: preview, confirm, look, undo; and a file that is refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.reference import add_reference_data
from exchanges.models import Exchange
from tests.factories import user_with
from tests.factories.imports import SEED, record_bytes, record_row
from tests.system.steps import approved, bring, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def signed_in(page: Page) -> Page:
    add_reference_data(by=User.objects.system())
    sign_in(page, user_with(Role.REGISTRAR, username="oksana", language="en"))
    return page


def test_the_public_record_comes_in_and_goes_out_again(signed_in: Page) -> None:
    bring(signed_in, SEED)
    assert not Exchange.objects.exists()
    signed_in.get_by_role("button", name="Import 71 rows").click()
    expect(signed_in.get_by_text("71 rows: 71 created; 2 numbered exchanges")).to_be_visible()
    signed_in.get_by_role("link", name="Undo the import").click()
    signed_in.fill("[name=reason]", "tried out only")
    signed_in.get_by_role("button", name="Propose to undo the import").click()
    approved(signed_in)
    assert not Exchange.objects.standing().exists()


def test_a_row_with_an_error_is_left_out_with_its_reason(signed_in: Page, tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_bytes(record_bytes(record_row(date="2024-02-30"), record_row()))
    bring(signed_in, file)
    expect(signed_in.get_by_text("date: There is no such day as 2024-02-30.")).to_be_visible()
    signed_in.get_by_role("button", name="Import 1 row").click()
    expect(signed_in.get_by_text("2 rows: 1 created, 1 refused")).to_be_visible()


def test_a_file_far_too_large_gets_an_answer(signed_in: Page, tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    bring(signed_in, file)
    expect(signed_in.get_by_role("alert")).to_contain_text("larger than 20 MiB", timeout=60_000)
    expect(signed_in.get_by_role("button", name="Preview")).to_be_visible()
