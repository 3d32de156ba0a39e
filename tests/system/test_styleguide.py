"""Every piece of the shared design in a real browser: accessible, within the screen, and alive without a mouse."""

import pytest

from common import navigation
from common.navigation import register
from tests.system.accessibility import faults_of
from tests.system.styleguide import demo

PAGES = ["", "form/", "wrong/", "list/", "list/?empty=1", "confirm/", "sign-in/", "missing/", "forbidden/", "broken/"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.system.styleguide.urls")]


@pytest.fixture(autouse=True)
def guide(settings, monkeypatch):
    """The guide over plain HTTP, with all rooms at the left."""
    settings.SECURE_SSL_REDIRECT = False
    settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    monkeypatch.setattr(navigation, "_entries", {})
    for entry in demo.ROOMS:
        register(entry)


@pytest.mark.parametrize("address", PAGES)
def test_breaks_no_accessibility_rule_and_fits_the_screen(page, address):
    page.goto(f"/{address}")
    assert list(faults_of(page)) == []


#: What each is to be found as: by its width, its scheme and its rule.
FAULTS = {
    "color-contrast": "document.querySelector('h1').style.color = 'light-dark(#000, #222)'",
    "image-alt": "document.querySelector('main').append(document.createElement('img'))",
    "wider than the screen": "document.querySelector('main').style.minWidth = '2000px'",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_what_breaks_a_rule_is_found(page, rule):
    page.goto("/form/")
    page.evaluate(FAULTS[rule])
    assert rule in {rule for _width, _scheme, rule, _element in faults_of(page)}


def test_what_only_a_phone_shows_is_judged_in_the_dark_too(page):
    page.goto("/form/")
    page.evaluate("""() => {
        const added = document.createElement("p");
        added.textContent = "Faint";
        added.style.color = "light-dark(#000, #222)";
        const narrow = matchMedia("(max-width: 500px)"), show = () => { added.hidden = !narrow.matches; };
        narrow.addEventListener("change", show);
        show();
        document.querySelector("main").append(added);
    }""")
    found = [(width, scheme, rule) for width, scheme, rule, element in faults_of(page) if "Faint" in element]
    assert found == [(390, "dark", "color-contrast")]


@pytest.mark.parametrize("address", PAGES)
def test_runs_into_no_wall_of_the_content_security_policy(page, address):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/{address}")
    assert said == []


def test_slash_puts_the_cursor_into_the_search_box_but_not_while_typing(page):
    page.goto("/form/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.fill("#id_title", "10")
    page.keyboard.press("/")
    assert page.input_value("#id_title") == "10/"


def test_a_refused_form_starts_at_its_summary_which_leads_to_the_box(page):
    page.goto("/wrong/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a[href='#id_happened_on_day']")
    assert page.evaluate("document.activeElement.id") == "id_happened_on_day"


@pytest.mark.parametrize(("typed", "asked"), [("157 for 157", 1), ("", 0)])
def test_leaving_a_form_asks_only_when_something_was_typed(page, typed, asked):
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    page.goto("/form/")
    page.click("#id_title")
    page.keyboard.type(typed)
    page.goto("/list/")
    assert questions == ["beforeunload"] * asked


def test_a_progress_bar_follows_the_work(page):
    page.goto("/")
    page.wait_for_selector("[data-message] >> text=Drawing the chart")
    assert page.eval_on_selector("progress", "bar => bar.value") == 80


def test_a_progress_bar_says_when_the_server_does_not_answer_and_keeps_asking(page):
    page.route("**/job/", lambda route: route.abort())
    page.goto("/")
    page.wait_for_selector("[data-lost]", state="visible")
    assert page.inner_text("[data-message]").startswith("Reading exchanges")


def test_the_menu_and_the_filters_of_a_phone_need_no_script(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/list/")
    assert not page.is_visible(".menu-panel")
    page.click(".menu summary")
    assert page.is_visible(".menu-panel >> text=Reports")
    page.click(".menu summary")
    page.click(".filter-fold summary")
    assert page.is_visible("#id_kind")
    context.close()


def test_what_is_pressed_on_a_phone_is_large_enough_for_a_finger(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/form/")
    heights = page.eval_on_selector_all(
        "button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), select, summary",
        "all => all.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().height)",
    )
    assert min(heights) >= 44


def test_paper_holds_the_record_only(page):
    page.goto("/")
    page.emulate_media(media="print")
    assert not page.is_visible(".topbar")
    assert not page.is_visible(".actions")
    assert page.is_visible(".facts")
