"""The pages of runs of the reports about lists and priorities, and where their counts lead."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.roles import Role
from reports import catalogue
from reports.domain import work
from reports.domain.runs import ask_for_run
from reports.models import ReportRun
from tests.factories import user_with
from tests.factories.awkward_lists import ON, Made, awkward_lists
from tests.shared import kept, shared

pytestmark = pytest.mark.django_db
KEYS = ["list-quality", "refusals", "stances", "priority-queue", "priority-compliance"]


@pytest.fixture(autouse=True, scope="module")
def without_heart() -> Iterator[None]:
    """Within one transaction the heart, over its own connection, cannot see the row."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(work.jobs.Heart, "_beat", lambda self: None)
        yield


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[Made]:
    with shared(django_db_blocker):
        yield kept(awkward_lists)


def run_of(key: str, role: Role) -> ReportRun:
    run = ask_for_run(report=catalogue.find(key), as_of=ON, by=user_with(role, language="en"))
    work.work_off(run.pk)
    run.refresh_from_db()
    return run


def opened(run: ReportRun) -> Client:
    client = Client()
    client.force_login(run.asked_by, backend="accounts.backends.RoleBackend")
    return client


@pytest.mark.parametrize("key", KEYS)
def test_the_page_opens_with_the_answer_and_each_link_leads_to_a_page(made, key) -> None:
    run = run_of(key, Role.REGISTRAR)
    client = opened(run)
    response = client.get(run.get_absolute_url())
    report, content = catalogue.find(key), response.content.decode()
    assert response.status_code == 200
    assert str(report.title) in content
    links = sorted({link for link in content.split('"') if link.startswith(f"{run.get_absolute_url()}behind/")})
    assert links
    assert {client.get(link).status_code for link in links[::7]} == {200}


@pytest.mark.parametrize("key", KEYS)
def test_whoever_may_not_see_persons_is_led_to_none(made, key) -> None:
    run = run_of(key, Role.ANALYST)
    response = opened(run).get(run.get_absolute_url())
    assert response.status_code == 200
    assert not [each for each in run.answer["figures"] if each["leads_to"] in ("persons", "entries")]
