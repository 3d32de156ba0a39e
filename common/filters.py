"""The filter bar of a list, and the filters in force as chips that can be removed."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import fields

from common.forms import Form
from common.templatetags.obmin import known


class FilterForm(Form):
    """The form of a filter bar; an empty choice means any."""

    template_name = "common/filter_form.html"
    blank_label = gettext_lazy("Any")
    #: Names of the fields that are always shown; None shows all.
    primary: tuple[str, ...] | None = None

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [field for field in self.visible_fields() if self.primary is None or field.name in self.primary]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that fold away."""
        return [field for field in self.visible_fields() if field not in self.shown]

    @property
    def unfolded(self) -> bool:
        """Whether a folded field is in force or wrong, so that it has to be seen."""
        return any(field.errors or any(self.data.get(key) for key in data_keys(field)) for field in self.folded)


class FilterSet(django_filters.FilterSet):
    """Base of every FilterSet. `primary` names the filters that are always shown; the others fold away."""

    primary: tuple[str, ...] | None = None
    #: Whether the filters found out that the rows are too many to be counted.
    is_large = False

    @property
    def recipient(self) -> Any:
        """For whom the rows are chosen, in lists that can be made for somebody; None is the headquarters itself."""
        return self.form.cleaned_data.get("recipient") if self.form.is_valid() else None

    def get_form_class(self) -> type[forms.Form]:
        fields = {name: each.field for name, each in self.filters.items()}
        return type(f"{type(self).__name__}Form", (FilterForm,), fields | {"primary": self.primary})


class PeriodWidget(django_filters.widgets.DateRangeWidget):
    """The first and the last day of a period, each with a label of its own."""

    template_name = "common/widgets/period.html"

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"})


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included; one of them may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=PeriodWidget, **kwargs)


class _Offered(fields.ModelChoiceIterator):
    """The choices of a box; rows that another box of the page has read are not read again."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = self.field.offered
        yield from map(self.choice, self.queryset if rows is None else rows)


class OfferingField(fields.ModelChoiceField):
    """A box that offers records. `offered`: the same ones, read or to be read for another box too."""

    iterator = _Offered
    offered: QuerySet | None = None


class ModelChoiceFilter(django_filters.ModelChoiceFilter):
    """One of the records that `queryset` gives for the request: read once a request for all filters with that one."""

    field_class = OfferingField

    def get_queryset(self, request: Any) -> QuerySet:
        if request is None:
            return super().get_queryset(request)
        offered = vars(request).setdefault("_offered", {})
        if self.queryset not in offered:
            offered[self.queryset] = super().get_queryset(request)
        return offered[self.queryset]

    @property
    def field(self) -> forms.Field:
        field = super().field
        field.offered = self.get_queryset(self.get_request())
        return field


class KeyFilter(django_filters.UUIDFilter):
    """Rows that name a record by its key. One that the reader may not see is nobody's, as one that is not there.

    For relations that do not hide the row themselves: a transfer is seen although the place it went over is not.
    """

    def filter(self, queryset: QuerySet, value: uuid.UUID | None) -> QuerySet:
        if value is None:
            return queryset
        target = queryset.model._meta.get_field(self.field_name).related_model
        seen = target._default_manager.visible_to(self.parent.request.user)
        return queryset.filter(**{f"{self.field_name}__in": seen.filter(pk=value).values("pk")})


@dataclass(frozen=True)
class Active:
    """A filter in force: what it is, its value in words, and the query string without it."""

    label: str
    value: str
    without: str


def active_filters(filterset: django_filters.FilterSet, params: QueryDict) -> list[Active]:
    """The filters in force, in the order of the bar."""
    form = filterset.form
    found = []
    for field in form.visible_fields():
        keys = [key for key in data_keys(field) if params.get(key)]
        if not keys:
            continue
        rest = params.copy()
        for key in [*keys, "page", "after"]:
            rest.pop(key, None)
        value = form.cleaned_data.get(field.name) if form.is_valid() else None
        words = _words(field.field, value) if value is not None else ", ".join(params.getlist(keys[0]))
        found.append(Active(str(field.label), words, f"?{rest.urlencode()}"))
    return found


def data_keys(field: forms.BoundField) -> list[str]:
    """The parameters that a field reads: one, or one for each of its boxes."""
    widget, name = field.field.widget, field.html_name
    if hasattr(widget, "suffixes"):
        return [f"{name}_{suffix}" for suffix in widget.suffixes]
    return [name, *(f"{name}_{part}" for part in ("day", "month", "year"))]


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, slice):
        return f"{_end(value.start)} – {_end(value.stop)}"
    if isinstance(field, forms.ModelChoiceField):
        several = isinstance(field, forms.ModelMultipleChoiceField)
        return ", ".join(str(each) for each in value) if several else str(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in _flat(field.choices)}
        values = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(labels.get(str(each), str(each)) for each in values)
    return _("yes") if value is True else str(known(value))


def _end(value: Any) -> str:
    """An end of a range; the time of day that django-filter adds to the days of a period is no news."""
    if value is None:
        return "…"
    return str(known(timezone.localdate(value) if isinstance(value, datetime.datetime) else value))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat = []
    for key, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(key, label)])
    return flat
