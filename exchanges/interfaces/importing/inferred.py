"""What was inferred from the label and the notes of a row, in words, for the eyes of who confirms the import."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from common import clock
from common.partial_dates import Precision
from exchanges.domain.public_record import PublicRow, read_row
from exchanges.enums import CountStatus, ExchangeKind
from exchanges.interfaces.words import UNKNOWN
from exchanges.models import ImportRow


def inferred(row: ImportRow, programmes: Mapping[str, str]) -> list[str]:
    """Phrases about a row that can be read; `programmes` are names by code."""
    said, _problems = read_row(row.raw, clock.today())
    return list(_phrases(said, programmes)) if said else []


def _phrases(said: PublicRow, programmes: Mapping[str, str]) -> Iterator[str]:
    stage = _("stage %(number)d") % {"number": said.stage_no} if said.stage_no else _("a stage, its number not known")
    marks = (
        (said.is_derailed, _("derailed: nobody was handed over")),
        (said.kind != ExchangeKind.NEGOTIATED, str(said.kind.label)),
        (not said.counted_in_format, _("beside the format, not in official totals")),
        (said.when.precision == Precision.MONTH, _("the day is not certain: known to the month")),
        (said.says_stage, stage),
    )
    yield from (words for holds, words in marks if holds)
    for code in said.programmes:
        yield _("programme: %(name)s") % {"name": programmes.get(code, code)}
    if said.mediators:
        yield _("mediators: %(names)s") % {"names": ", ".join(said.mediators)}
    yield from _numbers(said)


def _numbers(said: PublicRow) -> Iterator[str]:
    for side in said.sides:
        names = {"party": side.to}
        if side.agreed is not None:
            yield _("agreed to %(party)s: %(number)d") % {**names, "number": side.agreed}
        if side.count_status in {CountStatus.WITHHELD, CountStatus.NOT_STATED}:
            yield _("number to %(party)s: %(why)s") % {**names, "why": UNKNOWN[side.count_status]}
