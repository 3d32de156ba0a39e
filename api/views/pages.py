"""The answer of a list."""

from typing import Any

from rest_framework.response import Response


def page(content: dict[str, Any]) -> Response:
    """`results`, `next` and perhaps `count`, with the way on in a header too."""
    return Response(content, headers=link_to(content["next"]))


def link_to(url: str | None) -> dict[str, str]:
    """The header that leads to the next page; none on the last."""
    return {"Link": f'<{url}>; rel="next"'} if url else {}
