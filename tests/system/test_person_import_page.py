"""The import of persons in a real browser: errors, columns, a decision for each row, progress, undo."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from prisoners.models import Person
from tests.factories import PersonFactory, home, other, user_with
from tests.factories.person_imports import persons_csv
from tests.system.steps import approved, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
PATIENCE = 120_000


@pytest.fixture
def signed_in(page: Page) -> Page:
    home(), other()
    page.set_default_timeout(60_000)
    sign_in(page, user_with(Role.REGISTRAR, username="oksana", language="en"))
    return page


def bring(page: Page, file: Path) -> None:
    page.goto("/prisoners/imports/")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Look through the rows").click()


def test_a_list_comes_in_row_by_row_and_goes_out_again(signed_in: Page, worker, tmp_path: Path) -> None:
    PersonFactory(called="Коваленко Микола")
    file = tmp_path / "list.csv"
    rows = ["КОВАЛЕНКО МИКОЛА;17.05.1990;АА-1;травень 2022;СІЗО-2", "Бондар Іван;31.02.1990;;;", "Гнатюк Олег;1991;;;"]
    file.write_bytes(persons_csv(*rows))
    worker()
    bring(signed_in, file)
    expect(signed_in.get_by_text("3 rows: 1 will be created, 1 looks like")).to_be_visible(timeout=PATIENCE)
    expect(signed_in.get_by_text("There is no such day as “31.02.1990”.")).to_be_visible()
    signed_in.get_by_role("link", name="2", exact=True).click()
    signed_in.get_by_role("button", name="The same: add what is new").click()
    signed_in.get_by_role("button", name="Import 2 rows").click()
    expect(signed_in.get_by_text("1 created, 1 added to a person recorded")).to_be_visible(timeout=PATIENCE)
    assert Person.objects.get(name="Коваленко Микола").latest_captivity
    signed_in.get_by_role("link", name="Undo the import").click()
    signed_in.fill("[name=reason]", "tried out only")
    signed_in.get_by_role("button", name="Propose to undo the import").click()
    approved(signed_in)
    expect(signed_in.get_by_text("2 undone")).to_be_visible(timeout=PATIENCE)
    assert Person.objects.standing().get().name == "Коваленко Микола"
