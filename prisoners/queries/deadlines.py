"""What the conventions ask for in time of everybody known to be held, and whether it was done: as SQL, for all at once.

Of those who are only missing nobody knows that they are held, and no time runs. A time runs from the last day that an
uncertain date may mean, so that nothing is called overdue that may not be.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from prisoners.enums import CaptivityStatus, EvidenceClass, HealthGrade, LegalCategory, MedicalBasis
from prisoners.models import CommissionDecision, Confirmation
from prisoners.models.commission_decision import MONTHS
from prisoners.queries.held import Selection, Statement, held
from prisoners.queries.status_on import READS as READS_STATUS
from prisoners.queries.status_on import status_on

#: Besides what every statement over those held reads.
READS = (*READS_STATUS, CommissionDecision, Confirmation)


class Deadline(TextChoices):
    """What is to be done in time."""

    CARD_FAMILY = "card_family", _("capture card to the family")
    CARD_AGENCY = "card_agency", _("capture card to the Central Agency")
    CIVILIAN = "civilian", _("civilian reported")
    DECISION = "decision", _("decision of a medical commission carried out")
    HEALTH = "health", _("news of the seriously ill")


class Standing(TextChoices):
    """How a deadline stands on the day."""

    IN_TIME = "in_time", _("done in time")
    LATE = "late", _("done late")
    RUNNING = "running", _("still running")
    OVERDUE = "overdue", _("overdue")
    UNKNOWN = "unknown", _("cannot be told")


@dataclass(frozen=True)
class Terms:
    """A deadline as SQL: whom it concerns, from which day it runs, how long, and when it was kept (NULL: not yet)."""

    concerns: str
    runs_from: str
    lasts: str
    done_on: str
    #: It was done, on a day that nobody knows.
    done_some_day: str = "false"


def _last_day(column: str) -> str:
    """The last day that a partial date may mean."""
    return f"""
        CASE {column}_precision WHEN 'month' THEN ({column} + interval '1 month' - interval '1 day')::date
             WHEN 'year' THEN ({column} + interval '1 year' - interval '1 day')::date ELSE {column} END
    """


#: GC III art. 70 and GC IV art. 106 give a week from the arrival in a place of internment.
WEEK = "interval '7 days'"
TERMS: dict[Deadline, Terms] = {
    Deadline.CARD_FAMILY: Terms("true", "c.arrived_in_camp_on", WEEK, "c.card_to_family_on"),
    Deadline.CARD_AGENCY: Terms("true", "c.arrived_in_camp_on", WEEK, "c.card_to_agency_on"),
    # GC IV art. 136: of every civilian kept for more than two weeks the Power tells, itself or by the card.
    Deadline.CIVILIAN: Terms(
        f"c.legal_category = '{LegalCategory.CIVILIAN}'",
        _last_day("c.captured_on"),
        "interval '14 days'",
        "least(c.card_to_agency_on, told.first_on)",
        "told.captivity_id IS NOT NULL",
    ),
    # GC III Annex II art. 12.
    Deadline.DECISION: Terms(
        "decided.captivity_id IS NOT NULL", "decided.decided_on", f"interval '{MONTHS} months'", "decided.done_on"
    ),
    # GC III art. 122, GC IV art. 138: weekly if possible; each news of somebody lets the week run anew.
    Deadline.HEALTH: Terms("ill.captivity_id IS NOT NULL", _last_day("ill.assessed_on"), WEEK, "NULL::date"),
}
#: The Power itself told of somebody: through the ICRC, or by an official list.
TOLD = f"""
    told AS (
        SELECT captivity_id, min(confirmed_on) AS first_on FROM prisoners_confirmation
        WHERE voided_at IS NULL AND evidence IN ('{EvidenceClass.POWER}', '{EvidenceClass.LIST}')
              AND (confirmed_on IS NULL OR confirmed_on <= %(on)s)
        GROUP BY captivity_id
    )
"""  # noqa: S608
#: Of several decisions the earliest that is not carried out, else the one carried out last.
DECIDED = f"""
    decided AS (
        SELECT DISTINCT ON (captivity_id) captivity_id, decided_on, done_on
        FROM (
            SELECT id, captivity_id, decided_on, CASE WHEN carried_out_on <= %(on)s THEN carried_out_on END AS done_on
            FROM prisoners_commissiondecision
            WHERE voided_at IS NULL AND basis <> '{MedicalBasis.NOT_ELIGIBLE}' AND decided_on <= %(on)s
        ) d
        ORDER BY captivity_id, done_on IS NOT NULL, CASE WHEN done_on IS NULL THEN decided_on END, done_on DESC, id
    )
"""  # noqa: S608
#: Whose latest assessment up to the day is a grave one.
ILL = f"""
    ill AS (
        SELECT * FROM (
            SELECT DISTINCT ON (captivity_id) captivity_id, grade, assessed_on, assessed_on_precision
            FROM prisoners_healthassessment
            WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s)
            ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC
        ) latest
        WHERE grade IN ('{HealthGrade.SERIOUSLY_WOUNDED}', '{HealthGrade.GRAVELY_SICK}')
    )
"""  # noqa: S608
#: What tells of health.
OF_HEALTH = frozenset({Deadline.DECISION, Deadline.HEALTH})
#: CTEs by name, and the deadlines that read them.
PARTS = {"told": (TOLD, Deadline.CIVILIAN), "decided": (DECIDED, Deadline.DECISION), "ill": (ILL, Deadline.HEALTH)}
OWED = """
    owed AS (
        SELECT c.id, c.detaining_power_id, {columns}
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id {joins}
        WHERE {where} AND {status} IS DISTINCT FROM '{MISSING}'
    )
"""


def owed(selection: Selection, deadlines: list[Deadline]) -> Statement:
    """A statement with the CTE `owed`: everybody known to be held, by the key of the captivity.

    Of each deadline it has a column of its name, a `Standing` or NULL for whom it does not concern, and `<name>_since`,
    the day from which what is overdue is so.
    """
    statement = held(selection, *READS)
    status, joins = status_on(selection, statement)
    for name, (cte, deadline) in PARTS.items():
        if deadline in deadlines:
            statement.ctes.append(cte)
            joins += f" LEFT JOIN {name} ON {name}.captivity_id = c.id"
    columns = ", ".join(
        f"{_standing(TERMS[each])} AS {each}, {_since(TERMS[each])} AS {each}_since" for each in deadlines
    )
    given = {"columns": columns, "joins": joins, "where": statement.where, "status": status}
    statement.ctes.append(OWED.format(**given, MISSING=CaptivityStatus.MISSING))
    return statement


def _due(terms: Terms) -> str:
    return f"({terms.runs_from} + {terms.lasts})::date"


def _done(terms: Terms) -> str:
    return f"{terms.done_on} <= %(on)s"


def _standing(terms: Terms) -> str:
    return f"""
        CASE WHEN NOT ({terms.concerns}) THEN NULL
             WHEN {terms.runs_from} IS NULL THEN '{Standing.UNKNOWN}'
             WHEN {_done(terms)} AND {terms.done_on} <= {_due(terms)} THEN '{Standing.IN_TIME}'
             WHEN {_done(terms)} THEN '{Standing.LATE}'
             WHEN {terms.done_some_day} THEN '{Standing.UNKNOWN}'
             WHEN {_due(terms)} < %(on)s THEN '{Standing.OVERDUE}'
             ELSE '{Standing.RUNNING}' END
    """


def _since(terms: Terms) -> str:
    return f"CASE WHEN {_due(terms)} < %(on)s THEN {_due(terms)} END"
