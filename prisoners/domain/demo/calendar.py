"""When people were captured: the months of this war with their peaks, and days drawn from them."""

import datetime
import random
from calendar import monthrange

from common.partial_dates import Precision
from prisoners.domain.demo.words import Pick

BEGINNING = datetime.date(2022, 2, 24)
DAY = datetime.timedelta(days=1)
#: How many were captured in a month, in proportion; a month without a figure counts as USUAL.
USUAL = 2.0
#: Of ours: the south in March, Mariupol in April, Azovstal in May 2022.
PEAKS_OURS = {(2022, 2): 6, (2022, 3): 18, (2022, 4): 24, (2022, 5): 30, (2022, 6): 6, (2022, 7): 4, (2024, 2): 5}
#: Of theirs: the retreat from Kharkiv in 2022, the summer of 2023, Kursk in August 2024.
PEAKS_THEIRS = {(2022, 3): 4, (2022, 9): 6, (2023, 6): 4, (2023, 7): 3, (2024, 8): 9, (2024, 9): 4}
PRECISION_OF_CAPTURE = Pick.of({Precision.DAY: 84, Precision.MONTH: 10, Precision.YEAR: 3, Precision.UNKNOWN: 3})
PRECISION_OF_BIRTH = Pick.of({Precision.DAY: 84, Precision.YEAR: 9, Precision.MONTH: 1, Precision.UNKNOWN: 6})
PRECISION_OF_END = Pick.of({Precision.DAY: 95, Precision.MONTH: 3, Precision.UNKNOWN: 2})


def captures(peaks: dict[tuple[int, int], float], today: datetime.date) -> Pick[tuple[int, int]]:
    """The months from the beginning of the war to the last one that is over."""
    count = (today.year - BEGINNING.year) * 12 + today.month - BEGINNING.month
    months = [divmod(BEGINNING.month - 1 + passed, 12) for passed in range(max(count, 1))]
    odds = {(BEGINNING.year + year, month + 1): USUAL for year, month in months}
    return Pick.of(odds | {month: weight for month, weight in peaks.items() if month in odds})


def day_of(month: tuple[int, int], chance: random.Random) -> datetime.date:
    """A day of a month, on or after the beginning of the war."""
    first = BEGINNING.day if month == (BEGINNING.year, BEGINNING.month) else 1
    return datetime.date(*month, int(first + chance.random() * (monthrange(*month)[1] - first + 1)))


def partial(column: str, date: datetime.date | None, precision: Precision) -> dict[str, object]:
    """Values of the two columns of a partial date."""
    if date is None or precision == Precision.UNKNOWN:
        return {column: None, f"{column}_precision": Precision.UNKNOWN}
    if precision != Precision.DAY:
        date = date.replace(day=1) if precision == Precision.MONTH else date.replace(month=1, day=1)
    return {column: date, f"{column}_precision": precision}


def recorded(date: datetime.date, today: datetime.date, chance: random.Random) -> str:
    """When it became known here: some days after it happened, and never ahead of us."""
    return f"{min(date + int(chance.random() * 40) * DAY, today - DAY)} 09:00:00+00"
