"""What counts of one decided entry of a list."""

import datetime
import uuid
from dataclasses import dataclass, field

from common.partial_dates import PartialDate
from negotiations.list_enums import EntryVerdict as V
from prisoners.enums import OPEN, HealthGrade

#: Verdicts on people who are held, and so might go home.
HELD = frozenset({V.OK, V.CIVILIAN, V.CAPTURED_AGAIN})
#: Who is repatriated whatever the numbers (GC III art. 109).
GRAVE = frozenset({HealthGrade.SERIOUSLY_WOUNDED, HealthGrade.GRAVELY_SICK})


@dataclass(frozen=True)
class Told:
    """What counts of one decided entry: the verdict, and of the person and the captivity what groups are made of."""

    verdict: str
    acceptance: str
    refusal_reason: str
    person: uuid.UUID | None
    captivity: uuid.UUID | None
    sex: str
    born_on: datetime.date | None
    legal_category: str
    service_basis: str
    captured_on: datetime.date | None
    status: str
    #: How and when the captivity ended.
    outcome: str = ""
    ended: PartialDate = field(default_factory=PartialDate)
    grade: str = ""

    @property
    def is_held(self) -> bool:
        return self.verdict in HELD and self.status in OPEN
