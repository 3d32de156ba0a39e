"""How a model keeps a partial date: the columns `born_on` and `born_on_precision`, and the property that joins them."""

from typing import Any

from django.db import models

from common.partial_dates import PartialDate, Precision


class MonthEnd(models.Func):
    """The last day of the month that begins on a date."""

    template = "(%(expressions)s + interval '1 month' - interval '1 day')::date"
    output_field = models.DateField()


class YearEnd(MonthEnd):
    """The last day of the year that begins on a date."""

    template = "(%(expressions)s + interval '1 year' - interval '1 day')::date"


def last_day(column: str) -> models.Case:
    """The last day that a partial date may mean; the first one is its column."""
    precision = f"{column}_precision"
    return models.Case(
        models.When(**{precision: Precision.DAY}, then=models.F(column)),
        models.When(**{precision: Precision.MONTH}, then=MonthEnd(column)),
        models.When(**{precision: Precision.YEAR}, then=YearEnd(column)),
        output_field=models.DateField(),
    )


def as_text(column: str) -> models.Case:
    """A partial date as text: `2024-10-18`, `2024-10`, `2024`, or NULL."""
    written = {Precision.DAY: "YYYY-MM-DD", Precision.MONTH: "YYYY-MM", Precision.YEAR: "YYYY"}
    text = models.TextField()
    return models.Case(
        *(
            models.When(
                **{f"{column}_precision": precision},
                then=models.Func(models.F(column), models.Value(how), function="to_char", output_field=text),
            )
            for precision, how in written.items()
        ),
        output_field=text,
    )


class PartialDateProperty(property):
    """Joins the columns `name` and `name_precision` to one PartialDate, both ways."""

    def __init__(self, column: str) -> None:
        self.columns = (column, f"{column}_precision")
        super().__init__(self._read, self._write)

    def _read(self, record: models.Model) -> PartialDate:
        date, precision = (getattr(record, column) for column in self.columns)
        return PartialDate(date, Precision(precision))

    def _write(self, record: models.Model, value: PartialDate | None) -> None:
        value = value or PartialDate()
        for column, part in zip(self.columns, (value.date, value.precision), strict=True):
            setattr(record, column, part)


def date_field(label: Any, **options: Any) -> models.DateField:
    """The column of the date itself."""
    return models.DateField(label, null=True, blank=True, **options)


def precision_field(label: Any, **options: Any) -> models.CharField:
    """The column beside it that says how much of the date is known."""
    return models.CharField(label, max_length=10, choices=Precision, default=Precision.UNKNOWN, blank=True, **options)


def date_whole(model: str, column: str) -> models.CheckConstraint:
    """A date and its precision are there together or not at all."""
    known, precision = f"{column}__isnull", f"{column}_precision"
    return models.CheckConstraint(
        name=f"{model}_{column}_whole",
        condition=models.Q(**{known: True, precision: Precision.UNKNOWN})
        | models.Q(**{known: False}) & ~models.Q(**{precision: Precision.UNKNOWN}),
    )


def columns_of(model: type[models.Model], name: str) -> tuple[str, ...]:
    """The columns that an attribute of a model writes: two for a partial date, else the field itself."""
    attribute = getattr(model, name, None)
    return attribute.columns if isinstance(attribute, PartialDateProperty) else (name,)
