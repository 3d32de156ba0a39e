"""Message catalogues without GNU gettext: `python -m scripts.messages compile|update|check`.

Text in the code is English, so Ukrainian is the only catalogue. Catalogues name files without line numbers: a moved
line is no change.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import extract
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from scripts.console import ROOT, Trouble, exit_with, say

LOCALE = ROOT / "locale"
UKRAINIAN = LOCALE / "uk" / "LC_MESSAGES" / "django.po"
SKIPPED = {".venv", "var", "tests", "scripts", "bench", "docs", "staticfiles", "locale", "migrations"}
KEYWORDS = extract.DEFAULT_KEYWORDS | {
    "_now": None,  # gettext at once, where `_` is the lazy one
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
NAMED = re.compile(r"%\(\w+\)[sd]")
CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:\s*,\s*{LITERAL})*)")


def in_python(path: Path) -> Iterator[tuple]:
    """Messages of a Python file as Babel's (line, message, comments, context)."""
    yield from extract.extract("python", BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"])


def in_template(path: Path) -> Iterator[tuple]:
    """Messages of a template in the same form; Django turns its tags into calls of gettext, the rest into filler."""
    for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        strings = [str(ast.literal_eval(part)) for part in re.findall(LITERAL, call[2])]
        context = strings.pop(0) if "p" in call[1] else None
        yield 0, tuple(strings) if "n" in call[1].split("gettext")[0] else strings[0], [], context


def extracted(root: Path = ROOT) -> Catalog:
    """Every message of the product."""
    catalog = Catalog()
    for reader, pattern in ((in_python, "*.py"), (in_template, "*.html"), (in_template, "*.txt")):
        for path in sorted(root.rglob(pattern)):
            name = path.relative_to(root)
            if SKIPPED.isdisjoint(name.parts) and (pattern == "*.py" or "templates" in name.parts):
                for _line, message, comments, context in reader(path):
                    catalog.add(message, None, [(name.as_posix(), 0)], auto_comments=comments, context=context)
    return catalog


def _key(message) -> tuple:
    return message.id, message.context


def complaints(wanted: Catalog, catalog: Catalog) -> list[str]:
    """What keeps a catalogue from being complete and fresh."""
    there = {_key(message): message for message in catalog if message.id}
    needed = {_key(message) for message in wanted if message.id}
    found = [f"missing: {key[0]!r}" for key in sorted(needed - there.keys(), key=str)]
    found += [f"no longer used: {key[0]!r}" for key in sorted(there.keys() - needed, key=str)]
    for message in there.values():
        text = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(text):
            found.append(f"not translated: {message.id!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        if isinstance(message.id, str) and all(text) and set(NAMED.findall(message.id)) != set(NAMED.findall(text[0])):
            found.append(f"placeholders differ: {message.id!r}")
    return found


def load(path: Path = UKRAINIAN) -> Catalog:
    """The catalogue on disk, or an empty one."""
    if not path.exists():
        return Catalog(locale="uk", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="uk", domain="django")


def update(path: Path = UKRAINIAN) -> None:
    """Adds what is new, drops what is gone; nothing is guessed from likeness."""
    catalog = load(path)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    missing = sum(not message.string or not all(message.string) for message in catalog if message.id)
    say(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {missing} to translate")


def compile_all(locale: Path = LOCALE) -> None:
    """Writes each .mo that is older than its .po."""
    for po in locale.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with mo.open("wb") as file:
                write_mo(file, load(po))


def main() -> int:
    match sys.argv[1:]:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update()
        case ["check"]:
            found = complaints(extracted(), load())
            for line in found:
                say(line)
            if found:
                raise Trouble(f"{len(found)} faults in locale/uk: run `make messages` and translate what is missing")
        case _:
            raise Trouble("usage: python -m scripts.messages compile|update|check")
    return 0


if __name__ == "__main__":
    exit_with(main)
