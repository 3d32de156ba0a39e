"""What can be wrong with a file of the public record or with one of its rows, and what is worth saying about a row.

Kept as a code with its parameters, so that each reader gets the words in her own language.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.uploads import REFUSALS

#: Files that are refused as a whole.
FILE = {
    **REFUSALS,
    "too_large": _("The file is larger than %(limit)s MiB, the most that an import takes. Nothing was read."),
    "empty": _("The file is empty."),
    "workbook": _("This is a workbook, not a CSV file. Open it and save it as “CSV UTF-8 (comma delimited)”."),
    "utf16": _("The file is in UTF-16. Save it as “CSV UTF-8 (comma delimited)”."),
    "encoding": _("Line %(line)s holds bytes that are not UTF-8. Save the file as “CSV UTF-8 (comma delimited)”."),
    "nul": _("Line %(line)s holds a zero byte: this is not a text file."),
    "delimiter": _("The columns are not separated by commas. Save the file as “CSV UTF-8 (comma delimited)”."),
    "missing_columns": _("The first row does not name these columns: %(names)s."),
    "unknown_columns": _("The first row names columns that are not known: %(names)s."),
    "duplicate_columns": _("The first row names these columns more than once: %(names)s."),
    "broken": _(
        "From line %(line)s the file cannot be read as CSV: a quotation mark is not closed or not in its place."
    ),
    "no_rows": _("The file names its columns but holds no row."),
}

#: Rows that are refused; the others may still be imported.
ROW = {
    "ragged": _("The row has %(found)s cells where the first row names %(expected)s."),
    "required": _("This cell may not be empty."),
    "date_form": _("“%(value)s” is no date. Write it as 2024-10-18, or 2024-10 when the day is not known."),
    "no_such_date": _("There is no such day as %(value)s."),
    "future": _("%(value)s has not come yet."),
    "not_a_number": _(
        "“%(value)s” is not a number of persons. Write a whole number in digits, or leave the cell empty."
    ),
    "negative": _("%(value)s: the number cannot be less than 0."),
    "too_many": _("%(value)s is more than %(limit)s, the most that can be recorded."),
    "parts_exceed": _("Military and civilians together are %(parts)s, more than the whole of %(whole)s."),
    "no_whole": _("The parts are given, the whole is not."),
    "ordinal": _("“%(value)s” is not an ordinal. Write a whole number from 1, or leave the cell empty."),
    "confidence": _("“%(value)s” is none of: high, medium, low."),
    "url": _("“%(value)s” is no web address."),
    "too_long": _("The text has %(length)s characters, more than %(limit)s."),
    "derailed_delivered": _(
        "The label says that the exchange was derailed, yet a number of returned persons is given."
    ),
    "unknown_mediator": _("No party is called “%(value)s”. Register it first, or correct the name."),
    "twice": _("Row %(row)s of this file has the same date and label."),
    "stage_twice": _("Row %(row)s of this file is the same stage of the same exchange."),
    "stage_taken": _("№ %(number)s is the same stage of the same exchange."),
}

#: What a person should know of a row that is not refused.
ADVICE = {
    "differs": _("Differs from what was imported: “%(before)s” then, “%(now)s” now. Nothing is changed."),
    "voided": _("It was imported and then voided: %(reason)s. It is not created again."),
    "logged": _("It was logged already as № %(number)s."),
    "same_day": _("№ %(number)s is of the same day. Make sure that it is another one."),
    "no_programme": _("The programme “%(value)s” is not registered, so the exchange is not counted to it."),
}

MESSAGES = FILE | ROW | ADVICE


@dataclass(frozen=True)
class Problem:
    """A thing to say of a file or a row; `column` is the one that it is about, if it is about one."""

    code: str
    column: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The words, in the reader's language."""
        return str(MESSAGES[self.code]) % self.params

    @property
    def refuses(self) -> bool:
        """Whether what it is about is refused."""
        return self.code not in ADVICE

    def as_json(self) -> dict[str, Any]:
        """As an import's row keeps it."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.column}: {self.message}" if self.column else self.message
