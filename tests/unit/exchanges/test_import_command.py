"""`manage.py import_exchanges`: each row accounted for, and an exit code that says whether any was refused."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from exchanges.domain.reference import add_reference_data
from exchanges.models import Exchange, ImportBatch
from tests.factories.imports import SEED, record_bytes, record_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db) -> None:
    add_reference_data(by=User.objects.system())


@pytest.fixture
def run(capsys):
    def command(file: Path, *options: str) -> list[str]:
        call_command("import_exchanges", file, *options)
        return capsys.readouterr().out.splitlines()

    return command


def test_the_rows_are_accounted_for(run) -> None:
    lines = run(SEED)
    assert len(lines) == 71 + 1
    assert lines[-1] == "71 rows: 71 created; 2 numbered exchanges were added above their stages"


def test_a_dry_run_writes_nothing(run) -> None:
    assert run(SEED, "--dry-run")[-1] == "71 rows: 71 will be created"
    assert not Exchange.objects.exists()
    assert not ImportBatch.objects.exists()


def test_the_same_file_again_leaves_nothing(run) -> None:
    run(SEED)
    assert run(SEED)[-1] == "71 rows: 71 already there"
    assert ImportBatch.objects.count() == 1


def test_a_refused_row_fails_the_command_and_the_rest_is_there(tmp_path: Path, capsys) -> None:
    file = tmp_path / "record.csv"
    file.write_bytes(record_bytes(record_row(date="2024-02-30"), record_row()))
    with pytest.raises(CommandError, match="Rows refused: 1"):
        call_command("import_exchanges", file)
    assert "Row 2 · refused · date: There is no such day as 2024-02-30." in capsys.readouterr().out
    assert Exchange.objects.count() == 1


@pytest.mark.parametrize(("name", "message"), [("missing.csv", "No such file"), ("empty.csv", "The file is empty")])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(CommandError, match=message):
        call_command("import_exchanges", tmp_path / name)


def test_the_limit_is_the_setting(settings) -> None:
    settings.IMPORT_MAX_BYTES = 1024
    with pytest.raises(CommandError, match="larger than 0.000976562 MiB"):
        call_command("import_exchanges", SEED)
