"""One case: the answer first, then the dockets, rulings, entries, hearings and parties behind it.

The module first loads its parts as rows, each with the words of the entry it was read from and the rule, then
builds the page.
"""

import sqlite3
from collections.abc import Iterable

from db.outcomes import is_retold
from db.schema import CHECKABLE
from db.trail import UNFOLLOWED
from db.views import OPEN_HEARING
from docket.source_hosts import order_sources
from publish.charts.case_timeline import family_figure, order_family
from publish.freshness import format_freshness, last_looks, published_target
from publish.html import cite_acts, cite_decisions
from publish.links import anchor, case_path
from publish.pages import case_summary, congress, doctrine, entries, judges, opinions
from publish.pages.bills import add_fates as add_fates_of_bills
from publish.pages.case_parts import Became, Did, Doubts, LawSaid, Links, Parties, Pleaded, Shown, Verdict
from publish.queries import (
    DOCKET,
    HEARING,
    case_of_docket,
    find_case,
    hearing_steps,
    latest_changes,
    snapshots_of,
)
from publish.request import Asked, Moved, marks, one_row, rows
from publish.words import (
    BLOCKED,
    DECIDED,
    EFFECTS,
    LAW_EFFECTS,
    OUTCOMES,
    first_upper,
    format_act,
    format_answer,
    format_days_in,
    format_doubts,
    format_recommended,
    format_span,
    format_undergone,
    plain,
    split_list,
    the,
)

SHOWN = 30


def load_evidence(conn: sqlite3.Connection, docket_ids: list[str]) -> Shown:
    """Return the claims, parts of § 230 and exceptions that were read from entries, oldest entry first, and
    their number."""
    params = [*docket_ids, *docket_ids]
    listed = marks(docket_ids)
    evidence = rows(
        conn,
        f"""select found.*, docket_entries.entry_number, docket_entries.date_filed, dockets.court_id,
          courts.short_name as court_name, count(*) over () as total
        from (
          select 'claim' as what, cause_of_action as code, docket_id, entry_id, quoted_span, rule, snapshot_id
            from claims where docket_id in ({listed})
          union all
          select case when provision is null then 'exception'
            else 'provision' end, coalesce(provision, exception), docket_id,
            entry_id, quoted_span, rule, snapshot_id
            from defenses where docket_id in ({listed}) and coalesce(provision, exception) <> 'none'
        ) found
          join docket_entries on docket_entries.entry_id = found.entry_id
          join dockets on dockets.docket_id = found.docket_id
          left join courts on courts.court_id = dockets.court_id
        order by docket_entries.date_filed, docket_entries.position, found.what, found.code limit {SHOWN}""",
        params,
    )
    return Shown(evidence, evidence[0]["total"] if evidence else 0)


def read_verdict(case: dict, family: list[dict], acts: list[dict], laws: list[dict]) -> Verdict:
    """Return how § 230 came out in a case, and the state of the laws that it challenges."""
    outcome = case["outcome_230"]
    act = next((candidate for candidate in acts if candidate["ruling_id"] == case["outcome_ruling_id"]), None)
    unanswered = {"declined": ("declined",), "none": ("silent",)}
    last_word = last_words(acts, unanswered[outcome]) if outcome in unanswered else None
    wiping = find_wiping(acts) if outcome == "open" else None
    is_open = case["status"] == "open"
    docket = next(
        (candidate for candidate in family if candidate["docket_id"] == case["outcome_docket_id"]), None
    ) or next((candidate for candidate in family if candidate["status"] == "open" or not is_open), None)
    noted = wiping[1] if wiping else last_word  # *Batzel* is open, but known for what the vacating court held
    advice = _find_advice(case, acts)
    who = _who(case, docket, act, last_word, acts)
    if advice:
        is_all = noted is None and outcome in ("none", "pending")
        noted = noted or advice
        who = _format_advice(advice) if is_all else f"{who} {_format_advice(advice)}"
    note = case["outcome_note"] or (noted["holding"] if noted else None)
    return Verdict(
        outcome=outcome,
        word=_word(case, act, laws),
        note=note,
        act=act,
        who=who,
        docket=docket,
        is_unconfirmed=case["outcome_is_verified"] == 0,
        laws=[_format_law(law) for law in laws],
    )


def _word(case: dict, act: dict | None, laws: list[dict]) -> str:
    outcome = case["outcome_230"]
    word = OUTCOMES[outcome][0]
    blocked = {BLOCKED.get(law["law_state"]) for law in laws}
    if outcome == "not_preempted" and len(blocked) == 1 and None not in blocked:
        word += f", yet {blocked.pop()} on other grounds"
    elif outcome in DECIDED and case["status"] == "open":
        word += ", so far"
    if case["recommended_answer"]:
        word += f"; {format_recommended(case['recommended_answer'])}"
    return word


def _who(case: dict, docket: dict | None, act: dict | None, last_word: dict | None, acts: list[dict]) -> str:
    """Return one or two sentences: which court decided, and when; or why no answer stands."""
    outcome = case["outcome_230"]
    if outcome is None:
        return "What the record said of it was removed from publication."
    if act:
        left = [
            became
            for became in act["became"]
            if became.fate == "left" and became.is_above and not became.act["is_wiped"]
        ]
        later = max(left, key=lambda became: became.act["date_from"] or "", default=None)
        rest = f" {first_upper(_court(later.act))} {_left(later)}." if later else ""
        if not later and act["later_history"]:  # "certiorari denied June 22, 1998"
            rest = f" Later history: {format_days_in(act['later_history'].rstrip('.'))}."
        return f"Decided by {_court(act)}{_when(act) or ', on a date not known'}.{rest}"
    if outcome in DECIDED:  # a correction by the operator, which names no act
        return f"In {the(docket['court_full_name'] or docket['court_id'])}." if docket else ""
    if outcome == "open":
        wiping = find_wiping(acts)
        told_by = format_wiping(*wiping) if wiping else "the answer once given no longer stands"
        return f"{OUTCOMES['open'][0]}: {told_by}."
    if outcome == "declined":
        return (
            f"Left open by {_court(last_word)}{_when(last_word)}."
            if last_word
            else "A court left the question open."
        )
    if outcome == "pending" and docket:
        return f"The question is before {the(docket['court_full_name'] or docket['court_id'])}."
    if last_word:
        return f"Decided by {_court(last_word)}{_when(last_word)}, without an answer on § 230."
    return f"No ruling on § 230 is on record in {'this docket' if case['docket_count'] == 1 else 'these dockets'}."


def _find_advice(case: dict, acts: list[dict]) -> dict | None:
    """Return the newest recommendation of the answer that awaits adoption."""
    given = [
        act
        for act in acts
        if act["kind"] == "magistrate_recommendation" and act["answer"] == case["recommended_answer"]
    ]
    return max(given, key=lambda act: act["date_from"] or "", default=None)


def _format_advice(advice: dict) -> str:
    """Return who recommended what, and what is known since: "A magistrate judge of … recommended “immune” on
    Feb. 8, 2019; no order that adopts it is on record."."""
    history = format_days_in((advice["later_history"] or "").rstrip("."))
    since = f"later history: {history}" if history else "no order that adopts it is on record"
    answer = (format_answer(advice["answer"]) or "").lower()
    return f"A magistrate judge of {_court(advice)} recommended “{answer}”{_when(advice)}; {since}."


# What a court did to a judgment when it neither gave nor removed the answer, other than a denial.
_DID = {
    "affirmed": "affirmed",
    "affirmed_in_part": "affirmed in part",
    "reversed_in_part": "reversed in part",
    "remanded": "sent the case back",
}
_UNTOLD = {"declined": "without deciding the question", "silent": "without addressing § 230"}


def _left(became: Became) -> str:
    """Return what a court above did to a judgment while leaving the answer alone: "affirmed on Oct. 21, 2003,
    without deciding the question" (*Doe v. GTE* doubted the answer below, so "let it stand" would be
    wrong)."""
    by = became.act
    did, untold = _DID.get(became.effect_code or ""), _UNTOLD.get(by["answer"] or "")
    return f"{did}{_when(by)}, {untold}" if did and untold else f"let it stand{_when(by)}"


def _court(act: dict) -> str:
    return the(act["docket"]["court_full_name"] or act["docket"]["court_id"])


def _when(act: dict) -> str:
    """Return " on July 31, 2019", " in 2019", or nothing if no day, month or year is known."""
    day = format_span(act["date_from"], act["date_to"], act["precision"])
    return f" {'in' if act['precision'] in ('month', 'year') else 'on'} {day}" if day else ""


def _format_law(law: dict) -> LawSaid:
    act = law["act"]
    span = act and format_span(act["date_from"], act["date_to"], act["precision"])
    state = LAW_EFFECTS.get(law["law_state"]) or law["law_state"]
    begun = format_span(law["date_from"], law["date_to"], law["precision"])
    if law["law_state"] == "injunction_affirmed" and begun != span:  # it has held since the day it was made
        state = f"enjoined since {begun}; injunction affirmed, {span}"
    elif begun:
        state += (
            f" since {begun}"
            if law["law_state"] in BLOCKED and law["law_state"] != "injunction_affirmed"
            else f", {begun}"
        )
    is_unconfirmed = bool(act and {"law_effect", "date_from"} & set(act["unconfirmed_fields"]))
    return LawSaid(law["law"], law["law_id"], state, act, is_unconfirmed)


_ACTS = """
  select rulings.*, docket_entries.entry_number, laws.law_id
  from rulings left join docket_entries on docket_entries.entry_id = rulings.entry_id
    left join laws on laws.name = rulings.law
  where rulings.docket_id in ({marks})
    and (rulings.entry_id is null or rulings.answer is not null
      or rulings.effect is not null or rulings.law_effect is not null)
"""
# What a later act did to an earlier one, in the words of the earlier one's row.
_FATES = {"superseded": "superseded by", "wiped": "set aside by", "left": "left standing by"}
# Effects that the kind of an act already implies, or that say nothing.
_TOLD_BY_KIND = (None, "decided", "unknown", "cert_denied", "cert_granted", "rehearing_denied", "settled")
_LISTS = ("claims", "provisions", "exceptions", "theories", "unconfirmed")


def load_acts(conn: sqlite3.Connection, case_id: str, family: list[dict]) -> list[dict]:
    """Return the acts in the order of the dockets, newest first in each, with what they did and what became
    of them.

    An entry about an act that a reviewer also recorded is not a second act; it is listed with what entries
    say.
    """
    dockets = {docket["docket_id"]: (place, docket) for place, docket in enumerate(family)}
    acts = rows(conn, _ACTS.format(marks=marks(dockets)), list(dockets))
    reviewed = [
        (act["docket_id"], act["date_from"], act["date_to"])
        for act in acts
        if act["entry_id"] is None and act["date_from"]
    ]
    acts = [
        act
        for act in acts
        if act["entry_id"] is None or not is_retold(act["docket_id"], act["date_from"], reviewed)
    ]
    acts.sort(key=lambda act: (act["date_from"] or "", act["ruling_id"]), reverse=True)
    acts.sort(key=lambda act: dockets[act["docket_id"]][0])
    names = dict(conn.execute("select theory_id, name from theories"))
    for act in acts:
        act["docket"] = dockets[act["docket_id"]][1]
        act["unconfirmed_fields"] = split_list(act["unconfirmed"])
        act |= {name: split_list(act[name]) for name in _LISTS}
        act["theories"] = [(code, names.get(code, code)) for code in act["theories"]]
        act["sources"] = order_sources(act["primary_url"], act["source_url"], act["extra_sources"])
        act["said"] = format_act(act["kind"])
        act["is_disposition_news"] = act["disposition"] not in (*_TOLD_BY_KIND, act["answer"], act["effect"])
        act |= {"did": [], "became": [], "is_wiped": False}
    _join_fates(conn, case_id, {act["ruling_id"]: act for act in acts})
    _join_looks(conn, acts, list(dockets))
    opinions.add_words(conn, acts, list(dockets))
    return acts


# The facts of an act that were looked for, as a reader calls them.
_LOOKED_FOR = {
    "answer": "how § 230 came out in it",
    "date": "its day",
    "source_url": "a page of its own",
    "date_decided": "the day of its decision",
    "effect": "what came of it",
}


def _name_looks(looks: Iterable[dict]) -> list[tuple[str, str | None]]:
    """Return what was looked for, in a reader's words, and what was found instead."""
    return [(_LOOKED_FOR[look["field"]], look["text"]) for look in looks if look["field"] in _LOOKED_FOR]


def _join_looks(conn: sqlite3.Connection, acts: list[dict], docket_ids: list[str]) -> None:
    """Add to each act what was `looked_for` and not found, whether it `is_last` in its docket (the docket's
    `followed_to` says how far it was followed), and whether nobody looked past it (`is_unfollowed`)."""
    shown = marks(docket_ids)
    looks = rows(
        conn, f"select * from looks where docket_id in ({shown}) order by field, look_id", docket_ids
    )
    unfollowed = {
        ruling_id
        for (ruling_id,) in conn.execute(
            f"select ruling_id from ({UNFOLLOWED}) where docket_id in ({shown})", docket_ids
        )
    }
    seen: set[str] = set()
    for act in acts:  # a docket's newest act comes first
        is_reviewed = act["entry_id"] is None and act["kind"] is not None
        act["is_last"] = is_reviewed and act["docket_id"] not in seen
        act["is_unfollowed"] = act["ruling_id"] in unfollowed
        act["looked_for"] = _name_looks(look for look in looks if look["ruling_id"] == act["ruling_id"])
        if is_reviewed:
            seen.add(act["docket_id"])


def _join_fates(conn: sqlite3.Connection, case_id: str, acts: dict[str, dict]) -> None:
    """Add to each act what it `did` to earlier ones, what `became` of it, and whether that wiped it out."""
    for fate in rows(
        conn, "select * from ruling_fates where case_id = ? order by ruling_id, by_ruling_id", (case_id,)
    ):
        act, by = acts.get(fate["ruling_id"]), acts.get(fate["by_ruling_id"])
        if act is None or by is None:
            continue
        is_above = by["docket_id"] != act["docket_id"]
        undergone = format_undergone(fate["effect"], act["kind"], is_own=not is_above)
        did = EFFECTS["denied"] if fate["effect"] == "denied" else undergone or "acted on"
        by["did"].append(Did(did, act))
        # A lawyer calls a judgment affirmed, not superseded, even though the higher court's answer now
        # counts.
        is_answered = fate["fate"] == "superseded" and undergone is not None
        act["became"].append(
            Became(
                fate=fate["fate"],
                said=f"{undergone} by" if is_answered else _FATES[fate["fate"]],
                effect=None if is_answered else undergone,
                effect_code=fate["effect"],
                act=by,
                is_above=is_above,
            )
        )
        act["is_wiped"] = act["is_wiped"] or fate["fate"] == "wiped"


def load_laws(conn: sqlite3.Connection, case_id: str, acts: list[dict]) -> list[dict]:
    """Return the state of each law that the case is about, with the act behind it."""
    by_id = {act["ruling_id"]: act for act in acts}
    laws = rows(
        conn,
        "select case_laws.*, laws.law_id from case_laws left join laws on laws.name = case_laws.law "
        "where case_id = ? order by law",
        (case_id,),
    )
    return [law | {"act": by_id.get(law["ruling_id"])} for law in laws]


# An act that speaks to the question: it answers, leaves it open, or removes an earlier answer. The last
# ruling in *Gonzalez* is by the Supreme Court, which declined, not by the court whose answer it vacated.
_SPEAKS = (*DECIDED, "declined", "vacated")


def last_ruling(acts: list[dict]) -> dict | None:
    """Return the newest dated act that spoke to the question, whatever became of it; a recommendation does
    not count."""
    spoke = [
        act
        for act in acts
        if act["answer"] in _SPEAKS and act["date_from"] and act["kind"] != "magistrate_recommendation"
    ]
    return max(spoke, key=lambda act: act["date_from"], default=None)


def find_wiping(acts: list[dict]) -> tuple[dict, dict] | None:
    """Return the last answer to a question that is open again, and the act that first wiped it out."""
    wiped = [
        (became.act, act)
        for act in acts
        if act["answer"] in DECIDED
        for became in act["became"]
        if became.fate == "wiped"
    ]
    if not wiped:
        return None
    act = max((act for _, act in wiped), key=lambda act: act["date_from"] or "")
    return act, min((by for by, of in wiped if of is act), key=lambda by: by["date_from"] or "")


def format_wiping(act: dict, by: dict) -> str:
    """Return who wiped out the answer of an act: "the Supreme Court vacated …"."""
    day = format_span(act["date_from"], act["date_to"], act["precision"])
    rest = {"declined": ", and left the question open", "silent": ", and did not address the question"}.get(
        by["answer"], ""
    )
    verb = "withdrew" if by["effect"] == "replaced" else EFFECTS.get(by["effect"] or "", "set aside")
    court = the(by["docket"]["court_full_name"] or by["docket"]["court_id"])
    return f"{court} {verb} the ruling{f' of {day}' if day else ''}{_when(by)}{rest}"


def last_words(acts: list[dict], answers: tuple[str, ...]) -> dict | None:
    """Return the newest act with a holding whose answer is one of these."""
    fitting = [act for act in acts if act["answer"] in answers and act["holding"]]
    return max(fitting, key=lambda act: act["date_from"] or "", default=None)


PARTIES_SHOWN = 150
READ_SHOWN = 15
_EVENTS_SHOWN = 300


def load_dockets(conn: sqlite3.Connection, case_id: str) -> list[dict]:
    """Return the dockets of a case, each with its outcome, what is unconfirmed, what was `looked_for` and not
    found, and its `sources`, starting with the one to cite."""
    dockets = rows(conn, DOCKET + " where dockets.case_id = ?", (case_id,))
    looks = rows(
        conn,
        "select looks.* from looks join dockets using (docket_id) where case_id = ? and ruling_id is null",
        (case_id,),
    )
    for docket in dockets:
        docket["looked_for"] = _name_looks(look for look in looks if look["docket_id"] == docket["docket_id"])
        docket["unconfirmed_fields"] = split_list(docket["unconfirmed"])
        docket["name"] = docket["short_name"] or docket["caption"] or docket["docket_id"]
        docket["sources"] = order_sources(docket["primary_url"], docket["source_url"])
    return dockets


_CHECKED = ("caption", "docket_number_raw", "citation", "status", "date_filed", "date_decided", "assigned_to")


def find_doubts(family: list[dict], acts: list[dict]) -> Doubts:
    """Return which facts of a case's dockets and rulings are unconfirmed, and how many facts there are."""
    doubted: list[tuple[dict, tuple[str, ...], str, str]] = [
        (docket, _CHECKED, docket["docket_id"], "its docket") for docket in family
    ]
    doubted += [
        (
            act | {"court_name": act["docket"]["court_name"], "court_id": act["docket"]["court_id"]},
            tuple(CHECKABLE),
            act["ruling_id"],
            format_span(act["date_from"], act["date_to"], act["precision"]) or "day not known",
        )
        for act in acts
    ]
    return Doubts(
        sum(len(row["unconfirmed_fields"]) for row, *_ in doubted),
        sum(
            bool(row[name] or name in row["unconfirmed_fields"])
            for row, names, *_ in doubted
            for name in names
        ),
        [
            (
                f"{row['court_name'] or row['court_id']}, {what}",
                anchor(key),
                format_doubts(row["unconfirmed_fields"]),
            )
            for row, _, key, what in doubted
            if row["unconfirmed_fields"]
        ],
    )


def load_links(conn: sqlite3.Connection, case_id: str) -> Links:
    """Return the links `inside` the family, and those to cases `outside` it, each from this case's point of
    view."""
    links = rows(
        conn,
        """select case_links.*, mine.short_name as docket_name, mine.court_id, mine.docket_number,
          coalesce(other.short_name, other.caption) as other_name, other_court.short_name as other_court,
          my_court.short_name as court_name, docket_entries.entry_number
        from case_links
          join dockets mine on mine.docket_id = case_links.docket_id
          left join courts my_court on my_court.court_id = mine.court_id
          left join dockets other on other.docket_id = case_links.other_docket_id
          left join courts other_court on other_court.court_id = coalesce(other.court_id, case_links.other_court_id)
          left join docket_entries on docket_entries.entry_id = case_links.entry_id
        where case_links.case_id = ? or case_links.other_docket_id in (select docket_id from dockets where case_id = ?)
        order by case_links.date, case_links.link_id""",
        (case_id, case_id),
    )
    links = _once(links)
    inside = [link for link in links if link["case_id"] == case_id and link["other_case_id"] == case_id]
    outside = []
    for link in links:
        if link in inside:
            continue
        is_ours = link["case_id"] == case_id
        outside.append(
            link
            | {
                "is_ours": is_ours,
                "far_case": link["other_case_id"] if is_ours else link["case_id"],
                "far_name": (link["other_name"] or link["other_label"] or link["other_slug"])
                if is_ours
                else link["docket_name"],
                "far_court": link["other_court"] if is_ours else link["court_name"],
                "near_name": link["docket_name"] if is_ours else link["other_name"],
                "place": (link["source_url"], link["snapshot_id"]),
            }
        )
    return Links(inside, fold_links(outside))


def fold_links(links: list[dict]) -> list[dict]:
    """Return one row for all links that say the same: the members of a multidistrict litigation go into the
    row of the first, as `also`."""
    folded: dict[tuple, dict] = {}
    for link in links:
        words_shown = tuple(
            link[name] for name in ("link_type", "text", "effect", "date", "entry_id", "is_ours")
        )
        first = folded.setdefault(
            words_shown if not link["entry_id"] else (link["link_id"],), link | {"also": []}
        )
        if first["link_id"] != link["link_id"]:
            first["also"].append(link)
    return list(folded.values())


def _once(links: list[dict]) -> list[dict]:
    """Return one link for each pair of dockets that several texts join: a reviewer's, else one with a known
    effect."""
    best: dict[object, tuple[tuple, dict]] = {}
    for link in links:
        pair = (
            frozenset((link["docket_id"], link["other_docket_id"]))
            if link["other_docket_id"]
            else link["link_id"]
        )
        rank = (link["rule"] is None, link["effect"] not in (None, "none", "unknown", "unmapped"))
        if pair not in best or rank > best[pair][0]:
            best[pair] = (rank, link)
    return [link for _, link in best.values()]


def add_relations(family: list[dict], inside: list[dict]) -> None:
    """Add to each docket its `relations` to the case's other dockets, in words, with what became of the
    ruling below."""
    names = {docket["docket_id"]: _called(docket) for docket in family}
    for docket in family:
        docket["relations"] = []
        for link in inside:
            effect = (
                plain(link["effect"]) if link["effect"] not in (None, "none", "unknown", "unmapped") else None
            )
            how = plain(link["link_type"]) or "Related"
            if link["docket_id"] == docket["docket_id"]:
                there = names.get(link["other_docket_id"]) or link["other_label"] or "a docket not known"
                docket["relations"].append(_relation(how, there, effect, is_later=not link["other_is_later"]))
            elif link["other_docket_id"] == docket["docket_id"]:
                there = names.get(link["docket_id"], "a docket not known")
                docket["relations"].append(
                    _relation(how, there, effect, is_later=bool(link["other_is_later"]))
                )


def _called(docket: dict) -> str:
    return " ".join(filter(None, (docket["court_name"] or docket["court_id"], docket["docket_number"])))


def _relation(how: str, there: str, effect: str | None, is_later: bool) -> str:
    """Return "Appeal from N.D. Cal. 4:16-cv-03282: affirmed" for the later docket, "Appeal to …" for the
    earlier."""
    if how in ("Companion", "Consolidated", "MDL member", "Related"):
        return f"{how}: {there}"
    return f"{how} {'from' if is_later else 'to'} {there}" + (f": {effect.lower()}" if effect else "")


def load_events(conn: sqlite3.Connection, docket_ids: list[str]) -> list[dict]:
    """Return the dated events a reviewer recorded, newest first."""
    return rows(
        conn,
        f"""select docket_events.*, coalesce(dockets.short_name, dockets.caption) as docket_name,
          courts.short_name as court_name
        from docket_events join dockets using (docket_id) left join courts using (court_id)
        where docket_events.docket_id in ({marks(docket_ids)})
        order by docket_events.date_from desc, docket_events.docket_event_id desc limit {_EVENTS_SHOWN}""",
        docket_ids,
    )


def add_fates(family: list[dict], acts: list[dict]) -> None:
    """Add to each docket `became_above`: what acts in other dockets did to the act that gave it its
    outcome."""
    by_id = {act["ruling_id"]: act for act in acts}
    for docket in family:
        act = by_id.get(docket["outcome_ruling_id"])
        docket["became_above"] = [became for became in act["became"] if became.is_above] if act else []


def load_pleaded(conn: sqlite3.Connection, family: list[dict]) -> list[Pleaded]:
    """Return the claims pleaded and the parts of § 230 and exceptions raised, for each docket where any is
    known."""
    ids = [docket["docket_id"] for docket in family]
    claims, defenses = _by_docket(conn, "claims", ids), _by_docket(conn, "defenses", ids)
    return [
        Pleaded(
            docket,
            claims=_each_once(claims, docket, "cause_of_action"),
            provisions=_each_once(defenses, docket, "provision"),
            exceptions=[code for code in _each_once(defenses, docket, "exception") if code != "none"],
        )
        for docket in family
        if docket["docket_id"] in claims or docket["docket_id"] in defenses
    ]


def _each_once(by_docket: dict[str, list[dict]], docket: dict, name: str) -> list[str]:
    return list(dict.fromkeys(row[name] for row in by_docket.get(docket["docket_id"], ()) if row[name]))


def _by_docket(conn: sqlite3.Connection, table: str, docket_ids: list[str]) -> dict[str, list[dict]]:
    grouped: dict[str, list[dict]] = {}
    sql = f"select * from {table} where docket_id in ({marks(docket_ids)}) order by rowid"
    for item in rows(conn, sql, docket_ids):
        grouped.setdefault(item["docket_id"], []).append(item)
    return grouped


def load_read(conn: sqlite3.Connection, table: str, docket_ids: list[str]) -> Shown:
    """Return the motions or rulings that were read from entries, newest first, and their number."""
    day = {"motions": "date_filed", "rulings": "date_from"}[table]
    inside = f"{table}.docket_id in ({marks(docket_ids)})"
    # First the last day to be shown, from the index: otherwise sorting would read the entry of each of
    # several hundred motions.
    readings = rows(
        conn,
        f"""select {table}.*, docket_entries.entry_number, dockets.court_id, courts.short_name as court_name
        from {table}
          join docket_entries on docket_entries.entry_id = {table}.entry_id
          join dockets on dockets.docket_id = {table}.docket_id
          left join courts on courts.court_id = dockets.court_id
        where {inside} and coalesce({table}.{day}, '') >= coalesce((
          select {day} from {table} where {inside} and entry_id is not null
          order by {day} desc limit 1 offset {READ_SHOWN - 1}), '')
        order by {table}.{day} desc, docket_entries.position desc limit {READ_SHOWN}""",
        [*docket_ids, *docket_ids],
    )
    counted = one_row(
        conn, f"select count(entry_id) as n from {table} where docket_id in ({marks(docket_ids)})", docket_ids
    )
    return Shown(readings, counted["n"])


def load_parties(conn: sqlite3.Connection, docket_ids: list[str]) -> Parties:
    """Return the parties in the order of their dockets, with counsel; at most the first 150."""
    parties = rows(
        conn,
        f"""select participations.*, entities.name as entity_name, entities.kind as entity_kind,
          coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name
        from participations
          join dockets using (docket_id)
          left join courts using (court_id)
          left join entities on entities.entity_id = participations.entity_id
        where participations.docket_id in ({marks(docket_ids)})
        order by dockets.position, participations.docket_id, participations.position limit {PARTIES_SHOWN + 1}""",
        docket_ids,
    )
    shown = parties[:PARTIES_SHOWN]
    counsel = rows(
        conn,
        f"""select representations.participation_id, representations.roles, representations.date_terminated,
          representations.is_pro_se, attorneys.name as attorney, firms.name as firm
        from representations
          left join attorneys using (attorney_id)
          left join firms using (firm_id)
        where representations.participation_id in ({marks(shown)})
        order by representations.position""",
        [party["participation_id"] for party in shown],
    )
    for party in shown:
        party["counsel"] = [
            lawyer for lawyer in counsel if lawyer["participation_id"] == party["participation_id"]
        ]
    grouped = group_parties(shown)
    return Parties(
        shown,
        grouped,
        has_counsel=any(party["counsel"] for party in grouped),
        is_unconfirmed=bool(grouped) and not any(party["is_verified"] for party in grouped),
        is_cut=len(parties) > PARTIES_SHOWN,
    )


def group_parties(shown: list[dict]) -> list[dict]:
    """Return each party once, as its first docket prints it, with its `sides` (its role in which dockets),
    its `counsel` in all of them and the `places` it was read from."""
    groups: dict[tuple, dict] = {}
    for party in shown:
        key = (" ".join(party["name"].casefold().split()), party["entity_id"], party["is_gone"])
        group = groups.setdefault(key, party | {"sides": {}, "counsel": [], "places": [], "is_verified": 0})
        group["sides"].setdefault(party["party_type"], []).append(party)
        group["is_verified"] = max(group["is_verified"], party["is_verified"] or 0)
        known = {_counsel_key(counsel) for counsel in group["counsel"]}
        group["counsel"] += [counsel for counsel in party["counsel"] if _counsel_key(counsel) not in known]
        place = (party["source_url"], party["snapshot_id"])
        group["places"] += [place] if place not in group["places"] else []
    return [party | {"sides": list(party["sides"].items())} for party in groups.values()]


def _counsel_key(counsel: dict) -> tuple:
    return counsel["attorney"], counsel["firm"], counsel["date_terminated"]


def load_bills(conn: sqlite3.Connection, case_id: str) -> list[dict]:
    return rows(
        conn,
        """select bill_links.*, bills.number, bills.title, bills.kind, bills.congress, bills.status, bills.status_date,
          bills.date_introduced, bills.law, bills.effect_on_230
        from bill_links join bills using (bill_id) where bill_links.case_id = ?
          order by bills.date_introduced, bill_id""",
        (case_id,),
    )


def load_corrections(conn: sqlite3.Connection, case_id: str, docket_ids: list[str]) -> list[dict]:
    """Return the operator's corrections to this case and its dockets, newest first."""
    return rows(
        conn,
        f"""select * from corrections
        where (table_name = 'cases' and row_id = ?) or (table_name = 'dockets' and row_id in ({marks(docket_ids)}))
        order by made_at desc""",
        (case_id, *docket_ids),
    )


def load_citations(conn: sqlite3.Connection, docket_ids: list[str], acts: list[dict]) -> list[dict]:
    """Return the decisions of the case as lawyers cite them: first those that are an act in the record, with
    its day, then those known only for a docket."""
    citations = rows(
        conn,
        f"""select citations.*, coalesce(dockets.short_name, dockets.caption) as docket_name, dockets.date_decided,
          dockets.docket_number, courts.short_name as court_name
        from citations join dockets using (docket_id) left join courts using (court_id)
        where citations.docket_id in ({marks(docket_ids)}) order by dockets.date_decided, citations.rowid""",
        docket_ids,
    )
    decided = cite_acts(acts)
    known = {text for decision in decided for text in decision["texts"]}
    return decided + [
        decision for decision in cite_decisions(citations) if known.isdisjoint(decision["texts"])
    ]


_CHANGES = 20
_HEARINGS_SHOWN = 20  # with every date that each was moved from; 299 of them took a third of the page's time


def read(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    case_id = asked.parts["case_id"]
    case = find_case(conn, case_id)
    if case is None:
        return find_moved(conn, asked, case_id)
    dockets = load_dockets(conn, case_id)
    links = load_links(conn, case_id)
    family = order_family(dockets, links.inside)
    ids = [docket["docket_id"] for docket in family]
    events = load_events(conn, ids)
    hearings = rows(
        conn,
        HEARING + " where dockets.case_id = ? order by hearings.date_from desc, hearings.hearing_id"
        f" limit {_HEARINGS_SHOWN}",
        (case_id,),
    )
    of_family = f"from hearings where docket_id in ({marks(ids)})"
    # What the figure draws of every hearing: a register may have set two thousand. One docket has no figure.
    drawn = (
        rows(
            conn, f"select docket_id, status, date_from {of_family} order by date_from desc, hearing_id", ids
        )
        if len(ids) > 1
        else []
    )
    steps = hearing_steps(conn, [hearing["hearing_id"] for hearing in hearings])
    add_relations(family, links.inside)
    acts = load_acts(conn, case_id, family)
    add_fates(family, acts)
    was_read = {
        "motions": load_read(conn, "motions", ids),
        "decisions": load_read(conn, "rulings", ids),
        "evidence": load_evidence(conn, ids),
    }
    parties = load_parties(conn, ids)
    changes = latest_changes(conn, (), _CHANGES + 1, case_id=case_id)
    listed = entries.read_entries(conn, asked, family)
    events_in_congress = congress.of_case(conn, case_id)
    looks = last_looks(conn, asked.archive_path, ids)
    today = asked.now.date()
    next_hearing = _next_hearing(conn, case_id, asked)
    freshness = format_freshness(looks, case["status"] == "open", today)
    return {
        **_answer(conn, case, family, acts, next_hearing, freshness),
        **was_read,
        "judges": judges.of_dockets(conn, family),
        "family": family,
        "figure": family_figure(family, events, drawn, links.inside, today),
        "links_out": links.outside,
        "bills": add_fates_of_bills(load_bills(conn, case_id), asked),
        "events_in_congress": events_in_congress,
        "events": events,
        "acts": acts,
        "pleaded": load_pleaded(conn, family),
        "entries": listed,
        "hearings": hearings,
        "hearing_count": one_row(conn, f"select count(*) as n {of_family}", ids)["n"],
        "steps": steps,
        "parties": parties,
        "changes": changes[:_CHANGES],
        "more_changes": len(changes) > _CHANGES,
        "corrections": load_corrections(conn, case_id, ids),
        "citations": load_citations(conn, ids, acts),
        "opinions": opinions.load_opinions(conn, ids),
        "cites": opinions.load_cites(conn, ids),
        "cited_by": opinions.load_cited_by(conn, ids),
        "looks": looks,
        "doubted": find_doubts(family, acts),
        "snapshots": snapshots_of(
            conn,
            [case],
            family,
            events,
            acts,
            hearings,
            parties.shown,
            listed["shown"],
            [link for first in links.outside for link in (first, *first["also"])],
            events_in_congress,
            changes,
            *(part.shown for part in was_read.values()),
            *steps.values(),
        ),
        "now": asked.now,
    }


def _answer(
    conn: sqlite3.Connection,
    case: dict,
    family: list[dict],
    acts: list[dict],
    next_hearing: dict | None,
    freshness: dict,
) -> dict:
    """Return what the page says about the whole case, above the lists."""
    return {
        "case": case,
        "heading": case_summary.case_title(case),
        "title": case["short_name"] or case["caption"] or case["case_id"],
        "suit": case_summary.format_suit(conn, case, family),
        "defense": case_summary.format_defense(case),
        "verdict": read_verdict(case, family, acts, load_laws(conn, case["case_id"], acts)),
        "tally": [
            (outcome, number)
            for outcome in OUTCOMES
            if (number := sum(docket["outcome"] == outcome for docket in family))
        ],
        "questions": doctrine.of_case(conn, [docket["docket_id"] for docket in family]),
        "sides": doctrine.SIDES,
        "last_ruling": last_ruling(acts),
        "next_hearing": next_hearing,
        "what_next": case_summary.format_next(case, next_hearing),
        "basis": case_summary.format_basis(freshness, case["entry_count"] or 0),
        "freshness": freshness,
    }


def find_moved(conn: sqlite3.Connection, asked: Asked, case_id: str) -> Moved | None:
    """Return the redirect for an old id of a case, or the id of one of its dockets; None if there is none."""
    target = case_of_docket(conn, case_id)
    if target is None and (docket_id := published_target(asked.archive_path, case_id)):
        target = case_of_docket(conn, docket_id)
    if target is None and find_case(conn, case_id.lower()):  # ids of cases have no capitals
        target = case_id.lower()
    return Moved(case_path(target)) if target and target != case_id else None


def _next_hearing(conn: sqlite3.Connection, case_id: str, asked: Asked) -> dict | None:
    """Return the earliest hearing whose last possible day has not passed at its court."""
    coming = rows(
        conn,
        f"{HEARING} where dockets.case_id = ? and hearings.date_to >= ? and {OPEN_HEARING}"
        " order by hearings.date_from, coalesce(hearings.time_local, '')",
        (case_id, asked.earliest_today().isoformat()),
    )
    return next((h for h in coming if h["date_to"] >= asked.today(h["court_timezone"]).isoformat()), None)
