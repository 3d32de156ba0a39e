"""`manage.py import_persons`: the same verbs, each row accounted for, no name printed."""

import io

import pytest
from django.core.management import CommandError, call_command

from prisoners.models import Person
from tests.factories import home, other
from tests.factories.person_imports import persons_csv

pytestmark = pytest.mark.django_db(transaction=True)
KOVALENKO = "Коваленко Микола;17.05.1990;АА-1;травень 2022;СІЗО-2"


@pytest.fixture
def run(tmp_path):
    home(), other()

    def call(content: bytes, *options: str) -> str:
        file, out = tmp_path / "list.csv", io.StringIO()
        file.write_bytes(content)
        call_command("import_persons", str(file), *options, stdout=out)
        return out.getvalue()

    return call


def test_a_file_is_imported(run) -> None:
    assert "1 row: 1 created" in run(persons_csv(KOVALENKO))
    assert Person.objects.get().name == "Коваленко Микола"


def test_a_dry_run_writes_nobody(run) -> None:
    assert "1 row: 1 will be created" in run(persons_csv(KOVALENKO), "--dry-run")
    assert not Person.objects.exists()


def test_columns_are_named_by_number_and_header(run) -> None:
    run("хто;коли\nКоваленко Микола;1990\n".encode(), "--map", "full_name=1", "--map", "born=коли")
    assert Person.objects.get().born.isoformat() == "1990"


@pytest.mark.parametrize(
    "option", ["--map=nonsense=1", "--map=born", "--map=born=нема", "--by=nobody", "--map=born=99"]
)
def test_a_wrong_option_is_told(run, option: str) -> None:
    with pytest.raises(CommandError):
        run(persons_csv(KOVALENKO), option)


def test_refused_rows_are_told_by_number_and_code_and_fail_the_command(run, capsys) -> None:
    with pytest.raises(CommandError, match="Rows refused or undecided: 1"):
        run(persons_csv(KOVALENKO, "Бондар Іван;31.02.1990;;;"))
    assert Person.objects.count() == 1


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_persons", "/nowhere/list.csv")
