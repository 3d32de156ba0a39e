"""The pages of the reports of the law lead from each count to the persons behind it."""

import re

import pytest
from django.test import Client

from accounts.roles import Role
from reports import catalogue
from reports.domain import work
from reports.domain.runs import ask_for_run
from tests.factories import user_with
from tests.factories.awkward import ON, Awkward

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["suspected-held", "recaptured", "completeness", "legal-deadlines"])
def test_a_count_on_the_page_opens_those_whom_it_counts(key, law: Awkward, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(work.jobs.Heart, "_beat", lambda self: None)
    asker = user_with(Role.REGISTRAR, language="en")
    run = ask_for_run(report=catalogue.find(key), as_of=ON, by=asker)
    work.work_off(run.pk)
    client.force_login(asker)
    page = client.get(run.get_absolute_url()).content.decode()
    led = re.findall(rf'href="([^"]*{run.pk}[^"]*(?:persons|behind)[^"]*)"[^>]*>\s*(\d+)\s*<', page)
    assert len(led) > 5
    for url, told in (led[0], led[-1]):
        people = client.get(url.replace("&amp;", "&"))
        assert people.status_code == 200
        assert len(people.context["people"]) == int(told)
