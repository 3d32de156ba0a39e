"""Pages of the import of persons: what they show, what they refuse, and who may not come near."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from prisoners.models import Person, PersonImport, PersonImportRow
from tests.factories import PersonFactory, home, other, settle, user_with
from tests.factories.person_imports import brought, many, now, persons_csv, previewed, queued, written

pytestmark = pytest.mark.django_db(transaction=True)
START = "/prisoners/imports/"
KOVALENKO = "Коваленко Микола;17.05.1990;АА-1;травень 2022;СІЗО-2"


@pytest.fixture
def registrar(client: Client) -> Client:
    home(), other()
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    return client


def url(batch: PersonImport, name: str = "detail", *args: object) -> str:
    return reverse(f"prisoners-import:{name}", args=[batch.pk, *args])


def upload(client: Client, data: bytes, name: str = "list.csv"):
    file = io.BytesIO(data)
    file.name = name
    return client.post(START, {"file": file})


def text(response) -> str:
    return response.content.decode()


def test_a_file_leads_to_its_columns_as_guessed(registrar) -> None:
    answer = upload(registrar, persons_csv(KOVALENKO))
    batch = PersonImport.objects.get()
    assert answer["Location"] == url(batch, "columns")
    page = text(registrar.get(url(batch, "columns")))
    assert "A · ПІБ" in page
    assert '<option value="born" selected>' in page
    assert "травень 2022" in page


def test_the_columns_are_chosen_and_the_work_begins(registrar) -> None:
    batch = brought(persons_csv(KOVALENKO))
    data = {"column_0": "full_name", "column_1": "born", "order": "auto", "first_row": 2, "captivity_status": "claimed"}
    data |= {"party": home().pk, "detaining_power": other().pk, "remember": "on"}
    registrar.post(url(batch, "columns"), data)
    assert (now(batch).state, now(batch).mapping["fields"]) == ("previewing", {"full_name": [0], "born": [1]})
    assert "data-progress" in text(registrar.get(url(batch)))


def test_one_field_for_two_columns_is_refused_and_nothing_is_lost(registrar) -> None:
    batch = brought(persons_csv(KOVALENKO))
    data = {"column_0": "born", "column_1": "born", "order": "auto", "first_row": 7, "captivity_status": "claimed"}
    answer = registrar.post(url(batch, "columns"), data | {"party": home().pk, "detaining_power": other().pk})
    assert answer.status_code == 422
    assert "is chosen for another column already" in text(answer)
    assert 'value="7"' in text(answer)


@pytest.mark.parametrize(("data", "words"), [(b"\xff\x80\x81\x98", "letters of this file"), (b"a\x00", "zero byte")])
def test_a_file_that_cannot_be_read_is_refused_with_words(registrar, data: bytes, words: str) -> None:
    answer = upload(registrar, data)
    assert (answer.status_code, words in text(answer), PersonImport.objects.count()) == (422, True, 0)


def test_a_file_too_large_is_let_go(registrar, settings) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    answer = upload(registrar, many(100))
    assert (answer.status_code, "the most that an import takes" in text(answer)) == (413, True)


def test_the_preview_shows_each_row_with_its_outcome_and_reason(registrar) -> None:
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;31.02.1990;;;"))
    page = text(registrar.get(url(batch)))
    assert "2 rows: 1 will be created, 1 refused" in page
    assert "Birth date: There is no such day as “31.02.1990”." in page
    assert "Import 1 row" in page


def test_rows_are_filtered_by_outcome(registrar) -> None:
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;31.02.1990;;;"))
    page = text(registrar.get(url(batch) + "?outcome=refused"))
    assert ("Бондар Іван" in page, "Коваленко Микола" in page) == (True, False)


def test_a_row_is_shown_beside_the_person_it_may_be(registrar) -> None:
    person = PersonFactory(called="Коваленко Микола")
    batch = previewed(persons_csv(KOVALENKO))
    page = text(registrar.get(url(batch, "row", 2)))
    assert person.name in page
    assert "The same name, in this or another spelling" in page
    assert "C · Військовий квиток" in page


def test_rows_are_decided_by_choice_and_all_at_once(registrar) -> None:
    PersonFactory(called="Коваленко Микола"), PersonFactory(called="Бондар Іван")
    batch = previewed(persons_csv(KOVALENKO, "Бондар Іван;;;;"))
    registrar.post(url(batch, "decide"), {"which": "chosen", "row": [2], "decision": "create"})
    registrar.post(url(batch, "decide"), {"which": "alike", "decision": "skip"})
    assert list(batch.rows.order_by("row_no").values_list("outcome", flat=True)) == ["create", "skip"]


def test_a_decision_without_rows_is_told(registrar) -> None:
    batch = previewed(persons_csv(KOVALENKO))
    answer = registrar.post(url(batch, "decide"), {"decision": "create"}, follow=True)
    assert "Choose rows, and what becomes of them." in text(answer)


def test_confirming_twice_does_nothing_twice(registrar) -> None:
    batch = previewed(persons_csv(KOVALENKO))
    registrar.post(url(batch, "confirm"))
    answer = registrar.post(url(batch, "confirm"), follow=True)
    assert (now(batch).state, "Nothing was done twice" in text(answer)) == ("writing", True)


def test_the_page_of_an_undo_asks_why(registrar) -> None:
    batch = written(previewed(persons_csv(KOVALENKO)))
    assert registrar.post(url(batch, "undo"), {"reason": ""}).status_code == 422
    registrar.post(url(batch, "undo"), {"reason": "tried out only"})
    settle()
    assert now(batch).state == "undoing"


def test_progress_is_told_in_rows_and_time(registrar) -> None:
    batch = queued(persons_csv(KOVALENKO))
    answer = registrar.get(url(batch, "status")).json()
    assert (answer["finished"], answer["message"]) == (False, "Waiting for a worker…")


def test_the_same_file_again_is_told(registrar) -> None:
    written(previewed(persons_csv(KOVALENKO)))
    page = text(registrar.get(url(previewed(persons_csv(KOVALENKO)))))
    assert "was imported before" in page
    assert "There is nothing to import" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_there_to_download(registrar, kind: str) -> None:
    answer = registrar.get(f"{START}template.{kind}")
    assert (answer.status_code, len(answer.getvalue()) > 100) == (200, True)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REGISTRAR])
def test_nobody_else_comes_near(client, role: Role) -> None:
    batch = previewed(persons_csv(KOVALENKO))
    client.force_login(user_with(role))
    pages = [START, f"{START}template.csv", *(url(batch, name) for name in ("detail", "columns", "status", "undo"))]
    pages.append(url(batch, "row", 2))
    assert {client.get(page).status_code for page in pages} == {403}
    acts = [url(batch, name) for name in ("confirm", "decide", "again", "undo", "columns")]
    assert {client.post(act).status_code for act in acts} == {403}
    assert not PersonImportRow.objects.visible_to(user_with(role)).exists()


def test_a_list_costs_the_same_with_one_row_and_with_many(registrar, django_assert_num_queries) -> None:
    one, more = previewed(many(1, "A")), previewed(many(5, "B"))
    registrar.get(url(one))
    for batch in (one, more):
        with django_assert_num_queries(11):
            registrar.get(url(batch))


def test_no_name_lands_in_a_log(registrar, caplog) -> None:
    batch = previewed(persons_csv(KOVALENKO))
    registrar.get(url(batch))
    written(batch)
    assert Person.objects.count() == 1
    assert "Коваленко" not in caplog.text
