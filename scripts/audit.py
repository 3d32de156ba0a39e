"""`make audit`: asks for known faults of the pinned packages, and says when the service could not be asked."""

import json
import subprocess
import sys

from scripts.console import ROOT, say

COMMAND = [
    str(ROOT / ".venv" / "bin" / "pip-audit"),
    *("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"),
    *("--requirement", "requirements.txt"),
]
#: Exit codes: no known fault, some, and (EX_TEMPFAIL) not all could be asked.
CLEAN, FAULTY, NOT_ASKED = 0, 1, 75
UNREACHED = "NOT AUDITED: the advisory service was not reached, or knows none of the packages"


def told(answer: str) -> tuple[int, list[str]]:
    """The exit code for what pip-audit wrote, and lines that say why."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        return NOT_ASKED, [UNREACHED]
    faults = [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for each in packages
        for fault in each.get("vulns", [])
    ]
    skipped = [f"NOT AUDITED: {each['name']}: {each['skip_reason']}" for each in packages if "skip_reason" in each]
    if faults:
        return FAULTY, [*faults, *skipped]
    if skipped:
        return NOT_ASKED, skipped if len(skipped) < len(packages) else [UNREACHED]
    return CLEAN, [f"{len(packages)} packages, no known fault"]


def main() -> int:
    done = subprocess.run(COMMAND, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    code, lines = told(done.stdout)
    for line in lines:
        say(line)
    return code


if __name__ == "__main__":
    sys.exit(main())
