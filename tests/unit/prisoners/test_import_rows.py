"""What a row says: records checked by the rules of the verbs, or a refusal that names field and rule."""

import pytest

from prisoners.domain.importing.fields import FIELDS
from prisoners.domain.importing.values import SAID
from prisoners.models import Captivity, Identifier, Person, PersonName
from tests.factories import PlaceFactory, UnitFactory, home
from tests.factories.person_imports import read_row

pytestmark = pytest.mark.django_db


def refused(**cells: str) -> list[tuple[str, str]]:
    said = read_row(**cells)
    assert said.refused
    return [(problem.column, problem.code) for problem in said.problems if problem.refuses]


def test_a_row_says_a_person_with_name_number_and_captivity() -> None:
    said = read_row(full_name="КОВАЛЕНКО МИКОЛА", born="1990", service="АА 1", captured="травень 2022").parsed
    assert (said["person"]["name"], said["person"]["born_on_precision"]) == ("Коваленко Микола", "year")
    assert (said["identifiers"][0]["value_key"], said["captivity"]["captured_on"]) == ("аа1", "2022-05-01")


def test_what_a_row_says_passes_the_models_own_checks() -> None:
    said = read_row(
        full_name="Коваленко Микола (Петренко)", sex="ч", born="17.05.1990", citizenships="Україна", tax="1234567890",
        captured="17.05.2022", captivity_status="у полоні", rank="солдат", service_basis="контракт", notes="слово",
    ).parsed  # fmt: skip
    held, person = said["captivity"], said["person"]
    person["latest_captivity_id"] = None
    Person(**person).full_clean()
    Person.objects.create(**person)
    for values in said["names"]:
        PersonName(**values).full_clean()
    Identifier(**said["identifiers"][0]).full_clean()
    Captivity(**held).full_clean()


def test_the_writing_takes_every_column_that_a_row_may_say() -> None:
    words = {each.key: "слово" for each in FIELDS if each.kind == "text"}
    said = read_row(full_name="Коваленко Микола", service="АА 1", places="СІЗО-2", **words).parsed
    parts = [said["person"], said["names"][0], said["identifiers"][0], said["captivity"], said["detentions"][0]]
    assert [frozenset(values) for values in parts] == list(SAID.values())


@pytest.mark.parametrize("word", ["?", "-", "н/д", "невідомо", "неизвестно", "N/A"])
def test_words_for_not_known_leave_a_field_blank(word: str) -> None:
    said = read_row(full_name="Коваленко Микола", born=word, sex=word, rank=word, service=word, places=word)
    assert (said.problems, said.parsed["person"]["born_on"], said.parsed["identifiers"]) == ([], None, [])
    assert said.parsed["captivity"] is None or said.parsed["captivity"].get("rank", "") == ""


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"full_name": "?"}, ("full_name", "nameless")),
        ({"full_name": "Коваленко", "born": "31.02.1990"}, ("born", "no_such_date")),
        ({"full_name": "Коваленко", "born": "2031"}, ("born", "rule")),
        ({"full_name": "Коваленко", "born": "1905"}, ("born", "rule")),
        ({"full_name": "Коваленко", "captured": "2031"}, ("captured", "rule")),
        ({"full_name": "Коваленко", "service": "1.23E+10"}, ("service", "number_lost")),
        ({"full_name": "Коваленко", "sex": "так"}, ("sex", "choice")),
        ({"full_name": "Коваленко", "captivity_status": "обміняний"}, ("captivity_status", "ended")),
        ({"full_name": "Коваленко", "party": "Атлантида"}, ("party", "party")),
        ({"full_name": "Коваленко", "rank": "=A1+B1"}, ("rank", "formula")),
        ({"full_name": "Коваленко", "rank": "#REF!"}, ("rank", "sheet_error")),
        ({"full_name": "Коваленко", "rank": "з\x00"}, ("rank", "nul_cell")),
        ({"full_name": "Коваленко", "rank": "с" * 101}, ("rank", "too_long")),
        ({"full_name": "Коваленко", "arrived_in_camp_on": "05.2022"}, ("arrived_in_camp_on", "whole_date")),
        ({"full_name": "Коваленко", "detaining_power": "UA"}, ("detaining_power", "rule")),
    ],
)
def test_a_row_that_cannot_stand_is_refused_by_field(cells: dict, problem: tuple) -> None:
    assert refused(**cells) == [problem]


def test_every_wrong_cell_is_told_at_once() -> None:
    assert refused(full_name="Коваленко", born="вчора", sex="так") == [("born", "date_form"), ("sex", "choice")]


def test_a_number_that_excel_keeps_as_text_is_unwrapped() -> None:
    assert read_row(full_name="Коваленко", service='="00123"').parsed["identifiers"][0]["value"] == "00123"


def test_a_unit_is_found_by_its_code_and_an_unknown_one_kept_in_words() -> None:
    unit = UnitFactory(party=home(), code="3057")
    assert read_row(full_name="Коваленко", unit="в/ч 3057").parsed["captivity"]["unit_id"] == str(unit.pk)
    said = read_row(full_name="Коваленко", unit="в/ч 9999")
    assert (said.parsed["captivity"]["unit_id"], said.problems[0].code) == (None, "kept_in_notes")
    assert "в/ч 9999" in said.parsed["captivity"]["notes"]


def test_several_places_become_several_detentions() -> None:
    place = PlaceFactory(name_uk="СІЗО-2")
    first, second = read_row(full_name="Коваленко", places="СІЗО-2; ІК-4").parsed["detentions"]
    assert (first["place_id"], second["place_as_reported"]) == (str(place.pk), "ІК-4")


def test_somebody_unknown_is_described() -> None:
    person = read_row(full_name="Невідомий чоловік, лікарня 4").parsed["person"]
    assert (person["name"], person["identity_status"]) == ("", "unknown")


def test_a_row_wider_than_the_table_is_refused() -> None:
    from prisoners.domain.importing.known import Known
    from prisoners.domain.importing.rows import RowReader
    from prisoners.models import PersonImport

    reader = RowReader(PersonImport(party=home()), {"full_name": [0]}, "auto", Known())
    assert [problem.code for problem in reader.read(["Коваленко", "", "зайве"], 2).problems] == ["ragged"]
    assert not reader.read(["Коваленко", "", ""], 2).refused


def test_the_same_words_in_another_order_of_columns_are_the_same_row() -> None:
    one = read_row(full_name="Коваленко Микола", born="17.05.1990")
    other = read_row(born="1990-05-17", full_name="КОВАЛЕНКО МИКОЛА")
    assert one.key == other.key
    assert read_row(full_name="Коваленко Микола", born="18.05.1990").key != one.key
