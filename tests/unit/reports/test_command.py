"""manage.py report gives the numbers of the page."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_record")]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("report", "swap-ratio", "--as-of", "2026-06-01", "--language", "en", *arguments, stdout=out)
    return out.getvalue()


def test_csv_holds_the_whole_last() -> None:
    rows = list(csv.DictReader(io.StringIO(run("--param", "group_by=year"))))
    assert [row["year"] for row in rows] == ["2022", "2023", "2024", "2025", "2026", "total"]
    assert (rows[-1]["to_us"], rows[-1]["to_them"], rows[-1]["exchanges_in"]) == ("5290", "4931", "45")


def test_the_same_question_gives_the_same_bytes() -> None:
    assert run() == run()


def test_json_holds_the_figures_and_what_they_mean() -> None:
    answer = json.loads(run("--format", "json"))
    assert answer["figures"]["ratio"]["value"] == [5290, 4931]
    assert answer["figures"]["ratio"]["definition"]
    assert len(answer["figures"]["ratio"]["exchanges"]) == 45


def test_a_file_is_written(tmp_path: Path) -> None:
    run("--format", "pdf", "-o", str(tmp_path / "ratio.pdf"))
    assert (tmp_path / "ratio.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--param", "group_by=week"], "group_by: Select a valid choice"),
        (["--param", "colour=red"], "colour: This report has no such parameter"),
        (["--param", "since"], "write NAME=VALUE"),
        (["--as-of", "2999-01-01"], "as_of: This day has not come yet"),
    ],
)
def test_a_wrong_question_is_told_by_name(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*arguments)


def test_an_unknown_report_is_told() -> None:
    with pytest.raises(CommandError, match="weather"):
        call_command("report", "weather")
