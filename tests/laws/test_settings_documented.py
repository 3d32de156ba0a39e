"""Law 12: the README's table of settings is what the product reads from the environment, name and default."""

import re

from common import env
from scripts.console import ROOT

ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


def documented() -> dict[str, str]:
    text = (ROOT / "README.md").read_text().split("<!-- settings -->")[1]
    return {name: default.strip("`") for name, default, _meaning in ROW.findall(text)}


def test_every_setting_is_in_the_table_with_its_default():
    read = {name: "required" if setting.default is None else setting.default for name, setting in env.READ.items()}
    assert documented() == read
