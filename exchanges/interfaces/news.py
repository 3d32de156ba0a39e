"""What others did since the reader was last here, in words."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.history import people
from audit.queries.book import Act, acts_since, touched_since
from audit.words import words_of
from common.reading import Surface, shown
from exchanges.queries.named import named, out_of_sight

#: Kinds of records whose changes are news by themselves; those of their parts are told with them.
TOLD = (
    "exchanges.exchange",
    "exchanges.claim",
    "negotiations.programme",
    "negotiations.proposal",
    "negotiations.round",
    "negotiations.stance",
    "places.place",
    "sources.source",
    "units.branch",
    "units.party",
    "units.unit",
)
NAMED, LOOKED_AT = 3, 300


@dataclass(frozen=True)
class News:
    """Who did what, to how many records, when last; `items` are (label, url) of a few of them."""

    who: str
    did: str
    when: datetime.datetime
    records: int
    items: list[tuple[str, str]]

    @property
    def more(self) -> int:
        """How many records are not named; several claims may be of one exchange."""
        return self.records - len(self.items) if len(self.items) == NAMED else 0


def news(user: User, since: datetime.datetime) -> list[News]:
    """What others did, the latest first; only of records that the reader may see. Seven queries at most."""
    models = [label for label in TOLD if user.has_perm(apps.get_model(label).view_permission)]
    acts = acts_since(since, models, but_of=user.pk, hidden=out_of_sight(models, user))
    who = people(act.actor_id for act in acts)
    touched = defaultdict(dict)
    for change in touched_since(since, models, but_of=user.pk, most=LOOKED_AT) if acts else ():
        touched[change.actor_id, change.verb, change.model].setdefault(change.object_id)
    records = named({(model, pk) for (_actor, _verb, model), ids in touched.items() for pk in ids}, user)
    for label in models:
        keys = [pk for (_actor, _verb, model), ids in touched.items() if model == label for pk in ids if pk in records]
        shown(apps.get_model(label), keys, Surface.LIST)
    return [_news(act, who.get(act.actor_id, _("The system")), touched, records) for act in acts]


def _news(act: Act, who: str, touched: dict, records: dict[object, tuple[str, str]]) -> News:
    ids: Iterable[uuid.UUID] = touched.get((act.actor_id, act.verb, act.model), {})
    items = list(dict.fromkeys(records[pk] for pk in ids if pk in records))[:NAMED]
    return News(who, words_of(act.verb), act.last, act.records, items)
