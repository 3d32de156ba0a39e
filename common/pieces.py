"""What presenters hand to the shared templates: facts, timelines and states, as data without markup."""

import datetime
from dataclasses import dataclass
from typing import Any

from common.partial_dates import PartialDate

#: The colours of a state; the words always stand beside them.
TONES = ("neutral", "active", "good", "warning", "bad")


@dataclass(frozen=True)
class Chip:
    """A state in words and its tone: neutral, active (under way), good (done), warning (late), bad (broken off)."""

    label: str
    tone: str = "neutral"

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"{self.tone!r} is not one of {', '.join(TONES)}")

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Event:
    """A step in a timeline (templates/common/_timeline.html)."""

    when: PartialDate | datetime.datetime | datetime.date | str
    title: str
    detail: str = ""
    url: str = ""
    source: str = ""
    source_url: str = ""
    who: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Progress:
    """Long work on a page (templates/common/_progress.html).

    `url` answers JSON {"progress": 0..1 or null, "message": words, "finished": bool}; when finished the page reloads.
    """

    url: str
    label: str
    message: str
    progress: float | None = None
    finished: bool = False

    @property
    def percent(self) -> int | None:
        return None if self.progress is None else round(self.progress * 100)


def facts(*pairs: tuple[str, Any]) -> list[tuple[str, Any]]:
    """(label, value) pairs for templates/common/_facts.html; None and blank text show as "not known"."""
    return list(pairs)
