"""What the public record says of the dead and of letters and lists, so that a fresh house knows it: no person named."""

import datetime

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.after_enums import InformationKind
from exchanges.domain.claims import record_claim
from exchanges.domain.information import log_information
from exchanges.domain.remains import log_remains
from exchanges.enums import CountStatus, Direction, Measure
from exchanges.models import InformationTransfer, RemainsTransfer
from negotiations.models import Programme, Round
from sources.domain.founding import founding_source
from units.models import Party

BODIES = 6057
AS_OF = datetime.date(2025, 6, 16)
NOTE = (
    "Кілька передач, разом станом на 16 червня 2025 року; серед тіл є й російські.\n"
    "Several hand-overs, together by 16 June 2025; Russian bodies are among them."
)
#: The title of the round in which Qatar passed on lists and letters begins so (`negotiations.domain.founding_facts`).
QATAR = "Катар передав списки"


def add_founding_transfers(*, by: User) -> int:
    """Record the remains, lists and letters that are missing; returns how many records were added. Changes none.

    Wants the founding parties, programmes and negotiations.
    """
    return _bodies(by) + _passed_on(by)


def _bodies(by: User) -> int:
    source = founding_source("bodies", by=by)
    if RemainsTransfer.objects.standing().filter(source=source).exists():
        return 0
    parties = {each.code: each for each in Party.objects.standing().filter(code__in=("UA", "RU"))}
    transfer = log_remains(
        direction=Direction.TO_US if parties["UA"].is_home else Direction.TO_THEM,
        from_party=parties["RU"],
        to_party=parties["UA"],
        handed_over=PartialDate.parse("2025-06"),
        received=BODIES,
        count_status=CountStatus.KNOWN,
        programme=Programme.objects.standing().filter(code="istanbul-2").first(),
        source=source,
        notes=NOTE,
        by=by,
    )
    said = {"measure": Measure.REMAINS, "number": BODIES, "as_of": AS_OF, "source": source}
    record_claim(remains_transfer=transfer, claimed_by=parties["UA"], by=by, **said)
    return 1


def _passed_on(by: User) -> int:
    source = founding_source("D", by=by)
    there = set(InformationTransfer.objects.standing().filter(source=source).values_list("kind", flat=True))
    missing = [kind for kind in (InformationKind.LISTS, InformationKind.LETTERS) if kind not in there]
    told = {
        "mediator": Party.objects.standing().get(code="QA"),
        "round": Round.objects.standing().filter(title__startswith=QATAR).first(),
        "source": source,
    }
    for kind in missing:
        log_information(kind=kind, by=by, **told)
    return len(missing)
