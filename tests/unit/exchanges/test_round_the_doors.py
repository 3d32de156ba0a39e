"""SQL that goes round the doors of manifests and completions is refused, to the application and to the owner alike."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import Error

from audit.verbs import acting
from exchanges.enums import COMPLETE, ExchangeStatus, Rest
from exchanges.manifest_enums import EntryStatus
from exchanges.models import Exchange, ManifestEntry
from tests.factories import CaptivityFactory, allowed, someone
from tests.factories.manifests import ManifestEntryFactory, became
from tests.factories.settled import broken
from tests.unit.exchanges.test_completion import DAY, completed, under_way

pytestmark = pytest.mark.django_db
COMPLETED = "UPDATE exchanges_exchange SET status = 'completed' WHERE id = %s"
MOVED = "UPDATE exchanges_manifestentry SET status = %s, delivered_on = NULL WHERE id = %s"


@pytest.fixture(params=["owner", "application"])
def role(request, db) -> Iterator[str]:
    """Who runs the statement: the owner of the tables, or the role that the application signs in with."""
    yield request.param
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def run(role: str, statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if role == "application":
            cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_APP_ROLE}"')
        cursor.execute(statement, values)


def refused(role: str, told: str, statement: str, *values: object) -> None:
    with pytest.raises(Error, match=told):
        run(role, statement, *values)


def agreed_to(entry: ManifestEntry) -> Exchange:
    """Two people agreed to complete the exchange of an entry, and nobody ran the verb."""
    exchange = entry.transfer.exchange
    exchange.refresh_from_db()
    allowed(COMPLETE, exchange, to=ExchangeStatus.COMPLETED, rest=Rest.EVERYBODY)
    return exchange


def test_nobody_completes_alone(role) -> None:
    [entry] = under_way(CaptivityFactory())
    refused(role, "two people complete", COMPLETED, entry.transfer.exchange_id)


@pytest.mark.parametrize(
    ("status", "told"),
    [(None, "nobody is about to go"), (EntryStatus.DELIVERED, "whoever was handed over is not held")],
)
def test_two_people_do_not_complete_round_the_verb(role, status, told) -> None:
    [entry] = under_way(CaptivityFactory())
    if status:
        became(entry, status, DAY)
    exchange = agreed_to(entry)
    with acting(by=someone("second"), verb_name="synthetic"):
        refused(role, told, COMPLETED, exchange.pk)


def test_it_does_not_fail_with_somebody_handed_over(role) -> None:
    [entry] = under_way(CaptivityFactory())
    became(entry, EntryStatus.DELIVERED, DAY)
    statement = "UPDATE exchanges_exchange SET status = 'derailed' WHERE id = %s"
    refused(role, "did not take place", statement, entry.transfer.exchange_id)


@pytest.mark.parametrize("status", [EntryStatus.BOARDED, EntryStatus.WITHDRAWN])
def test_the_manifest_of_what_is_over_stays_as_it_is(role, status) -> None:
    [entry] = under_way(CaptivityFactory())
    completed(entry)
    refused(role, "the exchange is over|no move of status", MOVED, status, entry.pk)


def test_the_count_of_what_is_over_is_no_less_than_the_named(role) -> None:
    [entry] = under_way(CaptivityFactory(), delivered=2)
    completed(entry)
    statement = "UPDATE exchanges_transfer SET delivered = 0, delivered_military = NULL WHERE id = %s"
    refused(role, "names more than were delivered", statement, entry.transfer_id)


def test_the_state_machine_skips_nothing(role) -> None:
    entry = ManifestEntryFactory()
    statement = "UPDATE exchanges_manifestentry SET status = 'delivered', delivered_on = now() WHERE id = %s"
    refused(role, "no move of status from nominated to delivered", statement, entry.pk)


def test_nobody_goes_on_two_live_manifests(role) -> None:
    entry = ManifestEntryFactory()
    other = ManifestEntryFactory()
    copied = """
        INSERT INTO exchanges_manifestentry (id, version, void_reason, transfer_id, captivity_id, category, outcome,
            origin, reason, acceptance, status, status_note, condition, let_go)
        SELECT gen_random_uuid(), 1, '', %s, captivity_id, category, outcome, origin, '', acceptance, 'nominated', '',
            '', false FROM exchanges_manifestentry WHERE id = %s"""
    refused(role, "manifestentry_one_live", copied, other.transfer_id, entry.pk)


def test_control_without_the_triggers_it_would_pass_and_is_found() -> None:
    [entry] = under_way(CaptivityFactory())
    tables = ("exchanges_exchange", "exchanges_manifestentry")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(COMPLETED, [entry.transfer.exchange_id])
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert "an exchange that is over has nobody about to go: 1" in broken()
