import datetime
import os
import signal
import time
from typing import Any

from accounts.models import User
from reports import catalogue
from reports.catalogue.answer import Answer, Cell, Column, Figure, Table
from reports.catalogue.report import Progress, Report
from reports.enums import Topic

STEPS = 15
#: A name that is to be found in no log.
CANARY = "Kanarenko"


class Slow(Report):
    key = "slow"
    topic = Topic.EXCHANGES
    title = question = definition = "Slow"
    words = {"steps": ("Steps", "Steps that were taken."), "all": ("All", "All steps.")}

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        for step in range(STEPS):
            progress(step, STEPS, "reading")
            time.sleep(0.2)
        table = Table("all", (Column("steps", Cell.COUNT),), [[STEPS]])
        return Answer((Figure("steps", Cell.COUNT, STEPS),), (table,))

    def sentence(self, answer: Answer) -> str:
        return f"{answer.value('steps')} steps"


class Deadly(Slow):
    key = "deadly"

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")


class Tactless(Slow):
    key = "tactless"

    def answer(self, parameters: dict[str, Any], as_of: datetime.date, user: User, progress: Progress) -> Answer:
        raise ValueError(f"cannot count {CANARY}")


def add() -> None:
    """Puts them into the catalogue."""
    catalogue.register(Slow)
    catalogue.register(Deadly)
    catalogue.register(Tactless)


def remove() -> None:
    """Takes them out again."""
    for report in (Slow, Deadly, Tactless):
        catalogue.unregister(report)
