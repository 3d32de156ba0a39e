"""Plans of who goes: ask, follow, stop, read the answer."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from accounts.roles import Permission
from api import pagination, preconditions
from api.filtering import refuse_unknown
from api.plan_shapes import CHOICE, PLAN, PlanSerializer, told, told_choice
from api.report_shapes import LOCATION, CancelSerializer
from api.schema import Schema, answer
from api.views.base import ApiView
from api.views.pages import page
from common.reading import Surface, shown
from exchanges.domain.planning.plans import ask_plan, cancel_plan
from exchanges.models import Plan
from exchanges.queries.plans import choices, plans, scenarios
from prisoners.models import Person


class PlanView(ViewSetMixin, ApiView):
    """A plan's ETag is given once it has ended: until then it changes from second to second."""

    scope, view_permission = "plans", Permission.PLANS_VIEW
    lookup_url_kwarg = lookup_field = "id"
    lookup_value_converter = "uuid"
    bodies = {"create": PlanSerializer, "transition": CancelSerializer}

    @property
    def refusals(self) -> tuple[int, ...]:
        return {"create": (413, 415, 422), "list": (), "transition": (404, 409, 412, 413, 415, 422)}.get(
            self.action, (404,)
        )

    def list(self, request: Request) -> Response:
        """Plans, the newest first."""
        refuse_unknown(request, set())
        return self._page(request, plans(request.user), self._told_all)

    def create(self, request: Request) -> Response:
        """Ask for a plan; a worker reckons it. It changes nothing of anybody."""
        serializer = PlanSerializer(data=self.document(request), context={"user": request.user})
        serializer.is_valid(raise_exception=True)
        plan = ask_plan(by=request.user, **serializer.validated_data)
        return self._answer(request, plan.pk, 202)

    def retrieve(self, request: Request, id: uuid.UUID) -> Response:
        """How far a plan is and, when it is done, its scenarios."""
        refuse_unknown(request, set())
        return self._answer(request, id)

    @action(detail=True, methods=["get"], url_path="choices")
    def choices(self, request: Request, id: uuid.UUID) -> Response:
        """Who goes in each scenario, who is next in line and what would have to change, and who goes home beside."""
        refuse_unknown(request, set())
        plan = self._plan(request, id)
        rows = choices(request.user).filter(plan=plan).select_related("scenario").order_by("id")
        return self._page(request, rows, self._told_choices)

    @action(detail=True, methods=["post"], url_path="transitions")
    def transition(self, request: Request, id: uuid.UUID) -> Response:
        """Stop a plan. `If-Match` may be left out: whatever it has come to, it is to stop."""
        plan = self._plan(request, id)
        version = preconditions.expected_version(request) if "If-Match" in request.headers else None
        CancelSerializer(data=self.document(request)).is_valid(raise_exception=True)
        cancel_plan(plan=plan, by=request.user, expected_version=version)
        return self._answer(request, id)

    def _plan(self, request: Request, id: uuid.UUID) -> Plan:
        plan = get_object_or_404(plans(request.user), pk=id)
        shown(Plan, [plan.pk], Surface.API)
        return plan

    def _page(self, request: Request, rows: Any, tell: Any) -> Response:
        limit = pagination.limit_of(request)
        count = {"count": rows.count()} if pagination.flag(request, "count") else {}
        taken = [*pagination.after_cursor(request, rows, rows)[: limit + 1]]
        cut = pagination.cut(request, taken, limit, lambda row: row.pk)
        return page({"results": tell(request, cut.rows), "next": cut.next, **count})

    def _told_all(self, request: Request, rows: Sequence[Any]) -> Sequence[dict[str, Any]]:
        shown(Plan, [plan.pk for plan in rows], Surface.API)
        found: dict[uuid.UUID, Any] = {}
        for each in scenarios(request.user).filter(plan__in=rows):
            found.setdefault(each.plan_id, []).append(each)
        return [told(plan, found.get(plan.pk, [])) for plan in rows]

    def _told_choices(self, request: Request, rows: Sequence[Any]) -> Sequence[dict[str, Any]]:
        shown(Person, [choice.captivity.person_id for choice in rows], Surface.API)
        return [told_choice(choice) for choice in rows]

    def _answer(self, request: Request, id: uuid.UUID, status: int = 200) -> Response:
        plan = self._plan(request, id)
        headers = {} if plan.is_working else {"ETag": preconditions.etag(plan.version)}
        if headers and status == 200 and preconditions.not_modified(request, plan.version):
            return Response(status=304, headers=headers)
        if status == 202:
            headers["Location"] = request.build_absolute_uri(reverse("api:plans-detail", args=[id]))
        return Response(told(plan, [*scenarios(request.user).filter(plan=plan)]), status=status, headers=headers)

    def answers(self, schema: Schema) -> dict[str, Any]:
        plan = schema.named("Plan", PLAN)
        if self.action in ("list", "choices"):
            return {
                "200": answer(schema.page_of(plan if self.action == "list" else schema.named("PlanChoice", CHOICE)))
            }
        return {"202": answer(plan, {"Location": LOCATION})} if self.action == "create" else {"200": answer(plan)}
