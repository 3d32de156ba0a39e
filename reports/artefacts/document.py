"""What every format of an answer shares."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _

from common.watermark import Watermark
from reports.catalogue.answer import Answer, Table
from reports.catalogue.report import Report


@dataclass(frozen=True)
class Document:
    """An answer with its question: by whom asked, as true on which day, made when. Words are in the active language."""

    report: Report
    parameters: dict[str, Any]
    as_of: datetime.date
    mark: Watermark
    seen_change: int | None
    answer: Answer
    appendix: tuple[Table, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the answer, and those that stand in the files only."""
        return self.answer.tables + self.appendix

    @cached_property
    def sentence(self) -> str:
        return self.report.sentence(self.answer)

    @cached_property
    def chart(self) -> dict[str, Any] | None:
        """The chart in the words of Vega-Lite, for light, dark and paper alike; None where the report draws none."""
        drawn = self.report.chart(self.answer)
        return None if drawn is None else drawn.to_dict()

    def facts(self) -> list[tuple[str, str]]:
        """What was asked, and when and from what it was answered."""
        asked = parameters_in_words(self.report, self.parameters)
        seen = _("none") if self.seen_change is None else f"№ {self.seen_change}"
        return [
            (_("As true on"), date_format(self.as_of, "DATE_FORMAT")),
            *asked,
            (_("Made at"), date_format(template_localtime(self.mark.made_at), "DATETIME_FORMAT")),
            (_("Asked by"), self.mark.user),
            (_("Export"), self.mark.export),
            (_("Last change of the book that was seen"), seen),
        ]


def parameters_in_words(report: Report, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    """The parameters of a run as (label, value), those left blank included."""
    return [
        (str(field.label), _in_words(field, parameters.get(name)))
        for name, field in report.Parameters.base_fields.items()
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return _("not limited")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(field, forms.DateField):
        return date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
    return str(value)
