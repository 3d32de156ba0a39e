"""What can be wrong with a file of persons or one of its rows, and what is worth saying of a row.

Kept as a code with its parameters, so that each reader gets the words in her own language.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.uploads import REFUSALS
from prisoners.domain.importing.fields import label_of

#: Files that are refused as a whole.
FILE = {
    **REFUSALS,
    "too_large": _("The file is larger than %(limit)s MiB, the most that an import takes. Nothing was read."),
    "empty": _("The file is empty."),
    "nul": _("Line %(line)s holds a zero byte: this is not a text file."),
    "encoding": _(
        "The letters of this file cannot be told: it is neither in UTF-8 nor in Windows-1251. Save it as “CSV UTF-8”."
    ),
    "broken": _(
        "From line %(line)s the file cannot be read as CSV: a quotation mark is not closed or not in its place."
    ),
    "too_wide": _("The file has more than %(limit)s columns."),
    "too_long_file": _("The file has more than %(limit)s rows. Cut it into several files."),
    "no_rows": _("The file holds no row of data."),
    "broken_xml": _("From line %(line)s the file cannot be read as XML. Save it anew where it comes from, as UTF-8."),
    "not_pfif": _("This XML file is no PFIF 1.4. Save it as PFIF 1.4, as CSV or as XLSX."),
    "pfif_version": _("This file is PFIF %(version)s. Ask for it as PFIF 1.4."),
    "pfif_declares": _("This XML file declares a document type or entities, which are not read. Save it without them."),
}

#: Rows that are refused; the others may still be imported.
ROW = {
    "ragged": _("The row has %(found)s cells where the table has %(expected)s: a delimiter is lost or too many."),
    "nameless": _("There is neither a name nor a description of somebody unknown."),
    "surname_missing": _("There is a given name, but no surname."),
    "name_form": _("“%(value)s” cannot be read as a name."),
    "several_persons": _("“%(value)s” names more than one person. Give each a row."),
    "date_form": _("“%(value)s” cannot be read as a date. Write it as 17.05.2022, 05.2022 or 2022."),
    "date_range": _("“%(value)s” is a span of time. Give one date, or the part that is known."),
    "no_such_date": _("There is no such day as “%(value)s”."),
    "whole_date": _("“%(value)s” is not a whole date: day, month and year are needed here."),
    "choice": _("“%(value)s” is none of the words known here: %(known)s."),
    "ended": _("“%(value)s” ends a captivity. Record the captivity first, and what ended it afterwards."),
    "party": _("No party is called “%(value)s”. Register it first, or correct the name."),
    "number_lost": _(
        "“%(value)s”: Excel has shortened this number, and its digits are lost. Take it from the original."
    ),
    "number_form": _("“%(value)s” holds neither a letter nor a digit."),
    "formula": _("“%(value)s” is a formula without its value. Save the file with values."),
    "sheet_error": _("“%(value)s” is an error of the spreadsheet, not a value."),
    "nul_cell": _("The cell holds a zero byte."),
    "too_long": _("The text has %(length)s characters, more than %(limit)s."),
    "too_many": _("The cell names %(number)s places, more than %(limit)s."),
    "rule": "%(words)s",
    "no_power": _("It is not said who holds the person."),
    "number_twice": _("Row %(row)s of this file gives the same number for another person."),
    "number_taken": _("This number belongs to another person already."),
    "pfif_missing": _("The record says no %(value)s, without which PFIF has none."),
    "pfif_id": _("“%(value)s” is no id of PFIF: a domain, a slash, and the id within it."),
    "pfif_note_alone": _("Notes on %(value)s, of whom the file tells nothing else. Add them to the person by hand."),
    "pfif_expired": _("Its home asks that nobody keeps this record after %(date)s."),
    "pfif_date": _("“%(value)s” cannot be read as a date."),
    "refused_at_writing": "%(words)s",
}

#: What a person should know of a row that is not refused.
ADVICE = {
    "about": _("“%(value)s” is not certain; it is recorded as far as it is known."),
    "serial": _("“%(value)s” was read as a date that Excel keeps as a number."),
    "month_first": _("“%(value)s” was read with the month first."),
    "two_digits": _("“%(value)s” was read as %(year)s."),
    "aliases": _("The cell gives several names; the first is taken as the name, the others as other names."),
    "kept_in_notes": _("“%(value)s” is not registered; the words are kept in the notes."),
    "pfif_own": _("This record is our own: it was sent out from here."),
    "pfif_expires": _("Its home asks that nobody keeps this record after %(date)s; the notes say so."),
    "pfif_ended": _("A note says “%(value)s”. What ends a captivity is recorded by a person, with date and source."),
    "pfif_left_out": _("Not taken, and kept with the row as it came: %(value)s."),
    "twice": _("Row %(row)s of this file says the same. Should it be another person, choose “create”."),
    "imported_before": _("This row was imported before."),
    "same_number_and_name": _("A person of this name with this number is recorded."),
    "voided_before": _("It was imported and then voided. It is not created again."),
    "returned_before": _(
        "Already returned on %(date)s, now captured again: a new captivity is recorded, with an alert."
    ),
    "no_captivity_before": _("The person is recorded without a captivity; this one is added."),
    "came_since": _("It has come to be there since the preview."),
    "undo_touched": _("It was changed or built upon since, and was left as it is."),
}

MESSAGES = FILE | ROW | ADVICE


class FileRefused(Exception):
    """The file cannot be read; `problem` says why, for people."""

    def __init__(self, code: str, **params: Any) -> None:
        self.problem = Problem(code, params=params)
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Problem:
    """A thing to say of a file or a row; `column` is the field of the import that it is about, if any."""

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
        """As a row keeps it."""
        return {"code": self.code, "column": self.column, "params": self.params}

    def __str__(self) -> str:
        return f"{label_of(self.column)}: {self.message}" if self.column else self.message


class CellRefused(Exception):
    """A cell cannot be understood; the field that it stands in is added by who reads the row."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)
