"""Many persons captured together: lines in any script, each wrong one named, all saved or nobody, a bounded cost."""

import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.partial_dates import PartialDate
from prisoners.interfaces.intake_lines import read_lines
from prisoners.models import Captivity, Identifier, Person
from tests.factories import CohortFactory, PersonFactory, UnitFactory, home, other, user_with

pytestmark = pytest.mark.django_db
URL = "/prisoners/intake/"


@pytest.fixture(autouse=True)
def registrar(client: Client) -> User:
    home(), other()
    user = user_with(Role.REGISTRAR, language="en")
    client.force_login(user)
    return user


def shared(lines: str, **typed: object) -> dict[str, object]:
    sides = {"party": str(home().pk), "detaining_power": str(other().pk), "status": "claimed"}
    when = {"captured_on_day": "17", "captured_on_month": "5", "captured_on_year": "2022"}
    return {**sides, **when, "legal_category": "pow", "scheme": "service", "lines": lines, **typed}


def preview(client: Client, lines: str, **typed: object) -> HttpResponse:
    return client.post(URL, shared(lines, **typed))


def save(client: Client, lines: str, **typed: object) -> HttpResponse:
    return client.post(URL, shared(lines, save="1", **typed))


def problems(response: HttpResponse) -> dict[int, list[str]]:
    return {line.number: line.problems for line in response.context["form"].rows if line.problems}


def many(number: int) -> str:
    return "\n".join(f"Вигаданий{each} Іван Петрович; 17.05.1990; солдат; АА-{each}" for each in range(number))


@pytest.mark.parametrize(
    ("text", "name", "born", "rank", "identifier"),
    [
        ("Згурський Олексій Петрович; 17.05.1990; солдат; АА-1", "Згурський", "1990-05-17", "солдат", "АА-1"),
        ("Oleksii ZGHURSKYI; 1990; ?; ?", "ZGHURSKYI", "1990", "", ""),
        ("Згурський Олексій\t05.1990", "Згурський", "1990-05", "", ""),
        ("Згурський;?;сержант", "Згурський", "", "сержант", ""),
    ],
)
def test_a_line_is_read(text: str, name: str, born: str, rank: str, identifier: str) -> None:
    (line,) = read_lines(text)
    assert (line.name["surname"], line.born.isoformat(), line.rank, line.identifier) == (name, born, rank, identifier)
    assert line.problems == []


def test_a_person_of_whom_nothing_is_known_is_a_line_too() -> None:
    (line,) = read_lines("?; ?; ?; ?")
    assert (line.name, line.problems) == (None, [])


@pytest.mark.parametrize(
    ("lines", "number", "word"),
    [
        ("А Б; 31.02.1990", 1, "is no date"),
        ("А Б\n\nВ Г; yesterday", 3, "is no date"),
        ("А Б; ?; ?; ?; ?", 1, "at most 4"),
        ("Вигаданий Іван; 1990\nВигаданий Іван; 1990", 2, "the same as line 1"),
        ("А Б; 2099", 1, "has not come"),
        ("А Б; 1801", 1, "years ago"),
        ("А Б; ?; ?; 12\nВ Г; ?; ?; 1-2", 2, "same number"),
    ],
)
def test_a_wrong_line_is_named_with_its_rule_and_nobody_is_saved(
    client: Client, lines: str, number: int, word: str
) -> None:
    response = save(client, lines)
    assert list(problems(response)) == [number]
    assert word in " ".join(problems(response)[number])
    assert f"Line {number}:" in response.content.decode()
    assert not Person.objects.exists()


def test_what_was_typed_is_kept(client: Client) -> None:
    content = preview(client, "Згурський; nonsense", captured_at="near the bridge").content.decode()
    assert "Згурський; nonsense" in content
    assert 'value="near the bridge"' in content


def test_a_preview_saves_nobody(client: Client) -> None:
    response = preview(client, many(3))
    assert "Register 3 persons" in response.content.decode()
    assert not Person.objects.exists()


def test_a_hundred_and_two_are_saved_with_provisional_identities(client: Client) -> None:
    unit, cohort = UnitFactory(code="3057"), CohortFactory()
    response = save(client, many(102) + "\n?;?;?;?", unit="3057", cohorts=[str(cohort.pk)])
    assert response.status_code == 302
    assert Person.objects.filter(identity_status="provisional").count() == 102
    assert Person.objects.get(identity_status="unknown").description.startswith("Unknown person 103")
    assert Captivity.objects.filter(unit=unit, captured_on="2022-05-17", status="claimed").count() == 103
    assert Person.objects.filter(latest_captivity__memberships__cohort=cohort).count() == 103
    assert Identifier.objects.count() == 102


def test_the_book_tells_who_did_it_of_every_record(client: Client, registrar: User) -> None:
    save(client, many(3))
    told = Change.objects.filter(model="prisoners.person").values_list("actor_id", "verb")
    assert list(told) == [(registrar.pk, "prisoners.register_intake")] * 3


def test_the_rules_of_the_single_verb_hold(client: Client) -> None:
    response = save(client, many(2), detaining_power=str(home().pk))
    assert "check both sides" in str(problems(response)[1])
    assert not Person.objects.exists()


def test_a_number_of_somebody_recorded_is_refused(client: Client) -> None:
    PersonFactory(identifiers=[{"scheme": "service", "value": "аа 1"}])
    assert "Another person" in str(problems(save(client, many(2)))[2])


def test_somebody_recorded_already_is_shown_and_decided_on(client: Client) -> None:
    known = PersonFactory(called="Zghurskyi Oleksii", born=PartialDate.parse("1990-05-17"))
    lines = "Згурський Олексій; 17.05.1990\nВигаданий Іван; 1991"
    response = save(client, lines)
    assert known.get_absolute_url() in response.content.decode()
    assert Person.objects.count() == 1, "nobody is saved while it is not decided"
    choice = response.context["form"].rows[0].field_name
    save(client, lines, **{choice: "out"})
    assert set(Person.objects.values_list("name", flat=True)) == {"Zghurskyi Oleksii", "Вигаданий Іван"}


def test_the_same_cost_for_three_and_three_hundred(client: Client) -> None:
    counts = []
    for number, name in ((3, "Вигаданий"), (300, "Синтетичний")):
        lines = "\n".join(f"{name} {each}; ?; солдат; {name}-{each}" for each in range(number))
        with CaptureQueriesContext(connection) as queries:
            began = time.monotonic()
            assert save(client, lines).status_code == 302
            spent = time.monotonic() - began
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert spent < 20


def test_who_may_not_write_gets_no_intake(client: Client) -> None:
    client.force_login(user_with(Role.NEGOTIATOR))
    assert client.get(reverse("prisoners:intake")).status_code == 403
