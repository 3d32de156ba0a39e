"""The list of an import's rows, shared by the page and its export."""

import django_filters as filters
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.columns import ChipColumn, Column, NumberColumn
from common.filters import FilterSet
from common.lists import Table
from prisoners.domain.importing.problems import Problem
from prisoners.import_enums import DECIDABLE
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.interfaces.importing.words import outcome_chip, problems_of, reasons, url_of
from prisoners.models import Person, PersonImportRow

#: As many characters of a row as a list shows.
SHOWN = 160


class ChooseColumn(Column):
    """A box for rows that a person decides; it belongs to the form `decide` above the list."""

    def render(self, record: PersonImportRow) -> str:
        if record.outcome not in DECIDABLE:
            return ""
        label = _now("Choose row %(row)d") % {"row": record.row_no}
        return format_html(
            '<input type="checkbox" name="row" value="{}" form="decide" aria-label="{}">', record.row_no, label
        )


class RowColumn(NumberColumn):
    """The number of the row, which heads it and leads to its page."""

    heads_row = True

    def render(self, record: PersonImportRow) -> str:
        return format_html('<a href="rows/{}/">{}</a>', record.row_no, record.row_no)

    def value(self, record: PersonImportRow) -> int:
        return record.row_no


class RawColumn(Column):
    """The row as it came, its cells one after the other."""

    def render(self, record: PersonImportRow) -> str:
        text = self.value(record)
        return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

    def value(self, record: PersonImportRow) -> str:
        return " · ".join(cell.strip() for cell in record.raw if cell.strip())


class WhoColumn(Column):
    """The person that the row became or is; else those whom it may be."""

    persons: dict[str, Person] = {}

    def render(self, record: PersonImportRow) -> str:
        if record.person:
            url = url_of(record.person)
            return format_html('<a href="{}">{}</a>', url, record.person) if url else str(record.person)
        found = [(self.persons[each["person"]], each) for each in record.candidates if each["person"] in self.persons]
        return format_html_join("", '<span class="said">{}: {}</span>', ((who, reasons(each)) for who, each in found))

    def value(self, record: PersonImportRow) -> str:
        return str(record.person) if record.person else ""


class SaidColumn(Column):
    """What is wrong with the row, or what is to be known of how it was read."""

    def render(self, record: PersonImportRow) -> str:
        return format_html_join("", '<span class="said {}">{}</span>', map(_told, problems_of(record)))

    def value(self, record: PersonImportRow) -> str:
        return "; ".join(map(str, problems_of(record)))


def _told(problem: Problem) -> tuple[str, str]:
    return "problem" if problem.refuses else "advice", str(problem)


class RowTable(Table):
    """Rows of an import (`prisoners.queries.imports.rows_of`)."""

    choose = ChooseColumn(verbose_name=_("Choose"), shows="outcome", empty_values=(), orderable=False)
    row_no = RowColumn(verbose_name=_("Row"))
    raw = RawColumn(verbose_name=_("As it came"), orderable=False, empty_values=(), attrs={"td": {"class": "wide"}})
    outcome = ChipColumn(chip=outcome_chip, verbose_name=_("What becomes of it"))
    who = WhoColumn(verbose_name=_("Person"), shows="person", empty_values=(), orderable=False)
    said = SaidColumn(
        accessor="problems",
        verbose_name=_("What is to be said"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "wide"}},
    )

    class Meta(Table.Meta):
        order_by = "row_no"


class RowFilter(FilterSet):
    """Rows by what becomes of them."""

    outcome = filters.ChoiceFilter(label=_("What becomes of it"), choices=Outcome, empty_label=_("Any"))
    row_no = filters.NumberFilter(label=_("Row"))

    class Meta:
        model = PersonImportRow
        fields = ()
