"""What one neighbour does for another: `reports` says at start-up how it is asked, and `api` asks.

Neither room imports the other (DESIGN section 1), so what they agree on lies here, below both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Schedules:
    """The model of schedules, the filters of their list, and their verbs."""

    model: type[Model]
    filterset: type
    create: Callable[..., Any]
    revise: Callable[..., Any]
    pause: Callable[..., Any]
    resume: Callable[..., Any]
    end: Callable[..., Any]


@dataclass(frozen=True)
class Reporting:
    """How reports are asked.

    - `listed(user)`: the reports that a user may run, with their parameters as JSON Schema
    - `ask(key=, parameters=, as_of=, by=)`: queues a run
    - `cancel(run=, by=, expected_version=)`: stops one
    - `runs(user)`: the runs that a user may see, with their files but without the contents
    - `listed_runs(user)`: those of them that stand in the user's list: what others share is found by its id
    - `told(run, in_list=)`: a run for a client
    - `compare(one, other, by=)`: what moved between two answered runs of one report, else LookupError
    - `share(run=, by=, expected_version=)` and `unshare`: whether others see a run by its id
    - `schedules`: the records of what is asked every week, and their verbs
    - `artefact(run, format, by=)`: a file that the user may take, with its content, or None
    - `csv(key=, parameters=, as_of=, by=)`: the answer at once, in chunks
    - `parquet(key=, parameters=, as_of=, by=)`: the same as an open file
    - `export(page=, arguments=, query=, format=, by=)`: queues the file of a list

    An unknown key raises LookupError, wrong parameters ValidationError by name, records that the user may not see
    PermissionDenied.
    """

    listed: Callable[[Any], list[dict[str, Any]]]
    ask: Callable[..., Any]
    cancel: Callable[..., Any]
    runs: Callable[[Any], QuerySet]
    listed_runs: Callable[[Any], QuerySet]
    told: Callable[..., dict[str, Any]]
    compare: Callable[..., dict[str, Any]]
    share: Callable[..., Any]
    unshare: Callable[..., Any]
    schedules: Schedules
    artefact: Callable[..., Any]
    csv: Callable[..., Iterator[bytes]]
    parquet: Callable[..., IO[bytes]]
    export: Callable[..., Any]
    states: tuple[str, ...]
    formats: tuple[str, ...]


_provided: list[Reporting] = []


def provide(reporting: Reporting) -> None:
    """Say how reports are asked; done once, in `AppConfig.ready()`."""
    _provided[:] = [reporting]


def reporting() -> Reporting:
    """How reports are asked. Raises LookupError before the room of reports has said it."""
    if not _provided:
        raise LookupError("the room of reports has not said how it is asked")
    return _provided[0]
