"""What takes two people, by two synthetic people: one who may all of it proposes, another one approves."""

from typing import Any

from django.utils import timezone

from accounts import acts
from accounts.domain.approvals import approve, propose
from accounts.models import Approval, Record, User
from accounts.roles import Role
from audit.models import Booked
from audit.verbs import acting
from tests.factories.accounts import user_with

MAY_ALL = (Role.REGISTRAR, Role.NEGOTIATOR, Role.APPROVER)


def someone(name: str) -> User:
    """A synthetic person who may void and complete; the same one for the same name."""
    return User.objects.filter(username=name).first() or user_with(*MAY_ALL, username=name, language="en")


def proposed(
    act: str, subject: Booked, *, why: str = "synthetic", by: User | None = None, **arguments: Any
) -> Approval:
    """An act that waits for a second person."""
    return propose(act=act, subject=subject, reason=why, arguments=arguments, by=by or someone("proposer"))


def settle() -> Approval:
    """The one proposal that waits, approved by the second person."""
    return approve(approval=Approval.objects.open().get(), by=someone("second"))


def by_two(act: str, subject: Booked, *, why: str = "synthetic", by: User | None = None, **arguments: Any) -> Any:
    """A record after two people did this to it; `by` is the second one."""
    approve(approval=proposed(act, subject, why=why, **arguments), by=by or someone("second"))
    subject.refresh_from_db()
    return subject


def allowed(act: str, subject: Booked, **arguments: Any) -> User:
    """The second of two people who agreed to an act that nobody has run: what the triggers ask for, and no more."""
    first, second = someone("proposer"), someone("second")
    about = {"subject_model": subject._meta.label_lower, "subject_id": subject.pk, "subject_version": subject.version}
    with acting(by=first, verb_name="accounts.propose"):
        approval = Approval.objects.create(act=act, arguments=arguments, why="synthetic", proposed_by=first, **about)
    with acting(by=second, verb_name="accounts.approve"):
        Approval.objects.filter(pk=approval.pk).update(state="approved", decided_by=second, decided_at=timezone.now())
    return second


def voided(record: Record, reason: str = "logged twice", by: User | None = None) -> Any:
    """A record that two people voided."""
    return by_two(acts.VOID, record, why=reason, by=by)
