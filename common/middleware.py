"""What holds for every answer: the id of its request, and that nobody but the reader keeps or frames it."""

import re
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from common.ids import new_id

WELL_FORMED = re.compile(r"^[A-Za-z0-9._-]{8,64}$")

#: The request being served, for the book and the log; empty outside of one.
current_request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Sets `request.request_id`, the proxy's when well formed, else a new one, and answers it as `X-Request-ID`.

    It goes into the book and the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if WELL_FORMED.match(given) else str(new_id())
        token = current_request_id.set(request.request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request.request_id
        return response


class ConfidentialMiddleware:
    """No browser or proxy keeps an answer, no other site embeds it, and no device of the reader is asked for.

    Static files are served before this; they say themselves how long they last.
    """

    HEADERS = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response[name] = value
        return response
