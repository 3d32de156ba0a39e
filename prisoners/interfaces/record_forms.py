"""Forms of the records of this room, taken from their models: dates half known, sources, units and places by name."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.editing import SEEN
from accounts.interfaces.record_form import RecordForm, form_field
from accounts.models import User
from common.forms import PartialDateField
from common.partial_columns import PartialDateProperty
from places.interfaces.choosing import PlaceField
from places.models import Place
from sources.interfaces.citing import SourceField
from sources.models import Source
from units.interfaces.choosing import UnitField
from units.models import Unit

SOURCE_HINT = _("Begin to write the title, publisher or address of a registered source")
NO_SOURCE = _("No registered source fits “%(text)s”. Register it among the sources first, or clear this box")


def partial_dates(model: type[models.Model]) -> dict[str, str]:
    """The partial dates of a model: the property that joins each, by its column."""
    properties = {name: getattr(model, name, None) for name in dir(model)}
    return {each.columns[0]: name for name, each in properties.items() if isinstance(each, PartialDateProperty)}


def particular_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field; a partial date is one field, named as its first column."""
    label, required = capfirst(field.verbose_name), not field.blank
    if field.name in partial_dates(field.model):
        return PartialDateField(label=label, required=False)
    if field.related_model is Unit:
        return UnitField(Unit.objects.order_by("code", "name_uk"), label=label, required=required)
    if field.related_model is Place:
        return PlaceField(Place.objects.order_by("name_uk"), label=label, required=required)
    return form_field(field, **kwargs)


class PersonsForm(RecordForm):
    """Base of the forms of this room. The verb checks the record as a whole; the form reads what was typed."""

    class Meta(RecordForm.Meta):
        formfield_callback = particular_field

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.dates = {name: joined for name, joined in partial_dates(self._meta.model).items() if name in self.fields}
        for name, joined in self.dates.items():
            self.initial[name] = getattr(self.instance, joined)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Source:
                self.fields[name] = source_field(user, label=field.label, required=field.required)

    def _post_clean(self) -> None:
        """Nothing is written into the instance: the page goes on showing the record as it is."""

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {self.dates.get(name, name): value for name, value in self.cleaned_data.items() if name != SEEN}


def source_field(user: User, *, label: Any, required: bool = False) -> SourceField:
    """A box for a registered source."""
    field = SourceField(user=user, label=label, help_text=SOURCE_HINT)
    field.required = required
    field.error_messages["none"] = NO_SOURCE
    return field
