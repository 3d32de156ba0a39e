"""Tags of the shared design: `{% load obmin %}`.

{% chip state %}                        state: a Chip, or `{% chip "Completed" "good" %}`
{{ value|known }}                       a value for people; "not known" when there is none
{% facts pairs %} {% timeline events %} {% empty "No exchanges yet" url "Log the first" %} {% progress job %}
{% panel each %}                        a section that another room adds to the page of a record (common.panels)
"""

import datetime
from itertools import groupby
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.formats import date_format, localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from common.forms import Pair
from common.panels import Panel
from common.partial_dates import PartialDate
from common.pieces import Chip, Event, Progress

register = template.Library()


@register.inclusion_tag("common/_chip.html")
def chip(state: Chip | str, tone: str = "neutral") -> dict[str, Any]:
    """A state as colour and words."""
    return {"chip": state if isinstance(state, Chip) else Chip(state, tone)}


@register.inclusion_tag("common/_facts.html")
def facts(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Facts in two columns."""
    return {"facts": pairs}


@register.inclusion_tag("common/_timeline.html")
def timeline(events: list[Event]) -> dict[str, Any]:
    """Events in their order, with sources."""
    return {"events": events}


@register.inclusion_tag("common/_empty.html")
def empty(text: str, url: str = "", label: str = "") -> dict[str, Any]:
    """What would be here and, with a URL and a label, how to add the first."""
    return {"text": text, "url": url, "label": label}


@register.inclusion_tag("common/_progress.html")
def progress(job: Progress) -> dict[str, Any]:
    """A bar and words that follow long work."""
    return {"job": job}


@register.simple_tag(takes_context=True)
def panel(context: template.Context, each: Panel) -> str:
    """A section of another room, drawn with a context of its own."""
    return render_to_string(each.template, each.context, context["request"])


@register.filter
def known(value: Any) -> str:
    """A value in words: dates, numbers, yes and no in the reader's language; "not known" when there is none."""
    if isinstance(value, SafeString | Chip):
        return render_chip(value) if isinstance(value, Chip) else value
    if value is None or value == "" or (isinstance(value, PartialDate) and value.date is None):
        return format_html('<span class="unknown">{}</span>', _("not known"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(template_localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "DATE_FORMAT")
    return localize(value) if isinstance(value, int | float) else str(value)


def render_chip(state: Chip) -> str:
    """The chip's markup, for table cells and facts; the same as templates/common/_chip.html."""
    return format_html('<span class="chip chip-{}">{}</span>', state.tone, capfirst(state.label))


@register.simple_tag
def form_sections(form: forms.BaseForm) -> list[dict[str, Any]]:
    """The sections of a form: [{"legend", "blocks": [{"heads", "rows": [{"legend", "fields": [bound field]}]}]}].

    Pairs that follow one another with the same labels make one block: its heads say the labels once, above the columns.
    """
    left = {field.name: field for field in form.visible_fields()}
    sections = []
    for legend, names in getattr(form, "fieldsets", ()):
        rows = [row for name in names if (row := _row(left, name))["fields"]]
        if rows:
            sections.append({"legend": legend, "blocks": _blocks(rows)})
    if left:
        sections.append({"legend": "", "blocks": _blocks([_row(left, name) for name in list(left)])})
    return sections


def _blocks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def heads(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(field.label) for field in row["fields"]) if row["legend"] else ()

    return [{"heads": labels, "rows": list(group)} for labels, group in groupby(rows, heads)]


def _row(left: dict[str, BoundField], name: str | Pair) -> dict[str, Any]:
    names, legend = (name.names, name.legend) if isinstance(name, Pair) else ([name], "")
    return {"legend": legend, "fields": [left.pop(each) for each in names if each in left]}


@register.simple_tag
def error_summary(form: forms.BaseForm) -> list[dict[str, str]]:
    """Each error of a form with the link to its field: [{"href", "label", "message"}]."""
    pairs = [each for _legend, names in getattr(form, "fieldsets", ()) for each in names if isinstance(each, Pair)]
    legends = {name: str(pair.legend) for pair in pairs for name in pair.names}
    found = []
    for name, errors in form.errors.items():
        field = None if name == NON_FIELD_ERRORS else form[name]
        linked = field if field is not None and not field.is_hidden else None
        href = f"#{first_input_id(linked)}" if linked else ""
        label = ", ".join(filter(None, [legends.get(name, ""), str(field.label) if field is not None else ""]))
        found.extend({"href": href, "label": label, "message": message} for message in errors)
    return found


@register.simple_tag
def first_input_id(field: BoundField) -> str:
    """The id of the control that a person starts with: the first box or option of a field that has several."""
    if not field.use_fieldset:
        return field.id_for_label
    return field.field.widget.id_for_label(field.auto_id, index="0")


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The page's query string with these keys changed; None or blank drops a key."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        params.pop(key, None)
        if value not in (None, ""):
            params[key] = value
    return f"?{params.urlencode()}" if params else "?"
