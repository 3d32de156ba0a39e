"""What is asked of a plan, as it is stored: numbers each way or a ratio, and limits on groups, each with its source."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from exchanges.domain.planning.problem import Ratio, Rule, Terms
from negotiations.enums import Direction
from negotiations.queries.groups import is_told

#: More would be a slip of the finger.
MOST = 100_000


@dataclass(frozen=True)
class Numbers:
    """How many at least and at most; None is no bound."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Limit:
    """How many of a group (`unit:<key>`, `category:women`) may go one way, and the stance that it was taken from."""

    direction: str
    subject: str
    least: int | None = None
    most: int | None = None
    stance: str | None = None


@dataclass(frozen=True)
class Asked:
    """The terms of a plan."""

    to_us: Numbers = Numbers()
    to_them: Numbers = Numbers()
    ratio: tuple[int, int] | None = None
    other_ratio: tuple[int, int] | None = None
    limits: tuple[Limit, ...] = field(default=())
    #: Also those of whom nothing is known but that they are missing.
    with_missing: bool = False

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Asked":
        """Raises ValidationError, by field, for what is no terms."""
        try:
            asked = cls(
                Numbers(**told.get("to_us", {})),
                Numbers(**told.get("to_them", {})),
                _pair(told.get("ratio")),
                _pair(told.get("other_ratio")),
                tuple(Limit(**each) for each in told.get("limits", ())),
                bool(told.get("with_missing", False)),
            )
        except (TypeError, ValueError) as wrong:
            raise ValidationError({"terms": _("These terms cannot be read.")}) from wrong
        asked.check(set(told) - set(asdict(cls())))
        return asked

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def check(self, unknown: Collection[str] = ()) -> None:
        """Raises ValidationError by field: numbers out of bounds, a ratio of nobody, a group nobody can be told of."""
        faults = {
            "terms": unknown and _("Unknown: %(names)s.") % {"names": ", ".join(sorted(unknown))},
            **{name: not _in_order(getattr(self, name)) and _bounds() for name in ("to_us", "to_them")},
            **{name: not _is_ratio(getattr(self, name)) and _sides() for name in ("ratio", "other_ratio")},
            **{f"limits/{place}": _fault(limit) for place, limit in enumerate(self.limits)},
        }
        if not self.ratio and self.to_us.most is None and self.to_them.most is None:
            faults["to_us"] = faults["to_us"] or _("Say how many at most, or give a ratio.")
        if wrong := {name: [fault] for name, fault in faults.items() if fault}:
            raise ValidationError(wrong)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The groups that are limited, each once: the bits of `Candidate.groups`."""
        return tuple(dict.fromkeys(limit.subject for limit in self.limits))

    @property
    def terms(self) -> Terms:
        """The same as rules of the programme."""
        bounds = [(Direction.TO_US, self.to_us, None), (Direction.TO_THEM, self.to_them, None)]
        bounds += [(each.direction, each, self.subjects.index(each.subject)) for each in self.limits]
        rules = [
            Rule(str(direction), bound, is_least, group)
            for direction, numbers, group in bounds
            for bound, is_least in ((numbers.least, True), (numbers.most, False))
            if bound is not None and not (is_least and bound == 0)
        ]
        return Terms(tuple(dict.fromkeys(rules)), Ratio.of(*self.ratio) if self.ratio else None)


def _pair(told: Any) -> tuple[int, int] | None:
    if not told:
        return None
    to_us, to_them = told
    return to_us, to_them


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _in_order(numbers: Numbers | Limit) -> bool:
    given = [each for each in (numbers.least, numbers.most) if each is not None]
    return all(map(_is_number, given)) and given == sorted(given)


def _is_ratio(pair: tuple[int, int] | None) -> bool:
    return pair is None or all(_is_number(each) and each > 0 for each in pair)


def _bounds() -> str:
    return _("Give whole numbers, and at least no more than at most.")


def _sides() -> str:
    return _("Both sides of a ratio are at least 1.")


def _fault(limit: Limit) -> str:
    """What is wrong with a limit; blank where nothing is."""
    if limit.direction not in Direction.values:
        return _("Say in which direction.")
    if not is_told(str(limit.subject)):
        return _("The register does not tell who is of this group.")
    no_number = limit.least is None and limit.most is None
    return _bounds() if no_number or not _in_order(limit) else ""
