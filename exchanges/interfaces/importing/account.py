"""An import put into words: what became of its rows, altogether and one by one."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import ngettext

from exchanges.domain.public_record import Problem
from exchanges.enums import RowOutcome
from exchanges.models import ImportBatch, ImportRow


@dataclass(frozen=True)
class Account:
    """How many rows had which outcome, and how many numbered exchanges were added above their stages."""

    outcomes: dict[RowOutcome, int]
    parents: int

    @property
    def rows(self) -> int:
        return sum(self.outcomes.values())

    @property
    def refused(self) -> int:
        return self.outcomes.get(RowOutcome.REFUSED, 0)

    @property
    def created(self) -> int:
        return self.outcomes.get(RowOutcome.CREATED, 0)

    @property
    def already_there(self) -> int:
        return self.outcomes.get(RowOutcome.ALREADY_THERE, 0)

    @property
    def undone(self) -> int:
        return self.outcomes.get(RowOutcome.UNDONE, 0)

    @property
    def to_create(self) -> int:
        return self.outcomes.get(RowOutcome.CREATE, 0)

    @property
    def summary(self) -> str:
        """“71 rows: 71 created; 2 numbered exchanges were added above their stages”."""
        whole = ngettext("%(number)d row", "%(number)d rows", self.rows) % {"number": self.rows}
        parts = [f"{number} {outcome.label}" for outcome, number in self.outcomes.items()]
        words = f"{whole}: {', '.join(parts)}"
        return f"{words}; {self.above}" if self.parents else words

    @property
    def above(self) -> str:
        """What was added that no row stands for."""
        return ngettext(
            "%(number)d numbered exchange was added above its stages",
            "%(number)d numbered exchanges were added above their stages",
            self.parents,
        ) % {"number": self.parents}

    @staticmethod
    def problems_of(row: ImportRow) -> list[Problem]:
        """What is to be said of a row, in the reader's language."""
        return [Problem(**problem) for problem in row.problems]


def account_of(batch: ImportBatch) -> Account:
    """The account of an import: one query."""
    counted = dict(batch.rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    outcomes = {outcome: counted[outcome] for outcome in RowOutcome if outcome in counted}
    return Account(outcomes, len(batch.parents_added))
