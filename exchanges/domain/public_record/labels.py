"""What the label and the notes of a row say beside its numbers: only what is certain (docs/import.md lists it)."""

import re

from exchanges.enums import ExchangeKind

DERAILED = re.compile(r"^derailed\b[:\s]*", re.IGNORECASE)
LOST_TRANSPORT = re.compile(r"\bcrash", re.IGNORECASE)
STAGE = re.compile(r"\bstage\b(?: (\d{1,4})\b)?", re.IGNORECASE)
FORMULA = re.compile(r"\b(\d{1,7}) for (\d{1,7})\b")
CARRIED_OUT = re.compile(r"\b(\d{1,7}) agreed, (\d{1,7}) carried out\b")
NOT_ACKNOWLEDGED = re.compile(r"\bnot acknowledged\b", re.IGNORECASE)
WITHHELD = re.compile(r"\bnumbers withheld\b|\bundisclosed\b", re.IGNORECASE)
APPROXIMATE = re.compile(r"\bdate is approximate\b", re.IGNORECASE)

#: The first that the label fits; else the exchange was negotiated.
KINDS = (
    (re.compile(r"\blocal military-command\b", re.IGNORECASE), ExchangeKind.LOCAL),
    (
        re.compile(r"\bunilateral\b|\boutside the exchange process\b|\breturn in response\b", re.IGNORECASE),
        ExchangeKind.UNILATERAL,
    ),
    (re.compile(r"\(medical\)", re.IGNORECASE), ExchangeKind.MEDICAL),
    (re.compile(r"\(civilians\)", re.IGNORECASE), ExchangeKind.CIVILIAN_RELEASE),
)

#: Those handed over beside the exchanges, whom official running totals leave out: so says the label, or the notes.
BESIDE = re.compile(r"\blocal military-command\b|\bunilateral\b|\boutside the exchange process\b", re.IGNORECASE)
BESIDE_BY_NOTES = re.compile(
    r"not counted in the national numbering|not in the ukrainian running total|ukraine numbers from", re.IGNORECASE
)

#: Codes of the programmes that a label names.
PROGRAMMES = (
    (re.compile(r"\b1000 for 1000\b"), "1000-for-1000"),
    (re.compile(r"\bIstanbul II\b"), "istanbul-2"),
    (re.compile(r"\bIstanbul III\b"), "istanbul-3"),
    (re.compile(r"\b500 for 500\b"), "geneva-2026"),
)


def kind_of(label: str) -> ExchangeKind:
    """The kind that a label names; negotiated when it names none."""
    return next((kind for pattern, kind in KINDS if pattern.search(label)), ExchangeKind.NEGOTIATED)


def is_counted(label: str, notes: str) -> bool:
    """Whether official running totals count those who came home."""
    return not (BESIDE.search(label) or BESIDE_BY_NOTES.search(notes))


def programmes_of(label: str) -> tuple[str, ...]:
    """Codes of the programmes that a label names."""
    return tuple(code for pattern, code in PROGRAMMES if pattern.search(label))


def stage_of(label: str) -> tuple[bool, int | None]:
    """Whether the label speaks of a stage, and of which; a stage without its number has none."""
    match = STAGE.search(label)
    return (False, None) if match is None else (True, int(match[1]) if match[1] else None)


def parent_label(label: str) -> str:
    """The label of the numbered exchange that a stage belongs to: what stands before the word “stage”."""
    return STAGE.split(label)[0].rstrip(" ,;:-") or label


def agreed_of(label: str, to_ukraine: int | None, to_russia: int | None) -> tuple[int | None, int | None]:
    """The numbers agreed, where their direction is certain: to Ukraine and to Russia.

    The press writes either side first, so a formula counts only when its two numbers are the two delivered.
    """
    if match := CARRIED_OUT.search(label):
        agreed, carried_out = int(match[1]), int(match[2])
        return (agreed if to_ukraine == carried_out else None, agreed if to_russia == carried_out else None)
    match = FORMULA.search(label)
    if match is None or NOT_ACKNOWLEDGED.search(label):
        return None, None
    numbers = (int(match[1]), int(match[2]))
    if DERAILED.match(label):
        return numbers if numbers[0] == numbers[1] else (None, None)
    return (to_ukraine, to_russia) if (to_ukraine, to_russia) in {numbers, numbers[::-1]} else (None, None)
