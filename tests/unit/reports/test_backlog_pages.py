"""Runs of the backlog: files, who sees them, and the way from a figure to the persons behind it."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.people import grant_role, take_role
from accounts.models import User
from accounts.roles import Role
from common.partial_dates import PartialDate
from prisoners.models import Captivity
from reports import catalogue
from reports.domain import work
from reports.domain.runs import ask_for_run
from reports.models import ReportRun
from tests.factories import CaptivityFactory, CohortFactory, PersonFactory, PlaceFactory, UnitFactory, user_with
from tests.factories.policies import WOMEN, in_force
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db
ON = datetime.date(2024, 12, 31)
NAME = "Вигаданенко"


@pytest.fixture(autouse=True, scope="module")
def without_heart() -> Iterator[None]:
    """Within one transaction the heart, over its own connection, cannot see the row."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(work.jobs.Heart, "_beat", lambda self: None)
        yield


def run_of(user: User, **parameters: Any) -> ReportRun:
    run = ask_for_run(report=catalogue.find("backlog"), parameters=parameters, as_of=ON, by=user)
    work.work_off(run.pk)
    run.refresh_from_db()
    return run


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture(scope="module")
def captives(django_db_setup, django_db_blocker) -> Iterator[list[Captivity]]:
    """Two women of one unit and nine men, made once for this file."""
    with shared(django_db_blocker):
        made = _captives()
        settle()
        yield made


def _captives() -> list[Captivity]:
    in_force(WOMEN)
    unit, cohort = UnitFactory(code="3057"), CohortFactory(code="azovstal")
    women = [PersonFactory(called=f"{NAME} Ірина {n}", sex="female") for n in range(2)]
    day = PartialDate.parse("2024-01-01")
    found = [CaptivityFactory(person=each, captured=day, unit=unit, cohorts=[cohort]) for each in women]
    return found + [CaptivityFactory(person=PersonFactory(sex="male"), captured=PartialDate()) for _ in range(9)]


@pytest.fixture(scope="module")
def run(captives, without_heart) -> ReportRun:
    """A run of somebody who sees persons."""
    return run_of(user_with(Role.REGISTRAR))


def test_no_file_of_an_analyst_holds_a_small_figure(captives) -> None:
    run = run_of(user_with(Role.ANALYST), by="sexes")
    files = {file.format: bytes(file.content) for file in run.artefacts.all()}
    assert {"csv", "xlsx", "json", "svg", "pdf"} <= set(files)
    assert files["csv"].decode().splitlines() == ["sex,persons", "female,few", "male,10", "unknown,0", "total,10"]
    assert NAME not in str(files["json"]) + str(files["svg"]) + str(run.answer)
    page = signed_in(run.asked_by).get(run.get_absolute_url()).content.decode()
    assert "менше ніж 5" in page
    assert "/behind/" not in page


def test_a_run_of_who_sees_persons_is_not_there_for_who_does_not(captives) -> None:
    registrar = user_with(Role.REGISTRAR)
    run = run_of(registrar)
    assert signed_in(registrar).get(run.get_absolute_url()).status_code == 200
    grant = registrar.role_grants.get()
    take_role(grant=grant, by=User.objects.system(), reason="synthetic")
    grant_role(user=registrar, role=Role.ANALYST, by=User.objects.system())
    assert signed_in(User.objects.get(pk=registrar.pk)).get(run.get_absolute_url()).status_code == 404


def test_who_gains_the_sight_of_persons_meanwhile_is_told_by_what_the_answer_holds(captives) -> None:
    analyst = user_with(Role.ANALYST)
    run = ask_for_run(report=catalogue.find("backlog"), as_of=ON, by=analyst)
    grant_role(user=analyst, role=Role.REGISTRAR, by=User.objects.system())
    work.work_off(run.pk)
    run.refresh_from_db()
    assert "prisoners.view" in run.needs


@pytest.mark.parametrize("table", ["bands", "units", "branches", "categories", "sexes", "cohorts", "regions", "tiers"])
def test_each_row_leads_to_as_many_persons_as_it_counts(captives, table) -> None:
    user = user_with(Role.REGISTRAR)
    run, client = run_of(user, by=table), signed_in(user)
    rows = next(each for each in run.answer["tables"] if each["key"] == table)["rows"]
    listed = [
        len(client.get(reverse("reports:behind-row", args=[run.pk, table, n])).context["people"])
        for n in range(len(rows))
    ]
    assert listed == [row[-1] for row in rows]


def test_persons_are_listed_the_longest_held_first_with_their_names(captives) -> None:
    user = user_with(Role.AUDITOR, Role.NEGOTIATOR)
    response = signed_in(user).get(reverse("reports:behind", args=[run_of(user).pk, "held"]))
    assert [each.pk for _name, each in response.context["people"]][:2] == [each.pk for each in captives[:2]]
    assert NAME in response.content.decode()


def test_an_analyst_is_led_to_nobody(captives) -> None:
    user = user_with(Role.ANALYST)
    client, run = signed_in(user), run_of(user)
    assert client.get(reverse("reports:behind", args=[run.pk, "held"])).status_code == 404
    assert client.get(reverse("reports:behind-row", args=[run.pk, "bands", 0])).status_code == 404


@pytest.mark.parametrize("path", [["bands", 99], ["flow", 0], ["nonsense", 0]])
def test_a_row_that_is_not_there_is_not_found(run, path) -> None:
    assert signed_in(run.asked_by).get(reverse("reports:behind-row", args=[run.pk, *path])).status_code == 404


def test_what_an_analyst_may_not_ask_stands_at_the_field(captives) -> None:
    client = signed_in(user_with(Role.ANALYST, language="en"))
    response = client.post(
        reverse("reports:report", args=["backlog"]), {"side": "home", "by": "bands", "sex": "female"}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["sex"])


def test_a_place_is_told_to_those_who_may_see_locations(captives) -> None:
    PlaceFactory(region="Hidden")
    assert "field:location" in run_of(user_with(Role.REGISTRAR)).needs
