"""The box in which a person says which unit: its code, its name, or a name that it had."""

from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin

from units.models import Unit
from units.queries.search import called

LISTED = 5


class UnitInput(forms.TextInput):
    """A box with suggestions, which are asked for as it is written in (static/js/suggest.js); it works without them."""

    template_name = "units/widgets/unit.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        attrs |= {"list": f"{attrs.get('id', name)}_list", "autocomplete": "off"}
        attrs["data-suggested"] = reverse("units:suggested")
        return context


class UnitField(forms.ModelChoiceField):
    """A unit by its code, name, former name or key; cleans to the one unit that it fits, or None when blank.

    `queryset` holds the units that the reader may see.
    """

    widget = UnitInput
    default_error_messages = {
        "none": _("No unit is called “%(text)s”. Write its code or a part of its name"),
        "several": _("%(count)s units fit: %(names)s. Write the code, or more of the name"),
    }

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Begin to write its code or name"))
        super().__init__(Unit.objects.none() if queryset is None else queryset, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A unit by its key is shown as it is called."""
        if value and not isinstance(value, str | Unit):
            value = self.queryset.filter(pk=value).first()
        return str(value) if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Unit | None:
        if isinstance(value, Unit):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        found = list(called(self.queryset, text).select_related("party")[: LISTED + 1])
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none", params={"text": text})
        if len(found) > 1:
            names = "; ".join(f"{each}, {each.party.code}" for each in found[:LISTED])
            count = len(found) if len(found) <= LISTED else f"{LISTED}+"
            raise forms.ValidationError(
                self.error_messages["several"], code="several", params={"count": count, "names": names}
            )
        return found[0]


class UnitChoiceFilter(QuerySetRequestMixin, django_filters.Filter):
    """A filter whose value is a unit: its key, code or name. `queryset` is called with the request."""

    field_class = UnitField
