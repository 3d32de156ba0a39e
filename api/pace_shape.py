"""The headers that tell the pace (api/rates.py), in the OpenAPI document."""

from typing import Any

PACE: dict[str, Any] = {
    "RateLimit-Policy": {
        "description": "The quota (`q`) of the token or person in a window of `w` seconds.",
        "schema": {"type": "string", "pattern": '^"requests";q=[0-9]+;w=[0-9]+$'},
    },
    "RateLimit": {
        "description": "How many requests are left (`r`), and seconds until the next window (`t`). Absent where nobody"
        " is known, or nothing could be counted.",
        "schema": {"type": "string", "pattern": '^"requests";r=[0-9]+;t=[0-9]+$'},
    },
    "Backoff": {
        "description": "Seconds for which to send nothing, though nothing was refused: less than a tenth of the quota"
        " is left, or the server is under strain.",
        "schema": {"type": "integer", "minimum": 1},
    },
}


def tell_pace(result: dict[str, Any]) -> None:
    """Every answer tells the pace: that stands in the text, and here with each problem."""
    result["components"]["headers"] = PACE
    told = {name: {"$ref": f"#/components/headers/{name}"} for name in PACE}
    for operation in (each for path in result["paths"].values() for each in path.values()):
        for response in (each for code, each in operation["responses"].items() if code >= "400"):
            response["headers"] = response.get("headers", {}) | told
