"""Law 11: no text for people outside gettext, in templates and in code. `make check` holds the catalogue complete."""

import ast
import re

import pytest

from scripts.messages import KEYWORDS
from tests.laws.house import ROOT, sources, told, tree

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
#: A block that fills an attribute holds names of classes, not words.
CLASSES = re.compile(r"{%\s*block (?:width|\w+_class)\s*%}.*?{%\s*endblock\b.*?%}", re.DOTALL)
NOT_TEXT = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL
)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
#: Names of things that are the same in every language.
NAMES = {"Obmin", "CSV", "XLSX", "PDF", "JSON", "SVG", "SHA"}

SPOKEN_ARGUMENTS = {
    "label",
    "help_text",
    "verbose_name",
    "verbose_name_plural",
    "violation_error_message",
    "empty_label",
}
SPOKEN_CALLS = {"ValidationError", "Conflict", "IllegalMove", "PermissionDenied", "Http404"}


def _untranslated(template: str) -> list[str]:
    text = NOT_TEXT.sub(" ", CLASSES.sub(" ", TRANSLATED.sub(" ", template)))
    spoken = [*SPOKEN_ATTRIBUTE.findall(text), ENTITY.sub(" ", TAG.sub(" ", text))]
    return [word for part in spoken for word in WORD.findall(part) if word not in NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_says_nothing_untranslated(path) -> None:
    if path.suffix == ".html":
        assert _untranslated(path.read_text(encoding="utf-8")) == []


def test_the_search_finds_plain_text() -> None:
    assert _untranslated('<p title="Hint">{% translate "Yes" %} plain</p>') == ["Hint", "plain"]


def _plain(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORD.search(node.value))


def _spoken(call: ast.Call) -> list[ast.AST]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    first = call.args[:1] if name in SPOKEN_CALLS else []
    return first + [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN_ARGUMENTS]


def test_gettext_goes_by_the_names_that_the_catalogue_is_made_from() -> None:
    found = [
        told(path, node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.asname != "_" and name.asname not in KEYWORDS
    ]
    assert found == []


def test_code_says_nothing_untranslated() -> None:
    found = [
        told(path, node)
        for path in sources()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        for node in _spoken(call)
        if _plain(node)
    ]
    assert found == []


def test_the_search_finds_plain_text_in_code() -> None:
    call = ast.parse('CharField(label="Name")').body[0].value
    assert [_plain(node) for node in _spoken(call)] == [True]
