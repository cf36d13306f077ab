"""How § 230 came out in a case, as its page and its card say it: a word, the holding, who decided, the state of a law."""

from publish.pages.case_acts import last_words, say_wiping
from publish.words import BLOCKED, DECIDED, LAW_EFFECTS, OUTCOMES, first_upper, say_span, the


def read_verdict(case: dict, family: list[dict], acts: list[dict], laws: list[dict]) -> dict:
    """Return the outcome in a word, the `note` (what was held), `who` decided it and when, and `laws` in words.

    `act` is the act whose answer stands, if there is one; `docket` the docket the outcome is of, or where it is awaited.
    """
    outcome = case["outcome_230"]
    act = next((one for one in acts if one["ruling_id"] == case["outcome_ruling_id"]), None)
    unanswered = {"declined": ("declined",), "none": ("silent",)}
    told = last_words(acts, unanswered[outcome]) if outcome in unanswered else None
    is_open = case["status"] == "open"
    docket = next((one for one in family if one["docket_id"] == case["outcome_docket_id"]), None) or next(
        (one for one in family if one["status"] == "open" or not is_open), None)  # fmt: skip
    note = case["outcome_note"] or (told and told["holding"])
    return {
        "outcome": outcome, "word": _word(case, act, laws), "note": note, "act": act,
        "who": _who(case, docket, act, told, acts), "docket": docket, "is_unconfirmed": case["outcome_is_verified"] == 0, "laws": [_say_law(law) for law in laws],
    }  # fmt: skip


def _word(case: dict, act: dict | None, laws: list[dict]) -> str:
    outcome = case["outcome_230"]
    word = OUTCOMES[outcome][0]
    blocked = {BLOCKED.get(law["law_state"]) for law in laws}
    if outcome == "not_preempted" and len(blocked) == 1 and None not in blocked:
        word += f", yet {blocked.pop()} on other grounds"
    elif outcome in DECIDED and case["status"] == "open":
        word += ", so far"
    if act and act["kind"] == "magistrate_recommendation":
        word += " (recommended)"
    return word


def _who(case: dict, docket: dict | None, act: dict | None, told: dict | None, acts: list[dict]) -> str:
    """Return one or two sentences: which court, when; or why no answer stands."""
    outcome = case["outcome_230"]
    if act:
        verb = "Recommended" if act["kind"] == "magistrate_recommendation" else "Decided"
        left = [one["act"] for one in act["became"] if one["fate"] == "left" and one["is_above"] and not one["act"]["is_wiped"]]
        later = max(left, key=lambda one: one["date_from"] or "", default=None)
        rest = f" {first_upper(_court(later))} let it stand{_when(later)}." if later else ""
        return f"{verb} by {_court(act)}{_when(act) or ', on a day not known to us'}.{rest}"
    if outcome in DECIDED:                    # a correction of the operator, which names no act
        return f"In {the(docket['court_full_name'] or docket['court_id'])}." if docket else ""
    if outcome == "open":
        wiping = say_wiping(acts)
        return f"Open: {wiping}." if wiping else "Open: the answer once given no longer stands."
    if outcome == "declined":
        return f"Left open by {_court(told)}{_when(told)}." if told else "A court left the question open."
    if outcome == "pending" and docket:
        return f"The question is before {the(docket['court_full_name'] or docket['court_id'])}."
    if told:
        return f"Decided by {_court(told)}{_when(told)}, without an answer on § 230."
    return f"No ruling on § 230 is on record in {'this docket' if case['docket_count'] == 1 else 'these dockets'}."


def _court(act: dict) -> str:
    return the(act["docket"]["court_full_name"] or act["docket"]["court_id"])


def _when(act: dict) -> str:
    """Return " on July 31, 2019", " in 2019", or nothing where no day, month or year is known."""
    said = say_span(act["date_from"], act["date_to"], act["precision"])
    return f" {'in' if act['precision'] in ('month', 'year') else 'on'} {said}" if said else ""


def _say_law(law: dict) -> dict:
    """Return the law, its state in words with the day it began, the act behind it, and whether that was seen confirmed."""
    said = say_span(law["date_from"], law["date_to"], law["precision"])
    state = LAW_EFFECTS.get(law["law_state"]) or law["law_state"]
    since = f" since {said}" if said and law["law_state"] in BLOCKED else f", {said}" if said else ""
    act = law["act"]
    return {
        "law": law["law"], "state": f"{state}{since}", "act": act,
        "is_unconfirmed": bool(act and {"law_effect", "date_from"} & set(act["unconfirmed_fields"])),
    }  # fmt: skip
