"""The Ukrainian catalogue: every text of code and templates is in it, translated whole, with its placeholders."""

import ast
import re

import pytest

from scripts.messages import complaints, extracted, load
from tests.laws.house import sources, told, tree

GETTEXT = re.compile(r"_|_now|n?p?gettext(_lazy)?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
WORDLESS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]*>|\W")
CYRILLIC = re.compile(r"[а-яіїєґ]", re.IGNORECASE)
#: What is written alike in both languages.
ALIKE = {"№", "SHA-256", "REST"}
CATALOGUE = [message for message in load() if message.id]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def called_with(node: ast.AST) -> str | None:
    """The text that a call asks to have translated."""
    if not (isinstance(node, ast.Call) and GETTEXT.fullmatch(getattr(node.func, "id", ""))):
        return None
    texts = node.args[1:] if "p" in node.func.id else node.args
    return texts[0].value if texts and isinstance(texts[0], ast.Constant) else None


def test_it_is_complete_and_fresh() -> None:
    assert complaints(extracted(), load()) == []


def test_every_call_in_code_is_extracted() -> None:
    """A call inside an f-string or under another name would escape the extraction."""
    there = {forms(message.id)[0] for message in CATALOGUE}
    calls = [(path, node) for path in sources() for node in ast.walk(tree(path)) if called_with(node)]
    assert [told(path, node) for path, node in calls if called_with(node) not in there] == []


def test_a_call_inside_an_f_string_is_seen() -> None:
    assert [called_with(node) for node in ast.walk(ast.parse("f'{_(\"day\")}'")) if called_with(node)] == ["day"]


def test_nothing_is_guessed() -> None:
    assert [message.id for message in CATALOGUE if message.fuzzy] == []


def test_plurals_have_the_three_ukrainian_forms() -> None:
    plurals = [message for message in CATALOGUE if isinstance(message.id, tuple)]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != 3 or not all(message.string)] == []


def placeholders(text: str) -> set[str]:
    """What code and templates fill in, written `%(name)s` or `{name}`."""
    return set(PLACEHOLDER.findall(text))


def test_each_form_keeps_the_placeholders() -> None:
    wrong = [
        message.id
        for message in CATALOGUE
        for form in forms(message.string)
        if placeholders(form) != placeholders(forms(message.id)[-1])
    ]
    assert wrong == []


def test_placeholders_of_both_kinds_are_seen() -> None:
    assert placeholders("%(count)s of {total}, {}: 100%%") == {"%(count)s", "{total}", "{}", "%%"}


def test_nothing_is_left_in_english() -> None:
    plain = [form for message in CATALOGUE for form in forms(message.string) if not CYRILLIC.search(form)]
    assert [form for form in plain if WORDLESS.sub("", form) and form not in ALIKE] == []


@pytest.mark.parametrize("mark", ["“%", " - ", "...", "'"])
def test_punctuation_is_ukrainian(mark: str) -> None:
    assert [message.id for message in CATALOGUE if any(mark in form for form in forms(message.string))] == []
