"""Who may be chosen from: everybody of a side whom the other holds, in one statement, with what a plan asks of each."""

import datetime
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Permission
from common import clock
from exchanges.manifest_enums import CATEGORIES, EntryCategory
from negotiations.domain.engaged import engaged
from negotiations.enums import AgeTaken, Category
from negotiations.models import Programme
from negotiations.queries.groups import TOLD, group_sql
from prisoners.enums import (
    CaptivityStatus,
    ConsentAnswer,
    ConsentPurpose,
    Criterion,
    HealthGrade,
    MedicalBasis,
    Voluntariness,
)
from prisoners.queries.held import Selection, Statement, rows
from prisoners.queries.priority import Policy, ordered, takes_sql
from prisoners.queries.sight import in_sight

#: Whoever is one of these goes home by law whatever the numbers (GC III art. 109).
GRAVE = [HealthGrade.SERIOUSLY_WOUNDED, HealthGrade.GRAVELY_SICK]
DECIDED = f"""
    c.id IN (SELECT captivity_id FROM prisoners_commissiondecision
             WHERE voided_at IS NULL AND carried_out_on IS NULL AND basis <> '{MedicalBasis.NOT_ELIGIBLE}')
"""  # noqa: S608
#: The latest answer of each to whether they want to return; one under duress is none.
REFUSED = f"""
    c.id IN (
        SELECT captivity_id FROM (
            SELECT DISTINCT ON (captivity_id) captivity_id, answer, voluntariness FROM prisoners_consent
            WHERE voided_at IS NULL AND purpose = '{ConsentPurpose.RETURN}'
            ORDER BY captivity_id, answered_on DESC, id DESC
        ) latest WHERE answer = '{ConsentAnswer.REFUSED}' AND voluntariness <> '{Voluntariness.COERCED}'
    )
"""  # noqa: S608
#: Whether the age is in the window, as far as the birth date is known; NULL where that does not tell.
IN_WINDOW = """
    CASE WHEN p.born_on IS NULL OR {day} IS NULL THEN NULL
         WHEN {at_least} >= %(age_from)s AND {at_most} <= %(age_to)s THEN true
         WHEN {at_most} < %(age_from)s OR {at_least} > %(age_to)s THEN false
    END
"""
LAST_BIRTHDAY = """
    (p.born_on + CASE p.born_on_precision WHEN 'year' THEN interval '1 year' WHEN 'month' THEN interval '1 month'
                                          ELSE interval '1 day' END - interval '1 day')
"""
FACTS = """
    SELECT o.id, o.tier, o.place, GREATEST(%(then)s::date - o.captured_on, 0), {category}, c.status = '{missing}',
           {refused}, {fits}, {groups}
    FROM ({select}) o JOIN prisoners_captivity c ON c.id = o.id JOIN prisoners_person p ON p.id = o.person_id
    WHERE c.detaining_power_id = %(holder)s
"""
OLDEST = 200
#: Why somebody is no candidate, in the order in which it is asked.
ENGAGED, DECLINED, MISSING, OUTSIDE, AGE_UNKNOWN = "engaged", "declined", "missing", "outside", "age_unknown"


@dataclass(frozen=True)
class Question:
    """Of whom candidates are wanted: a side and who holds its people, as far as the asker sees them."""

    side: uuid.UUID
    holder: uuid.UUID
    by: User
    hand_over_on: datetime.date
    policy: Policy
    groups: Sequence[str] = ()
    programme: Programme | None = None
    with_missing: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one: tier and place of the rule in the policy, days waited (None: since when is not known)."""

    key: uuid.UUID
    tier: int
    rule: int
    days: int | None
    category: str
    groups: int


@dataclass(frozen=True)
class Found:
    """Who may be counted, who goes home beside any number, and how many are neither, by why."""

    candidates: list[Fact]
    beside: list[Fact]
    left_out: Counter


def candidates(question: Question) -> Found:
    """Everybody whom a plan may propose one way: one statement, and one for who is engaged elsewhere."""
    statement, select = _facts(question)
    found = Found([], [], Counter())
    told = rows(statement, select)
    busy = engaged([row[0] for row in told])
    for key, tier, rule, days, category, missing, refused, fits, groups in told:
        fact = Fact(key, tier, rule, days, category, groups)
        if key in busy:
            found.left_out[ENGAGED] += 1
        elif refused:
            found.left_out[DECLINED] += 1
        elif missing and not question.with_missing:
            found.left_out[MISSING] += 1
        elif category != EntryCategory.MILITARY:
            found.beside.append(fact)
        elif fits:
            found.candidates.append(fact)
        else:
            found.left_out[AGE_UNKNOWN if fits is None else OUTSIDE] += 1
    return found


def _facts(question: Question) -> tuple[Statement, str]:
    seen = in_sight(question.by, "c.person_id", Permission.PLANS_VIEW)
    statement, select = ordered(Selection(question.side, clock.today(), seen), question.policy)
    statement.params |= {"then": question.hand_over_on, "holder": question.holder}
    groups = [f"{group_sql(statement, f'group_{n}', g)}::int << {n}" for n, g in enumerate(question.groups)]
    return statement, FACTS.format(
        category=category_sql(statement),
        missing=CaptivityStatus.MISSING,
        refused=REFUSED,
        fits=_fits(question.programme, statement),
        groups=" | ".join(f"({each})" for each in groups) or "0",
        select=select,
    )


def category_sql(statement: Statement) -> str:
    """As what somebody goes home; a civilian is one also when wounded."""
    grave = takes_sql(statement, "grave", Criterion.HEALTH, GRAVE)
    civil = " ".join(f"WHEN c.legal_category = '{legal}' THEN '{category}'" for legal, category in CATEGORIES.items())
    return f"CASE {civil} WHEN {grave} OR {DECIDED} THEN '{EntryCategory.MEDICAL}' ELSE '{EntryCategory.MILITARY}' END"


def _fits(programme: Programme | None, statement: Statement) -> str:
    """SQL of whether a programme is for somebody; NULL where it is not known."""
    if programme is None:
        return "true"
    window = _window(programme, statement)
    named = set(programme.categories)
    ways = [group_sql(statement, f"for_{each}", f"category:{each}") for each in sorted(named & TOLD - {Category.YOUNG})]
    if Category.YOUNG in named and window:
        return f"({' OR '.join([*ways, window])})"
    # A programme for anybody, or for groups that the register does not tell, leaves nobody out by its groups.
    group = f"({' OR '.join(ways)})" if ways and Category.ANYBODY not in named and named <= TOLD else "true"
    return f"({group} AND {window})" if window else group


def _window(programme: Programme, statement: Statement) -> str:
    if programme.age_from is None and programme.age_to is None:
        return ""
    statement.params |= {
        "age_from": programme.age_from or 0,
        "age_to": OLDEST if programme.age_to is None else programme.age_to,
        "agreed_on": programme.agreed_on,
    }
    days = {AgeTaken.CAPTURE: "c.captured_on", AgeTaken.AGREEMENT: "%(agreed_on)s::date"}
    day = days.get(AgeTaken(programme.age_taken), "%(then)s::date")
    at_most, at_least = (f"extract(year FROM age({day}, {born}))" for born in ("p.born_on", LAST_BIRTHDAY))
    return IN_WINDOW.format(day=day, at_least=at_least, at_most=at_most)
