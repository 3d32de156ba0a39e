"""Completeness of articles 122 and 138 against a count in plain Python, and who is told what of it."""

import datetime
from collections import Counter

import pytest

from accounts.roles import Role
from common.small_figures import FEW, WITHHELD
from reports import catalogue
from tests.factories import user_with
from tests.factories.awkward import CASE, ON, UNITS, Awkward
from tests.factories.lawful import EXTRA
from tests.unit.reports.law import EVERYBODY, asked, behind, cells, held, table_leads

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "completeness"
NAMED = {"surname", "given_name"}
#: What the fields of a person and a captivity are called among the particulars.
PARTICULARS = {
    "born": "birth_date",
    "birth_place": "birth_place",
    "citizenships": "nationality",
    "last_residence": "last_residence",
    "distinguishing_marks": "marks",
    "father_name": "father_name",
    "mother_maiden_name": "mother_maiden_name",
    "person_to_inform": "inform",
    "correspondence_address": "correspondence",
    "rank": "rank",
    "captured_at": "measure_place",
    "measure": "measure_nature",
}
ARTICLE_122 = NAMED | {"rank", "number", "birth_date", "birth_place"} | {"father_name", "mother_maiden_name", "inform"}
ARTICLE_122 |= {"correspondence"}
ARTICLE_138 = ARTICLE_122 - {"rank", "number"} | {"nationality", "last_residence", "marks"}
ARTICLE_138 |= {"measure_date", "measure_place", "measure_nature"}


def recorded(key: str) -> set[str]:
    """What is on record of somebody, of what their article asks for."""
    extra = next((each for each in EXTRA if each.key == key), None)
    captured, category = EVERYBODY[key]
    found = NAMED | ({"measure_date"} if len(captured) == 10 else set())
    if extra:
        found |= {PARTICULARS[name] for name in (*extra.person, *extra.captivity)}
        found |= {"number"} if extra.number in ("service", "personal") else set()
    return found & (ARTICLE_138 if category == "civilian" else ARTICLE_122)


def asked_for(key: str) -> set[str]:
    return ARTICLE_138 if EVERYBODY[key][1] == "civilian" else ARTICLE_122


@pytest.mark.parametrize("on", [ON, D(2025, 6, 30), D(2022, 5, 31)], ids=str)
@pytest.mark.parametrize(("article", "asked_of"), [("122", ARTICLE_122), ("138", ARTICLE_138)])
def test_every_particular_as_counted_by_hand(law: Awkward, on, article, asked_of) -> None:
    whom = [key for key in held(on) if (EVERYBODY[key][1] == "civilian") == (article == "138")]
    expected = Counter(particular for key in whom for particular in recorded(key))
    rows = asked(KEY, on).table(f"article_{article}").rows
    assert {row[0]: row[2] for row in rows} == {particular: expected[particular] for particular in asked_of}
    assert {(row[1], row[2] + row[3]) for row in rows} == {(len(whom), len(whom))}


def test_complete_is_whoever_lacks_nothing(law: Awkward) -> None:
    whole = {key for key in held(ON) if recorded(key) == asked_for(key)}
    answer = asked(KEY, ON)
    assert whole == {"whole", "civ_whole"}
    assert answer.value("whole") == 2
    assert behind(KEY, answer, ON, "whole") == {law.captivities[key].pk for key in whole}


def test_categories_add_up(law: Awkward) -> None:
    expected = Counter(EVERYBODY[key][1] for key in held(ON))
    told = cells(asked(KEY, ON), "categories")
    assert {code: told[code, "persons"] for code in expected} == expected
    assert told["civilian", "whole"] == 1


def test_units_with_those_under_them(law: Awkward) -> None:
    under = {code: {code} | {each for each, (above, _branch) in UNITS.items() if above == code} for code in UNITS}
    whom = [key for key in held(ON) if key in CASE]
    told = cells(asked(KEY, ON), "units")
    for code, units in under.items():
        persons = [key for key in whom if CASE[key].unit in units]
        filled = sum(len(recorded(key)) for key in persons)
        share = round(100 * filled / sum(len(asked_for(key)) for key in persons), 1)
        assert (told[code, "persons"], told[code, "recorded"]) == (len(persons), share), code


def test_a_part_of_the_tree_leads_to_no_more_than_it_counts(law: Awkward) -> None:
    answer = asked(KEY, ON, unit="3057-1")
    place = [row[0] and row[0][0] for row in answer.table("units").rows].index("3057")
    led = behind(KEY, answer, ON, "units", place, "persons", unit="3057-1")
    assert len(led) == answer.table("units").rows[place][2] == 1


def test_each_count_leads_to_as_many(law: Awkward) -> None:
    table_leads(KEY, asked(KEY, ON), ON)


def test_only_who_sees_every_particular_is_led_to_persons(law: Awkward) -> None:
    answer = asked(KEY, ON, user_with(Role.NEGOTIATOR))
    assert not [column.key for table in answer.tables for column in table.columns if column.leads_to]
    assert "field:family" in catalogue.find(KEY).needs(user_with(Role.REGISTRAR))


def test_an_analyst_is_told_no_small_count(law: Awkward) -> None:
    whole, told = asked(KEY, ON), asked(KEY, ON, user_with(Role.ANALYST))
    small = {1, 2, 3, 4}
    assert small & set(cells(whole, "article_138").values())
    values = [value for table in told.tables for value in cells(told, table.key).values()]
    assert not small & {value for value in values if isinstance(value, int)}
    assert {FEW, WITHHELD} <= set(values)
    assert "units" not in {table.key for table in told.tables}
    assert told.value("whole") == FEW
