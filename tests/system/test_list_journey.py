"""A list of 630 of which the truth is known, in a real browser: it comes in, is compared, decided and answered."""

import re
import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from accounts.models import User
from accounts.roles import Role
from negotiations.domain.deciding import decide
from negotiations.list_enums import EntryVerdict, ListStatus
from negotiations.models import Decision, NameList
from negotiations.queries.entries import undecided
from tests.factories import home, other, user_with
from tests.factories.decided import certain_list
from tests.factories.known_truth import Known, file_of, rows_of_known_truth, truth
from tests.system.steps import faults, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
PATIENCE = 180_000
BY_HAND = 100
#: The row in the file of the first name: above it stand the headings.
FIRST_ROW = 2
KEYS = {str(verdict): str(place) for place, verdict in enumerate(EntryVerdict, start=1)}


@pytest.fixture
def negotiator() -> User:
    return user_with(Role.NEGOTIATOR, username="oksana", full_name="Oksana Synthetic", language="en")


def receive(page: Page, rows: list[Known], file: Path) -> NameList:
    """Bring the list, and say that its columns are read rightly."""
    file.write_bytes(file_of(rows))
    page.goto("/lists/new/")
    page.fill("[name=title]", "Published list")
    page.select_option("[name=party]", index=1)
    page.select_option("[name=side]", index=1)
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Receive").click()
    page.locator("button.primary", has_text="ompare").click(timeout=PATIENCE)
    expect(page.get_by_role("link", name="Decide", exact=True)).to_be_visible(timeout=PATIENCE)
    return NameList.objects.get()


def row_on(page: Page) -> int:
    return int(re.search(r"\d+", page.locator(".decide-place").inner_text())[0])


def decide_by_keys(page: Page, rows: list[Known], number: int) -> float:
    """Decide so many entries with nothing but keys; seconds an entry."""
    begun = time.monotonic()
    for _ in range(number):
        row = row_on(page)
        page.keyboard.press(KEYS[str(rows[row - FIRST_ROW].verdict)])
        page.wait_for_function(
            "row => !document.querySelector('.decide-place')?.innerText.match(`\\\\b${row}\\\\b`)", arg=row
        )
    return (time.monotonic() - begun) / number


def decide_the_rest(name_list: NameList, rows: list[Known], by: User) -> None:
    for entry in undecided(name_list):
        row = rows[entry.row_number - FIRST_ROW]
        decide(entry=entry, verdict=row.verdict, person=row.person, by=by)


def counted_on(page: Page) -> dict[str, int]:
    """The numbers of the first chart, by the words beside them."""
    bars = page.locator("table.bars").first.locator("tbody tr")
    return {bar.locator("th").inner_text(): int(bar.locator("td.number").first.inner_text()) for bar in bars.all()}


def test_a_list_of_630_is_received_decided_and_answered(
    page: Page, negotiator: User, worker, tmp_path: Path, capsys
) -> None:
    home(), other()
    rows = rows_of_known_truth()
    assert len(rows) == 630
    worker()
    sign_in(page, negotiator)
    name_list = receive(page, rows, tmp_path / "list.csv")
    here = f"/lists/{name_list.pk}"
    page.goto(f"{here}/decide/?show=sample")
    spent = decide_by_keys(page, rows, 29)
    page.keyboard.press(KEYS[str(rows[row_on(page) - FIRST_ROW].verdict)])
    page.wait_for_url("**/answer/")
    page.goto(f"{here}/certain/")
    page.get_by_role("button", name=re.compile("Accept \\d+ entries")).click()
    expect(page.get_by_role("status").first).to_contain_text("entries are decided")
    bulk = Decision.objects.filter(bulk__isnull=False).count()
    left = undecided(name_list).count()
    decide_the_rest(name_list, rows, negotiator)
    with capsys.disabled():
        sys.stdout.write(f"\n{spent:.2f} s an entry by keys; {bulk} accepted together, {left} more one by one")
    assert right_people(name_list, rows) == []
    page.goto(f"{here}/answer/")
    labels = {verdict.label.capitalize(): verdict.value for verdict in EntryVerdict}
    shown = {labels[label]: number for label, number in counted_on(page).items() if number}
    assert shown == truth(rows)
    assert Counter(verdicts_in_file(page)) == Counter(
        {EntryVerdict(code).label: number for code, number in truth(rows).items()}
    )
    name_list.refresh_from_db()
    assert name_list.status == ListStatus.DECIDED


def right_people(name_list: NameList, rows: list[Known]) -> list[int]:
    """Rows that were decided as somebody else than the truth has it."""
    decided = Decision.objects.standing().filter(entry__name_list=name_list).select_related("entry")
    meant = {row: known.person and known.person.pk for row, known in enumerate(rows, start=FIRST_ROW)}
    return [
        each.entry.row_number
        for each in decided
        if each.verdict != EntryVerdict.DUPLICATE and each.person_id != meant[each.entry.row_number]
    ]


def verdicts_in_file(page: Page) -> list[str]:
    """Ask for the files to send, wait for the worker, and read the rows of the workbook."""
    page.get_by_role("button", name="Make the files to send").click()
    link = page.locator(".downloads a", has_text="XLSX")
    expect(link).to_be_visible(timeout=PATIENCE)
    content = page.request.get(link.get_attribute("href")).body()
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Row by row").to_python()
    return [row[3] for row in sheet[1:]]


def test_a_hundred_entries_are_decided_from_the_keyboard_alone(page: Page, negotiator: User, capsys) -> None:
    name_list = certain_list(BY_HAND)
    sign_in(page, negotiator)
    page.goto(f"/lists/{name_list.pk}/")
    page.get_by_role("link", name="Decide", exact=True).click()
    page.wait_for_load_state()
    begun, times = time.monotonic(), []
    for row in range(1, BY_HAND):
        page.keyboard.press("Enter")
        expect(page.locator(".decide-place")).to_have_text(f"Row {row + 1}")
        times.append(time.monotonic() - begun)
        begun = time.monotonic()
    page.keyboard.press("2")
    page.wait_for_url("**/answer/")
    with capsys.disabled():
        told = f"{sum(times) / len(times):.2f} s each, at most {max(times):.2f} s"
        sys.stdout.write(f"\n{BY_HAND} entries by keys: {told}")
    assert Decision.objects.standing().filter(proposed=True).count() == BY_HAND - 1
    assert Decision.objects.get(proposed=False).verdict == EntryVerdict.CIVILIAN


def test_keys_undo_go_back_note_and_search(page: Page, negotiator: User) -> None:
    name_list = certain_list(3)
    sign_in(page, negotiator)
    page.goto(f"/lists/{name_list.pk}/decide/")
    page.wait_for_load_state()
    page.keyboard.press("t")
    page.keyboard.type("2 of them served together")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator(".decide-place")).to_have_text("Row 2")
    assert Decision.objects.get().note == "2 of them served together"
    page.keyboard.press("u")
    expect(page.locator(".decide-place")).to_have_text("Row 1")
    page.keyboard.press("n")
    expect(page.locator(".decide-place")).to_have_text("Row 2")
    page.keyboard.press("p")
    expect(page.locator(".decide-place")).to_have_text("Row 1")
    page.keyboard.press("s")
    page.keyboard.type("Нікого такого")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry]")).to_contain_text("Nobody in the register answers that")


def test_the_pages_break_no_accessibility_rule_and_fit_the_screen(page: Page, negotiator: User) -> None:
    name_list = certain_list(3)
    entry = name_list.entries.first()
    sign_in(page, negotiator)
    here = f"/lists/{name_list.pk}"
    assert faults(page, [f"{here}/decide/{entry.pk}/", f"{here}/certain/", f"{here}/answer/"]) == []
