"""What the pages of decisions read: which entry comes next, and an entry with everything that it is decided on."""

import datetime
import uuid
from dataclasses import dataclass, field, replace

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.queries.history import people
from audit.models import Change
from negotiations.domain.bulk import sample_entries
from negotiations.domain.came_home import Homecoming, homecomings
from negotiations.domain.deciding import decide
from negotiations.domain.proposing import Proposal, proposals
from negotiations.domain.turns import take_turn
from negotiations.list_enums import Band, EntryState
from negotiations.models import Candidate, Decision, ListEntry, NameList
from negotiations.queries.earlier import earlier_of, own_lists_of
from negotiations.queries.entries import entries_of, undecided
from negotiations.queries.namesakes import namesakes_of
from prisoners.models import Captivity, Detention, Identifier, Person, PersonName

#: Entries that are looked at for one that nobody else has before them.
LOOKED_AT = 50
#: Numbers of a person that a page shows.
NUMBERS = 6
#: Decisions of so many minutes, and so many of them at most, tell how fast the work goes.
RECENT, COUNTED = datetime.timedelta(minutes=10), 100

SHOW_ALL = "all"
#: What may be walked through, by the word in the address.
SHOWS: dict[str, Q] = {
    SHOW_ALL: Q(),
    "certain": Q(same_as__isnull=True, candidates__rank=1, candidates__band=Band.CERTAIN),
    "likely": Q(candidates__rank=1, candidates__band=Band.LIKELY),
    "possible": Q(candidates__rank=1, candidates__band=Band.POSSIBLE),
    "nobody": Q(state=EntryState.UNMATCHED),
}


def lists(user: User) -> QuerySet[NameList]:
    """Lists that a user may see, with what their pages name."""
    return NameList.objects.visible_to(user).select_related("party", "programme", "source")


def waiting(name_list: NameList, user: User, show: str = SHOW_ALL) -> QuerySet[ListEntry]:
    """Entries without a decision, of those that are walked through, in the order of the list."""
    rows = undecided(name_list)
    if show == "sample":
        return rows.filter(pk__in=list(sample_entries(name_list, user).values_list("pk", flat=True)))
    return rows.filter(SHOWS.get(show, Q()))


def next_entry(name_list: NameList, user: User, *, show: str = SHOW_ALL, after: int = 0) -> uuid.UUID | None:
    """The next entry that waits and that nobody else has before them: behind a row, then from the first row on."""
    rows = waiting(name_list, user, show)
    for part in (rows.filter(row_number__gt=after), rows.filter(row_number__lte=after)):
        keys = list(part.values_list("pk", flat=True)[:LOOKED_AT])
        if found := take_turn(keys, user):
            return found
    # Somebody has each of the last ones before them: then two look at one, and the second is told.
    return rows.values_list("pk", flat=True).first()


def entry_before(entry: ListEntry) -> uuid.UUID | None:
    """The entry before one in the list, decided or not."""
    rows = entries_of(entry.name_list).filter(row_number__lt=entry.row_number)
    return rows.order_by("-row_number").values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Progress:
    """How far a list is: entries decided of all, and how many a minute the reader decided of late."""

    decided: int
    total: int
    a_minute: int

    @property
    def left(self) -> int:
        return self.total - self.decided


def progress_of(name_list: NameList, user: User) -> Progress:
    """How far a list is, for somebody who works on it; the book tells when decisions were made."""
    numbers = entries_of(name_list).aggregate(
        total=Count("pk"), decided=Count("pk", filter=Q(state=EntryState.DECIDED))
    )
    # Of everybody, so that an index gives just these rows, however much else somebody changed.
    latest = Change.objects.filter(model=Decision._meta.label_lower, verb=decide.verb_name).order_by("-id")
    told = latest.values_list("actor_id", "at")[:COUNTED]
    times = [at for actor, at in told if actor == user.pk and timezone.now() - at < RECENT]
    spent = (times[0] - times[-1]).total_seconds() if len(times) > 1 else 0
    return Progress(numbers["decided"], numbers["total"], round((len(times) - 1) * 60 / spent) if spent else 0)


def made_by(decision: Decision) -> str:
    """Who decided, by the book."""
    change = Change.objects.of(decision).filter(before__isnull=True).first()
    return people([change.actor_id]).get(change.actor_id, "") if change else ""


@dataclass(frozen=True)
class Known:
    """Somebody in the register whom an entry may be; without a candidate somebody whom a person looked up."""

    person: Person
    candidate: Candidate | None
    captivity: Captivity | None
    names: list[PersonName]


@dataclass(frozen=True)
class Opened:
    """An entry with everything that it is decided on, as far as the reader may see it."""

    entry: ListEntry
    standing: Decision | None
    proposal: Proposal | None
    earlier: list[Decision] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    compared: Known | None = None
    place: Detention | None = None
    numbers: list[Identifier] = field(default_factory=list)
    #: Lists of ours that name whom the page compares.
    own_lists: list[NameList] = field(default_factory=list)
    #: The exchange that ended the captivity compared, where the reader may see it.
    home: Homecoming | None = None
    #: Others of the register who bear their name.
    namesakes: int = 0

    @property
    def others(self) -> list[Known]:
        """Those below, who are not compared side by side."""
        return [each for each in self.known if each is not self.compared]

    @property
    def lists(self) -> list[NameList]:
        """The other lists that the page names."""
        return [*(each.entry.name_list for each in self.earlier), *self.own_lists]

    @property
    def is_settled_out_of_sight(self) -> bool:
        """Decided, and the reader may not see of whom."""
        return self.entry.state == EntryState.DECIDED and self.standing is None


def decisions(user: User) -> QuerySet[Decision]:
    """Decisions that stand and that a user may see."""
    return Decision.objects.visible_to(user).standing()


def open_entry(entry: ListEntry, user: User, person: uuid.UUID | None = None) -> Opened:
    """An entry with its candidates; `person` is compared, or whom the standing decision names, or the likeliest."""
    standing = decisions(user).filter(entry=entry).first()
    candidates = {
        each.person_id: each
        for each in Candidate.objects.visible_to(user).filter(entry=entry, rank__gt=0).order_by("rank")
    }
    chosen = person or (standing.person_id if standing else None)
    persons = _persons({*candidates, *filter(None, [chosen])}, user)
    known = [_known(persons[key], candidates.get(key)) for key in {**candidates, chosen: None} if key in persons]
    compared = next((each for each in known if chosen in (None, each.person.pk)), None)
    opened = Opened(entry, standing, proposals([entry], user).get(entry.pk), earlier_of(entry, user), known)
    if compared is None:
        return opened
    return replace(
        opened,
        compared=compared,
        place=_place_of(compared.captivity, user),
        numbers=list(Identifier.objects.visible_to(user).standing().filter(person=compared.person)[:NUMBERS]),
        own_lists=own_lists_of([compared.person.pk], user).get(compared.person.pk, []),
        home=_home_of(compared.captivity, user),
        namesakes=namesakes_of(entry, [compared.person.pk], user).get(compared.person.pk, 0),
    )


def _persons(keys: set[uuid.UUID], user: User) -> dict[uuid.UUID, Person]:
    rows = Person.objects.visible_to(user).distinct_persons()
    rows = rows.select_related("party", "latest_captivity__unit", "latest_captivity__detaining_power")
    names = PersonName.objects.standing().order_by("-is_preferred", "id")
    return rows.prefetch_related(Prefetch("names", names, to_attr="written")).in_bulk(keys)


def _known(person: Person, candidate: Candidate | None) -> Known:
    return Known(person, candidate, person.latest_captivity, person.written)


def _place_of(captivity: Captivity | None, user: User) -> Detention | None:
    """Where somebody is held, as far as the reader may see it."""
    if captivity is None:
        return None
    rows = Detention.objects.visible_to(user).standing().filter(captivity=captivity)
    return rows.select_related("place").order_by("-since", "-id").first()


def _home_of(captivity: Captivity | None, user: User) -> Homecoming | None:
    return None if captivity is None or captivity.is_open else homecomings([captivity.pk], user).get(captivity.pk)


def entries(user: User) -> QuerySet[ListEntry]:
    """Entries of lists that came in and that a user may see, with their list and the row that they repeat."""
    rows = ListEntry.objects.visible_to(user).standing()
    return rows.filter(name_list__voided_at__isnull=True).select_related("name_list__party", "same_as")


def person(key: uuid.UUID | None, user: User) -> Person | None:
    """Somebody whom a user may see, with the latest captivity."""
    rows = Person.objects.visible_to(user).distinct_persons().select_related("latest_captivity")
    return rows.filter(pk=key).first() if key else None
