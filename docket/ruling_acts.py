"""Acts of a court that answer no verb of granting: judgments, dismissals, mandates, transfers.

What appellate courts do stands in `ruling_appeals`.
"""

import re

from docket.motion_kinds import MotionKind as Kind
from docket.motion_kinds import find_kind
from docket.ruling_appeals import FROM_BELOW, IN_VIEW, find_appellate_word, find_on_appeal, find_scotus, find_supreme_court_info
from docket.ruling_drafts import RulingDraft
from docket.ruling_words import SUPPOSED
from docket.ruling_words import RulingDisposition as Disposition

_I = re.IGNORECASE
_DISMISSED = re.compile(r"\bdismiss(?:ed|es|ing|al)\b", _I)
_OBJECT_OF_DISMISSAL = re.compile(
    r"\b(?:case|action|matter|complaint|claims?|counts?|petition|appeal|defendants?|lawsuit|suit|proceedings?"
    r"|indictment|plaintiffs?|entire|parties|counterclaims?|cross-?claims?|challenge|application|order\sof"
    r"|voluntary|stipulat\w+|judgment|notice\sof)\b", _I)
_FEES = re.compile(r"\baward(?:s|ing)\s(?:\w+\s){0,4}?attorney\S{0,2}\sfees", _I)
_MANDATE = re.compile(
    r"^[\W_\d]{0,40}(?:certified\scopy\sof\s|true\s|usca\s|us\scourt\sof\sappeals\s"
    r"|formal\s)*(?:(?:judgment\s(?:issued\sas|as)\s)?mandate\b(?!\s(?:issued\s\w+\s)?.{0,40}\brecall)"
    r"|mandate\sissued)", _I)
_JUDGMENT = re.compile(
    r"^[\W_\d]{0,40}(?:(?:order\s(?:and|&)|memorandum|opinion\s(?:and|&)|clerk'?s?|final|amended|corrected|consent"
    r"|default|partial|money|civil|stipulated|agreed|second|joint|criminal|summary|electronic"
    r"|rule\s\S+)\s(?:final\s)?){0,4}judgment\b(?!\s(?:debtor|returned|on\sthe\spleadings\s(?:filed|by)))", _I)
_IN_FAVOR = re.compile(
    r"\bin\sfavor\sof\s(?:the\s)?(?:[\w.,&'-]+\s){0,3}?(?P<side>plaintiff|defendant|petitioner|respondent)"
    r"|\bfor\s(?:the\s)?(?P<side2>plaintiff|defendant)s?\b|\b(?P<side3>defendant)s?'?\s(?:is"
    r"|are)\sentitled\sto\sjudgment", _I)
_VERDICT = re.compile(
    r"^[\W_\d]{0,40}(?:(?:jury|special|redacted|sealed|court|general)\s){0,3}verdict\b(?!\sform)"
    r"|\bjury\s(?:returned|returns|reached)\s(?:a\s)?verdict", _I)
_PREJUDICE = re.compile(r"\bwith(?P<out>out)?\s(?:\w+\s)?prejudice", _I)
_ACTS = (
    # (rule, kind, disposition, pattern); tried where nothing of the entry has been read as a ruling on a request.
    ("remanded-to-state", Kind.REMAND, Disposition.GRANTED, re.compile(
    r"\bremand(?:ed|ing|s)?\b[^.;]{0,60}\bto\s(?:the\s)?(?:[\w']+\s){0,4}?(?:state|superior|circuit|county"
    r"|supreme\scourt\sof|common\spleas|parish|municipal|court\sof\scommon|chancery|\d+\w*\sjudicial)"
    r"|\border\sof\sremand|\bcase\sremanded\b", _I)),
    ("transferred", Kind.TRANSFER, Disposition.GRANTED, re.compile(
    r"\btransfer\sorder\b|\border\s(?:of\s)?transfer(?:ring)?\b(?!\s(?:of\s)?(?:judge|reference))|\b(?:case|action"
    r"|matter|actions|it)\s(?:is\s|be\s|are\s|hereby\s)*transferred\b|\btransferring\s(?:the\s|this\s)?(?:case"
    r"|action|venue)|\binterdistrict\stransfer", _I)),
    ("stay-lifted", Kind.STAY, Disposition.VACATED, re.compile(
    r"\b(?:lift|vacat|dissolv|terminat)\w*\s(?:the\s|of\s)*stay\b|\bstay\b[^;]{0,60}\b(?:is|are"
    r"|hereby)\s(?:hereby\s)?(?:lifted|vacated|dissolved)", _I)),
    ("stayed", Kind.STAY, Disposition.GRANTED, re.compile(
    r"\b(?:is|are|be|action|case|matter|proceedings?|judgment|order)\s(?:hereby\s|temporarily\s"
    r"|otherwise\s)*stayed\b|\border\sstaying\b|\bstays\sth(?:e|is)\b|\bheld\sin\sabeyance"
    r"|\bhold(?:ing)?\s(?:\w+\s){1,4}in\sabeyance|\border\sto\sstay\b|\bstaying\s(?:case|action|this)", _I)),
    ("temporary-injunction", Kind.TRO, Disposition.GRANTED, re.compile(r"^[\W_\d]{0,40}temporary\srestraining\sorder|\btemporarily\s(?:enjoined|restrained)", _I)),
    ("injunction", Kind.PRELIMINARY_INJUNCTION, Disposition.GRANTED, re.compile(r"^[\W_\d]{0,40}preliminary\sinjunction\b|\b(?:is|are)\s(?:hereby\s)?(?:preliminarily\s)?enjoined\b", _I)),
    ("time-extended", Kind.EXTENSION_OF_TIME, Disposition.GRANTED, re.compile(
    r"\b(?:time|deadlines?|date|period)\b[^.;]{0,120}\b(?:is|are|hereby)\s(?:hereby\s|further\s)?(?:extended"
    r"|enlarged)(?!,?\sexcept)|\bextending\s(?:the\s)?(?:\w+\s)?(?:time|deadline)|\border\s(?:extending"
    r"|for\s(?:an?\s)?extension|to\sextend|on\sstipulation\sto\sextend)|\bstipulation\s(?:and\s(?:\w+\s)?order"
    r"|for)\b[^.;]{0,40}\bextend\w*|\bthe\sorder\sextending", _I)),
    ("sealed", Kind.SEAL, Disposition.GRANTED, re.compile(r"\border\s(?:to\s)?(?:un)?seal(?:ing)?\b|\b(?:is|are|be)\s(?:hereby\s)?(?:un)?sealed\b|\bplaced\sunder\sseal", _I)),
    ("admitted", Kind.PRO_HAC_VICE, Disposition.GRANTED, re.compile(r"\border\b[^;]{0,80}\bpro\shac\svice", _I)),
    ("consolidated", Kind.CONSOLIDATE, Disposition.GRANTED, re.compile(
    r"\b(?:cases|actions|matters|appeals)\s(?:are|be)\s(?:hereby\s)?consolidated\b"
    r"|\border\s(?:of\s)?consolidat(?:ing|ion)", _I)),
    ("protective-order", Kind.OTHER, Disposition.ENTERED, re.compile(
    r"^[\W_\d]{0,40}(?:(?:stipulated|agreed|amended|consent|joint|stipulation\sand|confidentiality\sand|and"
    r"|order)\s){0,3}(?:protective|confidentiality)\s(?:(?:agreement|stipulation)\s)?(?:and\s)?order\b"
    r"|^[\W_\d]{0,40}(?:stipulation\s(?:and|&)\s)?order\sgoverning\sconfidential", _I)),
    ("counsel-withdrawn", Kind.WITHDRAW_COUNSEL, Disposition.GRANTED, re.compile(r"\border\b[^.;]{0,60}\b(?:withdrawal|substitution)\sof\s(?:counsel|attorney)", _I)),
    ("adjourned-on-motion", Kind.ADJOURN, Disposition.GRANTED, re.compile(r"\border\s(?:to\scontinue|of\scontinuance|continuing|adjourning)\b[^.;]{0,80}\bre:?\s\d", _I)),
)


def find_acts(text: str, drafts: list[RulingDraft], is_appeal: bool, is_scotus: bool) -> list[RulingDraft]:
    """Return the rulings read from verbs together with the acts that the entry records beside or without them."""
    if is_scotus:
        return find_scotus(text, drafts) or _first_acts(text)
    if info := find_supreme_court_info(text):
        return info
    if mandate := _MANDATE.match(text):
        return [RulingDraft(Kind.MANDATE, find_appellate_word(text) or Disposition.ENTERED, (), *mandate.span(), "mandate")]
    if verdict := _VERDICT.search(text[:160]):
        return [RulingDraft(Kind.VERDICT, _side(text) or Disposition.ENTERED, (), *verdict.span(), "verdict")]
    if is_appeal and not FROM_BELOW.match(text) and (done := _on_appeal(text, drafts)):
        return done
    if judgment := _JUDGMENT.match(text):
        return _judgment(text, judgment, drafts)
    drafts = drafts + _dismissals(text, drafts) + _fees(text, drafts)
    return drafts or _first_acts(text) or _on_motion(text)


def _on_appeal(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    """What is done with the appeal; without that, what else is ordered while it is pending."""
    done = find_on_appeal(text, drafts)
    kinds = {draft.kind for draft in done}
    if Kind.APPEAL_DISPOSITION in kinds:
        return done
    return done + [act for act in _first_acts(text) if act.kind in (Kind.STAY, Kind.TRANSFER, Kind.CONSOLIDATE) and act.kind not in kinds]


_ON_MOTION = re.compile(
    r"^[\W_\d]{0,40}(?:amended\s|text\s|electronic\s)?order\s(?:noted\s)?(?:on|re:?"
    r"|as\sto)\s\[?(?P<n>\d{1,4})\]?\s(?:[\w'/-]+\s){0,4}?(?:motion|application)\b(?![^;]{0,300}\b(?:respon\w+|due"
    r"|hearing|refer\w*|brief\w*|set\b|shall|schedul\w+|directed))", _I)


def _on_motion(text: str) -> list[RulingDraft]:
    """An order on a motion that does not say how it went."""
    match = _ON_MOTION.match(text)
    if match is None:
        return _terminated(text)
    named = find_kind(text, match.end(), match.end() + 120)
    return [RulingDraft(named.kind if named else Kind.OTHER, Disposition.OTHER, (int(match["n"]),), *match.span(), "on-motion")]


_TERMINATED = re.compile(r"^[\W_\d]{0,40}(?:order\s)?(?:administratively\s)?terminat(?:ing|es)\s(?:pending\s|the\s)?(?:\[?(?P<n>\d{1,4})\]?\s)?(?:[\w']+\s){0,4}?motion\b(?P<rest>[^.;]{0,80})", _I)


def _terminated(text: str) -> list[RulingDraft]:
    """A motion taken off the court's list without a word on its merits."""
    match = _TERMINATED.match(text)
    if match is None:
        return []
    named, number = find_kind(text, match.start("rest"), match.end("rest")), match["n"] or next(iter(re.findall(r"\s\[?(\d{1,4})\b", match["rest"])), None)
    return [RulingDraft(named.kind if named else Kind.OTHER, Disposition.OTHER, (int(number),) if number else (), *match.span(), "terminated")]


_REFUSED = re.compile(r"\b(?:not|no|nor)\b", re.IGNORECASE)


def _first_acts(text: str) -> list[RulingDraft]:
    found = []
    for rule, kind, disposition, pattern in _ACTS:
        match = next((match for match in pattern.finditer(text) if not SUPPOSED.search(text[max(0, match.start() - 70):match.start()])), None)
        if match and not _REFUSED.search(text[max(0, match.start() - 30):match.end()]) and not (kind is Kind.STAY and any(draft.kind in (Kind.TRO, Kind.PRELIMINARY_INJUNCTION) for draft in found)):
            found.append(RulingDraft(kind, disposition, _acts_answers(text, match), *match.span(), rule))
    kinds = {draft.kind for draft in found}
    if Kind.TRO in kinds or Kind.PRELIMINARY_INJUNCTION in kinds:
        found = [draft for draft in found if draft.kind is not Kind.STAY]
    return found[:2]


_RE_NUMBER = re.compile(r"\bre:?\s\[?(\d{1,4})\]?(?:\s(?:[\w']+\s){0,3}?(?:motion|stipulation|application|letter|request)|\s*[.;(]|$)", _I)


def _acts_answers(text: str, match) -> tuple[int, ...]:
    named = _RE_NUMBER.search(text[match.start():match.start() + 300])
    return (int(named[1]),) if named else ()


def _dismissals(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    found: list[RulingDraft] = []
    for match in list(_DISMISSED.finditer(text))[:40]:
        before, after = text[max(0, match.start() - 110):match.start()], text[match.end():match.end() + 70]
        if _is_other_dismissal(text, match, before, after):
            continue
        disposition = _with_prejudice(text[match.start():match.end() + 60], before)
        notice = _NOTICE_OF_DISMISSAL.search(before)
        found.append(RulingDraft(Kind.DISMISS, disposition, (int(notice[1]),) if notice else (), *match.span(), "dismissed"))
    stated = {draft.disposition for draft in found}
    if stated - {Disposition.DISMISSED}:
        found = [draft for draft in found if draft.disposition is not Disposition.DISMISSED]
    return found


_OF_MOTION = re.compile(r"\b(?:motions?|application)\s(?:\w+\s){0,2}(?:to|for|of)\s(?:\w+\s)?$|\bto\s$|\bmoot\W+$", _I)
_TO_COME = re.compile(r"\s(?:\w+\s)?(?:will|shall|to\sbe|papers)\b", _I)
_AS_MOOT = re.compile(r"\sas\smoot\b(?!\s(?:the\s)?(?:challenge|appeal|case|action))", _I)


def _is_other_dismissal(text: str, match, before: str, after: str) -> bool:
    """Whether the word names a motion, supposes, looks ahead, or ends nothing that a case is made of."""
    if SUPPOSED.search(before[-70:]) or IN_VIEW.search(text[max(0, match.start() - 200):match.start()]):
        return True
    if _OF_MOTION.search(before) or _TO_COME.match(after):
        return True
    if _AS_MOOT.match(after) and not _OBJECT_OF_DISMISSAL.search(before[-60:]):
        return True
    return not (_OBJECT_OF_DISMISSAL.search(before[-80:]) or _OBJECT_OF_DISMISSAL.search(after[:60]) or re.match(r"\s?with(?:out)?\s", after, _I))


_NOTICE_OF_DISMISSAL = re.compile(r"\b(?:notice|stipulation)\sof\s(?:voluntary\s)?dismissal,?\s\[?(\d{1,4})\b", _I)


def _fees(text: str, drafts: list[RulingDraft]) -> list[RulingDraft]:
    match = _FEES.search(text)
    if match is None or any(draft.kind is Kind.ATTORNEY_FEES for draft in drafts):
        return []
    return [RulingDraft(Kind.ATTORNEY_FEES, Disposition.GRANTED, (), *match.span(), "fees-awarded")]


def _with_prejudice(window: str, before: str) -> Disposition:
    match = _PREJUDICE.search(window) or _PREJUDICE.search(before[-40:])
    if match is None:
        return Disposition.DISMISSED
    return Disposition.DISMISSED_WITHOUT_PREJUDICE if match["out"] else Disposition.DISMISSED_WITH_PREJUDICE


def _judgment(text: str, match, drafts: list[RulingDraft]) -> list[RulingDraft]:
    dismissed = _dismissals(text, drafts)
    disposition = _side(text) or (dismissed[0].disposition if dismissed else Disposition.ENTERED)
    if re.search(
    r"\bas\sto\s[A-Z][^.;]{0,60}\bcounts?\b|\bcriminal\s(?:case|judgment)|\bimprison|\bsupervised\srelease"
    r"|\bsentence", text, _I):
        disposition = Disposition.ENTERED
    answers = tuple(number for draft in drafts for number in draft.answers)
    dispositions = [disposition] if disposition is Disposition.ENTERED or not dismissed else [disposition] + [draft.disposition for draft in dismissed]
    return [RulingDraft(Kind.JUDGMENT, one, (), *match.span(), "judgment") for one in dict.fromkeys(dispositions)] + [draft for draft in drafts if draft.answers and answers]


def _side(text: str) -> Disposition | None:
    match = _IN_FAVOR.search(text)
    if match is None:
        return None
    side = (match["side"] or match["side2"] or match["side3"]).lower()
    return Disposition.JUDGMENT_FOR_PLAINTIFF if side in ("plaintiff", "petitioner") else Disposition.JUDGMENT_FOR_DEFENDANT
