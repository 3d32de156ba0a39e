"""Lists of ours by REST: a draft is begun, people are put on it; its steps are transitions of the list."""

import uuid
from typing import Any

import orjson
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import filtering, writing
from api.catalogue.lists import NAME_LISTS
from api.queries import rows
from api.schema import ETAG, LOCATION, Schema, answer
from api.serializers import KnownMembers, body_class
from api.views.base import ApiView
from common import reading
from common.reading import Surface
from negotiations.domain.outgoing import LONGEST, draft_list, put_on_list

#: What a list that goes out does not say of itself.
OF_WHAT_CAME = ("direction", "official", "received_on", "claimed_size", "reconciliation")


class CaptivitiesSerializer(KnownMembers):
    """Captivities of the people to put on the list, in their order."""

    captivities = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=LONGEST)


class OutgoingDraft(ApiView):
    """Begins a list that goes out."""

    scope, operation, view_permission = NAME_LISTS.name, "draft", NAME_LISTS.model.view_permission
    bodies = {"": body_class(NAME_LISTS)}
    refusals = (409, 413, 415, 422)

    def post(self, request: Request) -> Response:
        """Begin a list of ours; it gets its number when it is frozen."""
        filtering.refuse_unknown(request, set())
        writing.refuse_unpermitted(draft_list, request.user)
        values = writing.values_of(NAME_LISTS, self.document(request), request.user, whole=True)
        made = draft_list(by=request.user, **{n: v for n, v in values.items() if n not in OF_WHAT_CAME})
        reading.shown(NAME_LISTS.model, [made.pk], Surface.API)
        version, text = rows.one(NAME_LISTS, request.user, made.pk, NAME_LISTS.members(request.user))
        where = request.build_absolute_uri(reverse(f"api:{NAME_LISTS.name}-detail", args=[made.pk]))
        headers = {"ETag": f'"v{version}"', "Location": where}
        return Response(orjson.Fragment(text), status=201, headers=headers)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"201": answer(schema._record(NAME_LISTS), {"ETag": ETAG, "Location": LOCATION})}


class OutgoingPersons(ApiView):
    """Puts people on a draft."""

    scope, operation, view_permission = NAME_LISTS.name, "put", NAME_LISTS.model.view_permission
    bodies = {"": CaptivitiesSerializer}
    refusals = (404, 409, 413, 415, 422)

    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Put people on a list behind those who are on it; who is on it already stays where they are."""
        filtering.refuse_unknown(request, set())
        name_list = get_object_or_404(rows.readable(NAME_LISTS.model, request.user), pk=id)
        writing.refuse_unpermitted(put_on_list, request.user)
        asked = CaptivitiesSerializer(data=self.document(request))
        asked.is_valid(raise_exception=True)
        put = put_on_list(name_list=name_list, captivities=asked.validated_data["captivities"], by=request.user)
        return Response({"put": put})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        put = {"type": "integer", "minimum": 0, "description": "How many were not on it before."}
        return {"200": answer({"type": "object", "properties": {"put": put}, "required": ["put"]})}
