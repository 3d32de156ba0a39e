"""Every answer that is no success is a problem (RFC 9457). It holds ids and names of members, never personal data."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as RuleBroken
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from api.errors import Detail, details_of, pointers
from common.errors import Conflict, IllegalMove, Stale
from common.middleware import current_request_id

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a client may ask again when Postgres is away, or another write is in the way.
RETRY_AFTER = 5

TITLES = {
    400: gettext_lazy("The request is malformed"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not permitted"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not allowed"),
    406: gettext_lazy("Not acceptable"),
    409: gettext_lazy("Busy or duplicate"),
    410: gettext_lazy("It is removed"),
    411: gettext_lazy("The length of the body is missing"),
    412: gettext_lazy("A precondition failed"),
    413: gettext_lazy("The body is too large"),
    414: gettext_lazy("The address is too long"),
    415: gettext_lazy("Unsupported media type"),
    422: gettext_lazy("A rule is broken"),
    428: gettext_lazy("A precondition is missing"),
    429: gettext_lazy("Too many requests"),
    431: gettext_lazy("The headers are too large"),
    500: gettext_lazy("Something failed on our side"),
    503: gettext_lazy("The database cannot be reached"),
}
CODES = {
    400: "malformed",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    411: "length_required",
    412: "precondition_failed",
    413: "too_large",
    414: "address_too_long",
    415: "unsupported_media_type",
    422: "invalid",
    428: "precondition_required",
    429: "throttled",
    431: "headers_too_large",
    500: "internal_error",
    503: "unavailable",
}


class Problem(exceptions.APIException):
    """An answer that is no success, raised anywhere in a view. `members` are extensions of the problem."""

    def __init__(
        self, status: int, detail: str, *, code: str = "", errors: Iterable[Detail] = (), **members: Any
    ) -> None:
        self.status_code, self.errors, self.members = status, list(errors), members
        super().__init__(detail, code or CODES[status])


class TooLarge(Problem):
    """A body above the limit in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, _("A body may have %(limit)d bytes at most.") % {"limit": limit}, limit=limit)


class BadParameter(Problem):
    """A parameter of the URL that is not known or cannot be read."""

    def __init__(self, *errors: Detail) -> None:
        names = ", ".join(sorted({error["parameter"] for error in errors}))
        detail = _("Parameters that are not known or cannot be read: %(names)s.") % {"names": names}
        super().__init__(400, detail, code="invalid_parameter", errors=errors)


def body(request: HttpRequest, status: int, detail: str, code: str = "", **members: Any) -> dict[str, Any]:
    """The members of a problem."""
    code = code or CODES.get(status, "malformed" if status < 500 else "internal_error")
    return {
        "type": f"urn:obmin:problem:{code}",
        "title": str(TITLES.get(status, TITLES[400 if status < 500 else 500])),
        "status": status,
        "detail": str(detail),
        "instance": escape_uri_path(request.path),
        "code": code,
        "request_id": current_request_id.get(),
        "errors": members.pop("errors", []),
        **members,
    }


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The problem for an exception; None for one that nobody foresaw, which the middleware answers as 500."""
    problem = _problem(error)
    if problem is None:
        return None
    code = getattr(problem.detail, "code", "") or CODES.get(problem.status_code, "")
    errors, members = getattr(problem, "errors", []), getattr(problem, "members", {})
    content = body(context["request"], problem.status_code, problem.detail, code, errors=errors, **members)
    return Response(content, problem.status_code, headers=_headers(problem), content_type=MEDIA_TYPE)


def _problem(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException) and not isinstance(error, exceptions.ValidationError):
        return error
    return next((made(error) for kind, made in FORESEEN.items() if isinstance(error, kind)), None)


def _invalid(errors: list[Detail]) -> Problem:
    """422 for a broken rule; 409 when all that is wrong is that there is such a record already."""
    if errors and all(error["code"] in {"unique", "unique_together", "duplicate"} for error in errors):
        return Problem(409, _("There is already such a record."), code="duplicate", errors=errors)
    return Problem(422, _("Nothing was saved. The errors name what is wrong."), errors=errors)


def _stale(error: Stale) -> Problem:
    return Problem(
        412, str(error), code="stale", current_version=error.current_version, changed_fields=error.changed_fields
    )


def _illegal(error: IllegalMove) -> Problem:
    return Problem(422, str(error), code="illegal_move", errors=[Detail.at("/to", "illegal_move", str(error))])


def _away(error: Exception) -> Problem:
    return Problem(503, _("Nothing was saved. Try again in a moment."))


#: What verbs and Django raise, and the problem that it makes.
FORESEEN: dict[type[Exception], Callable[[Any], Problem]] = {
    exceptions.ValidationError: lambda error: _invalid(pointers(error.detail)),
    RuleBroken: lambda error: _invalid(details_of(error)),
    Stale: _stale,
    IllegalMove: _illegal,
    Conflict: lambda error: Problem(409, str(error)),
    PermissionDenied: lambda error: Problem(403, str(error) or _("Your roles do not include what this needs.")),
    Http404: lambda error: Problem(404, _("There is no such record, or you may not see it.")),
    RequestDataTooBig: lambda error: TooLarge(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    OperationalError: _away,
    InterfaceError: _away,
}


def _headers(problem: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(problem, "auth_header", None):
        headers["WWW-Authenticate"] = problem.auth_header
    if getattr(problem, "wait", None):
        headers["Retry-After"] = str(max(1, round(problem.wait)))
    if problem.status_code == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    return headers
