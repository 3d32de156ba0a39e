"""Birth dates in SQL: which rows may mean a date, and how near each of them comes."""

import datetime

from django.db.models import Case, IntegerField, Q, Value, When

from common.partial_dates import PartialDate, Precision

#: Points for how near a birth date comes; one that is not known is better than one that differs.
SAME_DAY, SAME_YEAR, NEXT_YEAR, NOT_KNOWN = 12, 9, 5, 2


def within(born: PartialDate, *, years: int = 0) -> Q:
    """Persons born in the year of `born`, or so many years around it; anybody where it is not known."""
    if not born:
        return Q()
    year = born.date.year
    return Q(born_on__gte=datetime.date(year - years, 1, 1), born_on__lt=datetime.date(year + years + 1, 1, 1))


def near(born: PartialDate) -> Case | Value:
    """How near the birth date of a person comes to `born`, in points; 0 for all where it is not known."""
    if not born:
        return Value(0)
    days = [When(born_on__in=variants(born.date), then=SAME_DAY)] if born.precision == Precision.DAY else []
    return Case(
        *days,
        When(within(born), then=SAME_YEAR),
        When(within(born, years=1), then=NEXT_YEAR),
        When(born_on__isnull=True, then=NOT_KNOWN),
        default=0,
        output_field=IntegerField(),
    )


def variants(day: datetime.date) -> list[datetime.date]:
    """A day, the day with its month exchanged, and those with one digit of the year mistaken."""
    found = {day}
    if day.day <= 12:
        found.add(day.replace(month=day.day, day=day.month))
    for tens in (-20, -10, 10, 20, -1, 1):
        try:
            found.add(day.replace(year=day.year + tens))
        except ValueError:
            continue  # 29 February
    return sorted(found)
