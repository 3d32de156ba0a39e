"""`manage.py seed_demo`: idempotent, and no password is ever a constant."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings

from accounts.domain.demo import demo_person
from accounts.models import User
from accounts.roles import Role
from audit.models import Change
from common.jobs import Heart
from exchanges.enums import CountStatus, ExchangeStatus
from exchanges.models import Exchange, ManifestEntry
from exchanges.queries.overview import overview
from prisoners.models import Person
from tests.shared import settle, shared

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def heartless() -> Iterator[None]:
    """The heart of a job beats over a connection of its own, which does not see the rows of a test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Heart, "_beat", lambda self: None)
        yield


@pytest.fixture
def seed(capsys, settings, heartless):
    settings.SECURE_SITE = False

    def run(*options: object, persons: int = 20) -> list[list[str]]:
        call_command("seed_demo", *options, persons=persons)
        return [line.split("  ") for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, heartless) -> Iterator[list[list[str]]]:
    """What seeding with fifty persons said."""
    said = StringIO()
    with shared(django_db_blocker), override_settings(SECURE_SITE=False):
        call_command("seed_demo", persons=50, stdout=said)
        settle()
        yield [line.split("  ") for line in said.getvalue().splitlines()]


def test_there_is_a_person_of_each_role(seeded) -> None:
    assert [name for name, _role, _password in seeded] == [
        "registrar",
        "negotiator",
        "approver",
        "analyst",
        "liaison",
        "auditor",
        "admin",
        "admin2",
    ]
    for name, role, password in seeded:
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.roles == {Role(role)}


def test_twice_changes_nothing(seeded, seed) -> None:
    changes = Change.objects.count()
    assert seed(persons=50) == []
    assert Change.objects.count() == changes


def test_passwords_differ(seeded) -> None:
    assert len({password for *_rest, password in seeded}) == len(Role)


def test_the_public_record_is_there_beside_synthetic_exchanges(seeded) -> None:
    synthetic = Exchange.objects.filter(formula__contains="SYNTHETIC")
    assert Exchange.objects.hand_overs().exclude(pk__in=synthetic).count() == 71
    states = Counter(synthetic.values_list("status", flat=True))
    told = ("scheduled", "postponed", "agreed", "proposed", "draft", "under_way", "completed")
    assert states == dict.fromkeys(told, 1)


def test_who_sees_what_is_general_counts_no_synthetic_exchange(seeded) -> None:
    """And nobody adds any of its numbers up: they are withheld."""
    carried_out = Exchange.objects.get(formula__contains="SYNTHETIC", status=ExchangeStatus.COMPLETED)
    assert overview(demo_person(Role.ANALYST)).exchanges == overview(demo_person(Role.REGISTRAR)).exchanges - 1
    assert set(carried_out.transfers.values_list("delivered", "count_status")) == {(None, CountStatus.WITHHELD)}
    assert ManifestEntry.objects.delivered().filter(transfer__exchange=carried_out).exists()


def test_persons_are_synthetic_and_say_so(seeded) -> None:
    assert Person.objects.filter(is_synthetic=True).count() == Person.objects.count() == 50
    assert all("synthetic" in str(person) for person in Person.objects.all())


def test_more_persons_go_on_where_it_left_off(seeded, seed) -> None:
    before = set(Person.objects.values_list("id", "name"))
    seed(persons=70)
    assert before < set(Person.objects.values_list("id", "name"))
    assert Person.objects.count() == 70


def test_the_book_has_every_synthetic_person(seeded) -> None:
    told = Change.objects.filter(model="prisoners.person", verb="prisoners.add_demo_persons")
    assert set(told.values_list("object_id", flat=True)) == set(Person.objects.values_list("id", flat=True))
