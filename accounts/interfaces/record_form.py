"""Forms and facts that come straight from a model, less what the reader may not see."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from accounts.interfaces.editing import SEEN, SeenField
from accounts.models import Record, User
from accounts.models.record import visible_fields
from common.forms import CountField, DayField, ModelForm

#: Said of every record in its own way; none of a record's own facts.
COMMON = {"id", "version", "voided_at", "voided_by", "void_reason", "restricted", "restricted_why"}


def form_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, in the design's kinds."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    elif isinstance(field, models.DateField):
        kwargs["form_class"] = DayField
    elif isinstance(field, models.PositiveIntegerField) and not field.choices:
        return CountField(label=capfirst(field.verbose_name), help_text=field.help_text, required=not field.blank)
    elif isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return field.formfield(**kwargs)


class RecordForm(ModelForm):
    """The form of a simple record. Fields of a class that the user may not see are not there."""

    seen = SeenField()

    class Meta:
        formfield_callback = form_field

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) & set(self._meta.fields) - visible_fields(self._meta.model, user):
            del self.fields[name]
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.visible_to(user).standing()

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != SEEN}


def record_facts(record: Record, user: User) -> list[tuple[str, Any]]:
    """Label and value of each field of a record that the user may see, in the order of the model."""
    seen = visible_fields(type(record), user) - COMMON
    return [
        (capfirst(field.verbose_name), _value(record, field))
        for field in record._meta.concrete_fields
        if field.name in seen
    ]


def _value(record: Record, field: models.Field) -> Any:
    if field.choices:
        return getattr(record, f"get_{field.name}_display")()
    return getattr(record, field.name)
