"""Lists of names about the awkward register: one that came in, decided in part, and one of ours that went out.

Beside them stand the stances of both sides on those whom the first one names.
"""

import datetime

from accounts.roles import Role
from negotiations.domain.deciding import decide
from negotiations.domain.freezing import check_list, freeze_list
from negotiations.list_enums import Acceptance, EntryVerdict, RefusalReason
from negotiations.models import NameList
from tests.factories.accounts import user_with
from tests.factories.awkward import Awkward
from tests.factories.decided import entry_of, incoming, outgoing_list
from tests.factories.negotiations import StanceFactory
from tests.factories.records import home

V = EntryVerdict
#: The day on which the list of theirs came.
CAME = datetime.date(2025, 11, 20)
#: Whom a row names by the key of a case (none: nobody known), and what was decided of it (none: not yet).
ROWS = (
    ("theirs0", V.OK),
    ("theirs1", V.OK),
    ("civilian", V.CIVILIAN),
    ("returned", V.ALREADY_RETURNED),
    ("back_again", V.CAPTURED_AGAIN),
    ("died", V.DECEASED),
    ("", V.UNKNOWN),
    ("", None),
)


def came(register: Awkward) -> NameList:
    """A list of theirs; one whom they name is refused by us."""
    by = user_with(Role.NEGOTIATOR)
    found = incoming(claimed_size=630, channel="official", received_on=CAME)
    for row, (key, verdict) in enumerate(ROWS, start=1):
        entry = entry_of(found, row)
        if verdict is None:
            continue
        refused = {"acceptance": Acceptance.REFUSED, "refusal_reason": RefusalReason.REPUTATION} if row == 2 else {}
        decide(entry=entry, verdict=verdict, person=register.person(key) if key else None, by=by, **refused)
    return found


def sent(register: Awkward) -> NameList:
    """A request of ours, frozen."""
    by = user_with(Role.NEGOTIATOR)
    name_list = outgoing_list([register.captivities[key] for key in ("woman", "grave", "medic")], channel="official")
    return freeze_list(name_list=check_list(name_list=name_list, by=by), by=by)


def stances() -> None:
    """We want civilians back; they want their convicts, and refuse women."""
    StanceFactory(party=home(), direction="to_us", group="", category="civilians")
    StanceFactory(direction="to_them", group="", category="convicts")
    StanceFactory(position="refuses", direction="to_us", group="", category="women")
