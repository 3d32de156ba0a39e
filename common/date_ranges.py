"""Stretches of time in the database."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models


class DateRange(models.Func):
    """The days from the first to the last but one, of two columns; NULL leaves an end open."""

    function, output_field = "daterange", DateRangeField()
