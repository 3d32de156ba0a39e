"""Lists of names as files, and who their entries may be."""

import uuid
from typing import Any

import orjson
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import filtering, writing
from api.catalogue.lists import NAME_LISTS
from api.errors import Detail
from api.fields import BooleanField
from api.problems import Problem
from api.queries import rows
from api.schema import ETAG, LOCATION, Schema, answer
from api.serializers import KnownMembers
from api.views.base import ApiView
from api.views.uploads import UploadView
from common import reading
from common.reading import Surface
from negotiations.domain.lists import SameFile, receive_list
from negotiations.domain.reading.problems import ListRefused
from negotiations.list_enums import Direction
from negotiations.models import ListEntry
from negotiations.queries.candidates import candidates_of
from prisoners.models import Person

UUID = {"type": "string", "format": "uuid"}
CANDIDATE = {
    "type": "object",
    "properties": {
        "person": UUID,
        "captivity": UUID | {"nullable": True},
        "score": {"type": "integer", "minimum": 0, "maximum": 1000},
        "rank": {"type": "integer", "minimum": 1},
        "band": {"type": "string"},
        "guard": {"type": "string"},
        "features": {},
    },
    "required": ["person", "captivity", "score", "rank", "band", "guard"],
}


class UploadSerializer(KnownMembers):
    """A list as it comes."""

    file = serializers.FileField(help_text=_("CSV, XLSX, DOCX, PDF with text, or plain text."))
    list = serializers.CharField(help_text=_("What is known of the list, as a JSON object with members of a list."))
    compare = BooleanField(
        required=False, default=True, help_text=_("Whether it is compared with the register without more ado.")
    )
    once_more = BooleanField(required=False, default=False, help_text=_("Whether the same file may come again."))


class NameListUpload(UploadView):
    """Receives a list: `multipart/form-data` with the file and what is known of it."""

    scope, operation, view_permission = NAME_LISTS.name, "upload", NAME_LISTS.model.view_permission
    bodies = {"": UploadSerializer}

    def post(self, request: Request) -> Response:
        """Enter a list into the register of lists; a worker reads its file. The same file again is a conflict."""
        given = self.parts(request)
        writing.refuse_unpermitted(receive_list, request.user)
        values = writing.values_of(NAME_LISTS, _members(given["list"]), request.user, whole=True)
        # The job is not told by who sends the list.
        values.pop("reconciliation", None)
        if values.pop("direction", Direction.INCOMING) != Direction.INCOMING:
            raise serializers.ValidationError({"direction": [_now("Only a list that came in is received.")]})
        upload = given["file"]
        told = {"content": upload.read(), "file_name": upload.name, "at_once": given["compare"]}
        try:
            made = receive_list(by=request.user, once_more=given["once_more"], **told, **values)
        except ListRefused as refused:
            raise Problem(
                422, refused.message, code=refused.code, errors=[Detail.at("/file", refused.code, refused.message)]
            ) from refused
        except SameFile as same:
            where = self._where(request, same.name_list.pk)
            raise Problem(
                409, _now("This very file was received already: %(url)s") % {"url": where}, code="same"
            ) from same
        return self._answer(request, made.pk)

    def _where(self, request: Request, key: uuid.UUID) -> str:
        return request.build_absolute_uri(reverse(f"api:{NAME_LISTS.name}-detail", args=[key]))

    def _answer(self, request: Request, key: uuid.UUID) -> Response:
        reading.shown(NAME_LISTS.model, [key], Surface.API)
        version, text = rows.one(NAME_LISTS, request.user, key, NAME_LISTS.members(request.user))
        headers = {"ETag": f'"v{version}"', "Location": self._where(request, key)}
        return Response(orjson.Fragment(text), status=201, headers=headers)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        record = schema._record(NAME_LISTS)
        return {"201": answer(record, {"ETag": ETAG, "Location": LOCATION})}


class EntryCandidates(ApiView):
    """Who an entry may be, the likeliest first."""

    scope, operation, view_permission = "list-entries", "candidates", ListEntry.view_permission
    refusals = (404,)

    def get(self, request: Request, id: uuid.UUID) -> Response:
        """The persons whom an entry may be, with what that rests on; whom the reader may not see is not there."""
        filtering.refuse_unknown(request, set())
        entry = get_object_or_404(rows.readable(ListEntry, request.user), pk=id)
        found = candidates_of(entry, request.user)
        reading.shown(Person, [each["person"] for each in found], Surface.API)
        return Response({"results": found})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        results = {"type": "array", "items": schema.named("Candidate", CANDIDATE)}
        return {"200": answer({"type": "object", "properties": {"results": results}, "required": ["results"]})}


def _members(text: str) -> dict[str, Any]:
    """The members of the list. Raises a problem 422 for a text that is no JSON object."""
    try:
        members = orjson.loads(text)
    except orjson.JSONDecodeError:
        members = None
    if not isinstance(members, dict):
        words = _now("The part must be a JSON object.")
        raise Problem(422, words, code="not_an_object", errors=[Detail.at("/list", "not_an_object", words)])
    return members
