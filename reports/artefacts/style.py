"""The house style of charts: the colours of static/css/tokens.css, and numbers and dates by language."""

from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format

#: Metrics of Arial; carried by the renderer, and found on every reader's machine under one of these names.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True)
class Palette:
    surface: str
    text: str
    muted: str
    line: str
    zero: str
    ours: str
    theirs: str
    unknown: str


LIGHT = Palette("#ffffff", "#1a1e23", "#545c66", "#e3e6ea", "#7c858f", "#1a5fb4", "#b5541c", "#a9b0b9")
DARK = Palette("#1c2026", "#e3e6ea", "#a5adb8", "#2e343d", "#7f8995", "#77aef5", "#e9965f", "#5b6470")


def configuration(palette: Palette) -> dict[str, Any]:
    """The configuration of a chart; its marks name their colours by style: ours, theirs, balance, zero, note."""
    axis = {
        "labelColor": palette.muted,
        "labelFontSize": 12,
        "titleColor": palette.muted,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": palette.zero,
        "tickColor": palette.zero,
        "gridColor": palette.line,
        "labelPadding": 6,
    }
    return {
        "background": palette.surface,
        "font": FONT,
        "padding": 8,
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"domain": False, "ticks": False},
        "axisX": {"grid": False, "domain": False},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": palette.text,
            "fontSize": 17,
            "fontWeight": "bold",
            "subtitleColor": palette.muted,
            "subtitleFontSize": 13,
            "subtitleLineHeight": 18,
            "subtitlePadding": 6,
            "offset": 18,
        },
        "style": _styles(palette),
    }


def _styles(palette: Palette) -> dict[str, Any]:
    return {
        "ours": {"color": palette.ours},
        "theirs": {"color": palette.theirs},
        "unknown": {"color": palette.unknown},
        "balance": {"color": palette.text, "strokeWidth": 2},
        "balance-label": {"color": palette.text, "fontSize": 12, "fontWeight": "bold"},
        "ours-label": {"color": palette.ours, "fontSize": 12, "fontWeight": "bold"},
        "theirs-label": {"color": palette.theirs, "fontSize": 12, "fontWeight": "bold"},
        "ours-light": {"color": palette.ours, "opacity": 0.55},
        "ours-light-label": {"color": palette.ours, "fontSize": 12, "fontWeight": "bold", "opacity": 0.75},
        "unknown-label": {"color": palette.muted, "fontSize": 12, "fontWeight": "bold"},
        "on-bar": {"color": palette.surface, "fontSize": 12, "fontWeight": "bold"},
        "zero": {"color": palette.zero, "strokeWidth": 1},
        "note": {"color": palette.muted, "fontSize": 12},
    }


def number_locale() -> dict[str, Any]:
    """How the active language writes numbers, as d3-format takes it."""
    return {
        "decimal": get_format("DECIMAL_SEPARATOR"),
        "thousands": get_format("THOUSAND_SEPARATOR"),
        "grouping": [3],
        "currency": ["", ""],
        "minus": "\u2212",
    }


def time_locale() -> dict[str, Any]:
    """How the active language writes dates, as d3-time-format takes it. Its weeks start on Sunday."""
    sunday_first = [6, *range(6)]
    return {
        "dateTime": "%d.%m.%Y %H:%M",
        "date": "%d.%m.%Y",
        "time": "%H:%M",
        "periods": ["", ""],
        "days": [str(WEEKDAYS[day]) for day in sunday_first],
        "shortDays": [str(WEEKDAYS_ABBR[day]) for day in sunday_first],
        "months": [str(MONTHS[month]) for month in range(1, 13)],
        "shortMonths": [str(MONTHS_3[month]) for month in range(1, 13)],
    }
