"""Rows for analysts: nothing tells who it is, and no small figure can be counted of them."""

import csv
import io
import itertools
import random
from collections import Counter

import openpyxl
import pytest
from arro3.io import read_parquet

from accounts.models import User
from accounts.roles import Role
from audit.models import Read
from common import clock
from common.partial_dates import PartialDate
from common.small_figures import SMALL
from prisoners.domain.restricting import restrict_person
from prisoners.models import Captivity, Person
from reports.queries import microdata as rows_of
from tests.factories import CaptivityFactory, PersonFactory, home, user_with, voided
from tests.factories.exports import asked, fetched

pytestmark = pytest.mark.django_db
PAGE = "/reports/microdata/"


@pytest.fixture
def analyst(client):
    home()
    client.force_login(user_with(Role.ANALYST, language="en"))
    return client


@pytest.fixture
def undrawn(monkeypatch) -> None:
    """Everybody is drawn, so that a test can count."""
    monkeypatch.setattr(rows_of, "DRAWN", rows_of.DRAWN.replace("< 128", "< 256"))


def held(number: int, sex: str = "male", **values) -> list[Captivity]:
    values = {"captured": PartialDate.parse("2023-03-01"), **values}
    return [CaptivityFactory(person__party=home(), person__sex=sex, **values) for _ in range(number)]


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def taken(user: User | None = None, file: str = "one") -> list[dict[str, str]]:
    """The rows of a file, without the page."""
    rows = rows_of.microdata(rows_of.months_offered()[0], user or user_with(Role.ANALYST), file)
    with rows.written("csv", None)[0] as written:
        return lines(written.read())


class TestNothingTellsWho:
    def test_no_name_key_or_day_comes_out(self, analyst, undrawn) -> None:
        people = held(6)
        content = fetched(analyst, PAGE).decode("utf-8-sig")
        assert len(lines(content.encode())) == 5
        for captivity in people:
            person = Person.objects.get(pk=captivity.person_id)
            hidden = {person.name, str(person.pk), str(captivity.pk), "2023-03"}
            assert not [each for each in hidden if each in content]

    def test_somebody_restricted_is_not_in_it(self, undrawn) -> None:
        *_others, last = held(10)
        assert len(taken()) == 10  # the control
        restrict_person(person=last.person, by=User.objects.system(), reason="a source is in danger")
        assert len(taken()) == 5

    def test_voided_ones_and_the_other_side_are_not(self, undrawn) -> None:
        held(5)
        CaptivityFactory(person=PersonFactory(party=CaptivityFactory().detaining_power), detaining_power=home())
        voided(held(1)[0])
        assert len(taken()) == 5

    def test_two_files_cannot_be_joined(self, undrawn) -> None:
        held(5)
        one, again, other = ({row["record"] for row in taken(file=file)} for file in ("one", "one", "two"))
        assert one == again
        assert not one & other

    def test_half_of_them_are_drawn_and_always_the_same(self) -> None:
        held(40)
        drawn = len(taken())
        assert 5 <= drawn < 40
        assert {len(taken(file=str(n))) for n in range(3)} == {drawn}

    def test_what_happened_after_the_month_is_not_told(self, undrawn) -> None:
        held(5, captured=PartialDate.parse(f"{clock.today()}"))
        assert taken() == []


class TestNoSmallFigure:
    def fill(self) -> None:
        chance = random.Random(7)  # noqa: S311
        for _ in range(45):
            held(
                1,
                sex=chance.choice(["male", "male", "male", "female", "unknown"]),
                legal_category=chance.choice(["pow", "pow", "pow", "civilian", "medical"]),
                captured=PartialDate.parse(chance.choice(["2022-05-17", "2024-02", "2025", ""])),
            )

    def test_whatever_is_counted_is_a_multiple_of_five(self, undrawn) -> None:
        self.fill()
        rows = taken()
        assert len(rows) >= 40
        columns = ["legal_category", "sex", "captured_in", "held_for", "service_basis", "status"]
        for size in range(len(columns) + 1):
            for axes in itertools.combinations(columns, size):
                counted = Counter(tuple(row[axis] for axis in axes) for row in rows)
                assert {number % SMALL for number in counted.values()} == {0}, axes

    def test_without_the_fives_small_groups_would_stand_there(self, undrawn, monkeypatch) -> None:
        """The control: the same rows, and none held back."""
        monkeypatch.setattr(rows_of, "SMALL", 1)
        self.fill()
        counted = Counter((row["legal_category"], row["sex"]) for row in taken())
        assert any(number < SMALL for number in counted.values())

    def test_one_more_person_is_no_difference(self, undrawn) -> None:
        held(7)
        before = len(taken())
        held(1)
        assert len(taken()) == before == 5

    def test_a_column_is_given_up_before_a_row_is(self, undrawn) -> None:
        held(3, sex="male")
        held(2, sex="female")
        assert {row["sex"] for row in taken()} == {"withheld"}


class TestFile:
    def test_the_page_tells_what_each_column_means(self, analyst) -> None:
        page = analyst.get(PAGE).content.decode()
        assert all(f"<code>{name}</code>" in page for name in ("record", *rows_of.COLUMNS))

    @pytest.mark.parametrize("kind", ["xlsx", "parquet"])
    def test_other_formats_hold_the_same_rows(self, analyst, undrawn, kind) -> None:
        held(5)
        content = io.BytesIO(fetched(analyst, PAGE, kind))
        if kind == "parquet":
            names = read_parquet(content).read_all().column_names
        else:
            names = [cell.value for cell in next(openpyxl.load_workbook(content).worksheets[0].rows)]
        assert names == ["record", *reversed(rows_of.COLUMNS)]

    def test_another_day_than_the_end_of_a_month_is_refused(self, analyst) -> None:
        assert asked(analyst, f"{PAGE}?as_of=2024-02-03").status_code == 400

    @pytest.mark.parametrize("role", [Role.LIAISON, Role.ADMINISTRATOR])
    def test_who_may_not_see_figures_is_refused(self, client, role) -> None:
        client.force_login(user_with(role))
        assert {client.get(PAGE).status_code, asked(client, PAGE).status_code} == {403}

    def test_that_it_was_fetched_is_logged(self, analyst) -> None:
        fetched(analyst, PAGE)
        assert Read.objects.filter(kind="reports.listexport", surface="export").count() == 1
