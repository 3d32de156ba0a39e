"""A few of the synthetic persons are restricted, so that it can be seen how somebody is not seen."""

from accounts.models import User
from prisoners.domain.restricting import restrict_person
from prisoners.models import Person

REASON = "Вигадана причина / an invented reason"
NUMBER = 3


def restrict_some(*, by: User) -> int:
    """Restrict the last few synthetic persons, unless some are restricted already; returns how many."""
    synthetic = Person.objects.distinct_persons().filter(is_synthetic=True)
    if synthetic.filter(restricted=True).exists():
        return 0
    chosen = list(synthetic.order_by("-pk")[:NUMBER])
    for person in chosen:
        restrict_person(person=person, reason=REASON, by=by)
    return len(chosen)
