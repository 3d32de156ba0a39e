"""The list of persons as PFIF 1.4 (docs/pfif.md), for systems that look for the missing."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api import filtering, pagination
from api.catalogue.prisoners import PERSONS
from api.codec import PfifRenderer
from api.queries import rows
from api.schema import LINK, Schema, answer, parameters_of
from api.views.base import ApiView
from api.views.pages import link_to
from common import reading
from common.middleware import current_request_id
from common.reading import Surface
from common.watermark import Watermark
from prisoners.interfaces.pfif import CLOSING, MEDIA_TYPE, Writer, opening
from prisoners.queries.pfif import may_be_sent, with_names


class PersonsPfif(ApiView):
    """Persons whom the filters of their list ask for, by keyset; bound by the recipient and the sight of the reader."""

    scope, operation, view_permission = PERSONS.name, "pfif", PERSONS.model.view_permission
    renderer_classes = [PfifRenderer]

    def get(self, request: Request) -> HttpResponse:
        """A page of persons as PFIF 1.4. Without a recipient nobody is in it who is withheld from anybody."""
        user, limit = request.user, pagination.limit_of(request)
        readable = rows.readable(PERSONS.model, user)
        found = filtering.filtered(request, PERSONS, readable.distinct_persons())
        is_known = bool(request.query_params.get("recipient")) or user.sight(self.view_permission).recipient is not None
        ordered = may_be_sent(found, is_known=is_known).order_by("id")
        taken = list(with_names(pagination.after_cursor(request, ordered, readable))[: limit + 1])
        cut = pagination.cut(request, taken, limit, lambda person: person.pk)
        reading.shown(PERSONS.model, [person.pk for person in cut.rows], Surface.API)
        mark = Watermark(str(user), user.get_username(), timezone.now(), current_request_id.get())
        content = [opening(mark), *Writer(user).lines(cut.rows), CLOSING.encode()]
        return HttpResponse(b"".join(content), content_type=MEDIA_TYPE, headers=link_to(cut.next))

    @property
    def parameters(self) -> list[OpenApiParameter]:
        return parameters_of(PERSONS)

    @staticmethod
    def answers(schema: Schema) -> dict[str, Any]:
        return {"200": answer({"type": "string"}, {"Link": LINK}, media_type=MEDIA_TYPE)}
