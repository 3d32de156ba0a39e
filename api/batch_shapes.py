"""Bodies and answers of batches."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.domain.batch import Batch
from api.domain.operations import Sent
from api.enums import BatchMode, OnConflict
from api.fields import CharField, ChoiceField
from api.problems import Problem
from api.serializers import KnownMembers

MOST_OPERATIONS = 200
#: Levels of a body, and letters of a text in it.
DEEPEST, LONGEST = 20, 100_000
MAYBE_TEXT = {"type": "string", "nullable": True}
OUTCOME = {
    "type": "object",
    "properties": {
        "op_id": {"type": "string", "format": "uuid"},
        "status": {"type": "integer", "description": "As a request by itself is answered; 424: it was not tried."},
        "id": {"type": "string", "format": "uuid", "nullable": True, "description": "The record."},
        "etag": MAYBE_TEXT | {"description": "The version that was written, or that the record has now."},
        "seq": {
            "type": "integer",
            "nullable": True,
            "description": "The place of this version in the feed; null until it is published.",
        },
        "merged": {"type": "boolean", "description": "Others had changed other members meanwhile; theirs are kept."},
        "problem": {"type": "object", "nullable": True, "additionalProperties": True, "description": "RFC 9457"},
    },
    "required": ["op_id", "status", "id", "etag", "seq", "merged", "problem"],
}


def outcomes_of(outcome: dict[str, Any]) -> dict[str, Any]:
    """What a batch answers: what became of each operation, in order."""
    return {
        "type": "object",
        "properties": {"results": {"type": "array", "items": outcome}},
        "required": ["results"],
    }


class Anything(serializers.JSONField):
    """Whatever JSON it is: it is looked at when the operation is done."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class OperationSerializer(KnownMembers):
    """A request on one record, as it would be sent by itself."""

    op_id = serializers.UUIDField(help_text=gettext_lazy("Minted by the client, and its own for good."))
    method = ChoiceField(choices=["PUT", "PATCH", "POST"])
    path = CharField(max_length=200, help_text=gettext_lazy("Under /api/v1, as /persons/<id>/."))
    if_match = CharField(
        required=False,
        allow_null=True,
        default=None,
        max_length=20,
        help_text=gettext_lazy('The version that was read, as "v7". Without one a PUT creates.'),
    )
    if_none_exist = CharField(
        required=False,
        allow_null=True,
        default=None,
        max_length=300,
        help_text=gettext_lazy("`scheme|value`, as in the header If-None-Exist."),
    )
    body = Anything(required=False, allow_null=True, default=None)
    on_conflict = ChoiceField(
        choices=OnConflict.choices,
        required=False,
        default=OnConflict.REJECT.value,
        help_text=gettext_lazy("park: keep what comes too late, for a person to settle."),
    )


class BatchSerializer(KnownMembers):
    """Up to 200 operations, done in their order."""

    mode = ChoiceField(choices=BatchMode.choices)
    ops = OperationSerializer(many=True, allow_empty=False, max_length=MOST_OPERATIONS)


def batch_of(document: dict[str, Any], key: str, digest: str) -> Batch:
    """What a body asks for. Raises a problem or ValidationError for one that is too large or no batch."""
    _refuse_beyond(document)
    serializer = BatchSerializer(data=document)
    serializer.is_valid(raise_exception=True)
    asked = serializer.validated_data
    return Batch(BatchMode(asked["mode"]), [_sent(each) for each in asked["ops"]], key, digest)


def _sent(item: dict[str, Any]) -> Sent:
    headers = {}
    if item["if_match"]:
        headers["If-Match"] = item["if_match"]
    elif item["method"] == "PUT":
        headers["If-None-Match"] = "*"
    if item["if_none_exist"]:
        headers["If-None-Exist"] = item["if_none_exist"]
    on_conflict = OnConflict(item["on_conflict"])
    return Sent(item["op_id"], item["method"], item["path"], item["body"], headers, on_conflict)


def _refuse_beyond(document: dict[str, Any]) -> None:
    """Raises a problem 413 for more operations than a batch takes, 422 for what is too deep or too long."""
    operations = document.get("ops")
    if isinstance(operations, list) and len(operations) > MOST_OPERATIONS:
        raise Problem(
            413,
            _("A batch takes %(most)d operations at most.") % {"most": MOST_OPERATIONS},
            code="too_many_operations",
            limit=MOST_OPERATIONS,
        )
    level: list[Any] = [document]
    for _depth in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        texts = [each for each in level if isinstance(each, str)]
        if any(len(text) > LONGEST for text in texts):
            raise Problem(422, _("A text is longer than %(most)d letters.") % {"most": LONGEST}, code="too_long")
        if any("\0" in text for text in texts):
            raise Problem(422, _("A text holds the letter NUL."), code="null_characters_not_allowed")
    if level:
        raise Problem(422, _("The body is nested too deeply."), code="too_deep")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
