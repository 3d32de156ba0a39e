"""Bodies and answers of parked submissions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from accounts.models import User
from accounts.models.record import visible_fields
from api.enums import SubmissionState
from api.fields import CharField, ChoiceField, IntegerField
from api.models import Submission
from api.plan_shapes import ANY, MAYBE_UUID, NUMBER, UUID
from api.queries.submissions import resource_of
from api.report_shapes import MAYBE_MOMENT, MOMENT, TEXT
from api.serializers import KnownMembers

STATES = [each.value for each in SubmissionState]
SUBMISSION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": UUID,
        "version": NUMBER,
        "op_id": UUID,
        "sent_by": UUID,
        "sent_at": MOMENT,
        "type": {"type": "string", "description": "The type of record that it is about."},
        "record": UUID,
        "method": TEXT,
        "base_version": {"type": "integer", "description": "The version that the sender had read."},
        "content": ANY | {"description": "What was sent, less the members that the reader may not see."},
        "changed_members": {"type": "array", "items": TEXT, "description": "What others had changed since."},
        "state": {"type": "string", "enum": STATES},
        "settled_by": MAYBE_UUID,
        "settled_at": MAYBE_MOMENT,
        "settled_why": TEXT,
    },
    "required": ["id", "version", "op_id", "sent_at", "type", "record", "method", "base_version", "content", "state"],
}
STATE = OpenApiParameter("state", {"type": "string", "enum": STATES}, description="Only those in this state.")
TYPE = OpenApiParameter("type", {"type": "string"}, description="Only those about records of this type.")


class SettleSerializer(KnownMembers):
    """Whether a parked submission is written, and why."""

    to = ChoiceField(choices=STATES[1:])
    reason = CharField(max_length=4000, trim_whitespace=True)
    content = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        required=False,
        help_text=_("With `applied`: what is written in the place of what was sent."),
    )
    record_version = IntegerField(
        required=False,
        min_value=1,
        help_text=_("With `applied`: the version of the record that was looked at; 412 where it has another one."),
    )


def told(submission: Submission, user: User) -> dict[str, Any]:
    """A submission as REST answers it to a reader."""
    members = {"id", "version"} | visible_fields(Submission, user)
    stored = {field.name: getattr(submission, field.attname) for field in Submission._meta.concrete_fields}
    told = {name: stored[name] for name in SUBMISSION["properties"] if name in members}
    return told | {
        "content": _seen(submission, submission.content, user),
        "changed_members": [name for name in submission.changed_members if _may_see(submission, name, user)],
    }


def _seen(submission: Submission, content: Any, user: User) -> Any:
    """The members of a body that the reader may see; of a change of state all."""
    if submission.method == "POST" or not isinstance(content, dict):
        return content
    return {name: value for name, value in content.items() if _may_see(submission, name, user)}


def _may_see(submission: Submission, member: str, user: User) -> bool:
    return member in resource_of(submission.type).members(user)
