"""The courts' own words: quotations in a case, what it cites and what cites it, and a page for a
precedent."""

import sqlite3
from collections import Counter
from operator import itemgetter
from typing import NamedTuple

from db.views import IS_SHOWN
from publish.cache import remembered
from publish.html import cite, strip_ours
from publish.links import page_path, precedent_path
from publish.pages.doctrine import FEW, SIDES, each_docket, goes_both_ways, load_decisions
from publish.request import Asked, Moved, marks, row, rows
from publish.words import CIRCUITS, format_day

_QUOTED = 3  # sentences quoted per act; the rest is in its opinion
_SHOWN = 20  # shown on a case's page
# Treatments in the order of the page, strongest first; the last two only link decisions, and say nothing
# about the court's view.
TREATMENTS = {
    "disagreed": "Disagreed with",
    "distinguished": "Distinguished",
    "limited": "Limited",
    "followed": "Followed",
    "quoted": "Quoted",
    "cited": "Cited",
}
_NOT_THE_COURT = ("dissent", "concurrence")
_EACH = 10  # opinions per circuit on a precedent's page; all are in the API
_RANK = {name: place for place, name in enumerate(TREATMENTS)}
_OUTSIDE = {"scotus": "U.S. Supreme Court", "state": "State courts"}
_PLACE = {"slip": "slip op. at", "reporter": "at", "file": "page of the file"}


def format_page(passage: dict) -> str:
    """Return the page of a quotation in words, with the print that it is numbered by: "slip op. at 12", "at
    330–31"."""
    page = format_pages(passage["printed_page"], passage.get("last_printed_page")) or passage["page"]
    if page is None:
        return "on a page that its archive does not tell"
    return f"{_PLACE.get(passage['page_series'] or 'file', 'page')} {page}"


def format_pages(first: str | None, last: str | None) -> str | None:
    """Return the pages of a quotation in Bluebook form, with only the last two digits of the last page:
    330–31."""
    if not first or not last or first == last:
        return first or None
    is_short = len(first) == len(last) > 2 and first[:-2] == last[:-2]
    return f"{first}–{last[-2:] if is_short else last}"


def add_words(conn: sqlite3.Connection, acts: list[dict], docket_ids: list[str]) -> None:
    """Add to each act the sentences in its opinion in which the court holds on the statute, each with its
    citation; and `text`, that opinion."""
    inside = f"in ({marks(docket_ids)})"
    held = rows(
        conn,
        f"""select opinions.*, dockets.docket_number, coalesce(dockets.short_name, dockets.caption) as docket_name,
          courts.short_name as court_name
        from opinions join dockets using (docket_id) left join courts using (court_id)
        where opinions.docket_id {inside} and opinions.ruling_id is not null and opinion_id in
          (select opinion_id from opinion_paragraphs where docket_id {inside}) order by opinion_id""",
        [*docket_ids, *docket_ids],
    )
    opinions = {opinion["opinion_id"]: opinion for opinion in held}
    passages = rows(
        conn,
        f"""select * from passages where docket_id {inside} and kind = 'holding'
        order by tier, coalesce(page, cast(printed_page as integer)) desc, span_start""",
        docket_ids,
    )
    for act in acts:
        texts = {
            key: opinion for key, opinion in opinions.items() if opinion["ruling_id"] == act["ruling_id"]
        }
        mine = [
            passage
            | {"place": format_page(passage), "cited": cite_words(passage, texts[passage["opinion_id"]])}
            for passage in passages
            if passage["opinion_id"] in texts
        ]
        # An amended opinion repeats the same sentences.
        act["words"] = list({passage["text"]: passage for passage in mine}.values())[:_QUOTED]
        act["text_held"] = next(iter(texts.values()), None)


def cite_words(passage: dict, opinion: dict) -> str:
    """Return the Bluebook citation of a quotation, with its page in a reporter or else in the court's own
    print."""
    series = passage["page_series"]
    pin = format_pages(passage["printed_page"], passage["last_printed_page"]) if series != "file" else None
    name = (opinion["citation"] and opinion["caption"]) or opinion["docket_name"] or opinion["caption"]
    if opinion["citation"] and series == "reporter":
        return cite([opinion["citation"]], name, opinion["court_name"], opinion["date_filed"], pin=pin)
    day = " ".join(
        filter(None, [opinion["court_name"], opinion["date_filed"] and format_day(opinion["date_filed"])])
    )
    parts = [strip_ours(name or ""), opinion["docket_number"] and f"No. {opinion['docket_number']}"]
    parts += [f"slip op. at {pin}" if pin else "slip op."]
    return ", ".join(filter(None, parts)) + (f" ({day})" if day else "")


def load_opinions(conn: sqlite3.Connection, docket_ids: list[str]) -> list[dict]:
    """Return the archived opinions of a case, newest first, with the number of sentences quoted from each."""
    return rows(
        conn,
        f"""select opinions.*, courts.short_name as court_name,
          (select count(*) from passages where passages.opinion_id = opinions.opinion_id) as passage_count,
          (select count(*) from cited_decisions where cited_decisions.opinion_id = opinions.opinion_id) as cited_count
        from opinions join dockets using (docket_id) left join courts using (court_id)
        where opinions.docket_id in ({marks(docket_ids)}) order by opinions.date_filed desc, opinions.opinion_id""",
        docket_ids,
    )


def why_no_citation(conn: sqlite3.Connection) -> str:
    """Return why no citation was found: an opinion that is not held cannot be read."""
    held, read = (
        conn.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("opinions", "cited_decisions")
    )
    if not held:
        return "no opinion's text is held, so that no citation could be read; /coverage says what is held and why"
    return f"no such citation in what is held: {held} opinion(s), {read} citations; what is not held is not counted"


_CITED = f"""
select {{}}, aliases.docket_id as cited_docket_id, there.case_id as cited_case_id,
  coalesce(there.short_name, there.caption) as cited_name, here.case_id,
  coalesce(here.short_name, here.caption) as docket_name, courts.short_name as court_name, courts.circuit,
  courts.system, opinions.date_filed
from cited_decisions join opinions using (opinion_id)
  join dockets here on here.docket_id = cited_decisions.docket_id
  left join courts on courts.court_id = here.court_id
  join docket_aliases aliases on aliases.alias = 'catalog:' || cited_decisions.cited_slug
  join dockets there on there.docket_id = aliases.docket_id
where here.{IS_SHOWN} and there.{IS_SHOWN} and {{}}
order by opinions.date_filed desc, cited_decisions.rowid
"""
_ALL_OF_IT = "cited_decisions.*, coalesce(cited_decisions.treatment, cited_decisions.edge) as word"
# The columns that decide which citation is shown, without its sentence: an opinion may cite a thousand
# decisions.
_IN_SHORT = (
    "cited_decisions.rowid as in_row, cited_decisions.docket_id, cited_decisions.part, "
    "coalesce(cited_decisions.treatment, cited_decisions.edge) as word, null as page"
)


# Citations that a collection lists, without a sentence; both ends are dockets here.
_LISTED = f"""
select distinct here.docket_id, cited.docket_id as cited_docket_id, there.case_id as cited_case_id,
  coalesce(there.short_name, there.caption) as cited_name, here.case_id,
  coalesce(here.short_name, here.caption) as docket_name, courts.short_name as court_name, courts.circuit,
  courts.system, citing.date_filed, citing.source as listed_by, citing.number as opinion_id, citing.source_url,
  'cited' as word, 'listed' as tier, null as part, null as sentence, null as page, null as printed_page,
  null as page_series
from listed_citations edge join listed_opinions citing using (listed_opinion_id)
  join listed_opinions cited on cited.source = edge.source and cited.number = edge.cited_number
  join dockets here on here.docket_id = citing.docket_id left join courts on courts.court_id = here.court_id
  join dockets there on there.docket_id = cited.docket_id
where here.{IS_SHOWN} and there.{IS_SHOWN} and here.docket_id <> there.docket_id and {{}}
order by citing.date_filed desc, edge.rowid
"""


# Which opinions cite a decision, with each one's strongest treatment as a number (`_RANK`). An index holds
# all of it.
_SLUGS = "select substr(alias, 9) from docket_aliases where kind = 'catalog' and docket_id in ({})"
_STRENGTH = (
    f"case when part in ({', '.join(map(repr, _NOT_THE_COURT))}) then {len(_RANK)} else 0 end "
    "+ case coalesce(treatment, edge) "
    + " ".join(f"when '{name}' then {place}" for name, place in _RANK.items())
    + f" else {len(_RANK) - 1} end"
)
_CITING = f"""
select opinion_id, min({_STRENGTH}) as strength from cited_decisions
where cited_slug in ({_SLUGS.format("{0}")}) group by opinion_id
"""
# Where each opinion is from, read once for each state of the file: a look-up for each of the thousands that
# cite one decision took half of the page's time.
_OPINIONS = f"""
select opinions.opinion_id, opinions.docket_id, opinions.date_filed, courts.circuit, courts.system
from opinions join dockets using (docket_id) left join courts using (court_id) where dockets.{IS_SHOWN}
"""


def load_cites(conn: sqlite3.Connection, docket_ids: list[str]) -> list[dict]:
    """Return the decisions in this record that a case's opinions cite, one line each, strongest treatment
    first."""
    inside = f"in ({marks(docket_ids)})"
    cited = rows(conn, _CITED.format(_IN_SHORT, f"cited_decisions.docket_id {inside}"), docket_ids)
    read = {(citation["docket_id"], citation["cited_docket_id"]) for citation in cited}
    listed = rows(conn, _LISTED.format(f"edge.docket_id {inside}"), docket_ids)
    cited += [edge for edge in listed if (edge["docket_id"], edge["cited_docket_id"]) not in read]
    others = [citation for citation in cited if citation["cited_docket_id"] not in docket_ids]
    shown = _strongest(others, "cited_docket_id", _SHOWN)
    numbers = [citation["in_row"] for citation in shown if "in_row" in citation]
    full_rows = rows(conn, _CITED.format(_ALL_OF_IT, f"cited_decisions.rowid in ({marks(numbers)})"), numbers)
    full_by_docket = {citation["cited_docket_id"]: citation for citation in full_rows}
    return [
        _with_page(citation | full_by_docket[citation["cited_docket_id"]])
        if "in_row" in citation
        else citation
        for citation in shown
    ]


def _with_page(citation: dict) -> dict:
    is_known = citation["page"] or citation.get("printed_page")
    return citation | {"place": format_page(citation) if is_known else None}


def load_cited_by(conn: sqlite3.Connection, docket_ids: list[str]) -> list[dict]:
    """Return the opinions that cite a decision of a case, one line each, strongest treatment first."""
    return _tell(conn, _find_citing(conn, docket_ids)[:_SHOWN], docket_ids)


class Citing(NamedTuple):
    """An opinion that cites a decision: the rank of its strongest treatment (a place in `TREATMENTS`), its
    day, where it is from, and whether only a collection says so."""

    rank: int
    day: str
    opinion: dict
    is_listed: bool = False

    @property
    def place(self) -> str:
        return self.opinion["circuit"] or _OUTSIDE.get(self.opinion["system"]) or "Other courts"


def _find_citing(conn: sqlite3.Connection, docket_ids: list[str]) -> list[Citing]:
    """Return the opinions that cite a decision of these dockets, strongest treatment first.

    A decision that everybody cites has ten thousand citations: sentences are read only for those shown.
    """
    known = remembered(conn, "opinions", _load_places)
    citing = [
        # If only a dissent cites it, the dissent's treatment is shown; otherwise the strongest of the
        # court's.
        Citing(strength % len(_RANK), opinion["date_filed"] or "", opinion)
        for opinion_id, strength in conn.execute(_CITING.format(marks(docket_ids)), docket_ids)
        if (opinion := known.get(opinion_id)) and opinion["docket_id"] not in docket_ids
    ]
    read = {*docket_ids, *(citation.opinion["docket_id"] for citation in citing)}
    edges = rows(conn, _LISTED.format(f"cited.docket_id in ({marks(docket_ids)})"), docket_ids)
    listed = {
        opinion["opinion_id"]: Citing(_RANK["cited"], opinion["date_filed"] or "", opinion, is_listed=True)
        for opinion in reversed(edges)
        if opinion["docket_id"] not in read
    }
    return sorted([*citing, *listed.values()], key=itemgetter(0, 1))


def _load_places(conn: sqlite3.Connection) -> dict[str, dict]:
    return {opinion["opinion_id"]: opinion for opinion in rows(conn, _OPINIONS)}


def _tell(conn: sqlite3.Connection, citing: list[Citing], docket_ids: list[str]) -> list[dict]:
    """Return opinions that cite these dockets, with the citing sentence of each, in the order given."""
    ids = [citation.opinion["opinion_id"] for citation in citing if not citation.is_listed]
    # By the opinion's indexed name; by the cited docket, SQLite would look up every citation in the record.
    where = f"cited_decisions.opinion_id in ({marks(ids)}) and +aliases.docket_id in ({marks(docket_ids)})"
    where += f" and +cited_decisions.cited_slug in ({_SLUGS.format(marks(docket_ids))})"
    quoted = {
        citation["opinion_id"]: citation
        for citation in _strongest(
            rows(conn, _CITED.format(_ALL_OF_IT, where), [*ids, *docket_ids, *docket_ids]), "opinion_id"
        )
    }
    listed = {
        opinion["opinion_id"]: opinion
        for opinion in _strongest([edge.opinion for edge in citing if edge.is_listed], "opinion_id")
    }
    shown = ((listed if edge.is_listed else quoted).get(edge.opinion["opinion_id"]) for edge in citing)
    return [citation for citation in shown if citation]


def _strongest(citations: list[dict], key: str, most: int | None = None) -> list[dict]:
    """Return one row for each value of a column: the one with the strongest treatment, with the number of
    rows.

    What a dissent or its footnote says does not speak for the court: it counts only if the court says
    nothing.
    """
    groups: dict[str, list[dict]] = {}
    for citation in citations:
        groups.setdefault(citation[key], []).append(citation)
    best = []
    for group in groups.values():
        court = [citation for citation in group if citation["part"] not in _NOT_THE_COURT] or group
        strongest = min(court, key=lambda citation: _RANK.get(citation["word"], 9))
        counted = strongest | {"times": len(group), "said": TREATMENTS.get(strongest["word"], "Cited")}
        best.append(_with_page(counted))
    return sorted(best, key=lambda item: (_RANK.get(item["word"], 9), item["date_filed"] or ""))[:most]


def read_precedent(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    """Return a precedent, found by docket or by its name in the catalog: who followed it, who declined to."""
    named = row(
        conn, "select docket_id from docket_aliases where alias = ?", (f"catalog:{asked.parts['docket_id']}",)
    )
    if named and named["docket_id"] != asked.parts["docket_id"]:
        return Moved(precedent_path(named["docket_id"]))
    docket = row(
        conn,
        f"""select dockets.*, courts.name as court_name from dockets left join courts using (court_id)
        where docket_id = ? and {IS_SHOWN}""",
        (asked.parts["docket_id"],),
    )
    if docket is None:
        return None
    citing = _find_citing(conn, [docket["docket_id"]])
    groups: dict[str, list[Citing]] = {}
    for citation in citing:
        groups.setdefault(citation.place, []).append(citation)
    counts = {place: Counter(citation.rank for citation in group) for place, group in groups.items()}
    names = [*CIRCUITS, *_OUTSIDE.values(), "Other courts"]
    shown = _tell(
        conn, [citation for group in groups.values() for citation in group[:_EACH]], [docket["docket_id"]]
    )
    quoted = {opinion["opinion_id"]: opinion for opinion in shown}
    slugs = conn.execute(
        "select substr(alias, 9) from docket_aliases where kind = 'catalog' and docket_id = ? order by 1",
        (docket["docket_id"],),
    )
    years = Counter(citation.day[:4] or "not known" for citation in citing)
    return {
        "docket": docket,
        "title": docket["short_name"] or docket["caption"] or docket["docket_id"],
        "count": len(citing),
        "tally": [
            (wording, count)
            for rank, wording in enumerate(TREATMENTS.values())
            if (count := sum(of_place[rank] for of_place in counts.values()))
        ],
        "circuits": [
            {
                "label": CIRCUITS.get(name, name),
                "counts": [counts[name][rank] for rank in range(len(TREATMENTS))],
                "citing": [
                    quoted[citation.opinion["opinion_id"]]
                    for citation in groups[name][:_EACH]
                    if citation.opinion["opinion_id"] in quoted
                ],
                "more": len(groups[name]) - _EACH,
            }
            for name in names
            if name in groups
        ],
        "slugs": [slug for (slug,) in slugs],
        "treatments": list(TREATMENTS.values()),
        "years": sorted(years.items()),
    }


def read_questions(conn: sqlite3.Connection, asked: Asked) -> Moved:
    """Return a redirect to the board of open questions: a view of the grid of claims, with the same
    definition."""
    return Moved(page_path("/splits", by="question"))


def read_question(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    """Return one question: its decisions each way by circuit, what is pending, what is history, and what
    courts say in their own words."""
    question = row(conn, "select * from questions where question_id = ?", (asked.parts["question_id"],))
    if question is None:
        return None
    standing, history = load_decisions(conn, question["question_id"])
    _add_quotations(conn, standing)
    groups: dict[str, list[dict]] = {}
    for decision in standing:
        groups.setdefault(
            decision["circuit"] or _OUTSIDE.get(decision["system"]) or "Other courts", []
        ).append(decision)
    names = [*CIRCUITS, *_OUTSIDE.values(), "Other courts"]
    pending = {
        decision["case_id"]: decision
        for decision in reversed(each_docket(standing + history))
        if decision["case_status"] == "open"
    }
    return {
        "question": question,
        "sides": SIDES,
        "total": len(standing),
        "counts": [
            (side, wording[0], count)
            for side, wording in SIDES.items()
            if (count := sum(decision["side"] == side for decision in standing))
        ],
        "circuits": [_cell(name, groups[name]) for name in names if name in groups],
        "pending": list(reversed(pending.values())),
        "history": history,
        "newest": standing[:5],
    }


def _cell(name: str, decisions: list[dict]) -> dict:
    ways = [
        (wording[0], mine)
        for side, wording in SIDES.items()
        if (mine := [decision for decision in decisions if decision["side"] == side])
    ]
    return {
        "label": CIRCUITS.get(name, name),
        "circuit": name if name in CIRCUITS else None,
        "ways": ways,
        "is_split": goes_both_ways(decision["side"] for decision in decisions),
        "is_few": len(decisions) < FEW,
        "total": len(decisions),
    }


def _add_quotations(conn: sqlite3.Connection, sides: list[dict]) -> None:
    """Add to each decision its court's own sentence, if we hold the opinion."""
    acts = sorted({decision["ruling_id"] for decision in sides if decision["ruling_id"]})
    quoted: dict[str, dict] = {}
    if acts:
        for passage in rows(
            conn,
            f"""select opinions.ruling_id, passages.* from opinions
              cross join passages on passages.opinion_id = opinions.opinion_id
            where opinions.ruling_id in ({marks(acts)}) and passages.kind = 'holding'
            order by passages.tier, coalesce(passages.page, cast(passages.printed_page as integer)) desc""",
            acts,
        ):
            quoted.setdefault(passage["ruling_id"], passage | {"place": format_page(passage)})
    for decision in sides:
        decision["quoted"] = quoted.get(decision["ruling_id"])
