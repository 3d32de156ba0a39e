"""What was carried out of a programme. The room of exchanges knows, and answers (`provide`); this one knows of none.

# in AppConfig.ready() of the room above
from negotiations import tally
tally.provide(counted)      # counted(programmes, user) -> {key of the programme: Tally}
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from negotiations.models import Programme


@dataclass(frozen=True)
class Tally:
    """Persons who came home under a programme, by direction, in exchanges that a reader may see.

    `unknown` counts the hand-overs of which a number is withheld or was never said: the sums are then at least so much.
    """

    exchanges: int = 0
    to_us: int = 0
    to_them: int = 0
    unknown: int = 0


Counter = Callable[[Iterable["Programme"], "User"], Mapping[uuid.UUID, Tally]]
_counters: list[Counter] = []


def provide(counter: Counter) -> None:
    """Let a room above count."""
    _counters[:] = [counter]


def tallies(programmes: Iterable["Programme"], user: "User") -> Mapping[uuid.UUID, Tally]:
    """What was carried out of each programme; one that is not there was counted nothing of."""
    return _counters[0](list(programmes), user) if _counters else {}
