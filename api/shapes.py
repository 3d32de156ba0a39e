"""Answers that are no records: problems, and lines of the book."""

from api.problems import CODES

TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. It holds ids and names of members, never personal data.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "code": {"type": "string", "description": "Of " + ", ".join(sorted(set(CODES.values()))) + " and others."},
        "request_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "nullable": True, "description": "RFC 6901; empty: the whole body."},
                    "parameter": {"type": "string", "description": "The parameter of the URL that is wrong."},
                    "code": TEXT,
                    "detail": TEXT,
                },
                "required": ["pointer", "code", "detail"],
            },
        },
        "current_version": {"type": "integer", "description": "412 stale: the version that the record has now."},
        "changed_fields": {"type": "array", "items": TEXT, "description": "412 stale: members changed since."},
        "limit": {"type": "integer", "description": "413: bytes that a body, or operations that a batch may have."},
        "snapshot_url": {"type": "string", "format": "uri", "description": "410 cursor-reset: where to begin anew."},
        "results": {"type": "array", "items": {}, "description": "422 batch_refused: what became of each operation."},
    },
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id", "errors"],
}
HISTORY_LINE = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "version": {"type": "integer"},
        "part": {
            "type": "string",
            "nullable": True,
            "description": "The list that changed, if it was one.",
        },
        "part_id": {"type": "string", "format": "uuid", "nullable": True},
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"member": TEXT, "before": {}, "after": {}},
                "required": ["member", "before", "after"],
            },
        },
        "actor": {"type": "string", "format": "uuid", "nullable": True},
        "verb": TEXT,
        "reason": TEXT,
        "request_id": TEXT,
    },
    "required": ["id", "at", "version", "part", "part_id", "changes"],
}
