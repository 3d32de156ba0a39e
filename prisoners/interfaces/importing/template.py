"""The file to fill in: a column for each field of GC III art. 122 and GC IV art. 138, with one made-up row."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.export import write_csv, write_xlsx
from prisoners.domain.importing.fields import FIELDS, ImportField


def _columns() -> list[ImportField]:
    return [each for each in FIELDS if each.key != "full_name"]


def headers() -> list[str]:
    """The words of the header in the reader's language; the import knows them again."""
    return [str(capfirst(each.label)) for each in _columns()]


def as_csv() -> Iterator[bytes]:
    """The template as a CSV file."""
    return write_csv(headers(), [[each.example for each in _columns()]])


def as_xlsx() -> BinaryIO:
    """The template as a workbook."""
    return write_xlsx(headers(), iter([[each.example for each in _columns()]]), sheet=_("Persons"))
