"""`manage.py import_list`: the same verbs, each row accounted for, no name printed."""

import io

import pytest
from django.core.management import CommandError, call_command

from negotiations.models import NameList
from tests.factories import home, other
from tests.factories.list_files import csv_of, docx_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(tmp_path):
    home(), other()

    def call(content: bytes, *options: str, name: str = "list.csv") -> str:
        file, out = tmp_path / name, io.StringIO()
        file.write_bytes(content)
        given = ("--party", "RU", "--received-through", "media", "--official", "no", *options)
        call_command("import_list", str(file), *given, stdout=out)
        return out.getvalue()

    return call


def test_a_list_is_received_and_compared(run) -> None:
    assert "entries: 2" in run(csv_of())
    name_list = NameList.objects.get()
    assert (name_list.status, name_list.channel, name_list.official) == ("reconciled", "media", False)


def test_a_document_is_read_too(run) -> None:
    assert "entries: 2" in run(docx_of(), name="list.docx")


def test_rows_are_told_by_number_and_code_without_a_name(run) -> None:
    told = run("ПІБ;Рік народження\nВигаданий;31.02.1990\n".encode())
    assert "name_alone" in told
    assert "no_such_date" in told
    assert "Вигаданий" not in told


def test_the_same_file_is_told(run) -> None:
    run(csv_of())
    with pytest.raises(CommandError, match="received already"):
        run(csv_of())


@pytest.mark.parametrize("options", [("--party", "XX"), ("--by", "nobody"), ("--side", "XX")])
def test_a_wrong_option_is_told(run, options: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        run(csv_of(), *options)


def test_a_file_that_cannot_be_read_is_told(run) -> None:
    with pytest.raises(CommandError, match="damaged"):
        run(b"%PDF-1.7 nothing more", name="list.pdf")
