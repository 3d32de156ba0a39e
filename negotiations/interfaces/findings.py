"""What the comparison of an entry with a person says, feature by feature, in words and signs."""

from typing import Any

from negotiations.models import Candidate, ListEntry
from prisoners.domain.matching import FullName, Profile, Verdict, explain
from prisoners.models import Person
from prisoners.queries.profiles import profiles_of

#: The same name in whatever spelling or form.
SAME = frozenset({Verdict.SAME, Verdict.SPELLING, Verdict.FORM, Verdict.EXCHANGED})
#: The sign before the words, and their tone: the sign tells it without colour too.
EQUAL, ALIKE, UNEQUAL = ("=", "good"), ("≈", "warning"), ("≠", "bad")
Findings = dict[str, tuple[str, str, str]]


def findings_of(entry: ListEntry, person: Person, candidate: Candidate | None) -> Findings:
    """Sign, words and tone by feature: as the matcher kept them, or compared now for somebody looked up by hand."""
    if candidate is not None:
        return {feature: in_words(_code(told)) for feature, told in candidate.features.items()}
    known = profiles_of([person.pk])[person.pk]
    found = explain(profile_of(entry), known).findings
    return {finding.feature.value: in_words(finding.verdict.value) for finding in found}


def profile_of(entry: ListEntry) -> Profile:
    """What the list says of somebody, as it is compared."""
    name = FullName(entry.surname, entry.given_name, entry.patronymic)
    return Profile(names=(name,), born=entry.born, sex=entry.sex)


def in_words(code: str) -> tuple[str, str, str]:
    """A verdict on one feature: its sign, its words, its tone."""
    if code not in Verdict.values:
        return "", code, "neutral"
    verdict = Verdict(code)
    sign, tone = EQUAL if verdict in SAME else UNEQUAL if verdict == Verdict.DIFFERENT else ALIKE
    return sign, str(verdict.label), tone


def _code(told: Any) -> str:
    return told["verdict"] if isinstance(told, dict) else str(told)
