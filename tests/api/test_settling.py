"""A parked submission is settled by a person, onto the record as it is now, with who and why."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.roles import Role
from api.catalogue.exchanges import EXCHANGES
from api.catalogue.ground import SOURCES
from api.catalogue.prisoners import PERSONS
from api.domain.parking import may_merge
from api.domain.settling import settle_submission
from api.enums import SubmissionState
from api.models import Submission
from api.queries.submissions import submissions_for
from audit.models import Change
from common.errors import Conflict, Stale
from common.ids import new_id
from prisoners.domain.restricting import restrict_person
from tests.factories import ExchangeFactory, PersonFactory, RoundFactory, SourceFactory, user_with

pytestmark = pytest.mark.django_db


def parked(record: Any, kind: str = "sources", **told: Any) -> Submission:
    told = {"method": "PATCH", "base_version": 1, "content": {"title": "Ours"}} | told
    sender = user_with(Role.MACHINE)
    return Submission.objects.create(op_id=new_id(), sent_by=sender, type=kind, record=record.pk, **told)


@pytest.fixture
def settler() -> User:
    return user_with(Role.REGISTRAR)


def settle(submission: Submission, by: User, **told: Any) -> Submission:
    return settle_submission(**{"submission": submission, "apply": True, "reason": "they rang", "by": by} | told)


def test_it_is_written_in_the_name_of_whoever_settles_it(settler) -> None:
    source = SourceFactory(title="Theirs")
    settled = settle(parked(source), settler)
    source.refresh_from_db()
    line = Change.objects.filter(object_id=source.pk).order_by("-id")[0]
    assert (source.title, settled.state, settled.settled_by) == ("Ours", SubmissionState.APPLIED, settler)
    assert (line.actor_id, line.verb) == (settler.pk, "sources.revise")
    assert str(settled.pk) in line.reason
    assert "they rang" in line.reason


def test_what_is_written_may_be_mended_first(settler) -> None:
    source = SourceFactory(title="Theirs")
    settle(parked(source), settler, content={"title": "Both"})
    source.refresh_from_db()
    assert source.title == "Both"


def test_a_transition_is_made(settler) -> None:
    exchange = ExchangeFactory()
    settle(parked(exchange, "exchanges", method="POST", content={"to": "proposed"}), settler)
    exchange.refresh_from_db()
    assert exchange.status == "proposed"


def test_it_is_dismissed_and_nothing_is_written(settler) -> None:
    source = SourceFactory(title="Theirs")
    settled = settle(parked(source), settler, apply=False)
    source.refresh_from_db()
    assert (source.title, settled.state, settled.settled_why) == ("Theirs", SubmissionState.DISMISSED, "they rang")


def test_it_is_settled_once(settler) -> None:
    submission = parked(SourceFactory())
    settle(submission, settler, apply=False)
    with pytest.raises(Conflict):
        settle(submission, settler)


def test_it_wants_a_reason(settler) -> None:
    with pytest.raises(ValidationError):
        settle(parked(SourceFactory()), settler, reason=" ")


def test_not_onto_a_version_that_the_settler_has_not_seen(settler) -> None:
    source = SourceFactory()
    type(source).objects.filter(pk=source.pk).update(title="Theirs")
    with pytest.raises(Stale):
        settle(parked(source), settler, expected_version=1)


def test_it_takes_the_right_to_settle() -> None:
    with pytest.raises(PermissionDenied):
        settle(parked(SourceFactory()), user_with(Role.MACHINE))


def test_it_takes_the_right_to_write_the_record(settler) -> None:
    with pytest.raises(PermissionDenied):
        settle(parked(RoundFactory(), "rounds"), settler)


def test_a_hidden_record_hides_what_was_sent_of_it(settler) -> None:
    person = PersonFactory()
    submission = parked(person, "persons", content={"notes": "Ours"})
    assert submissions_for(settler).get() == submission
    restrict_person(person=person, reason="synthetic", by=User.objects.system())
    assert not submissions_for(settler).exists()
    with pytest.raises(PermissionDenied):
        settle(submission, settler)


def test_others_see_what_they_sent_themselves() -> None:
    submission = parked(SourceFactory())
    assert submissions_for(submission.sent_by).get() == submission
    assert not submissions_for(user_with(Role.MACHINE)).exists()


@pytest.mark.parametrize(
    ("resource", "ours", "theirs", "merged"),
    [
        (SOURCES, "title", "url", True),
        (SOURCES, "title", "title", False),
        (EXCHANGES, "formula", "notes", True),
        (EXCHANGES, "formula", "venue", False),
        (EXCHANGES, "venue", "formula", False),
        (EXCHANGES, "formula", "parts_revision", False),
        (EXCHANGES, "participants", "notes", False),
        (PERSONS, "notes", "transmission", False),
    ],
)
def test_what_is_merged_by_machine(resource, ours, theirs, merged) -> None:
    assert may_merge(resource, {ours: "synthetic"}, {theirs}) == merged
