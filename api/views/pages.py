"""The answer of a list."""

from typing import Any

from rest_framework.response import Response


def page(content: dict[str, Any]) -> Response:
    """`results`, `next` and perhaps `count`, with the way on in a header too."""
    link = {"Link": f'<{content["next"]}>; rel="next"'} if content["next"] else {}
    return Response(content, headers=link)
