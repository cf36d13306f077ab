"""Every judicial act of a case on § 230: what it answered, what it did to earlier ones, and what became of it."""

from docket.source_hosts import order_sources
from publish.reading import marks, rows
from publish.words import DECIDED, EFFECTS, UNDERGONE, say_act, say_span, split_list, the

_ACTS = """
  select rulings.*, docket_entries.entry_number
  from rulings left join docket_entries on docket_entries.entry_id = rulings.entry_id
  where rulings.docket_id in ({marks})
    and (rulings.entry_id is null or rulings.answer is not null
      or rulings.effect is not null or rulings.law_effect is not null)
"""
# What a later act made of an earlier one, as the earlier one's row says it.
_FATES = {"superseded": "superseded by", "wiped": "wiped out by", "left": "left standing by"}
# What the sort of an act says already, or nothing.
_TOLD_BY_KIND = (None, "decided", "unknown", "cert_denied", "cert_granted", "rehearing_denied", "settled")
_LISTS = ("claims", "provisions", "exceptions", "theories", "unconfirmed")


def load_acts(conn, case_id: str, family: list[dict]) -> list[dict]:
    """Return the acts in the order of the dockets, of each the newest first, with what they did and what became of them.

    An entry that tells an act which a reviewer recorded, too, is no second act; it stands among what entries say.
    """
    dockets = {docket["docket_id"]: (place, docket) for place, docket in enumerate(family)}
    acts = rows(conn, _ACTS.format(marks=marks(dockets)), list(dockets))
    acts = [act for act in acts if not _is_retold(act, acts)]
    acts.sort(key=lambda act: (act["date_from"] or "", act["ruling_id"]), reverse=True)
    acts.sort(key=lambda act: dockets[act["docket_id"]][0])
    names = dict(conn.execute("select theory_id, name from theories"))
    for act in acts:
        act["docket"] = dockets[act["docket_id"]][1]
        act["unconfirmed_fields"] = split_list(act["unconfirmed"])
        act |= {name: split_list(act[name]) for name in _LISTS}
        act["theories"] = [(code, names.get(code, code)) for code in act["theories"]]
        act["sources"] = order_sources(act["primary_url"], act["source_url"], act["extra_sources"])
        act["said"] = say_act(act["kind"])
        act["is_disposition_news"] = act["disposition"] not in (*_TOLD_BY_KIND, act["answer"], act["effect"])
        act |= {"did": [], "became": [], "is_wiped": False}
    _join_fates(conn, case_id, {act["ruling_id"]: act for act in acts})
    return acts


def _is_retold(act: dict, acts: list[dict]) -> bool:
    return act["entry_id"] is not None and any(
        one["entry_id"] is None and one["docket_id"] == act["docket_id"] and one["date_from"]
        and one["date_from"] <= (act["date_from"] or "") <= (one["date_to"] or one["date_from"])
        for one in acts
    )  # fmt: skip


def _join_fates(conn, case_id: str, acts: dict[str, dict]) -> None:
    """Give each act what it `did` to earlier ones and what `became` of it, and say whether that wiped it out."""
    for fate in rows(conn, "select * from ruling_fates where case_id = ? order by ruling_id, by_ruling_id", (case_id,)):
        act, by = acts.get(fate["ruling_id"]), acts.get(fate["by_ruling_id"])
        if act is None or by is None:
            continue
        by["did"].append({"effect": EFFECTS.get(fate["effect"] or "", "acted on"), "act": act})
        act["became"].append({
            "fate": fate["fate"], "said": _FATES[fate["fate"]], "effect": UNDERGONE.get(fate["effect"] or ""), "act": by,
            "is_above": by["docket_id"] != act["docket_id"],
        })  # fmt: skip
        act["is_wiped"] = act["is_wiped"] or fate["fate"] == "wiped"


def load_laws(conn, case_id: str, acts: list[dict]) -> list[dict]:
    """Return the state of each law that the case is about, with the act that brought it about."""
    by_id = {act["ruling_id"]: act for act in acts}
    found = rows(conn, "select * from case_laws where case_id = ? order by law", (case_id,))
    return [law | {"act": by_id.get(law["ruling_id"])} for law in found]


def last_answer(acts: list[dict]) -> dict | None:
    """Return the newest dated act that answered the question, whatever became of it."""
    answered = [act for act in acts if act["answer"] in DECIDED and act["date_from"]]
    return max(answered, key=lambda act: act["date_from"], default=None)


def say_wiping(acts: list[dict]) -> str | None:
    """Return who first wiped the last answer out, of a question that is open again: "the Supreme Court vacated …"."""
    wiped = [
        (one["act"], act)
        for act in acts if act["answer"] in DECIDED
        for one in act["became"] if one["fate"] == "wiped"
    ]  # fmt: skip
    if not wiped:
        return None
    act = max((act for _, act in wiped), key=lambda act: act["date_from"] or "")
    by = min((by for by, of in wiped if of is act), key=lambda by: by["date_from"] or "")
    day = say_span(act["date_from"], act["date_to"], act["precision"])
    when = say_span(by["date_from"], by["date_to"], by["precision"])
    rest = {"declined": ", and left the question open", "silent": ", and did not address the question"}.get(by["answer"], "")
    verb = "withdrew" if by["effect"] == "replaced" else EFFECTS.get(by["effect"] or "", "set aside")
    court = the(by["docket"]["court_full_name"] or by["docket"]["court_id"])
    return f"{court} {verb} the ruling{f' of {day}' if day else ''}{f' on {when}' if when else ''}{rest}"


def last_words(acts: list[dict], answers: tuple[str, ...]) -> dict | None:
    """Return the newest act with a holding whose answer is one of these."""
    told = [act for act in acts if act["answer"] in answers and act["holding"]]
    return max(told, key=lambda act: act["date_from"] or "", default=None)
