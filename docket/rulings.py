"""Motions and rulings read out of one docket entry.

A ruling is a decision on a request or an act that ends or moves a case (labelling guide,
Rulings). Verbs are read first ("granting 24 Motion …", "the motion is DENIED"), acts without a
verb of that kind after them ("JUDGMENT", "case transferred"), each with the rule that read it and
its place in the text.
"""

import re
from dataclasses import dataclass
from datetime import date
from docket.courts import load_courts
from docket.issues import ParseError
from docket.motion_kinds import MotionKind, find_kind
from docket.motions import READ_UP_TO, find_motions
from docket.ruling_acts import find_acts
from docket.ruling_days import find_day
from docket.ruling_drafts import RulingDraft, merge_drafts
from docket.ruling_numbers import find_answers
from docket.ruling_words import ACTIVE, ASKED, DISPOSITION_OF, ERROR, NOT_COURTS, SUPPOSED, TRAILER, VERB, RulingDisposition
from docket.sentences import find_sentences
from docket.statutes import plain
from docket.times import parse_date

_APPELLATE = frozenset({"appellate", "scotus"})
_MOST_VERBS = 60                       # read in one entry; the busiest entry of the corpus has four


@dataclass(frozen=True)
class RulingFound:
    """What an entry decides: `answers` are docket numbers, ascending; `date` the day it was made."""

    kind: MotionKind
    disposition: RulingDisposition
    answers: tuple[int, ...]
    date: "date | None"                # quoted: inside this class the bare name is the field itself
    start: int
    end: int
    rule: str


def find_rulings(text: str, date_filed: date | None = None, court_id: str = "", number: int | None = None) -> list[RulingFound]:
    """Return the rulings of one entry, one for each pair of kind and disposition, in the order of the text."""
    words = _silence(text)
    motions = find_motions(text, number)
    if ERROR.search(words) or not _may_rule(words, motions):
        return []
    is_appeal = _is_appellate(court_id) or _REPORTED.match(words) is not None
    if motions:
        drafts = [_endorse(words, motion) for motion in motions]
    else:
        drafts = find_acts(words, _read_verbs(words, is_appeal), is_appeal, court_id == "scotus")
    day = find_day(words, date_filed)
    return [RulingFound(draft.kind, draft.disposition, tuple(sorted(set(draft.answers))), draft.date or day, draft.start, draft.end, draft.rule)
            for draft in merge_drafts(drafts)]


def _silence(text: str) -> str:
    return TRAILER.sub(lambda match: " " * len(match[0]), plain(text[:READ_UP_TO]))


_ORDERED = re.compile(
    r"\b(?:and\s(?:\w+\s)?order|so\s?-?ordered|ordered|granted|approved|order\son|mandate|memo\s?-?\s?endorse\w*"
    r"|the\scourt\s\w+s\b)\b", re.IGNORECASE)
_ENDORSED = re.compile(
    r"\b(?:is\s(?:hereby\s)?approved|(?:approved|granted|denied)[\s:]+(?:on\s)?\d{1,2}/\d{1,2}"
    r"|application\s(?:is\s)?granted|so\sordered|(?:motion|request)\sis\s(?:hereby\s)?(?:granted|denied|approved)"
    r"|endors\w+)\b", re.IGNORECASE)


def _endorse(text: str, motion) -> RulingDraft:
    """The entry that files an application also says how it went: "Approved 8/30/07" (txed 6:07-cv-00354)."""
    match = _ENDORSED.search(text)
    disposition = RulingDisposition.DENIED if "denied" in match[0].lower() else RulingDisposition.GRANTED
    own = motion.number if motion.number is not None else _own_number(text)
    return RulingDraft(motion.kind, disposition, () if own is None else (own,), *match.span(), "endorsed")


def _own_number(text: str) -> int | None:
    """"Streamlined request [10] by …": the number that the text gives itself; document ids are longer."""
    match = re.match(r"[\w\s]{0,60}\[(\d{1,4})\]", text)
    return int(match[1]) if match else None


_STIPULATION = re.compile(r"^[\W_\d]{0,40}(?:(?!order)\w+\s){0,3}?(?:stipulat\w+)\b", re.IGNORECASE)
_LETTER_ENDORSED = re.compile(r"\b(?:memo\s?-?\s?endorse\w*|endorsement)\b", re.IGNORECASE)


def _may_rule(text: str, motions) -> bool:
    head = text[:200]
    if motions:
        return _ENDORSED.search(text) is not None
    if _LETTER_ENDORSED.search(text[:400]):
        return True
    if _STIPULATION.match(head):
        return _ORDERED.search(text) is not None and "proposed order" not in text[:300].lower()
    if NOT_COURTS.match(head):
        return re.match(r"^\W{0,40}(?:report|findings|notice)\b[^.;]{0,80}\border\b[^.;]{0,30}\badopt", text, re.IGNORECASE) is not None
    return _FILED_BY.match(text) is None


_FILED_BY = re.compile(
    r"^(?!.{0,140}\b(?:order|judgment|minute|opinion|mandate|decision|granted|denied|verdict"
    r"|dispos))[^.;]{0,120}\bfiled\sby\b", re.IGNORECASE)
# An order of the court above, told on the sheet below: laed 2:08-cv-04256 entries 48 and 50 read so.
_REPORTED = re.compile(
    r"^\W{0,40}(?:certified\scopy\sof\s)?(?:order|opinion|judgment)\s(?:of|from)\s(?:the\s)?(?:usca"
    r"|u\.?s\.?\scourt\sof\sappeals|court\sof\sappeals|\w+\scircuit)|^\W{0,40}usca\s(?:order|opinion|judgment"
    r"|memorandum|decision)", re.IGNORECASE)


def _is_appellate(court_id: str) -> bool:
    court = load_courts().get(court_id)
    return court is not None and court.system in _APPELLATE


_SHARED = re.compile(r"[\s,;]*(?:and|but)?\s*", re.IGNORECASE)    # "granting in part and taking under advisement in part 22 Motion"


def _read_verbs(text: str, is_appeal: bool) -> list[RulingDraft]:
    drafts: list[RulingDraft] = []
    for start, end in find_sentences(text):
        verbs = [match for match in VERB.finditer(text, start, end)][:_MOST_VERBS]
        for place, verb in enumerate(verbs):
            last = verbs[place + 1].start() if place + 1 < len(verbs) else end
            if ACTIVE.match(verb[0]) and _SHARED.fullmatch(text[verb.end():last]):
                last = verbs[place + 2].start() if place + 2 < len(verbs) else end
            first = verbs[place - 1].end() if place else start
            if draft := _read_verb(text, verb, first, last, start, drafts):
                drafts.append(draft)
        if len(drafts) > _MOST_VERBS:
            break
    return drafts


_ADOPTS = re.compile(r"\badopt(?:s|ing|ed)\b[^.;]{0,110}$", re.IGNORECASE)


def _read_verb(text: str, verb, first: int, last: int, sentence: int, before: list[RulingDraft]) -> RulingDraft | None:
    group = verb.lastgroup
    before_verb = text[max(sentence, verb.start() - 90):verb.start()]
    if SUPPOSED.search(before_verb[-70:]) and not ASKED.search(before_verb) and not _ADOPTS.search(before_verb):
        return None
    disposition = DISPOSITION_OF[group]
    is_active = ACTIVE.match(verb[0]) is not None or _names_object(text, verb, first, last)
    kind_start, kind_end = (verb.end(), last) if is_active else (first, verb.start())
    named = _subject(text, kind_start, kind_end)
    answers = find_answers(text, verb, first, last, is_active)
    if group == "advisement" and named is None and (earlier := _before(text, verb.start())):
        answers = answers or find_answers(text, verb, first, last, is_active=False)
        return RulingDraft(earlier, disposition, answers, *verb.span(), "advisement-context")
    if group in ("withdrawn", "strike", "advisement") and not (named and re.search(r"motion|application|request", text[kind_start:kind_end], re.IGNORECASE)):
        return None
    if group == "grant" and verb[0].lower().startswith(("so", "approv", "allow")) and (named is None or not _is_about_request(text, kind_start, kind_end)):
        return None
    kind = named.kind if named else None
    is_bare = kind is None and not _is_about_request(text, kind_start, kind_end)
    if is_bare and not (is_active and answers):
        return None
    if kind is None:
        kind = _from_context(text, sentence, verb, answers, before, disposition)
    if kind is MotionKind.CERT_PETITION:
        kind = MotionKind.CERT
    return RulingDraft(kind, disposition, answers, min(kind_start, verb.start()), max(kind_end, verb.end()), f"{group}-{'number' if is_bare else 'object' if is_active else 'subject'}")


_OBJECT = re.compile(
    r"\s(?:in\spart\s)?(?:as\smoot\s|without\sprejudice\s)?(?:\[?\#?\d{1,4}\b|(?:[\w'.]+\s){0,5}?(?:motion"
    r"|application|request|petition|stipulation)\b)", re.IGNORECASE)
_RE = re.compile(r",?\s(?:re:?|as\sto|granting)\s", re.IGNORECASE)


def _names_object(text: str, verb, first: int, last: int) -> bool:
    """A bare "GRANTED 15 Motion …" has its object after it where nothing stands before."""
    if verb[0].lower().startswith("so"):
        return _RE.match(text, verb.end(), last) is not None
    return _OBJECT.match(text, verb.end(), last) is not None and not re.search(r"\b(?:is|are|be|was|were)\s(?:\w+\s)?$", text[first:verb.start()], re.IGNORECASE) and \
        not re.search(r"motion|application|request|petition", text[first:verb.start()], re.IGNORECASE)


_REQUEST_WORD = re.compile(r"\b(?:motions?|applications?|requests?|petitions?|stipulations?|moved|moves?)\b", re.IGNORECASE)


def _subject(text: str, start: int, end: int):
    """The kind named first after the first "motion" of a window, else first in it."""
    word = _REQUEST_WORD.search(text, start, end)
    if word and re.search(r"\bspecial\s$", text[max(0, word.start() - 9):word.start()], re.IGNORECASE):
        return find_kind(text, word.start() - 8, end)
    named = find_kind(text, word.start(), end) if word else None
    return named or find_kind(text, start, end)


def _is_about_request(text: str, start: int, end: int) -> bool:
    return _REQUEST_WORD.search(text, start, end) is not None


def _before(text: str, place: int) -> MotionKind | None:
    """The kind of the request named last before a place."""
    for word in reversed(list(_REQUEST_WORD.finditer(text, max(0, place - 400), place))):
        if named := find_kind(text, word.start(), min(place, word.end() + 120)):
            return named.kind
    return None


# What was granted shows in what the order then does: "granted … extending the time", "granted. The conference is adjourned".
_DONE = re.compile(
    r"^(?:\sby\s[\w.\s]{3,40}?)?[\s.]{1,3}(?:(?P<act>(?:extending|to\sextend)\b)|[^.;]{0,160}?\b(?:is"
    r"|are)\s(?:hereby\s|further\s)?(?P<act2>adjourned|extended|rescheduled|stayed|continued)\b)", re.IGNORECASE)


def _from_context(text: str, sentence: int, verb, answers, before, disposition) -> MotionKind:
    """"The motion is granted": what was named before in the entry, else unknown."""
    same = [draft for draft in before if draft.disposition is disposition or set(draft.answers) & set(answers)]
    if same:
        return same[-1].kind
    if named := _before(text, sentence):
        return named
    done = _DONE.match(text[verb.end():verb.end() + 260])
    after = find_kind(text, verb.end() + done.start(done.lastgroup), verb.end() + done.end(done.lastgroup)) if done else None
    return after.kind if after else MotionKind.OTHER


def extract_rulings(record: dict) -> dict:
    """Return {"id", "motions", "rulings"} for a line {"court_id", "date_filed", "text", "number"}, as the gold files spell it.

    `number`, the entry's own, may be left out. Raises ParseError where text or date is missing or is no date.
    """
    text, filed = record.get("text"), record.get("date_filed")
    if not isinstance(text, str) or not isinstance(filed, str):
        raise ParseError('a line for rulings needs "text" and "date_filed" (YYYY-MM-DD), both strings', code="bad-line")
    number = _number(record.get("number"))
    day, court_id = parse_date(filed), str(record.get("court_id") or "")
    return {
        "id": record.get("id"),
        "motions": [{"number": motion.number, "kind": motion.kind.value, "rule": motion.rule, "span": [motion.start, motion.end]}
                    for motion in find_motions(text, number)],
        "rulings": [{"kind": ruling.kind.value, "disposition": ruling.disposition.value, "answers": list(ruling.answers),
                     "date": ruling.date and ruling.date.isoformat(), "rule": ruling.rule, "span": [ruling.start, ruling.end]}
                    for ruling in find_rulings(text, day, court_id, number)],
    }


def _number(value) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value) else None
