"""What an entry of a list says, as far as the register is asked for it."""

import uuid
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from common.names import (
    given_key,
    given_readings,
    is_given_name,
    is_patronymic,
    neighbours,
    patronymic_key,
    readings,
    skeleton,
)
from common.partial_dates import PartialDate
from prisoners.domain.matching import FullName, Profile

#: Of `Sought.decided`: no earlier list had the same name and birth date, or nobody decided of it.
NOT_DECIDED = uuid.UUID(int=0)
#: Everything is one slip away from a shorter skeleton.
LONG_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """An entry: whoever it names, born then, of one of these units, at one of these places, with one of these numbers.

    `key` is whatever tells entries apart; `numbers` are value keys (`prisoners.domain.persons.value_key`); `decided` is
    whom an earlier list's decision found for the same name and birth date, None where it found nobody.
    """

    key: Hashable
    name: FullName
    born: PartialDate = field(default_factory=PartialDate)
    sex: str = ""
    units: frozenset[Hashable] = frozenset()
    places: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    decided: uuid.UUID | None = NOT_DECIDED

    @property
    def profile(self) -> Profile:
        """What is compared with a person of the register."""
        return Profile(
            names=(self.name, *self._others()), born=self.born, sex=self.sex, units=self.units, places=self.places
        )

    @property
    def father(self) -> str:
        """The key of the patronymic; empty where it is an initial, which may be anybody's."""
        return "" if _is_initial(self.name.patronymic) else patronymic_key(self.name.patronymic)

    @property
    def has_both_names(self) -> bool:
        """Whether surname and given name are told, neither as an initial."""
        name = self.name
        return bool((name.surname or name.patronymic) and name.given_name) and not _is_initial(name.given_name)

    def names(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Keys of surnames and of given names that go together: as written, and the wrong way round."""
        for surname, given in self._orders():
            yield (skeleton(surname),), (given_key(given),)

    def readings(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The same as other tongues read the letters, and with a slip in the surname or in the given name."""
        for surname, given in self._orders():
            yield readings(surname), given_readings(given)
            if len(skeleton(surname)) >= LONG_ENOUGH:
                yield neighbours(skeleton(surname)), (given_key(given),)
            if len(given_key(given)) >= LONG_ENOUGH:
                yield (skeleton(surname),), neighbours(given_key(given))

    def surnames(self) -> tuple[str, ...]:
        """Keys of what may be the surname."""
        words = [surname for surname, _given in self._orders()] or [self.name.surname]
        return _distinct(key for word in words for key in readings(word))

    def given_names(self) -> tuple[str, ...]:
        """Keys of what may be the given name."""
        return _distinct(key for _surname, given in self._orders() for key in given_readings(given))

    def slips(self) -> tuple[str, ...]:
        """Keys one slip away from the surname, in each reading of it."""
        return _distinct(
            key for read in readings(self.name.surname) if len(read) >= LONG_ENOUGH for key in neighbours(read)
        )

    def _orders(self) -> tuple[tuple[str, str], ...]:
        if not self.has_both_names:
            return ()
        names = (self.name, *self._others())
        orders = ((each.surname, each.given_name) for each in names if each.surname)
        return tuple(dict.fromkeys(pair for surname, given in orders for pair in ((surname, given), (given, surname))))

    def _others(self) -> tuple[FullName, ...]:
        """What else three words may be of which none is surely a patronymic: Андрій Петрвоич Коваленко."""
        surname, given, father = self.name.surname, self.name.given_name, self.name.patronymic
        if given and father and not surname:
            return (FullName(father, given),)  # Кирило Кирилович: a surname that looks like a patronymic
        words = f"{surname} {given} {father}".split()
        if len(words) != 3 or any(map(_is_initial, words)) or (is_patronymic(father) and is_given_name(given)):
            return ()
        first, second, third = words
        found = (FullName(first, second, third), FullName(third, first, second), FullName(third, second, first))
        return tuple(each for each in found if each != self.name)


def _is_initial(word: str) -> bool:
    return len(word.strip(" .")) == 1


def _distinct(keys: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))
