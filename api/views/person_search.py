"""Finding persons: the question is in the body, so that no name stands in an address."""

from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api import filtering
from api.catalogue.prisoners import PERSONS
from api.fields import CharField, IntegerField
from api.queries import rows
from api.schema import Schema
from api.schema import answer as told
from api.serializers import KnownMembers, body_class
from api.views.base import ApiView
from common import reading
from common.reading import Surface
from prisoners.queries.search import find_persons

MOST = 100
MATCH = {
    "type": "object",
    "properties": {
        "score": {"type": "integer", "minimum": 0, "maximum": 100, "description": "How well the person answers."},
        "reasons": {"type": "array", "items": {"type": "string"}, "description": "What answers, in words."},
    },
    "required": ["person", "score", "reasons"],
}


class SearchSerializer(KnownMembers):
    """Who is looked for."""

    q = CharField(
        max_length=300,
        help_text=_("Names in any script and order, a birth date or year, a number, a unit; as in the search box."),
    )
    limit = IntegerField(required=False, default=20, min_value=1, max_value=MOST)


class PersonSearch(ApiView):
    """Persons that answer a text, the best first."""

    scope, operation, view_permission = PERSONS.name, "search", PERSONS.model.view_permission
    reads_only = True
    bodies = {"": SearchSerializer}
    refusals = (413, 415, 422)

    def post(self, request: Request) -> Response:
        """Persons by any spelling of a name in any script, a number, a birth date, a unit; the best first."""
        filtering.refuse_unknown(request, set())
        asked = SearchSerializer(data=self.document(request))
        asked.is_valid(raise_exception=True)
        found = find_persons(asked.validated_data["q"], request.user, asked.validated_data["limit"])
        readable = rows.readable(PERSONS.model, request.user).filter(pk__in=[match.person.pk for match in found])
        texts = {
            key: orjson.Fragment(text)
            for key, _version, text in rows.as_json(readable, PERSONS, PERSONS.members(request.user), request.user)
        }
        reading.shown(PERSONS.model, texts, Surface.SEARCH)
        results = [
            {"person": texts[match.person.pk], "score": match.score, "reasons": [str(why) for why in match.reasons]}
            for match in found
        ]
        return Response({"results": results})

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        person = schema.resolve_serializer(body_class(PERSONS)(), "response").ref
        match = MATCH | {"properties": {"person": person} | MATCH["properties"]}
        results = {"type": "array", "items": schema.named("PersonMatch", match)}
        return {"200": told({"type": "object", "properties": {"results": results}, "required": ["results"]})}
