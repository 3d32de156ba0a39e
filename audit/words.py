"""Verbs in words, for history and news. Each room tells its own in `AppConfig.ready()`; a test finds a verb without."""

from collections.abc import Mapping

_words: dict[str, str] = {}


def describe(words: Mapping[str, str]) -> None:
    """Say what verbs are called: {"exchanges.log": _("logged an exchange")}, as after the name of who did it."""
    _words.update(words)


def words_of(verb: str) -> str:
    """A verb as after the name of who did it; its own name where no room has said more."""
    return str(_words.get(verb, verb))
