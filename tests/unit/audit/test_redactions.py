"""A redaction: two people, through one door; the chain stays whole and tells of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.models import User
from accounts.roles import Role
from audit.domain.publishing import publish_all
from audit.domain.redactions import approve_redaction, propose_redaction, refuse_redaction
from audit.domain.verifying import verify
from audit.models import Change, FeedEntry, Redaction
from audit.verbs import acting
from common.errors import IllegalMove, Stale
from exchanges.domain.exchanges import revise_exchange
from tests.factories import ExchangeFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Change:
    """A published revision that has a name in its content which should not be there."""
    exchange = ExchangeFactory(notes="")
    revise_exchange(exchange=exchange, notes="Vyhadanyi, son of Petro", by=User.objects.system(), reason="by mistake")
    publish_all()
    return Change.objects.of(exchange).first()


@pytest.fixture
def one(db) -> User:
    return user_with(Role.AUDITOR)


@pytest.fixture
def other(db) -> User:
    return user_with(Role.AUDITOR)


@pytest.fixture
def proposal(line, one) -> Redaction:
    return propose_redaction(changes=[line], note="a name of a relative", by=one)


def test_the_content_goes_and_the_rest_stays(line, proposal, other) -> None:
    approve_redaction(redaction=proposal, by=other)
    after = Change.objects.get(pk=line.pk)
    assert (after.before, after.after, after.reason, after.is_redacted) == ({}, {}, "", True)
    assert (after.at, after.verb, after.actor_id, after.version) == (line.at, line.verb, line.actor_id, line.version)


def test_the_salt_goes_with_the_content(line, proposal, other) -> None:
    before = FeedEntry.objects.get(change=line)
    approve_redaction(redaction=proposal, by=other)
    after = FeedEntry.objects.get(change=line)
    assert (before.salt is None, after.salt is None) == (False, True)
    assert bytes(after.hash) == bytes(before.hash)


def test_the_chain_stays_whole_and_tells_of_it(proposal, other) -> None:
    approve_redaction(redaction=proposal, by=other)
    publish_all()
    assert verify().found == 0
    told = Change.objects.filter(object_id=proposal.pk, entry__isnull=False).values_list("verb", "actor_id")
    assert list(told.order_by("id")) == [
        ("audit.propose_redaction", proposal.proposed_by_id),
        ("audit.approve_redaction", other.pk),
    ]


def test_until_the_approval_is_published_it_is_not_believed(proposal, other) -> None:
    approve_redaction(redaction=proposal, by=other)
    publish_all()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_change SET actor_id = %s WHERE object_id = %s", [other.pk, proposal.pk])
        cursor.execute("ALTER TABLE audit_change ENABLE TRIGGER USER")
    assert {each["fault"] for each in verify().findings} == {"unproved", "relinked"}


def test_nobody_approves_their_own(proposal, one) -> None:
    with pytest.raises(PermissionDenied):
        approve_redaction(redaction=proposal, by=one)


def test_the_database_too_refuses_one_person_for_both(proposal, one) -> None:
    with (
        pytest.raises(IntegrityError, match="redaction_two_people"),
        acting(by=one, verb_name="synthetic"),
    ):
        Redaction.objects.filter(pk=proposal.pk).update(status="approved", settled_by_id=one.pk)


def test_the_database_refuses_a_signature_in_anothers_name(proposal, one, other) -> None:
    with (
        pytest.raises(InternalError, match="in nobody else's name"),
        acting(by=one, verb_name="synthetic"),
    ):
        Redaction.objects.filter(pk=proposal.pk).update(status="approved", settled_by_id=other.pk)


def test_what_was_proposed_does_not_change_before_it_is_settled(proposal, one) -> None:
    with (
        pytest.raises(InternalError, match="settled as it is"),
        acting(by=one, verb_name="synthetic"),
    ):
        Redaction.objects.filter(pk=proposal.pk).update(change_ids=[1, 2])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_change SET before = '{}', after = '{}', reason = '' WHERE id = %s",
        "UPDATE audit_feedentry SET salt = NULL WHERE change_id = %s",
    ],
)
def test_without_an_approval_no_line_is_emptied(line, proposal, statement) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(InternalError, match="Cannot update"),
        transaction.atomic(),
    ):
        cursor.execute(statement, [line.pk])


@pytest.mark.parametrize("edit", ["actor_id = NULL", 'after = \'{"notes": "other"}\'', "verb = 'other'"])
def test_an_approval_lets_nothing_be_rewritten(line, proposal, other, edit) -> None:
    approve_redaction(redaction=proposal, by=other)
    with (
        connection.cursor() as cursor,
        pytest.raises(InternalError, match="Cannot update"),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE audit_change SET {edit} WHERE id = %s", [line.pk])


def test_a_refusal_leaves_the_line(line, proposal, other) -> None:
    refuse_redaction(redaction=proposal, by=other, reason="it is needed")
    assert Change.objects.get(pk=line.pk).after == line.after
    with pytest.raises(IllegalMove):
        approve_redaction(redaction=proposal, by=other)


def test_a_refusal_says_why(proposal, other) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        refuse_redaction(redaction=proposal, by=other, reason=" ")


def test_who_looked_at_an_older_version_is_told(proposal, other) -> None:
    with pytest.raises(Stale):
        approve_redaction(redaction=proposal, by=other, expected_version=7)


def test_a_line_that_is_not_published_waits(one) -> None:
    exchange = ExchangeFactory()
    with pytest.raises(ValidationError, match="not published yet"):
        propose_redaction(changes=Change.objects.of(exchange), note="why", by=one)


def test_what_tells_of_redactions_stays(proposal, one) -> None:
    publish_all()
    with pytest.raises(ValidationError, match="tells of redactions stays"):
        propose_redaction(changes=Change.objects.filter(object_id=proposal.pk), note="why", by=one)


def test_the_same_content_is_not_removed_twice(line, proposal, one, other) -> None:
    approve_redaction(redaction=proposal, by=other)
    with pytest.raises(ValidationError, match="removed already"):
        propose_redaction(changes=[line], note="again", by=one)


def test_a_machine_redacts_nothing(line) -> None:
    with pytest.raises(PermissionDenied):
        propose_redaction(changes=[line], note="why", by=User.objects.system())


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ADMINISTRATOR, Role.MACHINE])
def test_others_redact_nothing(line, role) -> None:
    with pytest.raises(PermissionDenied):
        propose_redaction(changes=[line], note="why", by=user_with(role))
