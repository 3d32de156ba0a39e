"""Many people decide at once: one decision, one effect. And an approval speaks in its own transaction only."""

import pytest
from django.db import ProgrammingError

from accounts import acts
from accounts.domain import approvals
from accounts.domain.approvals import approve, propose, withdraw
from accounts.models import Approval
from audit.models import Change
from sources.models import Source
from tests.factories import SourceFactory, allowed, proposed, someone
from tests.integration.test_races import MANY, at_once, winners

pytestmark = pytest.mark.django_db(transaction=True)


def effects(source: Source) -> int:
    """How often the book saw a record voided."""
    return Change.objects.of(source).filter(after__has_key="voided_at").count()


def test_one_approval_wins() -> None:
    approval, by = proposed(acts.VOID, source := SourceFactory()), [someone(f"second-{n}") for n in range(MANY)]
    assert winners(at_once(lambda n: approve(approval=approval, by=by[n]))) == 1
    assert effects(source) == 1


def test_approved_or_withdrawn_and_never_both() -> None:
    approval, second, first = proposed(acts.VOID, source := SourceFactory()), someone("second"), someone("proposer")
    turns = [(approve, second), (withdraw, first)] * MANY
    outcomes = at_once(lambda n: turns[n][0](approval=approval, by=turns[n][1]))
    approval.refresh_from_db()
    assert winners(outcomes) == 1
    assert effects(source) == (approval.state == "approved")


def test_without_the_lock_the_database_still_lets_one_win(monkeypatch) -> None:
    monkeypatch.setattr(approvals.records, "lock", lambda record, _version=None: type(record).objects.get(pk=record.pk))
    approval, by = proposed(acts.VOID, source := SourceFactory()), [someone(f"second-{n}") for n in range(MANY)]
    monkeypatch.setattr(approvals, "APPROVAL_MOVES", {"proposed": ("approved",), "approved": ("approved",)})
    with pytest.raises(Exception, match="decision is made once|stays voided|no move"):
        raise next(each for each in _all(lambda n: approve(approval=approval, by=by[n])) if isinstance(each, Exception))
    assert effects(source) == 1


def _all(act) -> list:
    def run(number: int):
        try:
            return act(number)
        except Exception as refused:  # noqa: BLE001 - the database speaks in several classes
            return refused

    return at_once(run)


def test_many_who_propose_the_same_leave_one_proposal() -> None:
    source, by = SourceFactory(), [someone(f"first-{n}") for n in range(MANY)]
    outcomes = at_once(lambda n: propose(act=acts.VOID, subject=source, by=by[n], reason="twice"))
    assert winners(outcomes) == Approval.objects.open().count() == 1
    assert {type(each).__name__ for each in outcomes if isinstance(each, Exception)} <= {"Conflict", "ValidationError"}


def test_an_approval_of_yesterday_voids_nothing() -> None:
    by = allowed(acts.VOID, source := SourceFactory())
    with pytest.raises(ProgrammingError, match="two people"):
        Source.objects.filter(pk=source.pk).update(voided_at="2024-01-01T00:00Z", voided_by=by, void_reason="x")
