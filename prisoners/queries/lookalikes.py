"""Who of those recorded may be one of many persons being entered: the questions of `candidates` for all at once."""

import datetime
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection

from accounts.models import User
from common.classification import FieldClass
from prisoners.domain.matching import FullName, Profile, explain
from prisoners.models import Person
from prisoners.queries.candidates import Candidate, candidates_of_rows
from prisoners.queries.profiles import profiles_of

COLUMNS = "row_key int, surname_key text, given_key text, patronymic_key text, born_on date, born_on_precision text"
SHOWN = 3


def lookalikes(
    names: Mapping[int, Mapping[str, Any]], born: Mapping[int, Any], user: User
) -> dict[int, list[Candidate]]:
    """Candidates by line, the likeliest first; `names` are names with their keys and `born` birth dates, by line.

    Three statements however many lines there are. Nobody for those who may not see who persons are.
    """
    if FieldClass.IDENTITY not in user.field_classes_seen or not names:
        return {}
    pairs = candidates_of_rows(_relation(names, born), user)
    visible = Person.objects.visible_to(user).select_related("latest_captivity__unit", "party")
    persons = visible.in_bulk({key for _line, key in pairs})
    profiles = profiles_of(list(persons))
    found = defaultdict(list)
    for line, key in pairs:
        told = explain(_profile(names[line], born[line]), profiles[key]) if key in persons else None
        if told and told.suggested:
            found[line].append(Candidate(persons[key], told))
    return {line: sorted(each, key=lambda one: -one.explanation.score)[:SHOWN] for line, each in found.items()}


def _profile(name: Mapping[str, Any], born: Any) -> Profile:
    return Profile(names=(FullName(name["surname"], name["given_name"], name["patronymic"]),), born=born)


def _relation(names: Mapping[int, Mapping[str, Any]], born: Mapping[int, Any]) -> str:
    """The lines as a relation in brackets; what was typed goes in as one quoted literal."""
    rows = [
        {
            "row_key": line,
            **{key: name[key] for key in ("surname_key", "given_key", "patronymic_key")},
            "born_on": _iso(born[line].date),
            "born_on_precision": str(born[line].precision.value),
        }
        for line, name in names.items()
    ]
    with connection.cursor() as cursor:
        literal = cursor.mogrify("%s", [json.dumps(rows)]).decode().replace("%", "%%")
    return f"(SELECT * FROM jsonb_to_recordset({literal}::jsonb) AS typed ({COLUMNS}))"  # noqa: S608


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
