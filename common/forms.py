"""Forms as people meet them: one column, label above, hint under it, errors under the field and gathered at the top.

Inherit from `Form` (or `ModelForm`) and write `{{ form }}` inside `<form method="post" novalidate data-guard>`, or
extend `common/form_page.html`. Sections and pairs of numbers:

    class ExchangeForm(Form):
        fieldsets = [
            (_("When"), ["happened_on"]),
            (_("Persons"), [Pair(_("Persons delivered"), ["to_ukraine", "to_russia"])]),
        ]

Fields that no fieldset names follow at the end. Nothing typed is lost: a refused form is shown with what was typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from common.date_fields import DayField, PartialDateField, PartialDateWidget

__all__ = [
    "CountField",
    "CountInput",
    "DayField",
    "Form",
    "ModelForm",
    "Pair",
    "PartialDateField",
    "PartialDateWidget",
    "ReasonField",
    "Renderer",
]


class Renderer(TemplatesSetting):
    """Renders every form of the product through templates/common (the setting FORM_RENDERER)."""

    form_template_name = "common/form.html"
    formset_template_name = "common/formset.html"
    field_template_name = "common/field.html"


@dataclass(frozen=True)
class Pair:
    """Two fields that stand side by side under one legend, each with its own label (a party's name).

    Pairs of the same labels that follow one another make a grid with the labels said once, above the columns.
    """

    legend: str
    names: Sequence[str]


class FormStyle:
    """What every form shares; `fieldsets` is a list of (legend, [field name or Pair])."""

    fieldsets: Sequence[tuple[str, Sequence[str | Pair]]] = ()
    use_required_attribute = False
    #: What an empty choice says in a field that may be left out.
    blank_label = _("Not known")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._name_blank(field)

    def _name_blank(self, field: forms.Field) -> None:
        blank = _("Choose") if field.required else getattr(field, "blank_label", self.blank_label)
        if isinstance(field, forms.NullBooleanField):
            field.widget.choices = [("unknown", blank), ("true", _("Yes")), ("false", _("No"))]
        elif hasattr(field, "empty_label"):
            field.empty_label = blank if field.empty_label is not None else None
            # The box of a filter asks the field that it was copied from, unless it is told of this one.
            field.widget.choices = field.choices
        elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
            field.choices = [(value, blank if value in ("", None) else label) for value, label in field.choices]


class Form(FormStyle, forms.Form):
    """A form that writes through a verb; the view hands `cleaned_data` to it."""


class ModelForm(FormStyle, forms.ModelForm):
    """A form whose fields come from a model."""


class CountInput(forms.TextInput):
    """A box for a number of persons: digits on a phone's keyboard, no spinner that a wheel changes unseen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "class": "count"} | (attrs or {}))


class CountField(forms.Field):
    """A number of persons: a whole number from zero. Blank is "not known" and cleans to None; zero is zero."""

    widget = CountInput
    default_error_messages = {
        "required": _("Enter a number; enter 0 if there was nobody"),
        "not_a_number": _("Enter a whole number in digits, such as 95"),
        "negative": _("The number cannot be less than 0"),
        "decimal": _("Enter a whole number, without decimals"),
        "too_large": _("The number cannot be more than %(limit)s"),
    }

    def __init__(self, *, max_value: int = 1_000_000, required: bool = False, **kwargs: Any) -> None:
        self.max_value = max_value
        if not required:
            kwargs.setdefault("help_text", _("Leave blank if not known; 0 means nobody"))
        super().__init__(required=required, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """The number; digits may be grouped by spaces."""
        text = re.sub(r"\s", "", str(value)) if value is not None else ""
        if not text:
            return None
        if re.fullmatch(r"[-\u2212]\d+([.,]\d+)?", text, re.ASCII):
            raise self._error("negative")
        if re.fullmatch(r"\d+[.,]\d+", text, re.ASCII):
            raise self._error("decimal")
        if not re.fullmatch(r"\d+", text, re.ASCII):
            raise self._error("not_a_number")
        if len(text.lstrip("0")) > len(str(self.max_value)) or int(text) > self.max_value:
            raise self._error("too_large", limit=self.max_value)
        return int(text)

    def _error(self, code: str, **params: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class ReasonField(forms.CharField):
    """Why: required, in words, kept in the book of changes."""

    default_error_messages = {
        "required": _("Say why; the reason is kept in the book of changes"),
        "min_length": _("Say why in words that a colleague will understand in a year"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Reason"))
        kwargs.setdefault("help_text", _("It is kept in the book of changes with your name"))
        super().__init__(**{"min_length": 3, "max_length": 1000, "widget": forms.Textarea(attrs={"rows": 3})} | kwargs)
