"""What is sent to a hidden record, and to one that there is not: whoever may not see it gets the same answer."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import django_filters as filters
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.test import Client

from api.catalogue import RESOURCES
from api.resources import Resource
from tests.factories.hidden import Hidden
from tests.laws.crawl import routes, same, share

NOBODY = uuid.UUID("01900000-0000-7000-8000-000000000000")
#: Bodies of forms: one that says nothing, one that would pass where a reason is all that is asked for.
FORMS = ({}, {"reason": "synthetic reason", "version": 1, "subject_version": 1})


class Sent(NamedTuple):
    """A request: where to, and what; `{key}` stands for the key that is asked about."""

    method: str
    path: str
    body: Any
    as_form: bool = False

    def to(self, client: Client, key: uuid.UUID) -> tuple[int, str]:
        """What comes back when it is about this key."""
        path, body = self.path.replace("{key}", str(key)), self._filled(key)
        if self.as_form:
            return same(client.post(path, body))
        patches = self.method == "PATCH"
        kind = "application/merge-patch+json" if patches else "application/json"
        headers = {} if self.method == "POST" and "transitions" not in path else {"If-Match": '"v1"'}
        return same(client.generic(self.method, path, json.dumps(body), content_type=kind, headers=headers))

    def _filled(self, key: uuid.UUID) -> Any:
        return {name: str(key) if value == "{key}" else value for name, value in self.body.items()}


def told_apart(client: Client, hidden: Hidden, *, crossing: bool = False, of: int = 1) -> list[str]:
    """Requests that are answered otherwise for a hidden record than for one that there is not; one of each `of`."""
    found = []
    asked = [*_forms(hidden, crossing), *_api(hidden), *_filters(hidden, crossing)]
    for sent, keys in share(asked, 0, of):
        nobody = sent.to(client, NOBODY) if keys else None
        found += [
            f"{sent.method} {sent.path.replace('{key}', str(key))} {answer[0]} {nobody[0]}"
            for key in keys
            if (answer := sent.to(client, key)) != nobody
        ]
    return found


def _forms(hidden: Hidden, crossing: bool) -> Iterator[tuple[Sent, list[uuid.UUID]]]:
    """Every page that takes a form and names a record."""
    for route in routes():
        keys = hidden.keys.get(route.namespace, [])
        if not crossing:
            keys = [key for key in keys if hidden.kinds.get(key) == route.kind]
        if route.keys and keys:
            path = next(route.addresses(["{key}"]))
            yield from ((Sent("POST", path, body, as_form=True), keys) for body in FORMS)


def _api(hidden: Hidden) -> Iterator[tuple[Sent, list[uuid.UUID]]]:
    """Every request that changes a record, or makes one that names a hidden record."""
    for resource in RESOURCES:
        keys, path = hidden.keys.get(f"api:{resource.name}", []), f"/api/v1/{resource.name}/{{key}}/"
        if keys:
            yield Sent("PUT", path, {}), keys
            yield Sent("PATCH", path, {}), keys
            yield Sent("DELETE", path, {}), keys
            for door in sorted(resource.doors):
                yield Sent("POST", f"{path}transitions/", {"to": door, "reason": "synthetic reason"}), keys
        if resource.create:
            yield from _naming(resource, hidden)


def _naming(resource: Resource, hidden: Hidden) -> Iterator[tuple[Sent, list[uuid.UUID]]]:
    names = {each.model: each.name for each in RESOURCES}
    for field in resource.model._meta.concrete_fields:
        keys = hidden.keys.get(f"api:{names.get(field.related_model)}", [])
        if keys and field.editable and field.name in resource.field_names:
            yield Sent("POST", f"/api/v1/{resource.name}/", {field.name: "{key}"}), keys


def _filters(hidden: Hidden, crossing: bool) -> Iterator[tuple[Sent, list[uuid.UUID]]]:
    """Every filter of the API that takes a key, asked for the hidden keys of what it names."""
    every = sorted({key for keys in hidden.keys.values() for key in keys})
    yield Sent("GET", "/book/?record={key}", {}), every if crossing else every[::5]
    names = {each.model: each.name for each in RESOURCES}
    for resource in RESOURCES:
        for name, each in resource.filterset.base_filters.items():
            if isinstance(each, filters.UUIDFilter | filters.ModelChoiceFilter):
                target = _end_of(resource.model, each.field_name or name)
                fitting = hidden.keys.get(f"api:{names.get(target)}", [])
                path = f"/api/v1/{resource.name}/?{name}={{key}}&count=true"
                yield Sent("GET", path, {}), every if crossing else fitting


def _end_of(model: type[Model], path: str) -> type[Model] | None:
    """The model that a path of relations leads to; None where a filter goes by a way of its own."""
    with contextlib.suppress(FieldDoesNotExist):
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
        return model
    return None
