"""A client that speaks as a machine does: a token, JSON, conditions in headers."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

ROOT = "/api/v1"


class ApiClient(Client):
    """`client.put("/sources/<id>/", body, if_match=7)`."""

    def __init__(self, token: str = "") -> None:
        headers = {"Accept-Language": "en"} | ({"Authorization": f"Bearer {token}"} if token else {})
        super().__init__(raise_request_exception=False, headers=headers)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        if_match: int | str | None = None,
        content_type: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """Send a request; a body that is not text is sent as JSON."""
        if if_match is not None:
            headers["if_match"] = f'"v{if_match}"' if isinstance(if_match, int) else if_match
        data = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.generic(method, ROOT + path, data, content_type=content_type, headers=named)

    def read(self, path: str, **headers: str) -> Any:
        """The JSON of a successful GET."""
        response = self.ask("GET", path, **headers)
        assert response.status_code == 200, response.content
        return response.json()
