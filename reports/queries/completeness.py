"""How many of the particulars that the conventions ask for are on record of those held, by unit and legal category."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from prisoners.enums import IdentifierScheme, LegalCategory
from prisoners.models import Identifier, PersonName
from prisoners.queries.held import TABLES, Selection, Statement, held, rows
from prisoners.queries.known import known_ctes
from units.queries.tree import IN_FORCE, closure_sql, rollup_sql

READS = (PersonName, Identifier)
#: The name that a person goes by, and who has a number of service: joined, because asking it of each costs three times
#: as much.
JOINS = f"""
    LEFT JOIN prisoners_personname n ON n.person_id = p.id AND n.is_preferred AND n.voided_at IS NULL
    LEFT JOIN (
        SELECT DISTINCT person_id FROM prisoners_identifier
        WHERE voided_at IS NULL AND scheme IN ('{IdentifierScheme.SERVICE}', '{IdentifierScheme.PERSONAL}')
    ) numbered ON numbered.person_id = p.id
"""  # noqa: S608
#: Whether a particular is on record, over JOINS. A date must be known to the day.
FILLED: dict[str, str] = {
    "surname": "p.name <> ''",
    "given_name": "coalesce(n.given_name, '') <> ''",
    "rank": "c.rank <> ''",
    "number": "numbered.person_id IS NOT NULL",
    "birth_date": "p.born_on_precision = 'day'",
    "birth_place": "p.birth_place <> ''",
    "nationality": "p.citizenships <> '{}'",
    "last_residence": "p.last_residence <> ''",
    "marks": "p.distinguishing_marks <> ''",
    "father_name": "p.father_name <> ''",
    "mother_maiden_name": "p.mother_maiden_name <> ''",
    "measure_date": "c.captured_on_precision = 'day'",
    "measure_place": "c.captured_at <> ''",
    "measure_nature": "c.measure <> ''",
    "correspondence": "p.correspondence_address <> ''",
    "inform": "p.person_to_inform <> ''",
}
#: What GC III art. 122 asks for of a prisoner of war. The Power on which he depends is never unknown here.
ARTICLE_122 = (
    "surname", "given_name", "rank", "number", "birth_date", "birth_place", "father_name", "mother_maiden_name",
    "inform", "correspondence",
)  # fmt: skip
#: What GC IV art. 138 asks for of a civilian.
ARTICLE_138 = (
    "surname", "given_name", "birth_date", "birth_place", "nationality", "last_residence", "marks", "father_name",
    "mother_maiden_name", "measure_date", "measure_place", "measure_nature", "correspondence", "inform",
)  # fmt: skip
#: Of each person held what is on record, under the names of FILLED.
ASKED = """
    recorded AS (
        SELECT c.id, c.unit_id, c.legal_category, {columns}
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id {joins} WHERE {where}
    )
"""
#: The same, with whether everything that the article of each asks for is on record.
WHOLE = f"""
    SELECT *, CASE WHEN legal_category = '{LegalCategory.CIVILIAN}' THEN {" AND ".join(ARTICLE_138)}
                   ELSE {" AND ".join(ARTICLE_122)} END AS whole FROM recorded
"""  # noqa: S608
GROUPED = "SELECT unit_id, legal_category, count(*), {counts} FROM asked GROUP BY unit_id, legal_category"
WITHIN = "c.id IN (SELECT id FROM asked WHERE {condition})"
TREE = f"""
    SELECT u.id, u.code, u.name_uk, u.name_en, p.parent_id, t.persons::bigint, t.whole::bigint, t.filled::bigint,
           t.asked::bigint
    FROM totals t JOIN units_unit u ON u.id = t.unit_id
    LEFT JOIN units_placement p ON p.unit_id = u.id AND {IN_FORCE}
"""  # noqa: S608


@dataclass(frozen=True)
class UnitComplete:
    """A unit with all that stands under it: persons, those of whom everything is on record, particulars on record."""

    id: str
    code: str
    name_uk: str
    name_en: str
    parent: str | None
    persons: int
    whole: int
    filled: int
    asked: int


@dataclass
class Completeness:
    """Persons held, by what is on record of them."""

    #: By legal category: persons, and those of whom everything is on record.
    persons: Counter = field(default_factory=Counter)
    whole: Counter = field(default_factory=Counter)
    #: By (article, particular): those of whom it is on record.
    filled: Counter = field(default_factory=Counter)
    #: By key of unit, None for no known one: persons, those complete, particulars on record, particulars asked for.
    units: dict[uuid.UUID | None, list[int]] = field(default_factory=dict)
    tree: list[UnitComplete] = field(default_factory=list)

    def asked_by(self, article: str) -> int:
        """Of how many persons an article asks."""
        return sum(persons for category, persons in self.persons.items() if article_of(category) == article)


ARTICLES = {"122": ARTICLE_122, "138": ARTICLE_138}


def article_of(category: str) -> str:
    """The article that asks for the particulars of somebody held as this."""
    return "138" if category == LegalCategory.CIVILIAN else "122"


def completeness(selection: Selection) -> Completeness:
    """What is on record of those held on the day of the selection: two statements, whatever their number."""
    found = Completeness()
    for unit, category, persons, whole, *counts in rows(_asked(selection), GROUPED.format(counts=_counts())):
        article, filled = article_of(category), dict(zip(FILLED, counts, strict=True))
        found.persons[category] += persons
        found.whole[category] += whole
        for particular in ARTICLES[article]:
            found.filled[article, particular] += filled[particular]
        recorded = sum(filled[particular] for particular in ARTICLES[article])
        more = (persons, whole, recorded, persons * len(ARTICLES[article]))
        found.units[unit] = [a + b for a, b in zip(found.units.get(unit, [0] * 4), more, strict=True)]
    found.tree = list(_tree(selection, found.units))
    return found


def those_asked(selection: Selection, condition: str, **params: object) -> Statement:
    """Those held who meet a condition on `asked`."""
    statement = _asked(selection)
    return Statement(statement.ctes, statement.params | params, [WITHIN.format(condition=condition)])


def within(selection: Selection, unit: str | None, column: str) -> Statement:
    """Those held of a unit with all under it, or of no known unit; only those complete for the column `whole`."""
    whole = " AND whole" if column == "whole" else ""
    if unit is None:
        return those_asked(selection, f"unit_id IS NULL{whole}")
    found = those_asked(selection, f"unit_id IN (SELECT unit_id FROM closure){whole}", under=unit)  # noqa: S608
    found.ctes.append(closure_sql("SELECT %(under)s::uuid AS id"))
    return found


def _asked(selection: Selection) -> Statement:
    statement = held(selection, *READS)
    columns = ", ".join(f"({sql}) AS {particular}" for particular, sql in FILLED.items())
    statement.ctes += [ASKED.format(columns=columns, joins=JOINS, where=statement.where), f"asked AS ({WHOLE})"]
    return statement


def _counts() -> str:
    return ", ".join(f"count(*) FILTER (WHERE {each})" for each in ("whole", *FILLED))


def _tree(selection: Selection, units: dict[uuid.UUID | None, list[int]]) -> Iterator[UnitComplete]:
    """Every unit of which somebody is held, and all above it, with its subtree added up."""
    ctes, params = known_ctes(TABLES, selection.known_on)
    names = ["persons", "whole", "filled", "asked"]
    known = {key: counts for key, counts in units.items() if key}
    params |= {"on": selection.on, "units": list(known)}
    params |= {name: [counts[place] for counts in known.values()] for place, name in enumerate(names)}
    arrays = ", ".join(f"%({name})s::bigint[]" for name in names)
    figures = f"figures (unit_id, {', '.join(names)}) AS (SELECT * FROM unnest(%(units)s::uuid[], {arrays}))"  # noqa: S608
    totals = f"totals AS ({rollup_sql('figures', names)})"
    for key, code, name_uk, name_en, parent, *counts in rows(
        Statement([*ctes, figures, closure_sql(), totals], params), TREE
    ):
        yield UnitComplete(str(key), code, name_uk, name_en, str(parent) if parent else None, *counts)
