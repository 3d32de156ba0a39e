"""Minutes of rounds as files: filed, and fetched by the few who may read them."""

import uuid
from typing import Any

import orjson
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import filtering, writing
from api.catalogue.negotiations import MINUTES
from api.codec import AnyRenderer
from api.fields import KeyField
from api.queries import rows
from api.report_shapes import FILE
from api.schema import ETAG, LOCATION, Schema, answer
from api.serializers import KnownMembers
from api.views.base import ApiView
from api.views.uploads import UploadView
from common import reading
from common.reading import Surface
from negotiations.domain.minutes import file_minutes
from negotiations.models import Minutes, Round
from negotiations.queries.minutes import content_of


class MinutesSerializer(KnownMembers):
    """A file of what was said in a round."""

    file = serializers.FileField(help_text=_("Text, PDF, DOCX or XLSX."))
    round = KeyField(queryset=rows.none_of(Round))


class MinutesUpload(UploadView):
    """Files minutes: `multipart/form-data` with the file and its round."""

    scope, operation, view_permission = MINUTES.name, "upload", Minutes.view_permission
    bodies = {"": MinutesSerializer}

    def post(self, request: Request) -> Response:
        """File minutes of a round. The same file again, in the same round, is refused."""
        writing.refuse_unpermitted(file_minutes, request.user)
        given = self.parts(request)
        upload = given["file"]
        made = file_minutes(round=given["round"], name=upload.name, content=upload.read(), by=request.user)
        reading.shown(Minutes, [made.pk], Surface.API)
        version, text = rows.one(MINUTES, request.user, made.pk, MINUTES.members(request.user))
        where = request.build_absolute_uri(reverse(f"api:{MINUTES.name}-detail", args=[made.pk]))
        headers = {"ETag": f'"v{version}"', "Location": where}
        return Response(orjson.Fragment(text), status=201, headers=headers)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"201": answer(schema._record(MINUTES), {"ETag": ETAG, "Location": LOCATION})}


class MinutesContent(ApiView):
    """The bytes of minutes, as they were filed."""

    scope, operation, view_permission = MINUTES.name, "content", Minutes.view_permission
    renderer_classes = [AnyRenderer]
    refusals = (404,)

    def get(self, request: Request, id: uuid.UUID) -> FileResponse:
        """The file as it came, as an attachment."""
        filtering.refuse_unknown(request, set())
        found = get_object_or_404(rows.readable(Minutes, request.user), pk=id)
        reading.shown(Minutes, [id], Surface.EXPORT)
        return FileResponse(content_of(found), as_attachment=True, filename=found.name, content_type=found.content_type)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": {"description": "", "content": FILE}}
