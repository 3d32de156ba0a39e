"""Every type of record through one view: list, detail, create, replace, patch, transitions, history."""

import uuid
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from accounts.models import Approval, Record
from api import filtering, pagination, preconditions, transitions, writing
from api.catalogue.approvals import APPROVALS
from api.codec import JSONParser, MergePatchParser
from api.problems import Problem
from api.queries import book, rows
from api.resources import Resource
from api.views.base import ApiView
from api.views.pages import page as page_answer
from common import reading
from common.errors import Conflict
from common.reading import Surface


class Reads(ViewSetMixin, ApiView):
    """One type of record, as it is read."""

    resource: Resource
    lookup_url_kwarg = lookup_field = "id"
    lookup_value_converter = "uuid"

    def get_parsers(self) -> list[Any]:
        patches = getattr(self.request, "method", "") == "PATCH"
        return [JSONParser(), MergePatchParser()] if patches else [JSONParser()]

    def list(self, request: Request) -> Response:
        """Records that the filters ask for, by keyset."""
        members, limit = filtering.chosen(request, self.resource), pagination.limit_of(request)
        readable = rows.readable(self.resource.model, request.user)
        found = filtering.filtered(request, self.resource, self.resource.rows(readable.standing()))
        count = {"count": found.order_by().count()} if pagination.flag(request, "count") else {}
        ordered = filtering.ordered(request, self.resource, found)
        page = pagination.after_cursor(request, ordered, readable)
        taken = list(rows.as_json(page, self.resource, members, request.user)[: limit + 1])
        return self._page(request, pagination.cut(request, taken, limit, lambda row: row[0]), count)

    def _page(self, request: Request, cut: pagination.Slice, count: dict[str, int]) -> Response:
        reading.shown(self.resource.model, [key for key, _version, _text in cut.rows], Surface.API)
        results = [orjson.Fragment(text) for _key, _version, text in cut.rows]
        return page_answer({"results": results, "next": cut.next, **count})

    def retrieve(self, request: Request, id: uuid.UUID) -> Response:
        """One record, unless `If-None-Match` names the version it has."""
        filtering.refuse_unknown(request, {"fields"})
        found = rows.one(self.resource, request.user, id, filtering.chosen(request, self.resource))
        if found is None:
            raise Http404
        if preconditions.not_modified(request, found[0]):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": preconditions.etag(found[0])})
        reading.shown(self.resource.model, [id], Surface.API)
        return Response(orjson.Fragment(found[1]), headers={"ETag": preconditions.etag(found[0])})

    @action(detail=True, methods=["get"], url_path="history")
    def history(self, request: Request, id: uuid.UUID) -> Response:
        """What the book says of a record, the newest first, without the fields that the reader may not see."""
        filtering.refuse_unknown(request, set())
        limit, changes = pagination.limit_of(request), book.changes_of(self.resource, self._record(request, id))
        count = {"count": changes.count()} if pagination.flag(request, "count") else {}
        taken = list(pagination.after_cursor(request, changes, changes)[: limit + 1])
        cut = pagination.cut(request, taken, limit, lambda change: change.pk)
        reading.shown(self.resource.model, [id], Surface.HISTORY)
        results = book.lines(self.resource, cut.rows, request.user)
        return page_answer({"results": results, "next": cut.next, **count})

    def _record(self, request: Request, id: uuid.UUID) -> Record:
        return get_object_or_404(rows.readable(self.resource.model, request.user), pk=id)

    def _answer(self, request: Request, id: uuid.UUID, status_code: int = 200) -> Response:
        """The record as it is now."""
        wants_all = not preconditions.prefers_minimal(request)
        version, content = self._whole(request, id) if wants_all else rows.minimal(self.resource, id)
        headers = {"ETag": preconditions.etag(version)}
        if status_code == status.HTTP_201_CREATED:
            headers["Location"] = request.build_absolute_uri(reverse(f"api:{self.resource.name}-detail", args=[id]))
        return Response(content, status=status_code, headers=headers)

    def again(self, request: Request, status: int, content: Any, **kept: Any) -> Response:
        """Of a record that was written the answer is told as it is now: no copy of it is kept."""
        if status in (200, 201):
            return self._answer(request, uuid.UUID(content["id"]), status)
        return super().again(request, status, content, **kept)

    def _whole(self, request: Request, id: uuid.UUID) -> tuple[int, Any]:
        found = rows.one(self.resource, request.user, id, self.resource.members(request.user))
        reading.shown(self.resource.model, [id], Surface.API)
        # Who writes what she does not see from then on is told that it is kept and no more: an exchange under embargo
        # that is logged, a person who is restricted.
        return (found[0], orjson.Fragment(found[1])) if found else rows.minimal(self.resource, id)


class Creates(Reads):
    """May be created, under an id that we mint."""

    def create(self, request: Request) -> Response:
        """Create a record under an id that we mint; with `If-None-Exist`, only if there is none yet."""
        writing.refuse_unpermitted(self.resource.create, request.user)
        known = self._named_by(request)
        if known is None:
            values = writing.values_of(self.resource, self.document(request), request.user, whole=True)
            try:
                return self._answer(request, writing.create(self.resource, values, by=request.user).pk, 201)
            except (Conflict, ValidationError):
                # Another client was faster with the same key, which the index or the check before it found.
                if (known := self._named_by(request)) is None:
                    raise
        reading.shown(self.resource.model, [known.pk], Surface.API)
        return self._answer(request, known.pk)

    def _named_by(self, request: Request) -> Record | None:
        """The record that `If-None-Exist: scheme|value` names. Raises a problem 412 where it names several."""
        given = request.headers.get("If-None-Exist")
        if given is None:
            return None
        scheme, _separator, value = given.partition("|")
        key = self.resource.keys.get(scheme)
        if not (key and value) or key.member not in self.resource.members(request.user):
            raise Problem(400, _("If-None-Exist must be a scheme and a value, as in code|UA."), code="invalid_header")
        found = rows.known_as(self.resource, request.user, key, value)
        if len(found) > 1:
            raise Problem(412, _("More than one record carries this value."), code="ambiguous")
        return found[0] if found else None


class Replaces(Creates):
    """May be created under an id of the client, replaced and patched."""

    def update(self, request: Request, id: uuid.UUID) -> Response:
        """Create a record under an id of the client (`If-None-Match: *`), or replace it whole (`If-Match`)."""
        if not preconditions.wants_creation(request):
            return self._revised(request, id, whole=True)
        writing.refuse_unpermitted(self.resource.create, request.user)
        if rows.readable(self.resource.model, request.user).filter(pk=id).exists():
            raise self._taken()
        values = writing.values_of(self.resource, self.document(request), request.user, key=id, whole=True)
        try:
            writing.create(self.resource, values, by=request.user, key=id)
        except Conflict as conflict:
            raise (self._taken() if rows.exists(self.resource, id) else conflict) from conflict
        return self._answer(request, id, 201)

    def partial_update(self, request: Request, id: uuid.UUID) -> Response:
        """Change the members that a JSON merge patch names."""
        return self._revised(request, id, whole=False)

    def _revised(self, request: Request, id: uuid.UUID, *, whole: bool) -> Response:
        version, record = preconditions.expected_version(request), self._record(request, id)
        writing.refuse_unpermitted(self.resource.revise, request.user)
        writing.refuse_stale(self.resource, record, version, request.user)
        values = writing.values_of(self.resource, self.document(request), request.user, record, whole=whole)
        writing.revise(self.resource, record, values, version=version, by=request.user)
        return self._answer(request, id)

    def _taken(self) -> Problem:
        return Problem(412, _("There is already a record with this id."), code="exists")


class Moves(Reads):
    """May be moved from one state to another."""

    @action(detail=True, methods=["post"], url_path="transitions")
    def transition(self, request: Request, id: uuid.UUID) -> Response:
        """Move a record to another state, or void it. What takes two people is proposed, and answered with 202."""
        version, record = preconditions.expected_version(request), self._record(request, id)
        with writing.told_in_members(self.resource, request.user):
            waits = transitions.pass_door(
                self.resource, record, self.document(request), by=request.user, version=version
            )
        return self._answer(request, id) if waits is None else self._answer_waiting(request, waits)

    def _answer_waiting(self, request: Request, approval: Approval) -> Response:
        """202: it takes two people, and waits for the second one."""
        version, text = rows.one(APPROVALS, request.user, approval.pk, APPROVALS.members(request.user))
        where = request.build_absolute_uri(reverse("api:approvals-detail", args=[approval.pk]))
        headers = {"ETag": preconditions.etag(version), "Location": where}
        return Response(orjson.Fragment(text), status=status.HTTP_202_ACCEPTED, headers=headers)


def view_of(resource: Resource) -> type[Reads]:
    """The view of a type of record, with the requests that its verbs answer; any other is 405."""
    writes = Replaces if resource.revise else Creates if resource.create else Reads
    bases = (Moves, writes) if resource.doors else (writes,)
    given = {"resource": resource, "scope": resource.name, "view_permission": resource.model.view_permission}
    return type(f"{resource.model.__name__}View", bases, given)
