"""The audit of packages tells "no known fault" from "could not be asked"."""

import json

import pytest

from scripts.audit import CLEAN, FAULTY, NOT_ASKED, told

FAULT = {"id": "PYSEC-0", "fix_versions": ["2.0"]}


def answer(*packages: dict) -> str:
    return json.dumps({"dependencies": [{"name": "synthetic", "version": "1.0", **each} for each in packages]})


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (answer({"vulns": []}, {"vulns": []}), CLEAN, "2 packages, no known fault"),
        (answer({"vulns": [FAULT]}), FAULTY, "synthetic 1.0: PYSEC-0, mended in 2.0"),
        (answer({"vulns": []}, {"skip_reason": "not found"}), NOT_ASKED, "NOT AUDITED: synthetic: not found"),
        (answer({"skip_reason": "not found"}), NOT_ASKED, "the advisory service was not reached"),
        ("", NOT_ASKED, "the advisory service was not reached"),
    ],
)
def test_what_is_told(text: str, code: int, words: str) -> None:
    found, lines = told(text)
    assert found == code
    assert words in " ".join(lines)


def test_a_fault_outweighs_what_was_not_asked() -> None:
    assert told(answer({"vulns": [FAULT]}, {"skip_reason": "not found"}))[0] == FAULTY
