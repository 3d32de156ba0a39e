"""The form field for a date of which only a part may be known: boxes for day, month and year."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.utils.dates import MONTHS_ALT
from django.utils.translation import gettext_lazy as _

from common.partial_dates import PartialDate, Precision

PARTS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
FIRST_YEAR, LAST_YEAR = 1900, 2100


class PartialDateWidget(forms.Widget):
    """Three boxes, named `<field>_day`, `<field>_month`, `<field>_year`; keeps what was typed, right or wrong."""

    template_name = "common/widgets/partial_date.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, dict) else self._typed(value)
        invalid = bool(context["widget"]["attrs"].get("aria-invalid"))
        context["widget"]["boxes"] = [
            {
                "part": part,
                "label": label,
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "value": typed.get(part, ""),
                "length": 4 if part == "year" else 2,
                "invalid": invalid,
            }
            for part, label in PARTS.items()
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}_{part}", "") for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box, which the error summary leads to."""
        return f"{id_}_day" if index is not None else ""

    @staticmethod
    def _typed(value: PartialDate | datetime.date | None) -> dict[str, str]:
        if isinstance(value, datetime.date):
            value = PartialDate(value, Precision.DAY)
        if value is None or value.date is None:
            return {}
        known = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[Precision(value.precision)]
        parts = [("year", value.date.year), ("month", value.date.month), ("day", value.date.day)]
        return {part: str(number) for part, number in parts[:known]}


class PartialDateField(forms.Field):
    """Cleans to a `PartialDate`. A required field wants at least the year; otherwise all blank means not known."""

    widget = PartialDateWidget
    default_error_messages = {
        "required": _("Enter at least the year"),
        "no_year": _("Give the year"),
        "no_month": _("Give a month when you give a day"),
        "day": _("The day must be a number from 1 to 31"),
        "month": _("The month must be a number from 1 to 12"),
        "year": _("The year must be four digits, such as 2026"),
        "no_such_day": _("There is no %(day)s %(month)s"),
        "no_leap_day": _("There is no %(day)s %(month)s in %(year)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self._hint(kwargs.get("required", True)))
        super().__init__(**kwargs)

    @staticmethod
    def _hint(required: bool) -> str:
        if required:
            return _("For example 5 2 2026; leave the day, or the day and the month, blank if not known")
        return _("For example 5 2 2026; leave blank what is not known")

    def clean(self, value: dict[str, str] | None) -> PartialDate:
        typed = {part: str((value or {}).get(part) or "").strip() for part in PARTS}
        if not any(typed.values()):
            if self.required:
                raise self._error("required")
            return PartialDate()
        date = self._date(typed)
        self.run_validators(date)
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = PartialDateWidget._typed(initial)
        return any(before.get(part, "") != str((data or {}).get(part, "")).strip() for part in PARTS)

    def _date(self, typed: dict[str, str]) -> PartialDate:
        year, month, day = (self._number(part, typed[part]) for part in ("year", "month", "day"))
        if day is not None and month is None:
            raise self._error("no_month")
        if year is None:
            raise self._error("no_year")
        if month is None:
            return PartialDate(datetime.date(year, 1, 1), Precision.YEAR)
        if day is None:
            return PartialDate(datetime.date(year, month, 1), Precision.MONTH)
        if day > calendar.monthrange(year, month)[1]:
            code = "no_leap_day" if (day, month) == (29, 2) else "no_such_day"
            raise self._error(code, day=day, month=MONTHS_ALT[month], year=year)
        return PartialDate(datetime.date(year, month, day), Precision.DAY)

    def _number(self, part: str, text: str) -> int | None:
        if not text:
            return None
        low, high = {"day": (1, 31), "month": (1, 12), "year": (FIRST_YEAR, LAST_YEAR)}[part]
        if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or not low <= int(text) <= high:
            raise self._error(part)
        return int(text)

    def _error(self, code: str, **params: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class DayField(PartialDateField):
    """A date that is known to the day or not at all. Cleans to a `datetime.date`, or None when blank."""

    default_error_messages = {"whole": _("Give the day, the month and the year")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("For example 5 2 2026")
        super().__init__(**{"required": False} | kwargs)

    def clean(self, value: dict[str, str] | None) -> datetime.date | None:
        date = super().clean(value)
        if date and date.precision != Precision.DAY:
            raise self._error("whole")
        return date.date
