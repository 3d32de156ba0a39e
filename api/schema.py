"""The OpenAPI document: from the declarations of the resources, so that it cannot say anything else than they do."""

from typing import Any

from django_filters import filters
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from accounts import acts
from api.catalogue.approvals import APPROVALS
from api.codec import JSONParser, MergePatchParser
from api.filtering import names_of
from api.pace_shape import tell_pace
from api.pagination import LIMIT, MOST
from api.preconditions import LONGEST_KEY
from api.problems import MEDIA_TYPE, TITLES
from api.resources import Resource
from api.serializers import body_class
from api.shapes import HISTORY_LINE, PROBLEM
from api.transitions import transition_class

Shape = dict[str, Any]
ETAG = {"description": 'The version, as "v7".', "schema": {"type": "string", "pattern": '^"v[1-9][0-9]*"$'}}
LOCATION = {"description": "Where the record is.", "schema": {"type": "string", "format": "uri"}}
LINK = {"description": 'The next page: <…>; rel="next". Absent on the last.', "schema": {"type": "string"}}
RETRY = {"description": "Seconds after which to try again.", "schema": {"type": "integer", "minimum": 1}}
CHALLENGE = {"description": "How to sign in.", "schema": {"type": "string"}}
HEADERS_OF = {401: {"WWW-Authenticate": CHALLENGE}, 429: {"Retry-After": RETRY}, 503: {"Retry-After": RETRY}}

#: What may go wrong, by what is done. 500 and 503 may always.
ALWAYS = (400, 401, 403, 406, 429, 500, 503)
READING = {"list": (), "retrieve": (404,), "history": (404,)}
WRITING = {
    "create": (409, 412, 413, 415, 422),
    "update": (404, 409, 412, 413, 415, 422, 428),
    "partial_update": (404, 409, 412, 413, 415, 422, 428),
    "transition": (404, 409, 412, 413, 415, 422, 428),
}

CONDITIONS = {
    "retrieve": [("If-None-Match", "Answers 304 when the record still has this version.", False)],
    "create": [("If-None-Exist", "`scheme|value`: answers the record that carries the value, if there is one.", False)],
    "update": [
        ("If-Match", 'Replaces the record if it still has this version, as "v7".', False),
        ("If-None-Match", "`*`: creates the record if there is none with this id.", False),
    ],
    "partial_update": [("If-Match", 'The version that was read, as "v7".', True)],
    "transition": [("If-Match", 'The version that was read, as "v7".', True)],
}
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="Minted for this request; sent again with it, it has one effect and one answer. Kept for 30 days.",
)
PREFER = ("Prefer", "`return=minimal`: answers the id and the version only.", False)


class Schema(AutoSchema):
    """Says of each operation its parameters, its conditions, its answers and every problem."""

    @property
    def resource(self) -> Resource | None:
        return getattr(self.view, "resource", None)

    @property
    def act(self) -> str:
        return getattr(self.view, "action", "")

    def get_operation_id(self) -> str:
        act = self.act or self.view.operation
        return f"{self.view.scope}_{act}".replace("-", "_")

    def get_tags(self) -> list[str]:
        return [self.view.scope.strip("*") or "schema"]

    def get_override_parameters(self) -> list[OpenApiParameter]:
        found = [_header(*each) for each in CONDITIONS.get(self.act, ())] if self.resource else []
        if self.resource and self.act in WRITING:
            found.append(_header(*PREFER))
        if self.act in ("list", "history"):
            found += _paging()
        if self.resource and self.act == "list":
            found += [*_filters(self.resource), _ordering(self.resource)]
        if self.resource and self.act in ("list", "retrieve"):
            found.append(_query("fields", "Members to answer, separated by commas; id and version always come.", {}))
        if self.method not in SAFE_METHODS and self.view.takes_key and not self.view.reads_only:
            found.append(KEY)
        return [*found, *getattr(self.view, "parameters", ())]

    def get_request_serializer(self) -> Any:
        if self.resource is None:
            return getattr(self.view, "bodies", {}).get(self.act)
        return {"transition": transition_class}.get(self.act, body_class)(self.resource)

    def get_response_serializers(self) -> Any:
        return body_class(self.resource) if self.resource else None

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Shape]:
        bodies = self._resource_bodies() if self.resource else self.view.answers(self)
        own = {**READING, **WRITING}.get(self.act, ()) if self.resource else getattr(self.view, "refusals", ())
        codes = ALWAYS + own
        for code in sorted(codes):
            bodies[str(code)] = self._problem(code)
        return bodies

    def _resource_bodies(self) -> dict[str, Shape]:
        record = self._record()
        match self.act:
            case "list":
                return {"200": answer(_page_of(record), {"Link": LINK})}
            case "history":
                return {"200": answer(_page_of(self.named("HistoryLine", HISTORY_LINE)), {"Link": LINK})}
            case "retrieve":
                return {"200": answer(record, {"ETag": ETAG}), "304": {"description": "", "headers": {"ETag": ETAG}}}
            case "create" | "update":
                created = answer(record, {"ETag": ETAG, "Location": LOCATION})
                return {"200": answer(record, {"ETag": ETAG}), "201": created}
        moved = {"200": answer(record, {"ETag": ETAG})}
        if any(acts.of_verb(door) for door in self.resource.doors.values()):
            waits = answer(self._record(APPROVALS), {"ETag": ETAG, "Location": LOCATION})
            moved["202"] = waits | {"description": "It takes two people, and waits for the second one."}
        return moved

    def _record(self, resource: Resource | None = None) -> Shape:
        return self.resolve_serializer(body_class(resource or self.resource)(), "response").ref

    def named(self, name: str, shape: Shape) -> Shape:
        """A reference to a component."""
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, schema=shape, object=name)
        self.registry.register_on_missing(component)
        return component.ref

    @staticmethod
    def page_of(items: Shape) -> Shape:
        """A page of a list."""
        return _page_of(items)

    def _problem(self, code: int) -> Shape:
        content = {MEDIA_TYPE: {"schema": self.named("Problem", PROBLEM)}}
        return {"description": str(TITLES[code]), "content": content, "headers": HEADERS_OF.get(code, {})}

    def map_parsers(self) -> list[str]:
        if takes := getattr(self.view, "takes", None):
            return takes
        merge_patch = [MergePatchParser.media_type] if self.act == "partial_update" else []
        return [JSONParser.media_type, *merge_patch]


def answer(schema: Shape, headers: Shape | None = None, media_type: str = "application/json") -> Shape:
    """A successful answer."""
    return {"description": "", "content": {media_type: {"schema": schema}}, "headers": headers or {}}


def _header(name: str, description: str, required: bool) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=description)


def _query(name: str, description: str, schema: Shape) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string"} | schema, OpenApiParameter.QUERY, description=description)


def _paging() -> list[OpenApiParameter]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return [
        _query("cursor", "Where the page begins; taken from `next`, never made up.", {}),
        _query("limit", "Rows of a page.", limit),
        _query("count", "Adds how many rows there are in all.", {"type": "boolean", "default": False}),
    ]


def parameters_of(resource: Resource) -> list[OpenApiParameter]:
    """Of a list of this type in another format, without a choice of members and of order."""
    return [*(each for each in _paging() if each.name != "count"), *_filters(resource)]


def _ordering(resource: Resource) -> OpenApiParameter:
    names = [sign + name for name in ("id", *resource.orderings) for sign in ("", "-")]
    pattern = "^(" + "|".join(names) + ")(,(" + "|".join(names) + "))*$"
    return _query("ordering", "Members to sort by, separated by commas; `-` turns round.", {"pattern": pattern})


def _filters(resource: Resource) -> list[OpenApiParameter]:
    return [
        _query(parameter, str(each.label), _filter_shape(each))
        for name, each in resource.filterset.base_filters.items()
        if name not in resource.elsewhere
        for parameter in names_of(name, each)
    ]


def _filter_shape(each: filters.Filter) -> Shape:
    if isinstance(each, filters.UUIDFilter | filters.ModelChoiceFilter):
        return {"format": "uuid"}
    if isinstance(each, filters.MultipleChoiceFilter):
        return {"type": "array", "items": {"type": "string", "enum": _words(each)}}
    if isinstance(each, filters.ChoiceFilter):
        return {"enum": words} if (words := _words(each)) else {}
    if isinstance(each, filters.BooleanFilter):
        return {"type": "boolean"}
    return {"format": "date"} if isinstance(each, filters.DateFromToRangeFilter) else {}


def _words(each: filters.Filter) -> list[str]:
    choices = each.extra["choices"]
    if callable(choices) and not isinstance(choices, type):
        return []  # such as the reports that there are: one more of them is no change of the contract
    return [str(value) for value in (choices.values if isinstance(choices, type) else dict(choices))]


def _page_of(items: Shape) -> Shape:
    return {
        "type": "object",
        "properties": {
            "results": {"type": "array", "items": items},
            "next": {"type": "string", "format": "uri", "nullable": True},
            "count": {"type": "integer", "minimum": 0},
        },
        "required": ["results", "next"],
    }


def complete(result: Shape, generator: Any, **_: Any) -> Shape:
    """A member that a reader may not see, or did not choose, is not there: so only id and version are required."""
    for name, schema in result["components"]["schemas"].items():
        properties = schema.get("properties", {})
        if "version" in properties and not name.endswith("Request") and name != "HistoryLine":
            schema["required"] = ["id", "version"]
        if name.endswith("Request"):
            schema["additionalProperties"] = False
    tell_pace(result)
    _tell_problems_once(result)
    return result


def _tell_problems_once(result: Shape) -> None:
    """The same problem of every operation becomes one component."""
    told = result["components"].setdefault("responses", {})
    for operation in (each for path in result["paths"].values() for each in path.values()):
        for code, response in operation["responses"].items():
            if MEDIA_TYPE in response.get("content", {}):
                told.setdefault(f"Problem{code}", response)
                operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}
