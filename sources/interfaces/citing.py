"""The part of a form that says where a fact comes from: a registered source, found by search, or a new one."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.date_fields import DayField
from sources.enums import SourceKind
from sources.models import Source
from sources.queries.search import sources, sources_like

SUGGESTED, LISTED = 200, 5


class SourceInput(forms.TextInput):
    """A box with suggestions; it works without script."""

    template_name = "sources/widgets/source.html"
    suggestions: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["suggestions"] = self.suggestions
        return context


class SourceField(forms.CharField):
    """Words of the title, the publisher or the address; cleans to the one source that they fit, or None."""

    widget = SourceInput
    default_error_messages = {
        "none": _("No registered source fits “%(text)s”. Enter it as a new source below, or clear this box"),
        "several": _("%(count)s sources fit: %(titles)s. Write more of the title, or the whole address"),
    }

    def __init__(self, *, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Begin to write its title, publisher or address"))
        super().__init__(required=False, **kwargs)
        self.user = user
        self.widget.suggestions = sources(user)[:SUGGESTED]

    def prepare_value(self, value: Any) -> Any:
        """A source by its key is shown as its address, else its title: what finds it again."""
        if isinstance(value, uuid.UUID):
            value = sources(self.user).filter(pk=value).first()
        return (value.url or value.title) if isinstance(value, Source) else value

    def clean(self, value: Any) -> Source | None:
        text = super().clean(value)
        if not text:
            return None
        found = list(sources_like(text, self.user)[: LISTED + 1])
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none", params={"text": text})
        if len(found) > 1:
            titles = "; ".join(f"{each.title} ({each.url or each.publisher})" for each in found[:LISTED])
            count = len(found) if len(found) <= LISTED else f"{LISTED}+"
            params = {"count": count, "titles": titles}
            raise forms.ValidationError(self.error_messages["several"], code="several", params=params)
        return found[0]


NEW = ["new_source_title", "new_source_url", "new_source_publisher", "new_source_published_on", "new_source_kind"]


def citing_fields(user: User) -> dict[str, forms.Field]:
    """Fields by name: the search, and those of a new source."""
    return {
        "source": SourceField(
            user=user,
            label=_("Source"),
        ),
        "new_source_title": forms.CharField(label=_("Title"), max_length=300, required=False),
        "new_source_url": forms.URLField(label=_("Address"), max_length=1000, required=False, assume_scheme="https"),
        "new_source_publisher": forms.CharField(label=_("Publisher"), max_length=200, required=False),
        "new_source_published_on": DayField(label=_("Published on")),
        "new_source_kind": forms.ChoiceField(
            label=_("Kind"), choices=SourceKind, initial=SourceKind.PRESS, required=False
        ),
    }


def cited(form: forms.Form) -> Source | dict[str, Any] | None:
    """The source that a cleaned form cites: a registered one, the fields of a new one, or none.

    Adds an error to the form when both were given or the new one has no title.
    """
    data = form.cleaned_data
    if not (data.get("new_source_title") or data.get("new_source_url") or data.get("new_source_publisher")):
        return data.get("source")
    if data.get("source"):
        form.add_error("source", _("Either choose a registered source or enter a new one, not both"))
    if not data.get("new_source_title") and "new_source_title" not in form.errors:
        form.add_error("new_source_title", _("Give the title of the new source"))
    return {
        "title": data.get("new_source_title", ""),
        "url": data.get("new_source_url", ""),
        "publisher": data.get("new_source_publisher", ""),
        "published_on": data.get("new_source_published_on"),
        "kind": data.get("new_source_kind") or SourceKind.PRESS,
    }
