"""What every view of the API has in common."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import preconditions
from api.codec import JSONParser, JSONRenderer
from api.permissions import Scoped, Sees
from api.problems import Problem
from api.throttles import Metered
from api.views.once import once


class ApiView(APIView):
    """A view says its `scope` (the type of what it shows) and the `view_permission` without which it shows nothing."""

    scope = ""
    view_permission: str
    permission_classes = [Scoped, Sees]
    parser_classes = [JSONParser]
    renderer_classes = [JSONRenderer]
    throttle_classes = [Metered]
    metadata_class = None
    #: Asked by POST for what must not stand in an address.
    reads_only = False
    #: Whether a write may carry an `Idempotency-Key`; a batch always does, and sees to it by itself.
    takes_key = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        writes = request.method not in SAFE_METHODS and not self.reads_only
        if writes and self.takes_key and (key := preconditions.idempotency_key(request)):
            name = request.method.lower()
            handler = getattr(self, name, self.http_method_not_allowed)
            setattr(self, name, functools.partial(self._once, handler, key))

    def _once(self, handler: Callable[..., Response], key: str, request: Request, **kwargs: Any) -> Response:
        return once(self, handler, request, key, **kwargs)

    def again(
        self, request: Request, status: int, content: Any, headers: dict[str, str], content_type: str | None
    ) -> Response:
        """The answer to a write that was answered before, from what is kept of it."""
        return Response(content, status, headers=headers, content_type=content_type)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, and count it: what is refused after this counts too."""
        super().perform_authentication(request)
        super().check_throttles(request)

    def check_throttles(self, request: Request) -> None:
        """Counted already."""

    def document(self, request: Request) -> dict[str, Any]:
        """The body as a JSON object. Raises a problem 422 for any other JSON."""
        if not isinstance(request.data, dict):
            raise Problem(422, _("The body must be a JSON object."), code="not_an_object")
        return request.data


class NothingHere(APIView):
    """Any other address under the API."""

    answers_nothing = True
    authentication_classes = []
    permission_classes = []
    renderer_classes = [JSONRenderer]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if not request.path.endswith("/"):
            raise Problem(404, _("There is nothing at this address. Addresses of records end in a slash."))
        raise Http404
