"""What breaks a rule of accessibility or is wider than the screen, on a large and a small one, light and dark."""

import os
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Fault = tuple[Any, ...]
View = tuple[int, str]
WIDTHS = (1440, 390)
VIEWS: tuple[View, ...] = tuple(product(WIDTHS, ("light", "dark")))
#: Every page in every view takes minutes: `make prove-pages`. Else each page has its turn in one of them.
THOROUGH = bool(os.environ.get("OBMIN_PROVE_PAGES"))
#: Of one width and one scheme. Only contrast depends on the scheme, and it takes most of the time: so it is asked in
#: each scheme of everything that a width is the first to show, and every other rule once a width.
RUN = """
async ({contrast, others}) => {
    const seen = window.contrastSeen ??= new Map(), width = window.innerWidth;
    const shown = [...document.querySelectorAll("body, body *")].filter(each => each.checkVisibility());
    shown.forEach(each => seen.has(each) || seen.set(each, width));
    const rules = rule => ({resultTypes: ["violations"], preload: false, ...rule});
    const results = [];
    if (others) results.push(await axe.run(document, rules({rules: {"color-contrast": {enabled: false}}})));
    const fresh = shown.filter(each => seen.get(each) === width);
    const include = fresh.filter(each => !fresh.includes(each.parentElement));
    if (contrast && include.length) results.push(await axe.run({include}, rules({runOnly: ["color-contrast"]})));
    return results.flatMap(each => each.violations).map(each => [each.id, each.nodes[0].html]);
}
"""


def faults_of(page: Page, views: Sequence[View] = VIEWS) -> Iterator[Fault]:
    """(width, scheme, rule, element) of each rule that the page as it stands breaks in one of these views of it.

    Whether it fits is asked at either width, whatever the views.
    """
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        schemes = [scheme for each, scheme in views if each == width]
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            asked = {"contrast": True, "others": scheme == schemes[0]}
            yield from ((width, scheme, *fault) for fault in page.evaluate(RUN, asked))
        if page.evaluate("document.documentElement.scrollWidth") != width:
            yield (width, "", "wider than the screen", "")
