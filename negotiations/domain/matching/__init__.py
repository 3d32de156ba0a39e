"""Who the entries of a list may be. `propose` is what the worker calls once the entries are there."""

from collections.abc import Callable

from negotiations.list_enums import EntryState
from negotiations.models import NameList


def propose(name_list: NameList, *, progress: Callable[[int, int], None]) -> None:
    """Find candidates for the entries of a list that are not decided; called again, it goes on where it ended.

    Each chunk is a transaction, and `progress(done, total)` its last statement: it raises LostLease where another
    worker has the list by now, and the chunk is undone.
    """
    waiting = name_list.entries.standing().filter(state=EntryState.RECEIVED)
    total = waiting.count()
    waiting.update(state=EntryState.UNMATCHED)
    progress(total, total)
