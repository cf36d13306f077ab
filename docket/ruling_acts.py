"""Acts of a court that answer no verb of granting: judgments, dismissals, mandates, transfers.

What appellate courts do stands in `ruling_appeals`.
"""

import re
from dataclasses import replace

from docket.motion_kinds import MotionKind as Kind
from docket.motion_kinds import find_kind
from docket.ruling_act_words import ACTS
from docket.ruling_appeals import FROM_BELOW, find_appellate_word, find_on_appeal, find_scotus, find_supreme_court_info
from docket.ruling_context import context_answers, named_before
from docket.ruling_dismissals import find_dismissals
from docket.ruling_drafts import RulingDraft
from docket.ruling_endorsed import find_endorsed
from docket.ruling_numbers import find_numbers, find_pleadings
from docket.ruling_requests import find_requests, has_request
from docket.ruling_words import is_supposed
from docket.vocabulary import Disposition

_FEES = re.compile(r"\baward(?:s|ing)\s(?:\w+\s){0,4}?attorney\S{0,2}\sfees")
_MANDATE = re.compile(
    r"^[\W_\d]{0,40}(?:certified\scopy\sof\s|true\s|usca\s|us\scourt\sof\sappeals\s|judgment\W{1,3}|opinion\s(?:and|&)\s|order\s(?:and|&)\s"
    r"|formal\s)*(?:(?:judgment\s(?:issued\sas|as)\s)?mandate\b(?!\s(?:issued\s\w+\s)?.{0,40}\brecall)"
    r"|mandate\sissued)")
_JUDGMENT = re.compile(
    r"^[\W_\d]{0,40}(?:(?:order\s(?:and|&)|memorandum|opinion\s(?:and|&)|slip\sopinion\s\S+\s(?:and|&)|clerk'?s?|final|amended|corrected|consent"
    r"|default|partial|money|civil|stipulated|agreed|second|joint|criminal|summary|electronic"
    r"|rule\s\S+)\s(?:final\s)?){0,4}judgment\b(?!\s(?:debtor|returned|on\sthe\spleadings\s(?:filed|by)))")
_IN_FAVOR = re.compile(
    r"\bin\sfavor\sof\s(?:the\s)?(?:[\w.,&'-]+\s){0,3}?(?P<side>plaintiff|defendant|petitioner|respondent)"
    r"|\bfor\s(?:the\s)?(?P<side2>plaintiff|defendant)s?\b|\b(?P<side3>defendant)s?'?\s(?:is"
    r"|are)\sentitled\sto\sjudgment"
    r"|\b(?:awarded\sto\s(?:the\s)?)(?P<side4>plaintiff|defendant)|\b(?P<side5>plaintiff)s?\s(?:shall|do|does)?\s?(?:have\sand\s)?recovers?\s(?:of|from)\b")
_VERDICT = re.compile(
    r"^[\W_\d]{0,40}(?:(?:jury|special|redacted|sealed|court|general)\s){0,3}verdict\b(?!\sform(?!\W{1,3}(?:the\s)?jury))"
    r"|\bjury\s(?:returned|returns|reached)\s(?:a\s)?verdict")


def find_acts(text: str, drafts: list[RulingDraft], is_appeal: bool, is_scotus: bool) -> list[RulingDraft]:
    """Return the rulings read from verbs together with the acts that the entry records beside or without them."""
    if is_scotus:
        found = find_scotus(text, drafts)
        return found + [act for act in _first_acts(text, True) if act.rule == "stayed" and not _overlaps(act, found)] if found else _first_acts(text)
    if "supreme court" in text and (info := find_supreme_court_info(text)):
        return info
    if "mandate" in text[:160] and (mandate := _MANDATE.match(text)):
        return [RulingDraft(Kind.MANDATE, find_appellate_word(text) or Disposition.ENTERED, (), *mandate.span(), "mandate")]
    if "verdict" in text[:160] and (verdict := _VERDICT.search(text[:160])):
        return [RulingDraft(Kind.VERDICT, _side(text) or Disposition.ENTERED, (), *verdict.span(), "verdict")]
    if is_appeal and not FROM_BELOW.match(text) and (done := _on_appeal(text, drafts)):
        return done
    if "judgment" in text[:160] and (judgment := _JUDGMENT.match(text)):
        return _judgment(text, judgment, drafts)
    drafts = drafts + find_dismissals(text) + _fees(text, drafts) + _entered(text)
    return _with_acts(text, drafts, _first_acts(text, bool(drafts))) or _on_motion(text) or find_endorsed(text)


# Acts that stand for themselves also beside a ruling on a motion; the others only do what the motion asked.
_OF_THEIR_OWN = frozenset({"stay-lifted", "remanded-to-state", "transferred", "consolidated", "temporary-injunction", "injunction", "stayed"})
_STIPULATION = re.compile(r"\bstipulation\s(?:at\s(?:docket|ecf|dkt)|[\[(]|\d|is\s)(?!.{0,60}\bmotion\b)")
_SO_ORDERED = re.compile(r"so\s-?ordered,?\s(?:re:?|granting)\s\[?\d{1,4}\]?\s(?:\w+\s){0,2}?stipulation")
_COMMANDED = re.compile(r"\bordered\s(?:that\s)?(?:the\s)?$")


def _with_acts(text: str, drafts: list[RulingDraft], acts: list[RulingDraft]) -> list[RulingDraft]:
    if not drafts:
        return acts
    if any(draft.rule == "dismissed" for draft in drafts):       # "SO ORDERED, re 80 Stipulation of Dismissal": the dismissal it states, and no more
        drafts = [draft for draft in drafts if draft.kind is not Kind.DISMISS or not _SO_ORDERED.match(text, draft.start)]
        drafts = _fold_stipulation(text, drafts)
    kinds = {draft.kind for draft in drafts}
    return drafts + [act for act in acts if act.kind not in kinds and _stands_alone(text, act) and not _overlaps(act, drafts)]


def _fold_stipulation(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """"The stipulation at docket 24 is APPROVED and this case is dismissed" (akd): one ruling, the dismissal."""
    told = next((draft for draft in drafts if draft.kind is Kind.OTHER and draft.disposition is Disposition.GRANTED
                 and _STIPULATION.search(text, draft.start, draft.end)), None)
    if told is None:
        return drafts
    return [replace(draft, answers=draft.answers or told.answers) if draft.rule == "dismissed" else draft for draft in drafts if draft is not told]


def _stands_alone(text: str, act: RulingDraft) -> bool:
    return act.rule in _OF_THEIR_OWN or _COMMANDED.search(text, max(0, act.start - 40), act.start) is not None


def _overlaps(act: RulingDraft, drafts: list[RulingDraft]) -> bool:
    return any(draft.start < act.end and act.start < draft.end for draft in drafts)


_ENTERED = re.compile(
    r"\b(?:entering\s(?:final\s|money\s|default\s)?judgment|judgment\s(?:is|be)\s(?:hereby\s)?entered)\s(?=(?:\w+\s){0,3}?(?:in\sfavor|for"
    r"|against)\b)")


def _entered(text: str) -> list[RulingDraft]:
    """An order that enters judgment itself; one that tells the clerk to enter it is none."""
    match = _ENTERED.search(text) if "judgment" in text else None
    if match is None or is_supposed(text, 0, match.start()):
        return []
    return [RulingDraft(Kind.JUDGMENT, _side(text[match.start():]) or Disposition.ENTERED, (), *match.span(), "judgment-entered")]


def _on_appeal(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """What is done with the appeal; without that, what else is ordered while it is pending."""
    done = find_on_appeal(text, drafts)
    kinds = {draft.kind for draft in done}
    if Kind.APPEAL_DISPOSITION in kinds:
        return done + [act for act in _first_acts(text) if act.kind is Kind.STAY and "abeyance" in text[act.start:act.end]]
    return done + [act for act in _first_acts(text) if act.kind in (Kind.STAY, Kind.TRANSFER, Kind.CONSOLIDATE) and act.kind not in kinds]


_ON_MOTION = re.compile(
    r"[\W_\d]{0,40}(?:[^.:;]{0,60}?\W)??(?:amended\s|text\s|electronic\s)?order\s(?:by\s[\w\s.,]{3,60}?\s)?(?:noted\s|noting\s)?(?:(?:on|re:?"
    r"|as\sto|regarding)\s|(?<=noted\s)|(?<=noting\s))(?=\[?\d{1,4}\]?\s(?:[\w'/-]+\s){0,4}?(?:motion|application)\b)"
    r"(?P<rest>[^:.;]{0,300})(?![^;]{0,300}\b(?:respon\w+|due|hearing|refer\w*|brief\w*|set\b|shall|schedul\w+|directed))")


def _on_motion(text: str) -> list[RulingDraft]:
    """An order on a motion that does not say how it went."""
    match = _ON_MOTION.match(text)
    if match is None:
        return _terminated(text)
    drafts = []
    for request in find_requests(text, *match.span("rest")):
        numbers = tuple(sorted(find_numbers(text, request.start, request.end)))
        drafts.append(RulingDraft(request.kind or Kind.OTHER, Disposition.OTHER, numbers, *match.span(), "on-motion"))
    return drafts


_TERMINATED = re.compile(
    r"[\W_\d]{0,40}(?:order\s)?(?:administratively\s)?terminat(?:ing|es)\s(?:pending\s"
    r"|the\s)?(?:\[?(?P<n>\d{1,4})\]?\s)?(?:[\w']+\s){0,4}?motion\b(?P<rest>[^.;]{0,80})")


def _terminated(text: str) -> list[RulingDraft]:
    """Motions taken off the court's list without a word on their merits: "ORDER terminating 70 Motion …; terminating 74 Motion …"."""
    drafts, match = [], _TERMINATED.match(text)
    while match:
        named = find_kind(text, match.start("rest"), match.end("rest"))
        number = match["n"] or next(iter(_LOOSE_NUMBER.findall(match["rest"])), None)
        drafts.append(RulingDraft(named.kind if named else Kind.OTHER, Disposition.OTHER, (int(number),) if number else (), *match.span(), "terminated"))
        match = _TERMINATED.match(text, match.end())
    return drafts


_LOOSE_NUMBER = re.compile(r"\s\[?(\d{1,4})\b")
_REFUSED = re.compile(r"\b(?:not|no|nor)\b")


def _first_acts(text: str, is_beside: bool = False) -> list[RulingDraft]:
    """The first acts told; where they stand beside rulings, only those that `_with_acts` can keep."""
    found = []
    is_commanded = not is_beside or "ordered" in text
    for rule, letters, kind, disposition, pattern in ACTS:
        if not is_commanded and rule not in _OF_THEIR_OWN:
            continue
        for word in letters:
            if word in text:
                break
        else:
            continue
        match = next((match for match in pattern.finditer(text) if not is_supposed(text, 0, match.start())), None)
        if match and not _REFUSED.search(text[max(0, match.start() - 30):match.end()].rpartition(", ")[2]):
            found.append(RulingDraft(kind, disposition, _acts_answers(text, match, kind), *match.span(), rule))
    kinds = {draft.kind for draft in found}
    if Kind.TRO in kinds or Kind.PRELIMINARY_INJUNCTION in kinds:
        found = [draft for draft in found if draft.kind is not Kind.STAY]
    return found[:2]


_RE_NUMBER = re.compile(
    r"\bre:?\s(?:pldg\.?\s)?[(\[]{0,2}(\d{1,4})\]?(?:\s(?:[\w']+\s){0,3}?(?:motion|stipulation|application|letter|request)|\s*[.;()]|\sin\smdl|$)")


def _acts_answers(text: str, match, kind: Kind) -> tuple[int, ...]:
    if "pldg" in text and (pleadings := find_pleadings(text, match.start())):
        return pleadings
    if match[0].endswith("related doc"):
        return tuple(sorted(find_numbers(text, match.end() - len("related doc"), match.end() + 24, labelled_only=True)))
    if named := _RE_NUMBER.search(text[match.start():match.start() + 300]):
        return (int(named[1]),)
    first = max(0, match.start() - 90)
    if has_request(text, first, match.start()):
        return tuple(sorted(find_numbers(text, first, match.start())))
    stop = text.find(".", match.end(), match.end() + 90)
    is_asked = "stipulation" in match[0] or has_request(text, match.start(), match.end())
    if not is_asked and named_before(text, match.start()) is kind:
        return context_answers(text, match.start())
    return tuple(sorted(find_numbers(text, match.start(), stop if stop > 0 else match.end() + 90))) if is_asked else ()


def _fees(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    match = _FEES.search(text) if "award" in text else None
    if match is None or any(draft.kind is Kind.ATTORNEY_FEES for draft in drafts):
        return []
    return [RulingDraft(Kind.ATTORNEY_FEES, Disposition.GRANTED, (), *match.span(), "fees-awarded")]


_PENDING = re.compile(r"\b(?:all|any)\s(?:\w+\s){0,2}?pending\smotions\b")
_CRIMINAL = re.compile(
    r"\bas\sto\s[a-z][^.;]{0,60}\bcounts?\b|\bcriminal\s(?:case|judgment)|\bimprison|\bsupervised\srelease|\bsentence")


def _judgment(text: str, match, drafts: list[RulingDraft]) -> list[RulingDraft]:
    dismissed = find_dismissals(text)
    disposition = _side(text) or (dismissed[0].disposition if dismissed else Disposition.ENTERED)
    if _CRIMINAL.search(text):
        disposition = Disposition.ENTERED
    dispositions = [disposition]
    if disposition is not Disposition.ENTERED:
        dispositions += [draft.disposition for draft in dismissed]
    judgments = [RulingDraft(Kind.JUDGMENT, one, (), *match.span(), "judgment") for one in dict.fromkeys(dispositions)]
    return judgments + [draft for draft in drafts if draft.answers or _PENDING.search(text, max(0, draft.start), draft.end)]


def _side(text: str) -> Disposition | None:
    match = _IN_FAVOR.search(text)
    if match is None:
        return None
    side = match[match.lastgroup].lower()
    return Disposition.JUDGMENT_FOR_PLAINTIFF if side in ("plaintiff", "petitioner") else Disposition.JUDGMENT_FOR_DEFENDANT
