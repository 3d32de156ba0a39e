"""Pages of lists: bring one, see how it is read, follow it, browse its entries, take its file home."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from common import uploads
from common.uploads import MIB
from negotiations.domain import work
from negotiations.domain.lists import restrict_list
from negotiations.domain.reading import tables
from negotiations.models import NameList
from prisoners.domain.restricting import restrict_person
from tests.factories import CaptivityFactory, home, other, user_with
from tests.factories.list_files import csv_of, padded, pdf_of, xlsx_of
from tests.factories.lists import decision_of, entered, list_csv, looked_at, received, reconciled, work_of

pytestmark = pytest.mark.django_db(transaction=True)
#: Statements of a page, whatever it shows.
QUERIES_OF_LISTS, QUERIES_OF_A_LIST = 7, 14
RECEIVES = (Role.REGISTRAR, Role.NEGOTIATOR)


def as_role(role: Role) -> Client:
    client = Client()
    client.force_login(user_with(role, language="en"))
    return client


@pytest.fixture
def client(db) -> Client:
    return as_role(Role.NEGOTIATOR)


def given(**fields: object) -> dict:
    told = {"title": "Published", "party": other().pk, "side": home().pk, "kind": "publication", "channel": "media"}
    return told | fields


def upload(client: Client, content: bytes, name: str = "list.csv", **fields: object):
    return client.post("/lists/new/", given(file=SimpleUploadedFile(name, content), **fields))


def test_a_file_is_received(client) -> None:
    answer = upload(client, csv_of())
    name_list = NameList.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/lists/{name_list.pk}/")
    assert bytes(name_list.file.content) == csv_of()


def test_pasted_text_is_received(client) -> None:
    client.post("/lists/new/", given(text="1. Вигаданий Іван, 1990"))
    assert NameList.objects.get().file.name == "pasted.txt"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"MZ\x90", "none of the files"), (b"\xd0\xcf\x11\xe0 old", "of an old kind"), (b"PK\x03\x04 x", "damaged")],
)
def test_a_file_that_no_reader_may_open_says_what_to_do(client, content: bytes, words: str) -> None:
    answer = upload(client, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not NameList.objects.exists()


def test_a_workbook_that_unpacks_to_far_more_than_it_is_says_so(client) -> None:
    answer = upload(client, padded(xlsx_of(), 12 * MIB), "list.xlsx")
    assert answer.status_code == 422
    assert f"more than {uploads.RATIO} times as large as it is" in answer.text
    assert not NameList.objects.exists()


def test_a_workbook_that_unpacks_to_more_than_is_taken_says_so(client, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "UNPACKED", MIB)
    answer = upload(client, padded(xlsx_of(), 2 * MIB), "list.xlsx")
    assert answer.status_code == 422
    assert "larger than 1 MiB" in answer.text


@pytest.mark.parametrize(("most", "told"), [(2, True), (3, False)])
def test_a_workbook_of_more_than_the_most_rows_says_so(client, monkeypatch, most: int, told: bool) -> None:
    monkeypatch.setattr(tables, "LONGEST", most)
    address = upload(client, xlsx_of(), "list.xlsx").url
    work.work_off(work_of(NameList.objects.get()).pk)
    assert ("more than 2 rows. Cut it into several files" in client.get(address, follow=True).text) == told


@pytest.mark.parametrize("fields", [{}, {"text": "1. Вигаданий Іван", "file": SimpleUploadedFile("a.csv", b"x")}])
def test_either_a_file_or_text_is_wanted(client, fields: dict) -> None:
    assert client.post("/lists/new/", given(**fields)).status_code == 422


def test_a_file_above_the_limit_is_told(client, settings) -> None:
    settings.IMPORT_MAX_BYTES = 100
    answer = upload(client, b"a" * 200)
    assert answer.status_code == 413
    assert "Cut the list" in answer.content.decode()


def test_the_same_file_is_told_with_a_link(client) -> None:
    first = received(csv_of())
    answer = upload(client, csv_of())
    assert answer.status_code == 422
    assert f'href="/lists/{first.pk}/"' in answer.content.decode()
    assert upload(client, csv_of(), once_more="on").status_code == 302


def test_the_reading_is_shown_before_anything_is_compared(client) -> None:
    name_list = looked_at(xlsx_of())
    assert client.get(f"/lists/{name_list.pk}/").url == f"/lists/{name_list.pk}/reading/"
    page = client.get(f"/lists/{name_list.pk}/reading/").content.decode()
    assert "Вигаданий Іван Петрович" in page
    assert "2 rows were found" in page


def test_columns_are_read_otherwise_and_shown_before_they_are_confirmed(client) -> None:
    name_list = looked_at(csv_of())
    told = {"column_1": "full_name", "column_2": "notes", "column_3": "", "order": "auto", "first_row": "2"}
    page = client.post(f"/lists/{name_list.pk}/reading/", told | {"look": "1"}).content.decode()
    assert "05.03.1985" in page
    assert client.post(f"/lists/{name_list.pk}/reading/", told).status_code == 302
    assert work_of(name_list).mapping["fields"] == {"full_name": [1], "notes": [2]}


def test_a_reading_without_a_name_is_refused(client) -> None:
    name_list = looked_at(csv_of())
    answer = client.post(f"/lists/{name_list.pk}/reading/", {"column_2": "born", "order": "auto", "first_row": "2"})
    assert (answer.status_code, work_of(name_list).status) == (422, "idle")


def test_a_list_shows_its_entries_and_what_could_not_be_read(client) -> None:
    name_list = reconciled("1;Вигаданий Іван;31.02.1990;3057", "2;;1990;")
    page = client.get(f"/lists/{name_list.pk}/").content.decode()
    assert "There is no such day" in page
    assert "There is no name in this row" in page


def test_entries_are_filtered_by_state(client) -> None:
    name_list = reconciled("1;Вигаданий Іван;1990;", "2;;1990;")
    page = client.get(f"/lists/{name_list.pk}/?problems=false").content.decode()
    assert "Вигаданий Іван" in page
    assert "There is no name" not in page


def test_a_decision_about_a_restricted_person_is_told_by_no_filter(client) -> None:
    person = CaptivityFactory().person
    entry = entered()
    decision_of(entry, verdict="ok", person=person)
    restrict_person(person=person, reason="synthetic", by=user_with(Role.REGISTRAR))
    page = f"/lists/{entry.name_list_id}/?verdict=ok"
    insider = Client()
    insider.force_login(user_with(Role.REGISTRAR, sees=({"restricted": True},)))
    assert entry.name_as_written in insider.get(page).content.decode()
    assert entry.name_as_written not in client.get(page).content.decode()


def test_the_work_is_followed_and_stopped(client) -> None:
    name_list = received(csv_of())
    told = client.get(f"/lists/{name_list.pk}/status/").json()
    assert (told["finished"], told["progress"]) == (False, 0.0)
    client.post(f"/lists/{name_list.pk}/cancel/")
    assert client.get(f"/lists/{name_list.pk}/status/").json()["finished"]
    client.post(f"/lists/{name_list.pk}/again/")
    assert work_of(name_list).status == "queued"


def test_a_failure_is_told_with_what_to_do(client) -> None:
    name_list = received(b"%PDF-1.7 nothing more")
    work.work_off(work_of(name_list).pk)
    assert "Open it, and save it anew" in client.get(f"/lists/{name_list.pk}/").content.decode()


def test_the_file_goes_home_as_it_came_and_is_never_opened(client) -> None:
    name_list = received(pdf_of(), file_name="list.pdf")
    answer = client.get(f"/lists/{name_list.pk}/file/")
    assert answer.content == pdf_of() or answer.content == bytes(name_list.file.content)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"


def test_today_says_what_waits(client) -> None:
    looked_at(csv_of(), title="To be read")
    reconciled("1;Вигаданий Іван;1990;", title="To be decided")
    page = client.get("/").content.decode()
    assert "To be read" in page
    assert "To be decided" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_lists_asks_as_much_for_one_as_for_three(client, django_assert_num_queries, count: int) -> None:
    for _each in range(count):
        entered(name_list=received())
    client.get("/lists/")
    with django_assert_num_queries(QUERIES_OF_LISTS):
        client.get("/lists/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_much_for_one_entry_as_for_three(client, django_assert_num_queries, count: int) -> None:
    name_list = reconciled(*(f"{at};Вигаданий Іван;1990;" for at in range(count)))
    client.get(f"/lists/{name_list.pk}/")
    with django_assert_num_queries(QUERIES_OF_A_LIST):
        client.get(f"/lists/{name_list.pk}/")


@pytest.mark.parametrize("role", [role for role in Role if role not in {*RECEIVES, Role.MACHINE}])
def test_others_bring_no_list(role: Role) -> None:
    assert as_role(role).get("/lists/new/").status_code == 403


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.ADMINISTRATOR])
def test_who_sees_no_lists_sees_none(role: Role) -> None:
    name_list = reconciled(content=list_csv("1;Вигаданий Іван;1990;"))
    client = as_role(role)
    assert {client.get(f"/lists/{path}").status_code for path in ("", f"{name_list.pk}/")} == {403}
    assert client.get(f"/lists/{name_list.pk}/file/").status_code == 403


def test_a_restricted_list_does_not_exist_for_others(client) -> None:
    name_list = reconciled("1;Вигаданий Іван;1990;")
    restrict_list(name_list=name_list, reason="synthetic", by=user_with(Role.REGISTRAR))
    found = {client.get(f"/lists/{name_list.pk}/{path}").status_code for path in ("", "file/", "status/", "reading/")}
    assert found == {404}
