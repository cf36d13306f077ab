"""The twelve questions in Chromium, from the first page, with nothing but a keyboard; the answers are counted in the
database. Who followed *Lemmon* is asked of a home with an opinion that cites it: the shipped record holds none."""

import csv
import io
import json
import re
import sqlite3
from datetime import date

import pytest

from db.schema import open_docket
from db.store import Store
from db.views import is_own_sitting
from docket.records import CitedDecision, DocketRef, Opinion, OpinionParagraph
from docket.snapshot import Form
from tests.worlds.browsing import FULL, needs_chromium, opened_browser, opened_page, press_copy, served
from tests.worlds.publishing import build_catalog, close, ingest, snapshot

pytestmark = needs_chromium
FOLLOWS = (
    "We follow Lemmon v. Snap, Inc., 995 F.3d 1085 (9th Cir. 2021), and hold that the design claim goes on."
)
# Whether the focus is there, and if not, how many stops of the keyboard are before it, as far as the page can tell.
_STOPS = """([words, tag]) => {
  const fits = at => {
    if (!at || (tag && at.tagName !== tag)) return false;
    const said = (at.innerText || '').replace(/\\s+/g, ' ').trim();
    return at.name === words || said.includes(words) || (at.type === 'checkbox' && `${at.name}=${at.value}` === words);
  };
  const at = document.activeElement;
  if (fits(at)) return 0;
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0);
  const may = e => (e.name || '').length > 0 || (e.textContent || '').replace(/\\s+/g, ' ').includes(words);
  const coming = stops.slice(stops.indexOf(at) + 1).findIndex(e => may(e) && fits(e));
  return coming < 0 ? 1 : coming + 1;
}"""
# Passes so many stops at once, as after as many presses of Tab, or fewer where the last is none that takes the focus.
_PASS = """many => {
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0);
  const from = stops.indexOf(document.activeElement);
  for (let to = from + many; to > from; to--) {
    stops[to].focus();
    if (document.activeElement === stops[to]) return;
  }
}"""
# Stops that are not passed at once: a list of the whole record has hundreds, each pressed in --full.
_PRESSED = 2


class Keyboard:
    """Somebody at a page who presses keys, and the database that the page is made of."""

    def __init__(self, page, start, conn):
        self.page, self.conn = page, conn
        self.page.goto(start)

    def reach(self, words, tag=None):
        """Press Tab until what is in focus says these words, or has this name."""
        pressed, coming = 0, 1
        while pressed < 900:
            steps = max(1, coming * 3 // 4)  # never past it: some stops that the page counts are none
            if coming > 2 * _PRESSED and not FULL:
                steps = coming - _PRESSED
                self.page.evaluate(_PASS, steps)
            else:
                for _ in range(steps):
                    self.page.keyboard.press("Tab")
            pressed += steps
            coming = self.page.evaluate(_STOPS, [words, tag])
            if coming == 0:
                return self
        raise AssertionError(f"{self.page.url}: Tab never came to {words!r}")

    def follow(self, words):
        return self.reach(words, "A").send()

    def save(self, words):
        """Follow a link to a list, and return its text; a browser may show it or put it away."""
        self.reach(words, "A")
        address = self.page.evaluate("document.activeElement.href")
        return self.page.request.get(address).text()

    def type(self, name, text):
        self.reach(name, "INPUT")
        self.page.keyboard.type(text)
        return self

    def tick(self, choice):
        self.reach(choice, "INPUT")
        self.page.keyboard.press("Space")
        return self

    def send(self):
        with self.page.expect_navigation() as coming:
            self.page.keyboard.press("Enter")
        answer = coming.value
        while answer is not None and answer.status == 503:  # on a busy machine: "try again in a moment"
            answer = self.page.reload()
        return self

    @property
    def words(self):
        return " ".join(self.page.inner_text("main").split())

    def count(self, sql):
        return self.conn.execute(sql).fetchone()[0]


def add_opinion(path):
    """Put an invented opinion that follows Lemmon into the catalog."""
    db = open_docket(path)
    store = Store(db)
    follower = DocketRef(
        *db.execute(
            "select court_id, docket_number from dockets where court_id = 'ca9' "
            "and case_id <> 'lemmon-v-snap' and date_decided > '2022' "
            "order by docket_id limit 1"
        ).fetchone()
    )
    [slug] = db.execute(
        "select alias from docket_aliases where docket_id = 'ca9-20-55295' and kind = 'catalog'"
    ).fetchone()
    opinion = Opinion(
        follower,
        "o0000000001",
        date(2024, 3, 4),
        "DOE v. SAMPLE",
        "Sample",
        "yes",
        "reversed",
        "pdf",
        1,
        paragraphs=(OpinionParagraph(0, "majority", 1, FOLLOWS, "1", "slip", "Sample"),),
        cited=(
            CitedDecision(
                0,
                FOLLOWS.index("Lemmon"),
                "full",
                "Lemmon v. Snap, Inc., 995 F.3d 1085 (9th Cir. 2021)",
                FOLLOWS,
                "cited",
                "agreed",
                1,
                "1",
                "slip",
                "995 F.3d 1085",
                None,
                None,
                "Lemmon v. Snap, Inc.",
                2021,
                "ca9",
                slug.removeprefix("catalog:"),
                how="citation",
                treatment="followed",
            ),
        ),
    )
    ingest(
        store, snapshot("https://example.org/opinion.pdf", b"an opinion", form=Form.CURATED), [opinion], []
    )
    close(db)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    path = tmp_path_factory.mktemp("keyboard") / "docket.db"
    build_catalog(path)
    add_opinion(path)
    return path


@pytest.fixture(scope="module")
def site(home):
    with served(home) as address, opened_browser() as browser, opened_page(browser, script=True) as page:
        yield address, page


@pytest.fixture
def reader(home, site):
    address, page = site
    conn = sqlite3.connect(home)
    yield Keyboard(page, f"{address}/", conn)
    conn.close()


def test_all_cases_against_meta_and_how_each_came_out(reader):
    reader.type("q", "Meta Platforms").send().follow("Meta Platforms, Inc.")
    shown = int(re.search(r"(\d+) cases", reader.words)[1])
    assert shown > 100
    rows = reader.page.locator("table", has_text="Case and court").locator("tbody tr").all_inner_texts()
    assert len(rows) >= shown and any("New Mexico v. Meta" in row for row in rows)
    answers = ("mmune", "reempted", "Declined", "Pending", "Open", "No ruling")
    assert [row for row in rows if not any(answer in row for answer in answers)] == []


def test_circuits_on_design_defect_under_c1(reader):
    reader.follow("Which circuits disagree on design defect?")
    assert "Courts of appeals disagree" in reader.words
    assert "Lemmon v. Snap" in reader.words
    assert "Anderson v. TikTok" in reader.words


def test_decided_in_2026(reader):
    reader.follow("Rulings").tick("year=2026").send()
    expected = reader.count(
        "select count(*) from rulings join dockets using (docket_id) where date_from like '2026%' "
        "and dockets.selection <> 'excluded'"
    )
    assert expected > 50
    assert f"{expected} of" in reader.words


def test_next_on_the_calendar(reader):
    reader.follow("All hearings")
    assert "Coming" in reader.words
    last = reader.count("select max(date_to) from hearings where status = 'scheduled'")
    if last >= date.today().isoformat():
        coming = reader.conn.execute(
            "select distinct short_name from hearings join dockets using (docket_id) "
            "where hearings.status = 'scheduled' and hearings.date_to > date('now', '+1 day') "
            f"and {is_own_sitting()}"  # one sitting of a litigation and its member stands once
        )
        assert all(name in reader.words for (name,) in coming)


def test_every_backpage_case_and_its_outcome(reader):
    reader.type("q", "Backpage").send()
    assert "J.S. v. Village Voice" in reader.words
    assert int(re.search(r"(\d+) cases\s*, under every name", reader.words)[1]) > 20


def test_the_october_2017_trial(reader):
    reader.follow("Hearings").type("as_of", "10012017").send()
    assert "This week, the day not known" in reader.words
    assert "J.S. v. Village Voice" in reader.words


def test_ninth_circuit_rulings_of_three_years_as_csv(reader):
    reader.follow("Rulings").tick("circuit=9").type("from", "01012024").type("to", "12312026").send()
    shown = int(re.search(r"(\d+) of [\d,]+ rulings", reader.words)[1])
    rows = list(csv.DictReader(io.StringIO(reader.save("This list as CSV"))))
    assert len(rows) == shown > 50
    assert {"9th Cir.", "N.D. Cal."} <= {row["court"] for row in rows}


def test_bills_alive_today(reader):
    reader.follow("Bills").follow("Alive")
    shown, total = map(int, re.search(r"(\d+) of (\d+)\.", reader.words).groups())
    assert total == reader.count("select count(*) from bills") > shown
    assert reader.words.count("□ Alive") == shown


def test_netchoice_cases_with_the_state_of_each_law(reader):
    reader.type("q", "NetChoice").send()
    rows = reader.page.locator("table.stack tbody tr").all_inner_texts()
    enjoined = [row for row in rows if "law enjoined" in row]
    assert len(rows) > 20 and len(enjoined) > 3 and any("NetChoice v. Bonta" in row for row in enjoined)


def test_what_changed_since_a_date(reader):
    reader.follow("Changes").type("from", "01012020").send()
    newest = reader.count(
        "select coalesce(cases.short_name, dockets.short_name) from changes join dockets using (docket_id) "
        "left join cases on cases.case_id = changes.case_id where kind = 'docket_added' "
        "order by changes.rowid desc limit 1"
    )
    assert "Docket first seen" in reader.words and newest in reader.words


def test_who_followed_lemmon(reader):
    reader.type("q", "Lemmon v. Snap").send().follow("Lemmon v. Snap")
    assert "Cited by" in reader.words
    reader.follow("as a precedent")
    assert "Followed" in reader.words
    assert FOLLOWS in reader.words


def test_from_filing_to_decision_in_the_northern_district(reader):
    reader.follow("Rulings").follow("how often and how long").follow("N.D. Cal. and S.D.N.Y.")
    assert re.search(r"Half had a first answer within [\d,]+ days of filing", reader.words)
    assert re.search(r"n = \d+: \d+ answered, \d+ without an answer", reader.words)


def test_a_term_says_what_it_means_by_keyboard_and_a_citation_is_copied(reader):
    reader.type("q", "J.S. v. Village Voice").send().follow("J.S. v. Village Voice").reach("Not immune", "A")
    said = reader.page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert "The defense was rejected at that stage." in json.loads(said)
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copied = press_copy(reader.reach("Copy citation", "BUTTON").page)
    assert copied == "J.S. v. Village Voice, 184 Wash. 2d 95, 359 P.3d 714 (2015)"
