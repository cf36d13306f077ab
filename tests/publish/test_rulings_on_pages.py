"""What a page says of rulings: the outcome, who decided, what became of each act, the state of a law, how
fresh it is."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db.views import SPENT_RULINGS
from docket.courts import load_courts
from docket.records import ActRef, CaseMember, Docket, DocketRef, Look, Ruling
from docket.source_hosts import order_sources
from docket.vocabulary import ActEffect, ActKind, Answer, DocketStatus, LawEffect, Posture, Precision
from publish.freshness import format_freshness
from publish.html import by_year, format_own_files, format_source_link, format_sources
from publish.links import SourceLink
from publish.metadata import load_metadata
from publish.words import FORMER_OUTCOMES, OUTCOMES
from tests.publish.checking import build, check_page
from tests.worlds.asking import answers_of, ask
from tests.worlds.publishing import snapshot
from tests.worlds.sql import run_sql

TRIAL = DocketRef("utd", "2:23-cv-00911", catalog_slug="one-v-two-utd")
APPEAL = DocketRef("ca10", "24-4100", catalog_slug="one-v-two-ca10")
LAW = "Act 1"


def act(ref, day, answer, kind=ActKind.ORDER, **more):
    on = date.fromisoformat(day)
    return Ruling(
        ref,
        date_from=on,
        date_to=on,
        kind=kind,
        answer=answer,
        posture=more.pop("posture", Posture.MOTION_TO_DISMISS),
        verified=more.pop("verified", ("date", "answer", "kind", "posture", "law_effect")),
        source_url="https://example.gov/opinion",
        **more,
    )


def on(ref, day):
    return ActRef(ref.catalog_slug, day)


def world(path, acts, status=DocketStatus.CLOSED):
    records = []
    for place, ref in enumerate((TRIAL, APPEAL), 1):
        records += [
            Docket(ref, ref.docket_number, "One v. Two", "One v. Two", status=status),
            CaseMember(ref, "one-v-two", place),
        ]
    return build(path, [(snapshot("catalog:dockets.csv", b"1"), [*records, *acts])])


def text_of(html):
    words = " ".join(re.sub(r"<[^>]+>", " ", html.partition('id="main"')[2]).split())
    return words.replace("( ", "(").replace(" )", ")")


LAW_IN_FORCE = "In question is § 230 as amended by FOSTA in 2018."
IMMUNE = act(TRIAL, "2020-01-15", Answer.IMMUNE, holding="All barred.")
FAMILIES = {
    "an affirmance takes the place of what it affirms": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.IMMUNE,
                ActKind.OPINION,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
        ],
        (
            "Immune",
            "Decided by the U.S. Court of Appeals for the Tenth Circuit on Mar. 11, 2021.",
            "Affirmed by 10th Cir., Mar. 11, 2021",
            "Affirmed the order of D. Utah, Jan. 15, 2020",
        ),
    ),
    "what is wiped out stays, struck through": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.DECLINED,
                ActKind.OPINION,
                effect=ActEffect.VACATED,
                acts_on=(on(TRIAL, "2020-01-15"),),
                holding="Light editing is no authorship; remanded on the rest.",
            ),
        ],
        (
            "Answer set aside",
            "Light editing is no authorship; remanded on the rest. Answer set aside: the U.S. Court of Appeals",
            (
                "Answer set aside: the U.S. Court of Appeals for the Tenth Circuit vacated the ruling of Jan. 15, 2020 "
                "on Mar. 11, 2021, and left the "
                "question open."
            ),
            "Set aside by 10th Cir., Mar. 11, 2021 (vacated)",
            "Last ruling on § 230 Mar. 11, 2021 , declined U.S. Court of Appeals for the Tenth Circuit Law",
        ),
    ),
    "a ruling set aside by one that does not speak is the last, and says so": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.SILENT,
                ActKind.OPINION,
                effect=ActEffect.REVERSED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
        ],
        (
            "Last ruling on § 230 Jan. 15, 2020 , immune U.S. District Court for the District of Utah",
            "; set aside by 10th Cir., Mar. 11, 2021 Law in force",
        ),
    ),
    "a denial changes nothing": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.UNDISTURBED,
                ActKind.REHEARING_DENIED,
                effect=ActEffect.DENIED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
        ],
        (
            f"Immune {LAW_IN_FORCE} All barred.",
            "Decided by the U.S. District Court for the District of Utah on Jan. 15, 2020.",
            "The U.S. Court of Appeals for the Tenth Circuit let it stand on Mar. 11, 2021.",
            "Left standing by 10th Cir., Mar. 11, 2021 (review denied)",
            "Its answer stands",
        ),
    ),
    "an affirmance that does not answer lets nothing stand": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.DECLINED,
                ActKind.OPINION,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
        ],
        (
            "The U.S. Court of Appeals for the Tenth Circuit affirmed on Mar. 11, 2021, without deciding the question.",
            "Left standing by 10th Cir., Mar. 11, 2021 (affirmed)",
        ),
    ),
    "a court does not affirm itself": (
        [
            act(TRIAL, "2020-01-15", Answer.IMMUNE, ActKind.MAGISTRATE_RECOMMENDATION),
            act(
                TRIAL,
                "2020-02-20",
                Answer.IMMUNE,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
            act(
                TRIAL,
                "2020-05-05",
                Answer.IMMUNE,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2020-02-20"),),
            ),
        ],
        (
            "Adopted by D. Utah, Feb. 20, 2020",
            "Adopted the recommendation of a magistrate judge of D. Utah, Jan. 15, 2020",
            "Adhered to by D. Utah, May 5, 2020",
            "Adhered to the order of D. Utah, Feb. 20, 2020",
        ),
    ),
    "a year is no day in January, beside the time line either": (
        [
            Ruling(
                TRIAL,
                date_from=date(2001, 1, 1),
                date_to=date(2001, 12, 31),
                precision=Precision.YEAR,
                kind=ActKind.ORDER,
                answer=Answer.NOT_IMMUNE,
            ),
            act(APPEAL, "2003-06-24", Answer.IMMUNE, ActKind.OPINION),
        ],
        ("and its dockets, 2001 to 2003 One v. Two: Immune, June 24, 2003; One v. Two: Not immune, 2001.",),
    ),
    "review granted leaves nothing undisturbed": (
        [IMMUNE, act(APPEAL, "2021-03-11", Answer.UNDISTURBED, ActKind.CERT_GRANTED)],
        ("No answer: review granted 10th Cir., Mar. 11, 2021",),
    ),
    "no court was asked where a suit was settled": (
        [IMMUNE, act(APPEAL, "2021-03-11", Answer.UNDISTURBED, ActKind.SETTLEMENT)],
        ("No answer: settled 10th Cir., Mar. 11, 2021",),
    ),
    "a recommendation is one": (
        [act(TRIAL, "2020-01-15", Answer.NOT_IMMUNE, ActKind.MAGISTRATE_RECOMMENDATION)],
        (
            (
                f"No ruling; not immune recommended {LAW_IN_FORCE} A magistrate judge of the U.S. District Court for "
                "the District of Utah recommended “not immune” on Jan. 15, 2020; no order that adopts it is on record."
            ),
            "Last ruling on § 230 none with a known date",
            "No ruling not immune recommended",
        ),
    ),
    "one that a reviewer noted as adopted stands beside the outcome until the act is a row": (
        [
            act(
                TRIAL,
                "2021-05-17",
                Answer.IMMUNE,
                ActKind.MAGISTRATE_RECOMMENDATION,
                later_history="accepted by the district judge 2021-06-28",
            )
        ],
        (
            "No ruling; immune recommended",
            "on May 17, 2021; later history: accepted by the district judge June 28, 2021.",
        ),
    ),
    "what a reviewer noted of the answer that stands": (
        [act(TRIAL, "1997-11-12", Answer.IMMUNE, later_history="certiorari denied 1998-06-22")],
        ("District of Utah on Nov. 12, 1997. Later history: certiorari denied June 22, 1998. The ruling",),
    ),
    "an order that withdrew another in a year of which no day is known": (
        [
            IMMUNE,
            Ruling(
                TRIAL,
                date_from=date(2020, 1, 1),
                date_to=date(2020, 12, 31),
                precision=Precision.YEAR,
                kind=ActKind.ORDER,
                answer=Answer.SILENT,
                effect=ActEffect.REPLACED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
        ],
        ("withdrew the ruling of Jan. 15, 2020 in 2020, and did not address the question",),
    ),
    "nobody looked past a ruling that nothing is known to have followed": (
        [IMMUNE],
        ("Its answer stands we have not looked for later history",),
    ),
    "an appeal that acted on it followed it": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.IMMUNE,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
            Look(APPEAL, "later_history", date(2026, 12, 1), "certiorari: none found by name", "2021-03-11"),
        ],
        (
            "Its answer stands followed to Dec. 1, 2026 : certiorari: none found by name",
            "Affirmed by 10th Cir., Mar. 11, 2021",
        ),
    ),
    "what was looked for and not found": (
        [
            IMMUNE,
            Look(TRIAL, "date", date(2026, 12, 1), "the page names the month", "2020-01-15"),
            Look(TRIAL, "effect", date(2026, 12, 1)),
        ],
        (
            "its day: looked for, not found (the page names the month)",
            "what came of it: looked for, not found",
        ),
    ),
    "an act that is missing leaves the outcome unconfirmed": (
        [IMMUNE, Look(TRIAL, "act", date(2026, 12, 1), "order on reconsideration", "2021-05")],
        ("Immune unconfirmed", "An act is missing here: May 2021: order on reconsideration"),
    ),
    "an answer that nobody saw confirmed is marked": (
        [act(TRIAL, "2020-01-15", Answer.NOT_IMMUNE, verified=("date",))],
        (
            "Not immune unconfirmed",
            "Order on a motion to dismiss",
            "facts below are in one source alone: which",
            "† Kind of act, stage of the case: found in one source, and no second confirms it.",
        ),
    ),
    "left open": (
        [act(TRIAL, "2020-01-15", Answer.DECLINED, holding="Decided on standing.")],
        (
            (
                f"Declined {LAW_IN_FORCE} Decided on standing. "
                "Left open by the U.S. District Court for the District of "
                "Utah on Jan. 15, 2020."
            ),
        ),
    ),
    "decided without the question": (
        [act(TRIAL, "2020-01-15", Answer.SILENT, holding="Dismissed for want of venue.")],
        (
            (
                f"No ruling {LAW_IN_FORCE} Dismissed for want of venue. Decided by the U.S. District Court for the "
                "District of Utah on Jan. 15, 2020, without an answer"
            ),
        ),
    ),
    "of two that wiped it out, the first is named": (
        [
            IMMUNE,
            act(
                APPEAL,
                "2021-03-11",
                Answer.DECLINED,
                effect=ActEffect.VACATED,
                acts_on=(on(TRIAL, "2020-01-15"),),
            ),
            act(
                APPEAL,
                "2021-05-18",
                Answer.DECLINED,
                effect=ActEffect.REPLACED,
                acts_on=(on(APPEAL, "2021-03-11"), on(TRIAL, "2020-01-15")),
            ),
        ],
        (
            (
                "Answer set aside: the U.S. Court of Appeals for the Tenth Circuit vacated the ruling of Jan. 15, 2020 "
                "on Mar. 11, 2021, and left"
            ),
        ),
    ),
    "a law not preempted, and enjoined all the same": (
        [
            act(TRIAL, "2024-07-22", Answer.NOT_PREEMPTED, law=LAW, law_effect=LawEffect.NONE),
            act(
                TRIAL,
                "2024-09-10",
                Answer.SILENT,
                ActKind.PRELIMINARY_INJUNCTION,
                law=LAW,
                law_effect=LawEffect.ENJOINED,
            ),
        ],
        (
            "Not preempted, yet enjoined on other grounds",
            "The law, Act 1: enjoined since Sept. 10, 2024 D. Utah",
        ),
    ),
    "a law is enjoined from the first of like orders": (
        [
            act(TRIAL, "2012-07-27", Answer.PREEMPTED, law=LAW, law_effect=LawEffect.ENJOINED),
            act(TRIAL, "2012-09-25", Answer.PREEMPTED, law=LAW, law_effect=LawEffect.ENJOINED),
        ],
        ("The law, Act 1: enjoined since July 27, 2012 D. Utah",),
    ),
    "and from the order that the appeal affirmed": (
        [
            act(TRIAL, "2019-01-03", Answer.DECLINED, law=LAW, law_effect=LawEffect.ENJOINED),
            act(
                APPEAL,
                "2019-12-06",
                Answer.DECLINED,
                effect=ActEffect.AFFIRMED,
                acts_on=(on(TRIAL, "2019-01-03"),),
                law=LAW,
                law_effect=LawEffect.INJUNCTION_AFFIRMED,
            ),
        ],
        ("The law, Act 1: enjoined since Jan. 3, 2019; injunction affirmed, Dec. 6, 2019 10th Cir.",),
    ),
    "but not from before a stay": (
        [
            act(TRIAL, "2021-12-01", Answer.SILENT, law=LAW, law_effect=LawEffect.ENJOINED),
            act(APPEAL, "2022-05-11", Answer.SILENT, law=LAW, law_effect=LawEffect.STAYED),
            act(TRIAL, "2022-05-31", Answer.SILENT, law=LAW, law_effect=LawEffect.ENJOINED),
        ],
        ("The law, Act 1: enjoined since May 31, 2022",),
    ),
    "what an undone act had narrowed counts again": (
        [
            act(TRIAL, "2021-06-30", Answer.PREEMPTED, law=LAW, law_effect=LawEffect.ENJOINED),
            act(
                APPEAL,
                "2022-05-23",
                Answer.DECLINED,
                effect=ActEffect.AFFIRMED_IN_PART,
                acts_on=(on(TRIAL, "2021-06-30"),),
                law=LAW,
                law_effect=LawEffect.PARTLY_ENJOINED,
            ),
            act(
                APPEAL,
                "2024-07-01",
                Answer.SILENT,
                effect=ActEffect.VACATED,
                acts_on=(on(APPEAL, "2022-05-23"),),
                law=LAW,
                law_effect=LawEffect.NONE,
            ),
        ],
        (
            "Preempted",
            "The law, Act 1: enjoined since June 30, 2021",
            "Left standing by 10th Cir., May 23, 2022 (affirmed in part), itself set aside later",
        ),
    ),
}


SETTLED = Ruling(
    APPEAL,
    date_from=date(2022, 8, 1),
    date_to=date(2022, 8, 31),
    precision=Precision.MONTH,
    kind=ActKind.SETTLEMENT,
    answer=Answer.UNDISTURBED,
)


@pytest.mark.parametrize(
    ("acts", "last", "words"),
    [
        ([IMMUNE], ("2020-01-15", "day"), "Jan. 15, 2020"),
        ([IMMUNE, SETTLED], ("2022-08-01", "month"), "Aug. 2022 day not known"),
    ],
)
def test_the_newest_event_of_a_case_may_be_a_ruling_and_is_no_more_precise_than_known(
    tmp_path, acts, last, words
):
    path = world(tmp_path / "docket.db", acts)
    assert run_sql(path, "select date_last_event, last_event_precision from cases") == [last]
    assert f"Immune {words} Closed" in text_of(ask(path, "/cases").text)


@pytest.mark.parametrize(("acts", "phrases"), FAMILIES.values(), ids=FAMILIES)
def test_what_a_case_says_of_its_rulings(tmp_path, acts, phrases):
    words = text_of(ask(world(tmp_path / "docket.db", acts), "/case/one-v-two").text)
    for expected in phrases:
        assert expected in words


def test_a_wiped_act_is_struck_and_an_act_leads_to_the_other(tmp_path):
    html = ask(
        world(tmp_path / "docket.db", FAMILIES["what is wiped out stays, struck through"][0]),
        "/case/one-v-two",
    ).text
    rows = re.findall(r'<tr role="row" id="([^"]+)">\s*<th role="rowheader" scope="row">(<s>)?', html)
    assert [bool(struck) for ident, struck in rows if f'href="#{ident}"' in html] == [False, True]


@pytest.mark.parametrize("former", FORMER_OUTCOMES)
def test_words_of_the_first_versions_are_refused_with_the_word_in_force(ds, former):
    now = FORMER_OUTCOMES[former]
    refusal = f"{former} is no longer used: write {now}"
    check_page(ds, f"/cases?outcome={former}", [f"outcome={refusal}"], status=400)
    check_page(ds, f"/api/v1/cases?outcome_230={former}", [f'"outcome={refusal}"'], status=400)
    check_page(ds, f"/api/v1/rulings?answer={former}", [f'"answer={refusal}"'], status=400)
    assert now in OUTCOMES


def test_every_outcome_has_a_symbol_a_sentence_and_a_color(ds):
    about, style = (answer.text for answer in answers_of(ds, "/about", "/static/style.css"))
    for word, name, symbol in OUTCOMES.values():
        assert f'<symbol id="{symbol}"' in about and f">{word}</a></dt><dd>" in re.sub(r"\s*\n\s*", "", about)
        assert re.search(rf"\.{name}[ ,]", style)


# --- how fresh


def look(source, changed_at, checked_at=None):
    is_own = source in ("catalog", "corrections")
    return {
        "source": source,
        "changed_at": changed_at,
        "checked_at": None if is_own else checked_at or changed_at,
        "is_own": is_own,
    }


REVIEWED = look("catalog", "2026-06-01T00:00:00Z")


@pytest.mark.parametrize(
    ("looks", "is_open", "today", "expected"),
    [
        ([], True, "2026-08-01", (None, None, None)),
        ([REVIEWED], True, "2026-06-20", ("2026-06-01T00:00:00Z", None, None)),
        ([REVIEWED], True, "2026-07-31", ("2026-06-01T00:00:00Z", None, None)),  # the sixtieth day
        ([REVIEWED], True, "2026-08-01", ("2026-06-01T00:00:00Z", None, "2026-06-01T00:00:00Z")),
        ([REVIEWED], False, "2030-01-01", ("2026-06-01T00:00:00Z", None, None)),  # nothing more is to come
        (
            [REVIEWED, look("pacer_rss", "2026-01-01T00:00:00Z", "2026-07-30T08:00:00Z")],
            True,
            "2026-08-01",
            ("2026-06-01T00:00:00Z", "2026-07-30T08:00:00Z", None),
        ),
        (
            [look("corrections", "2026-07-01T00:00:00Z")],
            True,
            "2026-08-01",
            (None, None, None),
        ),  # no review, and no look
    ],
)
def test_reviewed_and_read_never_stand_for_each_other(looks, is_open, today, expected):
    assert tuple(format_freshness(looks, is_open, date.fromisoformat(today)).values()) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([IMMUNE], "Immune, so far"),
        ([], "Facts reviewed June 1, 2026 · docket sheet never read"),
        ([], "Not followed since June 1, 2026"),
    ],
)
def test_what_is_said_of_a_suit_that_goes_on(tmp_path, acts, expected):
    path = world(tmp_path / "docket.db", acts, DocketStatus.OPEN)
    assert expected in text_of(ask(path, "/case/one-v-two").text)


SNAPSHOTS = {
    "own": {
        "source": "catalog",
        "url": "catalog:decisions.csv",
        "fetched_at": "2026-06-01T00:00:00Z",
        "link": None,
    },
    "page": {
        "source": "govinfo",
        "url": "https://example.gov/opinion",
        "fetched_at": "2026-06-01T00:00:00Z",
        "link": None,
    },
}


@pytest.mark.parametrize(
    ("url", "snapshot_id", "word"),
    [
        ("https://example.gov/opinion", "page", "snapshot"),
        ("https://example.org/story", "page", "the page it was read from"),  # its bytes are another page's
        ("https://example.org/story", "gone", "where it was read"),
    ],
)
def test_snapshot_is_said_only_of_the_page_that_is_cited(url, snapshot_id, word):
    link = format_source_link(str, url, snapshot_id, SNAPSHOTS)
    assert re.search(rf'href="/snapshot/{snapshot_id}">{word}<', link)


def test_a_file_of_ours_is_named_once_a_page():
    """It stood 61 times in the markup of the page of MDL 3047."""
    link = SourceLink("data file decisions.csv")
    snapshots = {"own": SNAPSHOTS["own"] | {"link": link}, "page": SNAPSHOTS["page"]}
    html_link = format_source_link(str, "https://example.org/story", "own", snapshots)
    assert "/snapshot/" not in html_link and "example.org/story" in html_link
    assert 'href="/snapshot/own">data file decisions.csv<' in format_source_link(str, None, "own", snapshots)
    assert (
        format_own_files(str, snapshots) == '<a href="/snapshot/own">decisions.csv</a> (June 1, 2026)'
    ) and not format_own_files(str, {"page": SNAPSHOTS["page"]})


def test_a_list_falls_into_its_years_in_its_own_order():
    dockets = [
        {"decided_on": "2024-05-01", "date_filed": "2020-01-01"},
        {"decided_on": None, "date_filed": "2024-02-01"},
        {"decided_on": "2023-05-01"},
        {"date_from": None},
    ]
    assert by_year([{"dockets": dockets[:1]}, *dockets[1:]]) == [
        ("2024", [{"dockets": dockets[:1]}, dockets[1]]),
        ("2023", [dockets[2]]),
        ("Day not known", [dockets[3]]),
    ]


def test_the_address_to_cite_comes_first_and_hostile_ones_are_text():
    sources = format_sources(
        str,
        order_sources("https://supreme.example/1", "javascript:alert(1)", "https://news.example/2"),
        "own",
        SNAPSHOTS,
    )
    assert re.sub(r"<[^>]+>", "", sources).startswith(
        "supreme.example · as reported by javascript:alert(1), news.example"
    )
    assert 'href="javascript' not in sources
    assert re.sub(r"<[^>]+>", "", format_sources(str, [], None, {})) == "source not known"


# --- hearings that are to come


def test_the_prepared_question_knows_the_clock_of_every_court():
    """Today by the winter clock: never an hour ahead of a court's own, so that no hearing of today is lost."""
    sql = load_metadata()["databases"]["docket"]["queries"]["hearings_from"]["sql"]
    known = {zone: int(hours) for zone, hours in re.findall(r"when '([^']+)' then '([+-]\d+) hours'", sql)}
    otherwise = int(re.search(r"else '([+-]\d+) hours'", sql)[1])
    for court in load_courts().values():
        offset = datetime(2026, 1, 15, tzinfo=ZoneInfo(court.timezone)).utcoffset()
        assert known.get(court.timezone, otherwise) == offset.total_seconds() / 3600, court.court_id


def test_what_is_known_of_a_docket_without_a_day_of_filing_and_a_status(tmp_path):
    """A year from its number, and the last act that is known: "unknown" is no word for a suit that goes on."""
    made = world(tmp_path / "docket.db", [IMMUNE], status=DocketStatus.UNKNOWN)
    case, court = (text_of(answer.text) for answer in ask(made, "/case/one-v-two", "/court/utd"))
    assert "Case · 2 dockets in 2 courts · last known act Jan. 15, 2020" in case
    assert "2023, from its number" in case and "Immune, so far" not in case
    assert "Last known act Jan. 15, 2020" in court


GIVEN = act(TRIAL, "2020-01-15", Answer.IMMUNE, ActKind.MAGISTRATE_RECOMMENDATION)
ADOPTED = act(
    TRIAL, "2020-02-20", Answer.SILENT, effect=ActEffect.AFFIRMED, acts_on=(on(TRIAL, "2020-01-15"),)
)


@pytest.mark.parametrize(
    ("acts", "standing", "recommended"), [([GIVEN], 0, "immune"), ([GIVEN, ADOPTED], 1, None)]
)
def test_a_recommendation_is_in_no_count_of_rulings_that_stand_until_it_is_adopted(
    tmp_path, acts, standing, recommended
):
    path = world(tmp_path / "docket.db", acts)
    sql = f"select count(*) from rulings where ruling_id not in ({SPENT_RULINGS}) and answer = 'immune'"
    assert run_sql(path, sql) == [(standing,)]
    sql = "select recommended_answer from outcomes where court_id = 'utd'"
    assert run_sql(path, sql)[0] == (recommended,)
