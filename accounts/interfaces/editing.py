"""Editing a record that somebody else may be editing too: both versions side by side, and nothing typed is lost.

A form given out carries, signed, the versions of the records and the values that it showed (`seen`). When it comes
back stale, three values of each field are known: as it was, as it is now, and as typed. What only the other person
changed is taken over; where both changed, what was typed stays in the field and both are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from common.date_fields import PartialDateWidget

SALT = "obmin.seen"
SEEN = "seen"
Values = dict[str, dict[str, list[str]]]


class SeenField(forms.CharField):
    """The hidden field of what the form showed when it was given out."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed: what it is now, what was typed, and whether both changed it."""

    label: str
    was: str
    now: str
    typed: str
    both: bool


def seal(form: forms.BaseForm, versions: Mapping[str, int]) -> str:
    """What a fresh form shows, signed, for its field `seen`."""
    return signing.dumps({"versions": dict(versions), "values": values_of(form)}, salt=SALT, compress=True)


def versions_seen(data: QueryDict) -> dict[str, int]:
    """The versions that the form was given out with; none when it was tampered with, which is then stale."""
    return _opened(data).get("versions", {})


def values_of(form: forms.BaseForm) -> Values:
    """What each visible field of a form would post if it were sent back as it is."""
    return {field.name: _posted(field) for field in form.visible_fields()}


def merge(data: QueryDict, fresh: forms.BaseForm) -> tuple[QueryDict, list[Difference]]:
    """What to put into a form that came back stale, and what to tell about it. `fresh` shows the record as it is."""
    was, now = _opened(data).get("values", {}), values_of(fresh)
    merged, differences = data.copy(), []
    for field in fresh.visible_fields():
        before, current = was.get(field.name), now[field.name]
        typed = {key: data.getlist(key) for key in current}
        if before is None or _same(before, current) or _same(typed, current):
            continue
        both = not _same(typed, before)
        if not both:
            for key, values in current.items():
                merged.setlist(key, values)
        told = (_words(field, values) for values in (before, current, typed))
        differences.append(Difference(str(field.label), *told, both))
    return merged, differences


def add_errors(form: forms.BaseForm, error: ValidationError, **names: str) -> None:
    """Put what a verb refused under the fields of the form; `names` says which field stands for another name."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        field = names.get(name, name)
        known = field in form.fields or field == NON_FIELD_ERRORS
        form.add_error(None if not known or field == NON_FIELD_ERRORS else field, errors)


def _same(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """A box left blank and a box not sent are the same."""
    return all(list(filter(None, one.get(key, ()))) == list(filter(None, values)) for key, values in other.items())


def _opened(data: QueryDict) -> dict[str, Any]:
    try:
        return signing.loads(data.get(SEEN, ""), salt=SALT)
    except signing.BadSignature:
        return {}


def _posted(field: BoundField) -> dict[str, list[str]]:
    widget, value = field.field.widget, field.field.prepare_value(field.initial)
    if isinstance(widget, PartialDateWidget):
        typed = widget._typed(value)
        return {f"{field.html_name}_{part}": [typed.get(part, "")] for part in ("day", "month", "year")}
    if isinstance(widget, forms.CheckboxInput):
        return {field.html_name: ["on"] if value else []}
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return {field.html_name: sorted(str(each) for each in value or ())}
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return {field.html_name: [str("" if shown is None else shown)]}


def _words(field: BoundField, posted: Mapping[str, list[str]]) -> str:
    values = [value for listed in posted.values() for value in listed if value]
    if isinstance(field.field, forms.BooleanField) and not isinstance(field.field, forms.NullBooleanField):
        return _("yes") if values else _("no")
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        labels = {str(key): str(label) for key, label in choices}
        values = [labels.get(value, value) for value in values]
    separator = " " if isinstance(field.field.widget, PartialDateWidget) else ", "
    return separator.join(values) or _("not known")
