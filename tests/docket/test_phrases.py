"""The tables of language: each row keeps its word, none is dead, and the matchers lose nothing."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from docket import section230
from docket.issues import ParseError
from docket.rulings.motions import MotionKind
from docket.text.phrase_patterns import compile_row
from docket.text.phrase_rows import Row, load
from docket.text.phrases import Cue, Matcher, watching
from docket.vocabulary import CauseOfAction, HearingKind, Provision

OTHER = (
    "redaction",
    "opinions",
    "opinion_holdings",
    "treatment",
    "citations",
    "holding_words",
    "no_decision",
    "orders",
    "pleading",
    "voices",
)
TABLES = sorted(
    path.name.removesuffix(".tsv")
    for path in Path(str(files("docket"))).joinpath("language").glob("*.tsv")
    # Patterns of another kind, tested with what reads them: docket/redact.py, docket/opinions, docket/section230.
    if path.name.removesuffix(".tsv") not in OTHER
)
# Tags that are features with weights: test_entry_types.py and test_second_readers.py look that each has one.
WEIGHED = {"entry_types", "relevance", "second_hearings", "second_rulings"}
ROWS = [row for table in TABLES if table not in WEIGHED for row in load(table) if not row.tag.startswith("@")]


def plain(text: str) -> str:
    return text.lower().replace("(", " ").replace(")", " ")


def matches(row: Row, text: str) -> list[re.Match]:
    return list(re.finditer(compile_row(row)[0], f"{text.lower()} | {plain(text)}"))


@pytest.mark.parametrize("table", TABLES)
def test_each_row_matches_its_example_and_not_its_counter_example(table):
    wrong = [row for row in load(table) if not row.tag.startswith("@") and not matches(row, row.example)]
    assert wrong == []
    assert [row for row in load(table) if not row.tag.startswith("@") and matches(row, row.counter)] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_hidden_by_an_earlier_one_of_its_tag(table):
    earlier: dict[str, list[Row]] = {}
    hidden = []
    for row in load(table):
        whole = (
            {match.span() for match in matches(row, row.example)} if not row.tag.startswith("@") else set()
        )
        for other in earlier.get(row.tag, []):
            if whole and {match.span() for match in matches(other, row.example)} >= whole:
                hidden.append((other.phrase, row.phrase))
        earlier.setdefault(row.tag, []).append(row)
    assert hidden == []


def test_each_tag_is_used():
    code = "\n".join(path.read_text("utf-8") for path in Path(str(files("docket"))).rglob("*.py"))
    cues = "|".join(set(re.findall(r"(\w+) = Cues\(", code)))
    words = (
        set(re.findall(r"""["']([\w.]+?)\.?["']""", code))
        | set(re.findall(rf"\b(?:{cues})\.(\w+)", code))
        | set(HearingKind)
        | set(MotionKind)
        | set(CauseOfAction)
    )
    used = {row.phrase for table in TABLES for row in load(table)}
    unused = {row.tag for row in ROWS if row.tag.partition(".")[0] not in words}
    unused = {tag for tag in unused if tag.removesuffix("_first") not in words}
    assert {tag for tag in unused if not any(f"@{tag}" in phrase for phrase in used)} == set()


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table):
    keys = [(row.tag, row.phrase) for row in load(table)]
    assert len(keys) == len(set(keys))


PHRASES = {
    "conference set|reset": ("a conference reset for", "conferences set"),
    "pre-trial hearing": ("pretrial hearing, pre-trial hearing, pre trial hearing", "trial hearing"),
    "adjourn* [the] trial": ("adjourning the trial", "adjourn a trial"),
    "status ~report conference": ("status conference", "status report conference"),
    "trial =set|held": ("trial set", "trial brief"),
    "<no argument": ("oral argument", "no argument"),
    ">next|further status": ("next status", "the status"),
    "rule # +2 hearing": ("rule 16 initial hearing", "rule hearing"),
    "motion +2 =set": ("motion to dismiss set", "motion to reset"),
    "vacat* ..20 argument": ("vacating today's argument", "vacated. The argument"),
    "(re-)?set date(/time)?": ("reset date/time", "preset date"),
}


@pytest.mark.parametrize(("phrase", "texts"), PHRASES.items())
def test_the_signs_of_a_phrase(phrase, texts):
    row = Row("tag", phrase, *texts, "guide", "hearings", 1)
    assert matches(row, row.example)
    assert not matches(row, row.counter)


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [("a\tb\tc\td", "line 2"), ("a\tb\t\td\te", "line 2")],
)
def test_a_line_without_five_filled_cells_is_named(monkeypatch, lines, wrong):
    class Table:
        def joinpath(self, _name):
            return self

        def read_text(self, _encoding):
            return "tag\tphrase\texample\tnot\tsource\n" + lines

    monkeypatch.setattr("docket.text.phrase_rows.files", lambda _package: Table())
    load.cache_clear()
    try:
        with pytest.raises(ParseError, match=wrong):
            load("hearings")
    finally:
        load.cache_clear()


def test_a_cue_without_rows_and_a_set_that_is_not_there_are_named():
    with pytest.raises(ParseError, match="no row nothing"):
        Cue("hearings", "nothing").search("text")
    with pytest.raises(ParseError, match="no row @nothing"):
        compile_row(Row("tag", "@nothing", "a", "b", "guide", "hearings", 1))


_TAGS = sorted({row.tag for row in load("hearings") if not row.tag.startswith("@")})
MATCHERS = {"hearings": Matcher("hearings", *_TAGS)}
_WORDS = sorted({word for row in ROWS if row.table == "hearings" for word in plain(row.example).split()})


@cache
def _rows_in_one() -> tuple[list[Row], re.Pattern]:
    rows = [row for row in load("hearings") if row.tag in _TAGS]
    return rows, re.compile("|".join(f"(?:{compile_row(row)[0]})()" for row in rows))


@given(st.lists(st.sampled_from([*_WORDS, "1/2/2021", "may 5", "-", "/", "of", "for"]), max_size=30))
@settings(max_examples=200, deadline=None)
def test_asking_at_beginnings_loses_no_phrase(words):
    text = " ".join(words)
    rows, whole = _rows_in_one()
    expected = [(*match.span(), rows[match.lastindex - 1]) for match in whole.finditer(text)]
    assert [
        (tag.start, tag.end, tag.row) for tag in MATCHERS["hearings"].find(text, 0, len(text))
    ] == expected


def test_a_cue_finds_what_its_rows_find():
    cue = Cue("hearings", "held")
    rows = [row for row in load("hearings") if row.tag == "held"]
    text = (
        "; ".join(plain(row.example) for row in rows) + "; " + "; ".join(plain(row.counter) for row in rows)
    )
    whole = re.compile("|".join(compile_row(row)[0] for row in rows))
    assert [m.span() for m in cue.find(text)] == [m.span() for m in whole.finditer(text)]
    assert cue.ends("the hearing was held, ", 0, 22)
    assert cue.ends("the hearing was held in contempt", 0, 32) is None


def test_the_rows_that_fit_are_counted_and_one_can_be_left_out():
    cue = Cue("hearings", "to")
    (row,) = [row for row in load("hearings") if row.tag == "to"]
    with watching() as seen:
        assert cue.search("moved to may 5")
    assert seen == {row: 1}
    with watching():
        pass
    assert cue.search("moved to may 5")


HOLDING_TABLES = ("citations", "holding_words", "no_decision", "orders", "pleading", "voices")
CODE = "\n".join(path.read_text("utf-8") for path in Path(section230.__file__).parent.glob("*.py"))
BY_VALUE = (
    "ip",
    "federal_criminal",
    "ecpa",
    "state_law_consistent",
    "fosta_trafficking",
)  # of an enum, in claims.py


def fits(row: Row, text: str) -> bool:
    pattern = compile_row(row)[0]
    return any(re.search(pattern, words) for words in (text, f"{text} "))


@pytest.mark.parametrize("table", HOLDING_TABLES)
def test_each_row_fits_its_example_and_not_its_counter_example(table):
    rows = load(table)
    assert len(rows) > 60
    assert [row for row in rows if not fits(row, row.example)] == []
    assert [row for row in rows if fits(row, row.counter)] == []


@pytest.mark.parametrize("table", HOLDING_TABLES)
def test_each_tag_is_read(table):
    rows = load(table)
    tags = {row.tag for row in rows if not row.tag.startswith("@")} - set(BY_VALUE)
    by_code = {f"{provision.value}_words" for provision in Provision}  # asked for by the code of the part
    assert [tag for tag in tags - by_code if not re.search(rf'\.{tag}\b|"{tag}"', CODE)] == []
    named = {row.tag[1:] for row in rows if row.tag.startswith("@")}
    phrases = CODE + "\n".join(row.phrase for row in rows)
    assert [name for name in named if not re.search(rf"<<{name}>>|@{name}\b", phrases)] == []


@pytest.mark.parametrize("table", HOLDING_TABLES)
def test_a_cue_of_a_holding_finds_what_its_rows_find(table):
    for tag in {row.tag for row in load(table) if not row.tag.startswith("@")}:
        rows = [row for row in load(table) if row.tag == tag]
        text = " . ".join(f"{row.example} . {row.counter}" for row in rows)
        whole = re.compile("|".join(compile_row(row)[0] for row in rows))
        assert [match.span() for match in Cue(table, tag).find(text)] == [
            match.span() for match in whole.finditer(text)
        ]


def test_words_that_a_row_names_are_read_in_its_place(monkeypatch):
    row = Row("one", "/<<suit>> b/", "a b", "b", "x", "orders", 2)
    monkeypatch.setattr(
        "docket.text.phrase_rows.load", lambda _table: (row._replace(tag="@suit", phrase="/a/"),)
    )
    assert compile_row(row)[0] == "(?:a) b"
