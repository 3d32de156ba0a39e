"""Pages of the import: what they show, what they refuse, and who may not come near."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import revise_exchange
from exchanges.domain.reference import add_reference_data
from exchanges.models import Exchange, ImportBatch
from tests.factories import settle, user_with
from tests.factories.exports import fetched
from tests.factories.imports import SEED, imported, previewed, record_bytes, record_row

pytestmark = pytest.mark.django_db
START = "/exchanges/import/"


@pytest.fixture(autouse=True)
def _reference(db) -> None:
    add_reference_data(by=User.objects.system())


@pytest.fixture
def registrar(client: Client) -> Client:
    client.force_login(user_with(Role.REGISTRAR, language="en"))
    return client


def upload(data: bytes, name: str = "record.csv") -> dict:
    return {"file": io.BytesIO(data), "name": name}


def brought(client: Client, data: bytes) -> str:
    """The text of the preview of a file."""
    return client.post(START, upload(data), follow=True).content.decode()


def url(batch: ImportBatch, name: str = "detail") -> str:
    return reverse(f"exchanges:import-{name}", args=[batch.pk])


def test_a_file_is_previewed_and_nothing_is_written(registrar) -> None:
    page = brought(registrar, SEED.read_bytes())
    assert "Import 71 rows" in page
    assert not Exchange.objects.exists()


def test_the_preview_says_what_was_inferred(registrar) -> None:
    page = brought(registrar, record_bytes(record_row(format_label="Istanbul II stage 9", mediator="UAE")))
    assert "stage 9; programme: Istanbul II; mediators: UAE" in page


def test_a_refused_row_is_named_and_the_rest_may_be_imported(registrar) -> None:
    rows = [record_row(returned_to_ukraine_total="many"), record_row(format_label="5 for 5")]
    page = brought(registrar, record_bytes(*rows))
    assert "returned_to_ukraine_total: “many” is not a number of persons" in page
    assert "1 row is refused and will be left out" in page
    assert "Import 1 row" in page


def test_confirming_creates_and_says_so(registrar) -> None:
    batch = previewed(SEED.read_bytes())
    page = registrar.post(url(batch, "confirm"), follow=True).content.decode()
    assert "71 rows: 71 created; 2 numbered exchanges were added above their stages" in page
    assert Exchange.objects.hand_overs().count() == 71


def test_confirming_twice_says_that_nothing_was_done_twice(registrar) -> None:
    batch = imported(record_row())
    assert "Nothing was done twice" in registrar.post(url(batch, "confirm"), follow=True).content.decode()
    assert Exchange.objects.count() == 1


def test_the_same_file_again_leads_to_the_import_before(registrar) -> None:
    before = imported()
    page = brought(registrar, SEED.read_bytes())
    assert url(before) in page
    assert "nothing in it is new" in page
    assert "Import 71" not in page


def test_an_import_is_undone_with_a_reason(registrar) -> None:
    batch = imported(record_row())
    page = registrar.post(url(batch, "undo"), {"reason": "the wrong file"}, follow=True)
    assert "It is proposed to undo the import" in page.content.decode()
    settle()
    assert not Exchange.objects.standing().exists()


def test_an_undo_without_a_reason_asks_again(registrar) -> None:
    answer = registrar.post(url(imported(record_row()), "undo"), {"reason": ""})
    assert (answer.status_code, Exchange.objects.standing().count()) == (422, 1)


def test_an_undo_that_is_refused_names_the_row_and_keeps_the_reason(registrar) -> None:
    batch = imported(record_row())
    revise_exchange(exchange=Exchange.objects.get(), notes="seen", by=User.objects.system())
    page = registrar.post(url(batch, "undo"), {"reason": "the wrong file"}).content.decode()
    assert "Row 2: № " in page
    assert "the wrong file" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "This is a workbook"),
        (b"a;b\n1;2", "not separated by commas"),
        (b"date\n1", "The first row does not name these columns: sequence_no_if_reported, format_label"),
    ],
)
def test_a_bad_file_says_why_and_leaves_nothing(registrar, data: bytes, words: str) -> None:
    answer = registrar.post(START, upload(data))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_at_all(registrar) -> None:
    assert "Choose a file" in registrar.post(START, {}).content.decode()


def test_a_file_above_the_limit_is_let_go_of(registrar, settings) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    answer = registrar.post(START, upload(b"x" * (3 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "larger than 1 MiB" in answer.content.decode()


def test_the_token_is_asked_for(registrar) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.exclude(kind="system").get())
    assert strict.post(START, upload(SEED.read_bytes())).status_code == 403
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["detail", "confirm", "undo"])
def test_others_get_nothing(client: Client, role: Role, name: str) -> None:
    batch = previewed(record_bytes(record_row()))
    client.force_login(user_with(role))
    assert client.get(START).status_code == 403
    assert client.post(url(batch, name)).status_code in {403, 405}
    assert not Exchange.objects.exists()


def test_words_are_escaped(registrar) -> None:
    assert "<script>alert" not in brought(registrar, record_bytes(record_row(format_label="<script>alert(1)</script>")))


def test_the_account_is_exported(registrar) -> None:
    lines = fetched(registrar, url(imported(record_row()))).decode().splitlines()
    assert lines[1].startswith("2,2024-10-18,95 for 95,created,")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(registrar, rows: int, django_assert_num_queries) -> None:
    batch = imported(*[record_row(format_label=f"{number} for 5") for number in range(rows)])
    with django_assert_num_queries(13):
        registrar.get(url(batch))
