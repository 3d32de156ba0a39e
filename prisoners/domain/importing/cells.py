"""Single cells: what is typed into them is made into a value, or refused with its reason."""

import re
from functools import lru_cache

from prisoners.domain.importing.problems import CellRefused
from prisoners.domain.importing.words import CHOICES, COUNTRIES, ENDED, is_unknown, plain
from prisoners.enums import CaptivityStatus, LegalCategory, ServiceBasis, Sex

LONGEST_NUMBER = 100
ENUMS = {
    "sex": Sex,
    "captivity_status": CaptivityStatus,
    "service_basis": ServiceBasis,
    "legal_category": LegalCategory,
}
_SHORTENED = re.compile(r"^\d(?:[.,]\d+)?e\+?\d+$", re.IGNORECASE)
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_ERROR = re.compile(r"^#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|ЗНАЧ|ССЫЛКА|ПОСИЛАННЯ|ІМ'Я|ИМЯ|Н/Д|####*)", re.IGNORECASE)
_SEVERAL = re.compile(r"[;,\n|]|\s/\s")
_CODE = re.compile(r"^[A-Z]{2}$")


def bare(text: str) -> str:
    """A cell without what a spreadsheet adds: `="00123"` is 00123. Raises CellRefused for a formula or its error."""
    text = text.strip()
    if text[:1] in "=#\x00" or "\x00" in text:
        return _spreadsheet(text)
    return text


def _spreadsheet(text: str) -> str:
    if "\x00" in text:
        raise CellRefused("nul_cell")
    if found := _AS_TEXT.match(text):
        return found[1].strip()
    if text.startswith("="):
        raise CellRefused("formula", value=text[:80])
    if _ERROR.match(text):
        raise CellRefused("sheet_error", value=text[:80])
    return text


@lru_cache(maxsize=4_096)
def read_choice(field: str, text: str) -> str:
    """The code that a word stands for; empty where the cell says that it is not known. Raises CellRefused."""
    if is_unknown(text):
        return ""
    word = plain(text)
    enum = ENUMS[field]
    if word in enum.values:
        return word
    if found := CHOICES[field].get(word):
        return found
    if by_label := {plain(str(label)): value for value, label in enum.choices}.get(word):
        return by_label
    if field == "captivity_status" and (word in ENDED):
        raise CellRefused("ended", value=text)
    raise CellRefused("choice", value=text[:80], known=", ".join(map(str, enum.labels)))


def read_numbers(text: str) -> list[str]:
    """Numbers in a cell, as written. Raises CellRefused for one whose digits are lost, or that is none."""
    numbers = []
    for part in _SEVERAL.split(text):
        number = " ".join(part.split())
        if is_unknown(number):
            continue
        if _SHORTENED.match(number):
            raise CellRefused("number_lost", value=number)
        if len(number) > LONGEST_NUMBER:
            raise CellRefused("too_long", length=len(number), limit=LONGEST_NUMBER)
        if not any(sign.isalnum() for sign in number):
            raise CellRefused("number_form", value=number)
        numbers.append(number)
    return numbers


@lru_cache(maxsize=4_096)
def read_countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the countries in a cell, and the words that stand for none that is known."""
    codes, kept = [], []
    for part in _SEVERAL.split(text):
        name = part.strip()
        if is_unknown(name):
            continue
        code = name.upper() if _CODE.match(name.upper()) and name.isascii() else COUNTRIES.get(plain(name))
        (codes.append(code) if code else kept.append(name))
    return tuple(dict.fromkeys(codes)), tuple(kept)
