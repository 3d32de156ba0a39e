"""What the style guide shows: forms, a table and its rows, facts, a timeline. Numbers are of the public record."""

import datetime

import django_filters
from django import forms

from common.filters import FilterSet, PeriodFilter
from common.forms import CountField, Form, Pair, PartialDateField, ReasonField
from common.lists import ChipColumn, NumberColumn, PartialDateColumn, RecordColumn, Table
from common.lists import Column as TextColumn
from common.navigation import Entry
from common.partial_dates import PartialDate, Precision
from common.pieces import Chip, Event, Progress, facts

KINDS = [("negotiated", "Negotiated"), ("medical", "Medical"), ("unilateral", "Unilateral return")]
STATES = [("completed", "Completed"), ("scheduled", "Scheduled"), ("postponed", "Postponed")]


def day(year: int, month: int, number: int) -> PartialDate:
    return PartialDate(datetime.date(year, month, number), Precision.DAY)


ROWS = [
    ("70", day(2026, 2, 5), "157 for 157", "UAE, USA", 157, 157, Chip("Completed", "good")),
    ("69", day(2025, 10, 2), "185 for 185", "UAE", 185, 185, Chip("Partly completed", "warning")),
    ("68", day(2025, 8, 24), "146 for 146", "UAE", 146, 146, Chip("Under way", "active")),
    (
        "—",
        PartialDate(datetime.date(2025, 7, 1), Precision.MONTH),
        "1,000 for 1,000, stage 3",
        None,
        None,
        0,
        Chip("Scheduled"),
    ),
    ("—", PartialDate(), "Return of wounded, outside the format", "Qatar", 1203, None, Chip("Derailed", "bad")),
    (
        "1",
        day(2022, 3, 24),
        "10 for 10 military plus 19 for 11 civilian sailors",
        None,
        29,
        21,
        Chip("Completed", "good"),
    ),
]
NAMES = ("ordinal", "happened_on", "formula", "mediators", "to_ukraine", "to_russia", "state")
RECORDS = [dict(zip(NAMES, row, strict=True)) for row in ROWS]


class DemoTable(Table):
    formula = RecordColumn(verbose_name="Exchange", linkify=lambda record: "/record/")
    ordinal = TextColumn(verbose_name="Ordinal reported")
    happened_on = PartialDateColumn(verbose_name="Date", order_by="ordinal")
    mediators = TextColumn(verbose_name="Mediators")
    to_ukraine = NumberColumn(verbose_name="To Ukraine")
    to_russia = NumberColumn(verbose_name="To Russia")
    state = ChipColumn(chip=lambda record: record["state"], verbose_name="State")

    class Meta(Table.Meta):
        order_by = "-happened_on"


class DemoFilter(FilterSet):
    primary = ("q", "kind", "state", "happened_on")

    q = django_filters.CharFilter(label="Words")
    kind = django_filters.ChoiceFilter(label="Kind", choices=KINDS)
    state = django_filters.MultipleChoiceFilter(label="State", choices=STATES, widget=forms.Select)
    happened_on = PeriodFilter(label="Date")
    ordinal = django_filters.NumberFilter(label="Ordinal")
    in_format = django_filters.BooleanFilter(label="Counted in the format")

    def filter_queryset(self, queryset: list) -> list:
        return queryset


class DemoForm(Form):
    title = forms.CharField(label="Formula as agreed", help_text="As announced, such as “157 for 157”", max_length=120)
    happened_on = PartialDateField(label="Date of the exchange")
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect)
    state = forms.ChoiceField(label="Status of the previous attempt", choices=[("", "---"), *STATES], required=False)
    agreed_home = CountField(label="Ukraine", help_text="")
    agreed_other = CountField(label="Russia", help_text="")
    to_ukraine = CountField(label="Ukraine")
    to_russia = CountField(label="Russia")
    why_home = forms.ChoiceField(
        label="Ukraine", choices=[("", ""), ("withheld", "The sides withhold it")], required=False
    )
    why_other = forms.ChoiceField(
        label="Russia", choices=[("", ""), ("withheld", "The sides withhold it")], required=False
    )
    counted = forms.BooleanField(label="Counted in the official format", required=False)
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reason = ReasonField()

    fieldsets = [
        ("What and when", ["title", "happened_on", "kind"]),
        (
            "Who comes home",
            [
                Pair("Agreed", ["agreed_home", "agreed_other"]),
                Pair("Delivered", ["to_ukraine", "to_russia"]),
                Pair("About the number", ["why_home", "why_other"]),
                "counted",
            ],
        ),
        ("For the book", ["state", "notes", "reason"]),
    ]


WRONG = {
    "title": "",
    "happened_on_day": "31",
    "happened_on_month": "4",
    "happened_on_year": "2026",
    "to_ukraine": "сто",
    "to_russia": "-5",
    "notes": "What was typed is still here.",
    "reason": "",
}

FACTS = facts(
    ("Date", day(2026, 2, 5)),
    ("Kind", "Negotiated"),
    ("Ordinal as reported", 71),
    ("Counted in the format", True),
    ("Mediators", "United Arab Emirates (host), United States (broker)"),
    ("Venue", None),
    ("Programme", "Geneva 2026, 500 for 500"),
    ("State", Chip("Completed", "good")),
    ("Persons to Ukraine", 1203),
)

EVENTS = [
    Event(
        day(2026, 2, 4),
        "Agreed in Abu Dhabi",
        "157 for 157.",
        source="WAM, 4 Feb 2026",
        source_url="https://example.org/",
    ),
    Event(day(2026, 2, 5), "Scheduled", who="O. Kovalenko", tone="active"),
    Event(
        datetime.datetime(2026, 2, 5, 10, 30, tzinfo=datetime.UTC),
        "Persons crossed",
        "At the northern border; names checked.",
        tone="warning",
    ),
    Event(day(2026, 2, 5), "Completed", source="Coordination Headquarters", who="I. Bondar", tone="good"),
]

CHIPS = [
    Chip(label, tone)
    for label, tone in [
        ("Draft", "neutral"),
        ("Under way", "active"),
        ("Completed", "good"),
        ("Postponed", "warning"),
        ("Derailed", "bad"),
    ]
]
JOB = Progress("/job/", "Swap ratio, 2022 to 2026", "Reading exchanges: 45 of 71", 0.63)


class VoidForm(Form):
    reason = ReasonField()


ROOMS = [
    Entry("Today", "today", order=0),
    Entry("Exchanges", "list", order=1),
    *[
        Entry(label, f"room-{number}", order=number + 2)
        for number, label in enumerate(
            ["Negotiations", "Lists", "Prisoners", "Units", "Places", "Sources", "Reports", "Book"]
        )
    ],
]
