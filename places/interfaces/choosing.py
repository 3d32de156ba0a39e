"""The box in which a person says which place: its name, or a part of it."""

import uuid
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.models import Place

SUGGESTED, LISTED = 300, 5


class PlaceInput(forms.TextInput):
    """A box with suggestions; it works without script."""

    template_name = "places/widgets/place.html"
    choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"] |= {"list": f"{widget['attrs'].get('id', name)}_list", "autocomplete": "off"}
        widget["suggestions"] = [str(place) for place in self.choices.queryset[:SUGGESTED]]
        return context


class PlaceField(forms.ModelChoiceField):
    """A place by its name in either language, or by its key; cleans to the one that it fits, or None when blank.

    `queryset` holds the places that the reader may see.
    """

    widget = PlaceInput
    default_error_messages = {
        "none": _("No place is called “%(text)s”. Write a part of its name, or leave this box blank"),
        "several": _("%(count)s places fit: %(names)s. Write more of the name"),
    }

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Begin to write its name"))
        super().__init__(Place.objects.none() if queryset is None else queryset, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A place by its key is shown as it is called."""
        if isinstance(value, uuid.UUID):
            value = self.queryset.filter(pk=value).first()
        return str(value) if isinstance(value, Place) else value

    def to_python(self, value: Any) -> Place | None:
        if isinstance(value, Place):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        found = self._called(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none", params={"text": text})
        count = len(found) if len(found) <= LISTED else f"{LISTED}+"
        params = {"count": count, "names": "; ".join(f"{each} ({each.region})" for each in found[:LISTED])}
        raise forms.ValidationError(self.error_messages["several"], code="several", params=params)

    def _called(self, text: str) -> list[Place]:
        """Those of exactly this key or name; if there is none, those that hold it as a part."""
        try:
            return list(self.queryset.filter(pk=uuid.UUID(text)))
        except ValueError:
            exact = Q(name_uk__iexact=text) | Q(name_en__iexact=text)
            part = Q(name_uk__icontains=text) | Q(name_en__icontains=text)
            return list(self.queryset.filter(exact)[: LISTED + 1]) or list(self.queryset.filter(part)[: LISTED + 1])
