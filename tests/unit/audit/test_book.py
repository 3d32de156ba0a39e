"""The book catches every change, whatever way it came."""

import pytest
from django.db import connection

from accounts.models import User
from audit.models import Change
from exchanges.domain.exchanges import log_exchange, revise_exchange
from exchanges.models import Exchange
from tests.factories import ExchangeFactory

pytestmark = pytest.mark.django_db


def test_a_verb_tells_who_and_why() -> None:
    system = User.objects.system()
    exchange = log_exchange(formula="5 for 5", by=system, reason="said on television")
    change = Change.objects.of(exchange).get()
    assert (change.actor_id, change.verb, change.reason) == (system.pk, "exchanges.log", "said on television")
    assert change.before is None
    assert change.after["formula"] == "5 for 5"


def test_a_revision_keeps_before_and_after() -> None:
    exchange = ExchangeFactory(formula="5 for 5")
    revise_exchange(exchange=exchange, formula="6 for 5", by=User.objects.system())
    change = Change.objects.of(exchange).first()
    assert (change.version, change.before, change.after) == (2, {"formula": "5 for 5"}, {"formula": "6 for 5"})


def test_the_same_content_again_is_no_change() -> None:
    exchange = ExchangeFactory(formula="5 for 5")
    again = revise_exchange(exchange=exchange, formula="5 for 5", by=User.objects.system())
    assert again.version == 1
    assert Change.objects.of(exchange).count() == 1


def test_a_bulk_update_is_caught_row_by_row() -> None:
    exchanges = [ExchangeFactory(), ExchangeFactory()]
    Exchange.objects.update(notes="seen")
    assert Change.objects.of(*exchanges).filter(after={"notes": "seen"}).count() == 2


def test_raw_sql_is_caught_without_an_actor() -> None:
    exchange = ExchangeFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchanges_exchange SET notes = 'round the door'")
    change = Change.objects.of(exchange).first()
    assert (change.actor_id, change.verb, change.after) == (None, "", {"notes": "round the door"})


def test_a_secret_is_masked() -> None:
    user = User.objects.system()
    User.objects.filter(pk=user.pk).update(password="a new one")
    assert Change.objects.of(user).first().after == {"password": "***"}


def test_the_actor_does_not_outlive_the_verb() -> None:
    ExchangeFactory()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('obmin.actor', true)")
        assert not cursor.fetchone()[0]


def test_no_session_can_make_the_book_look_away() -> None:
    exchange = ExchangeFactory()
    names = [trigger.get_pgid(Exchange) for trigger in Exchange._meta.triggers]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"])
    Exchange.objects.update(notes="unseen?")
    assert Change.objects.of(exchange).first().after == {"notes": "unseen?"}
