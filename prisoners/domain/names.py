"""What is derived from the names of a person: search keys, and how the person is called."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.names import keys_of


def with_keys(names: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Values of PersonName with their search keys, one of them preferred: the one so marked, else the first."""
    whole = [dict(values) for values in names]
    preferred = next((values for values in whole if values.get("is_preferred")), whole[0] if whole else None)
    return [_with_keys(values, values is preferred) for values in whole]


def called(names: list[dict[str, Any]]) -> dict[str, str]:
    """The name and sort key of a person, from the preferred one of these names; blank without one."""
    for values in names:
        if values["is_preferred"]:
            parts = [values[part] for part in ("surname", "given_name", "patronymic")]
            return {"name": " ".join(filter(None, parts)), "sort_key": keys_of(*parts).sort_key}
    return {"name": "", "sort_key": ""}


def _with_keys(values: dict[str, Any], is_preferred: bool) -> dict[str, Any]:
    parts = {part: " ".join(values.get(part, "").split()) for part in ("surname", "given_name", "patronymic")}
    if not parts["surname"]:
        raise ValidationError({"surname": _("Give the surname, or the whole name if its parts are not known.")})
    keys = keys_of(*parts.values())
    return {
        **values,
        **parts,
        "surname_key": keys.surname_key,
        "given_key": keys.given_key,
        "patronymic_key": keys.patronymic_key,
        "folded": keys.folded,
        "is_preferred": is_preferred,
    }
