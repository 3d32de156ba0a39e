"""Two people: one proposes, another one approves, and the database holds it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import acts
from accounts.domain.approvals import approve, propose, refuse, withdraw
from accounts.enums import ApprovalState
from accounts.models import User
from accounts.queries.approvals import waiting_for
from accounts.roles import Role
from common.errors import Conflict, IllegalMove, Stale
from sources.domain.sources import revise_source, void_source
from tests.factories import PlaceFactory, SourceFactory, UnitFactory, proposed, someone, user_with, voided

pytestmark = pytest.mark.django_db
S = ApprovalState


def test_a_record_is_voided_when_somebody_else_approves() -> None:
    source = voided(SourceFactory(), "it never was", by=someone("second"))
    assert (source.is_voided, source.voided_by, source.void_reason) == (True, someone("second"), "it never was")


def test_nothing_is_done_by_proposing_it() -> None:
    source = SourceFactory()
    proposed(acts.VOID, source)
    source.refresh_from_db()
    assert not source.is_voided


def test_nobody_approves_their_own_proposal() -> None:
    approval = proposed(acts.VOID, SourceFactory())
    with pytest.raises(PermissionDenied, match="their own"):
        approve(approval=approval, by=someone("proposer"))


def test_nobody_refuses_their_own_proposal() -> None:
    with pytest.raises(PermissionDenied, match="their own"):
        refuse(approval=proposed(acts.VOID, SourceFactory()), by=someone("proposer"), reason="no")


def test_nobody_voids_alone() -> None:
    with pytest.raises(PermissionDenied, match="takes two people"):
        void_source(source=SourceFactory(), by=someone("proposer"), reason="it never was")


def test_the_system_voids_nothing_alone_either() -> None:
    with pytest.raises(PermissionDenied, match="takes two people"):
        void_source(source=SourceFactory(), by=User.objects.system(), reason="it never was")


@pytest.mark.parametrize("kind", ["machine"])
def test_no_machine_proposes(kind) -> None:
    machine = user_with(Role.REGISTRAR, kind=kind)
    with pytest.raises(PermissionDenied, match="no machine"):
        propose(act=acts.VOID, subject=SourceFactory(), by=machine, reason="twice")


def test_who_may_not_void_may_not_propose_it() -> None:
    with pytest.raises(PermissionDenied, match="sources.write"):
        propose(act=acts.VOID, subject=SourceFactory(), by=user_with(Role.APPROVER), reason="twice")


def test_who_may_neither_void_nor_second_may_not_approve_it() -> None:
    with pytest.raises(PermissionDenied, match="sources.write"):
        approve(approval=proposed(acts.VOID, SourceFactory()), by=user_with(Role.AUDITOR))


@pytest.mark.parametrize("factory", [SourceFactory, PlaceFactory, UnitFactory])
def test_an_approver_seconds_what_she_may_not_do(factory) -> None:
    approve(approval=proposed(acts.VOID, record := factory()), by=user_with(Role.APPROVER))
    record.refresh_from_db()
    assert record.is_voided


def test_what_was_lent_for_seconding_is_given_back() -> None:
    approver = user_with(Role.APPROVER)
    approve(approval=proposed(acts.VOID, SourceFactory()), by=approver)
    with pytest.raises(PermissionDenied):
        revise_source(source=SourceFactory(), title="Renamed", by=approver)


def test_an_approver_waits_for_what_she_may_second() -> None:
    approval = proposed(acts.VOID, SourceFactory())
    assert list(waiting_for(user_with(Role.APPROVER))) == [approval]
    assert not waiting_for(user_with(Role.AUDITOR)).exists()


def test_an_approver_seconds_no_role() -> None:
    admin, olena = user_with(Role.ADMINISTRATOR), user_with()
    approval = propose(act=acts.GRANT_ROLE, subject=olena, by=admin, reason="new", arguments={"role": "analyst"})
    with pytest.raises(PermissionDenied, match="accounts.manage"):
        approve(approval=approval, by=user_with(Role.APPROVER))


def test_a_proposal_wants_a_reason() -> None:
    with pytest.raises(ValidationError, match="Say why"):
        proposed(acts.VOID, SourceFactory(), why=" ")


def test_one_act_waits_once() -> None:
    approval = proposed(acts.VOID, source := SourceFactory())
    with pytest.raises((Conflict, ValidationError), match="already"):
        proposed(acts.VOID, source)
    refuse(approval=approval, by=someone("second"), reason="no")
    assert proposed(acts.VOID, source).state == S.PROPOSED


def test_a_refusal_says_why() -> None:
    approval = proposed(acts.VOID, SourceFactory())
    with pytest.raises(ValidationError, match="Say why"):
        refuse(approval=approval, by=someone("second"), reason="")
    refused = refuse(approval=approval, by=someone("second"), reason="it is true")
    assert (refused.state, refused.decided_by, refused.note) == (S.REFUSED, someone("second"), "it is true")


def test_only_who_proposed_withdraws() -> None:
    approval = proposed(acts.VOID, SourceFactory())
    with pytest.raises(PermissionDenied, match="Only who proposed"):
        withdraw(approval=approval, by=someone("second"))
    assert withdraw(approval=approval, by=someone("proposer")).state == S.WITHDRAWN


def test_what_is_decided_is_decided() -> None:
    approval = proposed(acts.VOID, SourceFactory())
    withdraw(approval=approval, by=someone("proposer"))
    with pytest.raises(IllegalMove, match="withdrawn"):
        approve(approval=approval, by=someone("second"))


def test_a_record_that_changed_since_is_looked_at_again() -> None:
    approval = proposed(acts.VOID, source := SourceFactory())
    revise_source(source=source, by=User.objects.system(), title="Corrected")
    with pytest.raises(Stale):
        approve(approval=approval, by=someone("second"))
    approval.refresh_from_db()
    assert approval.state == S.PROPOSED
    assert approve(approval=approval, by=someone("second"), subject_version=2).state == S.APPROVED
