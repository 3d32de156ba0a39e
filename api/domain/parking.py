"""What comes too late for the record as it was read: merged where that is safe, else kept for a person to settle.

Merged by machine is only a patch whose members nobody else changed since, where neither it nor what others changed is
guarded. Identity, custody, death, health and the membership of exchanges never are.
"""

from dataclasses import replace
from typing import Any

from rest_framework.request import Request

from accounts.domain.records import changed_since
from accounts.models import User
from accounts.roles import Permission
from api import preconditions
from api.domain.operations import Sent
from api.domain.outcomes import Outcome
from api.domain.subrequests import Target, perform
from api.models import Submission
from api.queries.book import field_by_column
from api.resources import Resource
from audit.verbs import verb
from common.classification import FieldClass, field_classes

GUARDED_CLASSES = {FieldClass.IDENTITY, FieldClass.HEALTH, FieldClass.LOCATION, FieldClass.FAMILY}
#: Types that may be merged at all: what is said of the ground and at the table. Whatever is about a person is left out.
MERGEABLE = {
    "branches",
    "claims",
    "cohorts",
    "exchanges",
    "information-transfers",
    "parties",
    "places",
    "programmes",
    "proposals",
    "rounds",
    "sources",
    "stances",
    "unit-names",
    "units",
}


def is_stale(outcome: Outcome) -> bool:
    """Whether an operation was refused only because the record has changed since it was read."""
    return outcome.status == 412 and outcome.problem.get("code") == "stale"


def merged_or_parked(outer: Request, sent: Sent, target: Target, outcome: Outcome) -> Outcome:
    """Write a stale operation where that is safe; else keep it, which is answered with 202."""
    told = outcome.problem
    if sent.method == "PATCH" and may_merge(target.resource, sent.body, _changed(sent, target)):
        now = {"If-Match": preconditions.etag(told["current_version"])}
        merged = perform(outer, target, sent.method, sent.path, sent.body, now)
        if not merged.is_refused:
            return replace(merged, merged=True)
    park_submission(sent=sent, target=target, changed_members=told["changed_fields"], by=outer.user)
    return Outcome(202, target.record, told["current_version"])


def may_merge(resource: Resource, body: Any, theirs: set[str]) -> bool:
    """Whether a patch and what others changed meanwhile are different members, none of them guarded."""
    if resource.name not in MERGEABLE or not isinstance(body, dict) or not theirs or theirs & body.keys():
        return False
    return not any(is_guarded(resource, member) for member in {*body, *theirs})


def is_guarded(resource: Resource, member: str) -> bool:
    """Whether a member is never merged by machine: lists such as who took part, and what the trade guards."""
    kind = field_classes(resource.model).get(member)
    return kind is None or kind in GUARDED_CLASSES or member == "parts_revision"


def _changed(sent: Sent, target: Target) -> set[str]:
    """The fields that others changed since, also those that the sender may not see."""
    record = target.resource.model(pk=target.record)
    names = field_by_column(target.resource.model)
    columns = changed_since(record, preconditions.version_in(sent.headers["If-Match"]))
    return {names.get(column, column).removesuffix("_precision") for column in columns}


@verb("api.park_submission", permission=Permission.SYNC_SEND)
def park_submission(*, sent: Sent, target: Target, changed_members: list[str], by: User) -> Submission:
    """Keep what was sent, untouched."""
    return Submission.objects.create(
        op_id=sent.op_id,
        sent_by=by,
        type=target.resource.name,
        record=target.record,
        method=sent.method,
        base_version=preconditions.version_in(sent.headers["If-Match"]),
        content=sent.body,
        changed_members=changed_members,
    )
