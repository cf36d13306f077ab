"""The reviewed data files and the source that reads them."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest
from hypothesis import given, strategies as st

from docket.courts import load_courts
from docket.csv_rows import split_cell as split
from docket.entities import Register
from docket.issues import Issue, ParseError, find_unmapped
from docket.names import find_party_facts
from docket.records import (
    ActRef,
    Bill,
    BillLink,
    BillSource,
    CaseLine,
    CaseLink,
    CaseMember,
    Citation,
    Claim,
    CongressEvent,
    Defense,
    Docket,
    DocketEvent,
    DoctrineSide,
    Entity,
    EntityName,
    ExcludedBill,
    HearingEvent,
    Judge,
    Law,
    Locator,
    Look,
    NotTakenIn,
    Party,
    Question,
    Renamed,
    Ruling,
    Theory,
)
from docket.snapshot import Form, ScopeKind, Snapshot
from docket.vocabulary import (
    ActEffect,
    Disposition,
    ExceptionAtIssue,
    HearingKind,
    LinkEffect,
    LinkType,
    PartyType,
    Precision,
)
from scrapers.sources import catalog
from tests.worlds.catalog_rows import DATA, ask, read

pytestmark = pytest.mark.usefixtures("the_record")


@pytest.fixture(scope="module")
def records():
    """Every record of the catalog by its type."""
    by_type = defaultdict(list)
    for snapshot in catalog.SOURCE.fetch(None, None):
        for record in catalog.SOURCE.parse(snapshot):
            by_type[type(record)].append(record)
    return by_type


def test_fetch_dates_every_file_by_its_review():
    snapshots = list(catalog.SOURCE.fetch(None, None))
    # Whatever the parsers can read and is there has a day of review.
    assert {snapshot.kind for snapshot in snapshots} == {
        kind for kind in catalog._PARSERS if DATA.joinpath(f"{kind}.csv").is_file()
    }
    for row in read("reviewed"):
        [snapshot] = [
            snapshot
            for snapshot in snapshots
            if (snapshot.url, snapshot.fetched_at, snapshot.as_of)
            == (f"catalog:{row['file']}", row["reviewed"], row["reviewed"])
        ]
        assert (f"{snapshot.kind}.csv", snapshot.as_of_basis, snapshot.form, snapshot.scope.kind) == (
            row["file"],
            "review",
            Form.CURATED,
            ScopeKind.COMPLETE,
        )


def test_parse_is_pure_and_remembers_nothing_from_one_file_for_the_next():
    snapshots = list(catalog.SOURCE.fetch(None, None))
    first = [list(catalog.SOURCE.parse(snapshot)) for snapshot in snapshots]
    assert first == [list(catalog.SOURCE.parse(snapshot)) for snapshot in reversed(snapshots)][::-1]


def test_nothing_is_unmapped_and_only_a_docket_without_court_is_an_issue(records):
    assert {issue.code for issue in records[Issue]} == {"docket-without-court"}
    listed = Counter(row.row.split("@")[0] for row in records[NotTakenIn] if row.file.endswith(".csv"))
    assert Counter(issue.place for issue in records[Issue]) == listed
    assert [issue for kind in records.values() for record in kind for issue in find_unmapped(record)] == []


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Docket, "dockets where court_id <> ''"),
        (CaseMember, "cases"),
        (CaseLine, "case_lines"),
        (CaseLink, "families"),
        (DocketEvent, "events where court_id <> ''"),
        (DoctrineSide, "questions where court_id <> ''"),
        (Look, "looks"),
        (Theory, "theories"),
        (Law, "laws"),
        (Judge, "judges"),
        (Question, "question_names"),
        (Bill, "bills"),
        (BillLink, "bill_links"),
        (BillSource, "bill_sources"),
        (ExcludedBill, "bills_excluded"),
        (CongressEvent, "congress_events"),
        (Entity, "entities"),
        (EntityName, "entity_names"),
        (NotTakenIn, "not_taken_in"),
        # Every act is a ruling, and so is an event that disposes; a hearing of either file is news of one.
        (
            Ruling,
            """(select court_id from decisions union all select court_id from events where disposition <> '')
            where court_id <> ''""",
        ),
        (HearingEvent, "(select docket from hearings union all select slug from events where hearing <> '')"),
    ],
)
def test_every_row_is_a_record_unless_its_court_is_not_known(records, kind, count):
    assert [(len(records[kind]),)] == ask(f"select count(*) from {count}") != [(0,)]


def test_each_number_of_a_locator_is_one(records):
    assert {(record.ref.catalog_slug, record.kind, record.value) for record in records[Locator]} == {
        (row["docket"], kind, row[kind])
        for row in read("locators")
        for kind in ("pacer_case_id", "courtlistener_docket_id")
        if row[kind]
    }


def test_a_renamed_slug_says_what_kind_of_thing_it_names(records):
    assert {(record.kind, record.old_id, record.new_id) for record in records[Renamed]} == {
        (kind, row["old"], row["new"]) for kind in ("case", "ruling") for row in read(f"renamed_{kind}s")
    }
    assert parse("renamed_cases", b"old,new\na,b\n") == [Renamed("case", "a", "b")]


EVENTS = (
    b"slug,court_id,date_from,date_to,precision,event,note,disposition,ruling_verified,for_companies,hearing,"
    b"hearing_kind,"
    b"hearing_action,hearing_from,hearing_to,hearing_precision,hearing_text,review_note,source_url\n"
)
EMPTY = b"," * 12
CONGRESS = b"event_id,date,precision,event,body,printed_as,bills,dockets,entities,source_url,extra_sources,verified\n"


def parse(kind, body):
    return list(
        catalog.SOURCE.parse(
            Snapshot("catalog", f"catalog:{kind}.csv", "2026-11-24T00:00:00Z", body, Form.CURATED, kind=kind)
        )
    )


def in_one_row(row):
    """A file of one row."""
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in (row, row.values())).encode()


def one_act(**cells):
    """A file of decisions with one act, the named cells put in."""
    return in_one_row(next(row for row in read("decisions") if row["court_id"]) | cells)


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("recipes", b"", "no such file"),
        ("events", EVENTS + b"a,cand,2020-02-30,2020-02-30,day,filed,x" + EMPTY, "is not a day"),
        ("events", EVENTS + b"a,cand,2020-02-03,2020-02-01,day,filed,x" + EMPTY, "is after"),
        ("events", EVENTS + b"a,cand,,,day,filed,x" + EMPTY, "nothing in column 'date_from'"),
        ("events", EVENTS + b"a,cand,2020-02-03,2020-02-03,fortnight,filed,x" + EMPTY, "fortnight"),
        ("events", EVENTS + b"a,cand,2020-02-03", "not as many cells"),
        (
            "events",
            b"slug,date_from,date_to,precision,event,note\na,2020-02-03,2020-02-03,day,filed,x",
            "no column 'court_id'",
        ),
        ("cases", b"case_id,position,docket,court_id\nx,first,a,cand", "invalid literal"),
        ("decisions", one_act(date="2020-05", precision="day"), "precision 'day' of '2020-05'; write month"),
        ("decisions", one_act(date="2020-5"), "2020-5"),
        (
            "decisions",
            one_act(acts_on="a-v-b-cand"),
            "has no @; write docket@date, or docket@ where the day is not known",
        ),
        ("decisions", one_act(answer="maybe"), "'maybe' is not a valid Answer"),
        ("decisions", one_act(effect="undone"), "'undone' is not a valid ActEffect"),
        ("decisions", one_act(kind="whim"), "'whim' is not a valid ActKind"),
        ("decisions", one_act(kind=""), "nothing in column 'kind'"),
        ("theories", b"code,name,sentence,is_230_theory\nx,X,It is.,perhaps", "'perhaps'; write yes or no"),
        ("congress_events", CONGRESS + b"x,2015-04,day,y,,,,,,u,,", "not the date of a day"),
        ("congress_events", CONGRESS + b"x,2015-04-31,day,y,,,,,,u,,", "'2015-04-31' is not a day"),
        ("congress_events", CONGRESS + b"x,2015-04,month,y,,,,,ncmec,u,,", "does not say its part"),
        (
            "bill_sources",
            b"bill_id,position,url,basis,confirms,how_seen\n115-s-1,1,u,hearsay,,",
            "is not how an address is known",
        ),
        ("bills", b"\xff", "not UTF-8"),
        ("bills", b'bill_id,kind,title\n"a,b', "line 2: not CSV"),
    ],
)
def test_parse_error_names_file_place_and_remedy(kind, body, words):
    with pytest.raises(ParseError, match=f"catalog:{kind}.csv.*{re.escape(words)}"):
        parse(kind, body)


CELLS = st.sampled_from(
    ["", "x", "2020-01-01", "day", ";", "[", "cand", "decided", "n/a", "3", "note", '"', "2020-13-01"]
)


@given(
    st.sampled_from([s.kind for s in catalog.SOURCE.fetch(None, None)]),
    st.lists(st.lists(CELLS, max_size=30), max_size=3),
    st.binary(max_size=20),
)
def test_whatever_the_cells_hold_only_parse_errors_escape(kind, lines, tail):
    head = DATA.joinpath(f"{kind}.csv").read_bytes().split(b"\n")[0]
    width = head.count(b",") + 1
    body = b"\n".join([head, *(",".join((line * width)[:width]).encode() for line in lines if line), tail])
    try:
        parse(kind, body)
    except ParseError as error:
        assert str(error).startswith(f"catalog:{kind}.csv")


def dockets_with(**cells):
    return parse("dockets", in_one_row(read("dockets")[0] | cells))


def test_row_that_does_not_resolve_becomes_an_issue():
    assert [(type(thing), thing.code) for thing in dockets_with(court_id="", court_name="County Court")] == [
        (Issue, "docket-without-court")
    ]
    things = dockets_with(docket_number="the usual one", claims="champerty")
    # The docket stays, without a number, and the claim with the word that nobody knows.
    found = {type(thing): thing for thing in things}
    assert found[Issue].code == "docket-number"
    assert (found[Docket].ref.docket_number, found[Docket].docket_number_raw) == (None, "the usual one")
    assert found[Claim].cause_of_action_raw == "champerty"
    assert [issue.code for issue in find_unmapped(found[Claim])] == ["unmapped-cause-of-action"]


def test_every_docket_has_a_known_court_and_a_unique_number(records):
    assert {docket.ref.court_id for docket in records[Docket]} <= set(load_courts())
    numbered = Counter((d.ref.court_id, d.ref.docket_number) for d in records[Docket] if d.ref.docket_number)
    assert set(numbered.values()) == {1}
    assert all(docket.ref.catalog_slug for docket in records[Docket])


def test_blank_is_none_and_never_empty(records):
    assert [record for kind in records.values() for record in kind if "" in vars(record).values()] == []


def test_known_none_is_not_the_same_as_not_known(records):
    rows = [row for row in read("dockets") if row["court_id"]]
    known_none = sum(split(row["exception_at_issue"]) == ["none"] for row in rows)
    assert sum(d.exception is ExceptionAtIssue.NONE for d in records[Defense]) == known_none > 777
    # A docket that names no provision has no record of one, since a blank means not known.
    assert {d.ref.catalog_slug for d in records[Defense] if d.provision is not None} == {
        row["slug"] for row in rows if row["section_230_provision"]
    }


def test_office_less_numbers_stay_office_less(records):
    numbers = {d.ref.catalog_slug: d.ref.docket_number for d in records[Docket]}
    assert (
        numbers.items()
        >= {
            "brock-v-zuckerberg-nysd": "20-cv-07513",
            "us-v-ferrer-azd": "18-cr-00464",
            "in-re-roblox-jpml": "MDL-3166",  # the panel's number; the court's has an office
            "in-re-roblox-mdl-3166-cand": "3:25-md-03166",
        }.items()
    )
    # A hint finds a docket for a reader, and is no number.
    hinted = [row["slug"] for row in read("dockets") if row["docket_number_hint"] and row["court_id"]]
    assert {numbers[slug] for slug in hinted} == {None}


def test_parties_are_names_and_descriptions_are_details(records):
    names = {party.name for party in records[Party]}
    assert not [name for name in names if name.startswith(("[", "other ")) or "et al." in name]
    docket = next(d for d in records[Docket] if d.ref.catalog_slug == "us-v-backpage-azd")
    assert ("defendants not named", "related entities") in docket.details
    # In an appeal the catalog does not say who appealed: sides are those of the action.
    state = next(
        p
        for p in records[Party]
        if p.ref.catalog_slug == "meta-v-vermont-scotus" and p.name == "State of Vermont"
    )
    assert (state.party_type, state.party_type_raw) == (PartyType.PLAINTIFF, "plaintiff (catalog)")


def test_citations_are_split_between_reporters_only(records):
    texts = defaultdict(set)
    for citation in records[Citation]:
        texts[citation.ref.catalog_slug].add(citation.text)
    assert texts["js-v-village-voice-wash"] == {"184 Wn.2d 95", "184 Wash. 2d 95", "359 P.3d 714"}
    assert "141 Nev., Adv. Op. 51 (2025)" in texts["tiktok-v-eighth-judicial-district-nev"]  # a comma inside
    assert "2022 WL 2713721 (D. Or. July 13, 2022)" in texts["am-v-omegle-ord"]  # a comma in the date


@pytest.mark.parametrize(
    ("day", "first", "last", "precision"),
    [
        ("2020-02-05", date(2020, 2, 5), date(2020, 2, 5), Precision.DAY),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
        ("", None, None, None),
    ],
)
def test_a_date_stops_where_what_is_known_of_it_does(day, first, last, precision):
    act = one_act(date=day, precision=precision or "", acts_on=f"a-v-b-cand@{day}", effect="affirmed")
    ruling, *_ = parse("decisions", act)
    assert (ruling.date_from, ruling.date_to, ruling.precision) == (first, last, precision)
    assert ruling.acts_on == (ActRef("a-v-b-cand", day or None),)
    assert str(ruling.acts_on[0]) == f"a-v-b-cand@{day}"


@pytest.mark.parametrize(
    ("slug", "dates"),
    [
        (
            "force-v-facebook-nyed",
            {"2017-05-18": 1, "2018-01-17": 1},
        ),  # decided, and again on reconsideration
        ("anderson-v-tiktok-paed", {"2022-10-25": 1}),  # two sources, two dates, one act
        ("netchoice-v-reyes-utd", {"2024-07-22": 1, "2024-09-10": 1}),
    ],
)
def test_two_dates_of_one_act_are_one_ruling(records, slug, dates):
    assert Counter(r.date_from.isoformat() for r in records[Ruling] if r.ref.catalog_slug == slug) == dates


@pytest.mark.parametrize(
    ("slug", "days"),
    [
        ("anderson-v-tiktok-paed", ["2022-10-05", "2022-10-25"]),
        ("netchoice-v-reyes-utd", ["2024-07-22", "2024-07-24"]),
    ],
)
def test_the_other_date_of_an_act_is_told_as_an_event(records, slug, days):
    notes = {
        day: "sources date it" in event.text
        for event in records[DocketEvent]
        if event.ref.catalog_slug == slug and (day := event.date_from.isoformat()) in days
    }
    assert sorted(notes) == days and list(notes.values()).count(True) == 1


@pytest.mark.parametrize(
    ("slug", "day", "disposition"),
    [
        (
            "berenson-v-twitter-cand",
            "2022-04-29",
            Disposition.GRANTED_IN_PART,
        ),  # event says denied, note in part
        ("lemmon-v-snap-ca9", "2021-05-04", Disposition.REVERSED),
        ("senate-psi-v-ferrer-cadc", "2017-05-16", Disposition.MOOT),
        ("anderson-v-tiktok-ca3", "2024-08-27", Disposition.REVERSED_IN_PART),
        ("barnes-v-yahoo-ca9", "2009-06-22", Disposition.DECIDED),  # an amended opinion
        ("netchoice-v-fitch-scotus", "2025-08-14", Disposition.DENIED),  # an application
        ("force-v-facebook-scotus", "2020-05-18", Disposition.CERT_DENIED),  # by its kind, before its effect
        ("kgm-v-meta-calsuperct", "2026-03-25", Disposition.VERDICT),
        ("us-v-lacey-azd", "2024-08-28", Disposition.SENTENCED),
    ],
)
def test_ruling_dispositions(records, slug, day, disposition):
    rulings = [
        r for r in records[Ruling] if r.ref.catalog_slug == slug and r.date_from == date.fromisoformat(day)
    ]
    assert [r.disposition for r in rulings] == [disposition]


def test_what_an_act_did_to_an_earlier_one_is_its_disposition():
    """So that no effect of the list is forgotten: what replaces an opinion has not said thereby what it did."""
    assert set(ActEffect) - {ActEffect.REPLACED} <= set(catalog._DISPOSITIONS)


def test_a_law_enacted_is_an_event_and_no_ruling(records):
    day = date(2012, 5, 21)
    assert any(e.event == "statute_enacted" and e.date_from == day for e in records[DocketEvent])
    assert not any(
        r.ref.catalog_slug == "backpage-v-cooper-tnmd" and r.date_from == day for r in records[Ruling]
    )


@pytest.mark.parametrize(
    ("slug", "key", "actions"),
    [
        ("js-v-village-voice-pierce", "trial-1", ["set", "not_held"]),
        (
            "breathitt-v-meta-cand",
            "trial-1",
            ["set", "vacated", "vacated"],
        ),  # by settlements, told in two files
        ("california-v-meta-cand", "trial-1", ["set", "set", "held"]),
        (
            "kgm-v-meta-calsuperct",
            "trial-1",
            ["set", "held", "held", "held"],
        ),  # one defendant settled; a verdict followed
        ("rkc-v-meta-calsuperct", "pretrial-1", ["set"]),  # day past, result not seen: nothing inferred
        ("new-mexico-v-meta-nmdist", "trial-1", ["held"]),
        ("us-v-lacey-azd", "trial-1", ["held"]),  # the mistrial
        ("us-v-lacey-azd", "trial-2", ["held"]),
        ("johnson-v-arden-ca8", "argument-1", ["unknown"]),  # "submitted" is not "argued"
        ("doe-14-v-internet-brands-ca9", "argument-2", ["held"]),  # reargument is another hearing
    ],
)
def test_hearing_actions(records, slug, key, actions):
    listed = [h.action for h in records[HearingEvent] if (h.ref.catalog_slug, h.hearing_key) == (slug, key)]
    assert listed == actions


def test_arguments_are_motion_hearings_in_trial_courts(records):
    systems = {court_id: court.system for court_id, court in load_courts().items()}
    for hearing in records[HearingEvent]:
        if hearing.hearing_key.startswith("argument") and systems[hearing.ref.court_id] == "district":
            assert hearing.kind is HearingKind.MOTION_HEARING, hearing
        # The justices' private conference on a petition is listed, and hears nobody.
        if systems[hearing.ref.court_id] in ("appellate", "scotus") and not hearing.hearing_key.startswith(
            "conference"
        ):
            assert hearing.kind is HearingKind.ORAL_ARGUMENT, hearing


def test_argued_events_keep_the_hearing_and_the_event(records):
    argued = [e for e in records[DocketEvent] if e.event == "argued"]
    hearings = {(h.ref.catalog_slug, h.date_from) for h in records[HearingEvent]}
    assert len(argued) == 71
    assert {(e.ref.catalog_slug, e.date_from) for e in argued} <= hearings


@pytest.mark.parametrize(
    ("docket", "other", "link_type", "effect"),
    [
        ("gonzalez-v-google-scotus", "gonzalez-v-google-ca9", LinkType.CERTIORARI, LinkEffect.VACATED),
        ("taamneh-v-twitter-ca9", "gonzalez-v-google-ca9", LinkType.COMPANION, LinkEffect.NONE),
        ("zeran-v-aol-vaed", "zeran-v-aol-okwd", LinkType.TRANSFER, LinkEffect.NONE),
        ("kr-v-backpage-almd", "kr-v-backpage-houston-al", LinkType.REMOVAL, LinkEffect.REMANDED),
        (
            "breathitt-v-meta-cand",
            "in-re-social-media-addiction-mdl-3047-cand",
            LinkType.MDL_MEMBER,
            LinkEffect.NONE,
        ),
        ("bauer-v-armslist-ca7", "webber-v-armslist-ca7", LinkType.CONSOLIDATED, LinkEffect.NONE),
        (
            "mccarthy-v-amazon-ca9",
            "mccarthy-v-amazon-wawd",
            LinkType.APPEAL,
            LinkEffect.UNKNOWN,
        ),  # result not seen
        ("asurvio-v-malwarebytes-cand", "enigma-v-malwarebytes-ca9-2019", LinkType.RELATED, LinkEffect.NONE),
        ("people-v-ferrer-2016b", "people-v-ferrer-2016a", LinkType.RELATED, LinkEffect.NONE),  # refiled
    ],
)
def test_links(records, docket, other, link_type, effect):
    links = [
        link for link in records[CaseLink] if (link.ref.catalog_slug, link.other_slug) == (docket, other)
    ]
    assert [(link.link_type, link.effect) for link in links] == [(link_type, effect)]


def test_links_to_courts_outside_our_data_say_which_way_they_run(records):
    outside = {(k.ref.catalog_slug, k.link_type): k for k in records[CaseLink] if k.other_slug is None}
    assert outside["walters-v-openai-gasuperct", LinkType.REMOVAL].other_is_later
    assert outside["doe-v-facebook-harris-2018-69816", LinkType.RELATED].other_is_later
    assert not outside["estate-of-bride-v-yolo-cacd", LinkType.TRANSFER].other_is_later


def test_entities_resolve_to_each_other(records):
    entity_ids = {entity.entity_id for entity in records[Entity]}
    assert len(entity_ids) == len(records[Entity])
    named = [entity.parent_entity_id for entity in records[Entity] if entity.parent_entity_id]
    named += [name.entity_id for name in records[EntityName]]
    assert entity_ids >= set(named).union(*(docket.entity_ids for docket in records[Docket]))
    assert {name.kind for name in records[EntityName]} == {
        "canonical",
        "alias",
        "former",
        "platform",
        "holder",
    }
    # Private persons are no entities.
    kinds = {"company", "platform", "nonprofit", "trade_association", "government", "law_enforcement"}
    assert {entity.kind for entity in records[Entity]} == kinds


def test_a_platform_that_the_register_knows_is_joined(records):
    """The cell of a docket's platform names many a site that has no entity; one that has is joined, or its
    company is."""
    entities = {entity.entity_id: entity for entity in records[Entity]}
    names = [(n.entity_id, entities[n.entity_id].kind, n.name, n.kind) for n in records[EntityName]]
    register = Register.of(names)

    def family(entity_id):
        owners = {entity_id}
        while entities[entity_id].parent_entity_id:
            entity_id = entities[entity_id].parent_entity_id
            owners.add(entity_id)
        return owners | {e.entity_id for e in entities.values() if e.parent_entity_id in owners}

    missing = [
        (row["slug"], name)
        for row in read("dockets")
        for name in split(row["platform"])
        if (join := register.find_alias(name)) and not family(join.entity_id) & set(split(row["entities"]))
    ]
    assert missing == []


def test_every_backpage_case_is_under_one_company(records):
    text = {
        row["slug"]
        for row in read("dockets")
        if "backpage" in (row["platform"] + row["caption"] + row["defendants"]).casefold()
    }
    assert text | {
        "js-v-village-voice-pierce",
        "us-v-lacey-azd",
        "people-v-ferrer-2016a",
        "ab-v-salesforce-ca5",
    } <= {docket.ref.catalog_slug for docket in records[Docket] if "backpage" in docket.entity_ids}
    assert [entity.kind for entity in records[Entity] if entity.entity_id == "backpage"] == ["company"]


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Facebook", "meta-platforms"),  # company and platform share the name
        ("Facebook, Inc.", "meta-platforms"),
        ("Twitter", "x-corp"),
        ("The Ultimate Software Group, Inc.", "ukg"),  # two rows of the catalog claim it
        ("Backpage", "backpage"),
        ("Backpage.com, LLC", "backpage"),
        ("Backpage.com, L.L.C.", "backpage"),
        ("Camarillo Holdings, LLC", "village-voice-media"),  # its owner until 2015
    ],
)
def test_a_name_goes_to_its_company(records, name, entity_id):
    assert {row.entity_id for row in records[EntityName] if row.name == name} == {entity_id}


def test_a_date_is_given_only_where_a_source_has_it_or_marked(records):
    dated = [n for n in records[EntityName] if n.date_from or n.date_to]
    assert {(n.name, n.date_from, n.date_to) for n in dated} >= {
        ("Facebook, Inc.", None, "2021-10-28"),
        ("Meta Platforms, Inc.", "2021-10-28", None),
        ("X", "2023-07-24", None),
        ("Twitter, Inc.", None, "2023-03-15"),
        ("X Corp.", "2023-03-15", None),
        ("MindGeek", "2013", "2023-08"),
        ("Camarillo Holdings, LLC", "2015-05-15", None),
        ("Ken Paxton", "2015-01-05", None),
    }
    assert [n.name for n in dated if not n.source_url and "unconfirmed" not in (n.confidence or "")] == []
    assert [n.name for n in dated if n.date_from and n.date_to and n.date_from > n.date_to] == []


def test_each_entity_has_one_name_of_its_own(records):
    own = defaultdict(set)
    for name in records[EntityName]:
        if name.kind == "canonical":
            own[name.entity_id].add(name.name)
    # "Facebook" is the company's name too, and stands there.
    assert {
        entity.entity_id: {entity.name} for entity in records[Entity] if entity.entity_id != "facebook"
    } == own


def test_offices_are_no_persons(records):
    """An attorney general is an office; who held it when is told, and joins nothing."""
    offices = {entity.entity_id for entity in records[Entity] if entity.entity_id.endswith("-ag")}
    assert len(offices) == 51  # the states and the District of Columbia
    assert {(entity.kind, entity.name[:17]) for entity in records[Entity] if entity.entity_id in offices} == {
        ("government", "Attorney General ")
    }
    assert {name.entity_id for name in records[EntityName] if name.kind == "holder"} == offices
    public = re.compile(
        "Attorney General|^(?:People of the )?State of|^Commonwealth of|^District of|^Utah Division"
    )
    assert [
        name
        for name in records[EntityName]
        if name.entity_id in offices and (name.kind == "holder") is bool(public.search(name.name))
    ] == []


def test_bill_links_resolve_and_give_a_reason(records):
    bills = {bill.bill_id for bill in records[Bill]}
    cases = {member.case_id for member in records[CaseMember]}
    for link in records[BillLink]:
        assert link.bill_id in bills and link.text and link.source_url
        assert (link.case_id in cases) != (link.other_bill_id in bills), link


def test_the_senate_inquiry_is_a_row_of_its_own(records):
    inquiry = next(bill for bill in records[Bill] if bill.kind == "inquiry")
    assert (inquiry.bill_id, inquiry.congress, inquiry.number) == ("psi-backpage-report", None, None)


@pytest.mark.parametrize(
    ("docket", "side", "name", "kind"),
    [
        # One word, by which the caption calls a person.
        ("bogard-v-tiktok-cand", "plaintiffs", "Bogard", "person"),
        ("dowey-v-meta-ded", "plaintiffs", "Dowey", "person"),
        ("lama-v-meta-nynd", "plaintiffs", "Lama", "person"),
        ("weiss-v-google-calctapp", "plaintiffs", "Weiss", "person"),
        ("shiamili-v-real-estate-group-ny", "plaintiffs", "Shiamili", "person"),
        # One word that is a company's, in the caption or not.
        ("bogard-v-tiktok-cand", "defendants", "YouTube", "organization"),
        ("netchoice-v-bonta-sb976-cand", "plaintiffs", "NetChoice", "organization"),
        ("rock-the-vote-v-trump-cand", "plaintiffs", "Maplight", "organization"),
        # A body of two words, and firms whose legal form stands before a remark or after a word that describes.
        ("rock-the-vote-v-trump-cand", "plaintiffs", "Common Cause", "organization"),
        ("lady-freethinker-v-google-calctapp", "plaintiffs", "Lady Freethinker", "organization"),
        ("ltl-led-v-google-minndist", "plaintiffs", "LTL LED, LLC (Wolf River Electric)", "organization"),
        ("ltl-led-v-google-mnd", "plaintiffs", "LTL LED, LLC (Wolf River Electric)", "organization"),
        ("stayart-v-yahoo-ca7", "defendants", "Various, Inc. d/b/a FriendFinder.com", "organization"),
        ("stayart-v-yahoo-wied", "defendants", "Various, Inc. d/b/a FriendFinder.com", "organization"),
        ("ml-v-craigslist-wawd", "defendants", "2005 Investors LLC", "organization"),
    ],
)
def test_kinds_that_were_wrong(records, docket, side, name, kind):
    parties = [party for party in records[Party] if party.ref.catalog_slug == docket and party.name == name]
    assert [party.party_type for party in parties] == [side.removesuffix("s")]
    assert find_party_facts(name, None, bool(parties[0].is_surname)).kind == kind


@pytest.mark.parametrize(
    ("docket", "name", "entity_id"),
    [
        ("ccia-v-paxton-txwd", "Ken Paxton", "tx-ag"),
        ("moody-v-netchoice-scotus", "Ashley Moody", "fl-ag"),
        ("netchoice-v-bonta-aadc-ca9", "Rob Bonta", "ca-ag"),
        ("netchoice-v-bonta-aadc-ca9-second", "Rob Bonta", "ca-ag"),
        ("netchoice-v-bonta-aadc-cand", "Rob Bonta", "ca-ag"),
        ("netchoice-v-bonta-sb976-ca9", "Rob Bonta", "ca-ag"),
        ("netchoice-v-bonta-sb976-cand", "Rob Bonta", "ca-ag"),
        ("netchoice-v-fitch-mssd", "Lynn Fitch", "ms-ag"),
        ("netchoice-v-moody-flnd", "Ashley Brooke Moody", "fl-ag"),
        ("netchoice-v-paxton-hb20-ca5", "Ken Paxton", "tx-ag"),
        ("netchoice-v-paxton-hb20-txwd", "Ken Paxton", "tx-ag"),
        ("netchoice-v-paxton-scotus", "Ken Paxton", "tx-ag"),
        ("netchoice-v-reyes-utd", "Sean D. Reyes", "ut-ag"),
        ("seat-v-paxton-txwd", "Ken Paxton", "tx-ag"),
        ("x-corp-v-bonta-ca9", "Robert A. Bonta", "ca-ag"),
        ("x-corp-v-bonta-caed", "Robert A. Bonta", "ca-ag"),
        ("netchoice-v-ellison-mnd", "Keith Ellison", "mn-ag"),
        ("netchoice-v-yost-ohsd", "Dave Yost", "oh-ag"),
        ("backpage-v-mckenna-wawd", "Rob McKenna", "wa-ag"),
        ("backpage-v-hoffman-njd", "John Jay Hoffman", "nj-ag"),
        ("internet-archive-v-hoffman-njd", "John Jay Hoffman", "nj-ag"),
        ("backpage-v-cooper-tnmd", "Robert E. Cooper Jr.", "tn-ag"),
        ("backpage-v-hawley-moed", "Joshua D. Hawley", "mo-ag"),
    ],
)
def test_an_attorney_general_is_a_person_who_is_party_as_the_office(records, docket, name, entity_id):
    kinds = {entity.entity_id: entity.kind for entity in records[Entity]}
    register = Register.of(
        [(row.entity_id, kinds[row.entity_id], row.name, row.kind) for row in records[EntityName]]
    )
    facts = [find_party_facts(p.name, None) for p in records[Party] if p.ref.catalog_slug == docket]
    (party,) = (fact for fact in facts if fact.canonical == name)
    assert party.kind == "person" and "Attorney General" in party.capacity
    assert register.find(name) is None
    assert register.find_office(party.capacity, name).entity_id == entity_id
