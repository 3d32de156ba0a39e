"""The exchanges of a person on their page, and in their timeline."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from exchanges.domain.exchanges import restrict_exchange
from exchanges.domain.manifest.substituting import substitute
from exchanges.interfaces.person_exchanges import Row
from prisoners.domain.restricting import restrict_person
from prisoners.models import Person
from tests.factories import CaptivityFactory, user_with
from tests.factories.manifests import ManifestEntryFactory
from tests.unit.exchanges.test_completion import completed, under_way

pytestmark = pytest.mark.django_db


def visit(client: Client, person: Person, role: Role = Role.REGISTRAR):
    client.force_login(user_with(role, language="en"))
    return client.get(person.get_absolute_url())


def rows(client: Client, person: Person, role: Role = Role.REGISTRAR) -> list[Row]:
    panels = {each.anchor: each for each in visit(client, person, role).context["panels"]}
    return panels["exchanges"].context["rows"] if "exchanges" in panels else []


def steps(client: Client, person: Person, role: Role = Role.REGISTRAR) -> list[str]:
    return [each.title for each in visit(client, person, role).context["page"].timeline if "№" in each.title]


def test_the_page_says_in_which_exchange_somebody_came_home(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=1)
    completed(entry)
    [row] = rows(client, entry.captivity.person)
    assert (row.exchange, str(row.day), str(row.entry), row.outcome) == (
        entry.transfer.exchange,
        "18 Oct 2024",
        "handed over",
        "Returned by exchange",
    )


def test_the_timeline_tells_each_step(client) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=1)
    completed(entry)
    number = entry.transfer.exchange.number
    told = ["nominated", "approved", "boarded", "handed over"]
    assert steps(client, entry.captivity.person) == [f"Exchange № {number}: {each}" for each in told]


@pytest.fixture
def substituted():
    """Somebody in whose place somebody else came."""
    entry = ManifestEntryFactory()
    by = User.objects.system()
    made = substitute(manifest_entry=entry, captivity=CaptivityFactory(), reason="synthetic", by=by)
    return entry.captivity.person, made.captivity.person


def test_who_replaced_whom_stands_on_both_pages(client, substituted) -> None:
    before, after = substituted
    assert f'replaced by <a href="{after.get_absolute_url()}"' in rows(client, before)[0].substitution
    assert f'in the place of <a href="{before.get_absolute_url()}"' in rows(client, after)[0].substitution


def test_a_substitute_whom_the_reader_may_not_see_is_not_there(client, substituted) -> None:
    before, after = substituted
    restrict_person(person=after, reason="synthetic", by=User.objects.system())
    assert rows(client, before)[0].substitution == "–"


def test_a_manifest_that_the_reader_may_not_know_of_is_not_there(client) -> None:
    entry = ManifestEntryFactory()
    person, exchange = entry.captivity.person, entry.transfer.exchange
    assert (len(rows(client, person)), len(steps(client, person))) == (1, 1)
    assert (rows(client, person, Role.LIAISON), steps(client, person, Role.LIAISON)) == ([], [])
    restrict_exchange(exchange=exchange, reason="synthetic", by=User.objects.system())
    assert (rows(client, person), steps(client, person)) == ([], [])


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_for_one_and_for_three(client, number, django_assert_num_queries) -> None:
    captivity = CaptivityFactory()
    for _ in range(number):
        ManifestEntryFactory(captivity=captivity, status="withdrawn")
    client.force_login(user_with(Role.REGISTRAR))
    client.get(captivity.person.get_absolute_url())
    with django_assert_num_queries(48):
        client.get(captivity.person.get_absolute_url())
