"""Two people confirm at once: one effect. The controls show that the guards are what makes it so."""

import time
from typing import Any

import pytest
from django.db import connection

from accounts.acts import UNDO_IMPORT
from accounts.domain.approvals import approve
from accounts.models import User
from exchanges.domain import imports
from exchanges.domain.imports import confirm_import
from exchanges.models import Exchange, ImportRow
from tests.factories import SourceFactory, proposed, someone
from tests.factories.imports import previewed, record_bytes, record_row
from tests.integration.test_races import MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)
DATA = record_bytes(record_row(), record_row(format_label="5 for 5"))


def test_one_preview_is_confirmed_once() -> None:
    batch, system = previewed(DATA), User.objects.system()
    assert winners(at_once(lambda _: confirm_import(batch=batch, by=system))) == 1
    assert Exchange.objects.count() == 2


def test_the_same_file_of_many_people_is_imported_once() -> None:
    batches, system = [previewed(DATA) for _ in range(MANY)], User.objects.system()
    assert winners(at_once(lambda n: confirm_import(batch=batches[n], by=system))) == MANY
    assert Exchange.objects.count() == 2
    assert ImportRow.objects.filter(outcome="already_there").count() == 2 * (MANY - 1)


@pytest.fixture
def unlocked(monkeypatch) -> None:
    """Nobody waits for another import, and whoever has looked what is there takes time before writing."""
    build = imports.build

    def slowly(*judged: Any) -> Any:
        time.sleep(0.5)
        return build(*judged)

    monkeypatch.setattr(imports, "one_at_a_time", lambda: None)
    monkeypatch.setattr(imports, "build", slowly)


def test_without_the_lock_only_the_constraint_keeps_them_apart(unlocked) -> None:
    SourceFactory(url="https://example.org/1")
    batches, system = [previewed(DATA) for _ in range(MANY)], User.objects.system()
    outcomes = at_once(lambda n: confirm_import(batch=batches[n], by=system))
    assert winners(outcomes) < MANY
    assert Exchange.objects.count() == 2


def test_without_the_constraint_either_they_are_imported_twice(unlocked) -> None:
    SourceFactory(url="https://example.org/1")  # else the one source of an address would keep them apart
    batches, system = [previewed(DATA) for _ in range(MANY)], User.objects.system()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX importrow_created_once")
    try:
        at_once(lambda n: confirm_import(batch=batches[n], by=system))
        assert Exchange.objects.count() > 2
    finally:
        _restore()


def test_one_undo_wins() -> None:
    batch, system = previewed(DATA), User.objects.system()
    confirm_import(batch=batch, by=system)
    approval, second = proposed(UNDO_IMPORT, batch), someone("second")
    assert winners(at_once(lambda _: approve(approval=approval, by=second))) == 1


def _restore() -> None:
    constraint = next(each for each in ImportRow._meta.constraints if each.name == "importrow_created_once")
    ImportRow.objects.update(outcome="undone")
    with connection.schema_editor() as editor:
        editor.add_constraint(ImportRow, constraint)
