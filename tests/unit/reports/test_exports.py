"""Lists as files: asked for on the page, made by a worker, fetched for a day by the one who asked."""

import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.people import take_role
from accounts.models import User
from accounts.roles import Role
from audit.models import Change, Read
from common.jobs import Heart
from reports.domain import exports
from reports.enums import RunStatus
from reports.models import ListExport
from tests.factories import PersonFactory, user_with
from tests.factories.exports import asked, fetched, made

pytestmark = pytest.mark.django_db
LIST = "/prisoners/"


@pytest.fixture
def registrar() -> User:
    return user_with(Role.REGISTRAR, language="en")


@pytest.fixture
def browser(client: Client, registrar: User) -> Client:
    client.force_login(registrar)
    return client


def the_file(export: ListExport) -> str:
    return f"{export.get_absolute_url()}file"


def worked_off(monkeypatch) -> ListExport:
    """The one file that waits, after a worker was at it."""
    monkeypatch.setattr(Heart, "_beat", lambda self: None)
    export = ListExport.objects.get()
    exports.work_off(export.pk)
    export.refresh_from_db()
    return export


def test_asking_leads_to_a_page_that_waits(browser) -> None:
    answer = browser.get(asked(browser, LIST).url)
    assert "Waiting for a worker" in answer.content.decode()


def test_the_file_holds_what_the_list_shows(browser) -> None:
    PersonFactory(called="Вигаданий Іван")
    assert "Вигаданий" in fetched(browser, LIST).decode("utf-8-sig")


def test_its_page_leads_to_the_file_when_it_is_made(browser) -> None:
    export = made(browser, LIST)
    assert the_file(export) in browser.get(export.get_absolute_url()).content.decode()


def test_a_wrong_filter_is_told_and_nothing_is_asked(browser) -> None:
    assert asked(browser, f"{LIST}?captured_after=2024-02-31").status_code == 400
    assert not ListExport.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", ""])
def test_another_format_is_not_there(browser, kind) -> None:
    assert asked(browser, LIST, kind).status_code == 404


def test_the_log_of_reads_is_never_a_file(client) -> None:
    client.force_login(user_with(Role.AUDITOR))
    assert asked(client, "/reads/").status_code == 404


def test_a_workbook_bears_its_mark(browser, registrar) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(browser, LIST, "xlsx")))
    export = ListExport.objects.get()
    assert book.properties.identifier == str(export.pk)
    assert registrar.username in export.file_name


def test_who_is_in_it_is_logged_when_it_is_made(browser, registrar) -> None:
    person = PersonFactory()
    export = made(browser, LIST)
    read = Read.objects.get(kind="prisoners.person")
    assert (read.ids, read.user_id, read.surface, read.export_id) == ([person.pk], registrar.pk, "export", export.pk)


def test_fetching_it_is_logged_too(browser) -> None:
    export = made(browser, LIST)
    b"".join(browser.get(the_file(export)).streaming_content)
    assert Read.objects.get(kind="reports.listexport", surface="export").export_id == export.pk


def test_without_the_log_it_is_not_made(browser, monkeypatch) -> None:
    PersonFactory()
    asked(browser, LIST)
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION pg_temp.away() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''away''; END'")
        cursor.execute("CREATE TRIGGER away BEFORE INSERT ON audit_read EXECUTE FUNCTION pg_temp.away()")
    monkeypatch.setattr(exports.working, "_fail", lambda *_: True)
    with pytest.raises(Exception, match="transaction"):
        worked_off(monkeypatch)


def test_a_colleague_finds_no_such_file(browser) -> None:
    export, colleague = made(browser, LIST), Client()
    colleague.force_login(user_with(Role.REGISTRAR, Role.AUDITOR))
    assert {colleague.get(url).status_code for url in (export.get_absolute_url(), the_file(export))} == {404}


def test_who_lost_the_role_has_lost_the_file(browser, registrar) -> None:
    export = made(browser, LIST)
    take_role(grant=registrar.role_grants.get(), by=User.objects.system(), reason="left")
    assert browser.get(the_file(export)).status_code in {403, 404}


def test_who_lost_the_role_meanwhile_is_made_none(browser, registrar, monkeypatch) -> None:
    asked(browser, LIST)
    take_role(grant=registrar.role_grants.get(), by=User.objects.system(), reason="left")
    export = worked_off(monkeypatch)
    assert (export.status, export.failure, export.pieces.count()) == (RunStatus.FAILED, "forbidden", 0)


class TestAfterADay:
    @pytest.fixture
    def export(self, browser) -> ListExport:
        export = made(browser, LIST)
        ListExport.objects.update(finished_at=timezone.now() - datetime.timedelta(hours=24, minutes=1))
        return export

    def test_it_cannot_be_fetched(self, browser, export) -> None:
        assert browser.get(the_file(export)).url == export.get_absolute_url()
        assert "make it anew" in browser.get(export.get_absolute_url()).content.decode()

    def test_its_content_goes_and_the_rest_stays(self, export) -> None:
        assert exports.remove_expired() == 1
        export.refresh_from_db()
        assert export.pieces.get().content is None
        assert export.sha256

    def test_it_can_be_made_anew(self, browser, export) -> None:
        answer = browser.post(f"{export.get_absolute_url()}again/")
        assert answer.url != export.get_absolute_url()
        assert ListExport.objects.count() == 2


def test_it_can_be_cancelled(browser, monkeypatch) -> None:
    asked(browser, LIST)
    browser.post(f"{ListExport.objects.get().get_absolute_url()}cancel/")
    assert worked_off(monkeypatch).status == RunStatus.CANCELLED


def test_the_book_holds_no_content(browser) -> None:
    made(browser, LIST)
    lines = Change.objects.filter(model="reports.listexport")
    assert lines.count() >= 2
    assert not any("content" in line.after for line in lines)


def test_my_files_lists_ones_own(browser) -> None:
    made(browser, LIST)
    assert "Prisoners" in browser.get("/exports/").content.decode()


class TestInPieces:
    def test_it_comes_whole_out_of_many(self, browser, monkeypatch) -> None:
        for _ in range(3):
            PersonFactory()
        whole = fetched(browser, LIST)
        monkeypatch.setattr(exports, "PIECE", 7)
        assert fetched(browser, LIST) == whole
        assert ListExport.objects.latest("asked_at").pieces.count() > 10

    def test_one_piece_is_read_at_a_time(self, browser, monkeypatch) -> None:
        monkeypatch.setattr(exports, "PIECE", 7)
        file = exports.opened(made(browser, LIST))
        with CaptureQueriesContext(connection) as asked:
            file.fileobj.raw.read(5)
        assert len(asked) == 1
        file.close()
