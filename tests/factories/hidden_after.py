"""What goes beside and after exchanges, hidden with what it stands on; words in it that must come out nowhere."""

from typing import Any

from accounts.models import User
from exchanges.domain.identifications import identify_remains
from exchanges.domain.information import log_information
from prisoners.models import Captivity
from tests.factories.exchanges import ExchangeFactory, RemainsFactory


def hide_after(hidden: Any, held: Captivity, name_list: Any) -> Any:
    """A body known to be somebody hidden, in a hand-over that everybody may see; letters that went with a hidden list.

    Returns a return of remains, which the caller restricts, with a transfer of remains in it.
    """
    system, word = User.objects.system(), lambda name: hidden.word(f"after{name}")
    known = RemainsFactory()
    fields = {"tag": word("tag"), "result": "identified", "fate": "in_captivity", "note": word("note")}
    found = identify_remains(remains_transfer=known, person=held.person, by=system, **fields)
    passed = log_information(kind="lists", name_list=name_list, notes=word("letters"), by=system)
    exchange = ExchangeFactory(kind="remains", formula=word("formula"))
    secret = RemainsFactory(exchange=exchange, notes=word("remains"), received=8642096)
    hidden.canaries.add("8642096")
    hidden.add("remains", found, secret)
    hidden.add("information", passed)
    hidden.add("exchanges", exchange)
    hidden.add_beside("remains", known)
    hidden.add_beside("api:remains-transfers", known)
    api = {"remains-transfers": secret, "remains-identifications": found, "information-transfers": passed}
    for name, record in (api | {"exchanges": exchange}).items():
        hidden.add(f"api:{name}", record)
    return exchange
