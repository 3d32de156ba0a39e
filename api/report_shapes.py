"""Bodies and answers of reports and their runs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from api.fields import CharField, ChoiceField, DateField
from api.serializers import KnownMembers
from common.reporting import reporting

TEXT = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
MAYBE_MOMENT = MOMENT | {"nullable": True}
LOCATION = {"description": "Where the run is.", "schema": {"type": "string", "format": "uri"}}
BINARY = {"type": "string", "format": "binary"}
FILE = {
    media_type: {"schema": {"type": "string", "format": "binary"}}
    for media_type in (
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/pdf",
        "application/json",
        "image/svg+xml",
    )
}


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


REPORT = _object(
    {
        "key": TEXT,
        "topic": {"type": "string", "description": "What it is about, such as held, exchanges or law."},
        "title": TEXT,
        "question": TEXT,
        "definition": TEXT,
        "parameters": {"type": "object", "additionalProperties": True, "description": "JSON Schema"},
    }
)
RUN = _object(
    {
        "id": {"type": "string", "format": "uuid"},
        "version": {"type": "integer"},
        "report": TEXT,
        "parameters": {"type": "object", "additionalProperties": True},
        "as_of": {"type": "string", "format": "date"},
        "language": TEXT,
        "state": {"type": "string", "description": "queued, running, done, failed or cancelled"},
        "progress": {"type": "number", "minimum": 0, "maximum": 1, "nullable": True},
        "failure": TEXT,
        "asked_at": MOMENT,
        "started_at": MAYBE_MOMENT,
        "finished_at": MAYBE_MOMENT,
        "checksum": {"type": "string", "description": "SHA-256 of the CSV file."},
        "seen_change": {"type": "integer", "nullable": True, "description": "Last change of the book that was seen."},
        "shared_at": MAYBE_MOMENT,
        "emptied_at": MAYBE_MOMENT | {"description": "When the answer was removed, which is kept for a time only."},
        "rows_done": {"type": "integer", "nullable": True, "description": "Rows done, while rows are counted."},
        "rows": {"type": "integer", "nullable": True},
        "seconds_left": {"type": "integer", "nullable": True, "description": "About so many, where it can be told."},
        "artefacts": {
            "type": "array",
            "items": _object(
                {
                    "format": TEXT,
                    "file_name": TEXT,
                    "size": {"type": "integer"},
                    "sha256": TEXT,
                    "url": {"type": "string", "format": "uri"},
                }
            ),
        },
    }
)

#: A value of an answer: a number, a text, a list for a ratio or a record, or why it is not told.
VALUE: dict[str, Any] = {"nullable": True, "description": "As `data.csv` has it; null for none."}
DIFFERENCE = {"type": "number", "nullable": True, "description": "Null where none can be said."}
MOVED = {"before": VALUE, "after": VALUE, "difference": DIFFERENCE}
COMPARISON = _object(
    {
        "report": TEXT,
        "before": {"type": "string", "format": "uuid"},
        "after": {"type": "string", "format": "uuid"},
        "notes": {"type": "array", "items": TEXT},
        "figures": {"type": "array", "items": _object({"key": TEXT, "label": TEXT, **MOVED})},
        "tables": {
            "type": "array",
            "items": _object(
                {
                    "key": TEXT,
                    "label": TEXT,
                    "unmoved": {"type": "integer"},
                    "lines": {"type": "array", "items": _object({"row": VALUE, "column": TEXT, **MOVED})},
                }
            ),
        },
    }
)
SHARED = _object(
    {
        "id": {"type": "string", "format": "uuid"},
        "shared_at": MAYBE_MOMENT,
        "url": {"type": "string", "format": "uri", "description": "The page of the run, which is the link."},
    }
)


class AnyParameter:
    """Parameters of the URL."""

    AS_OF = OpenApiParameter(
        "as_of", {"type": "string", "format": "date"}, description="As true on this day; today unless given."
    )
    OF_REPORT = OpenApiParameter(
        "parameters",
        {"type": "object", "additionalProperties": {"type": "string"}},
        style="form",
        explode=True,
        description="The parameters of the report, as `GET /reports/` tells them.",
    )
    REPORT = OpenApiParameter("report", str, description="Runs of this report.")

    @staticmethod
    def state() -> OpenApiParameter:
        return OpenApiParameter("state", str, enum=reporting().states, description="Runs in this state.")


class ParametersField(serializers.DictField):
    """Parameters by name; each a text, a number, true, false or null."""

    child = serializers.JSONField()
    default_error_messages = {"not_plain": _("A parameter is a text, a number, true, false or null.")}

    def to_internal_value(self, data: Any) -> dict[str, str | None]:
        values = super().to_internal_value(data)
        if any(isinstance(value, list | dict) for value in values.values()):
            self.fail("not_plain")
        return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str | None:
    """As a form has it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


class AskSerializer(KnownMembers):
    """A question to a report."""

    report = CharField(max_length=60)
    parameters = ParametersField(required=False, default=dict)
    as_of = DateField(required=False, allow_null=True, default=None)


class CancelSerializer(KnownMembers):
    """The only state that a client moves a run to."""

    to = ChoiceField(choices=["cancelled"])
    reason = CharField(required=False, allow_blank=True)


class ShareSerializer(KnownMembers):
    """Whether a run is shared, or its link is taken back."""

    to = ChoiceField(choices=["shared", "taken_back"])
