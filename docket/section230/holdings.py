"""What the court whose text it is held on § 230.

Two readings are joined. *Signs*: § 230 bars, a claim survives, the question is left open, a claim
ends on another ground. *Orders* (docket/section230/orders.py): for whom the court rules. What a party
says, what a court below held and what is only supposed ("whether", "could") is no holding; a paper that
is not the court's has none (labelling guide, Claims, outcome).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from docket.rulings import find_rulings
from docket.rulings.motions import find_motions
from docket.section230.citations import (
    find_provisions,
    find_references,
    mask_citations,
    may_speak_of_230,
    plain,
)
from docket.section230.orders import ORDERED, Order, Side, find_orders
from docket.section230.voices import Clause, Voice, find_clauses
from docket.section230.words import Words
from docket.text.dates import lower
from docket.text.phrases import Cue

words = Words("holding_words")
_PAPER_HEAD = 240  # characters in which a paper says what it is


def _table(*rows: str) -> str:
    return "|".join(rows)


# What may stand before the name of a paper: "FIRST AMENDED CLASS ACTION", "Defendant Cinder Forums' Original".
_BEFORE = _table(
    "first|second|third|fourth|fifth|sixth|amended|supplemental|verified|consolidated|class|action|putative",
    "prisoner|pro|se|third-party|joint|unopposed|corrected|redacted|sealed|proposed|master|short-form|civil",
    "criminal|opening|initial|original|answering|principal|agreed|emergency|special|renewed|cross|letter|sur",
    "new|adversary|opposed|ex|parte|omnibus|revised|public|superseding|alternative|conditional|public|filed",
    (
        r"rule\s\d+\(\w\)|informal|responsive|limited|expedited|consent|partial|reply|response|further"
        "|final|status|separate"
    ),
)
# A party's name; a word that begins a court's sentence is none ("The complaint says", "Because the complaint").
_WHOSE = (
    "(?:(?!(?:The|A|An|Because|In|As|Since|This|That|These|When|Where|While|If|Under|For|Here|On|Upon|We"
    "|Our|It|Order|Opinion"
    r"|Decision|Memorandum|Ruling|Judgment"
    "|Before|After|No|Nothing|ORDER|OPINION|DECISION|RULING|JUDGMENT|ENTRY|JOURNAL|BENCH|FINAL|PER|CIVIL"
    "|UNPUBLISHED|Entry"
    r"|Final|Text|TEXT|AND|MINUTES?|MEMO)\b)[A-Z][\w&'-]*(?:(?<=Inc)\.|(?<=Corp)\."
    r"|(?<=Co)\.)?|of|and|d/b/a)[\s,]+"
)
# After the name of what is asked for: the court's word on it. "Is" counts in the same sentence only ("MOTION to
# dismiss: the claim is barred" is the motion's word), "granted" in the next one too, but not of another court.
_WORD = (
    r"(?:\S*[^\s:;.]|\S*\b(?:(?:Inc|Corp|Co|Ltd)\.,?(?=\s(?-i:[a-z(]|IS\b|GRANTED|DENIED))|(?:Nos?|Dkt"
    r"|Docs?|Mr|Ms|Mrs|Dr|v|Fed|Civ|Proc|[A-Z])\.,?))\s"
)
_PAST = r"(?:granted|denied|sustained|overruled|allowed|affirmed|reversed)\b"
_RULED_ON = (
    rf"(?!(?:\s|,\s)(?:(?!that\s){_WORD}){{0,14}}?(?:is|are|was|be|hereby|{_PAST})\b)"
    rf"(?!\W\s?(?:\S+\s){{0,14}}?(?<!that\s)(?<!which\s)(?<!court\s)(?<!judge\s){_PAST})"
)
_PAPER_NAMES = _table(
    "complaint|answer|counter-?claims?\\b|cross-?claims?\\b|cross-?complaint|indictment"
    "|information\\b|superseding",
    rf"petition\b{_RULED_ON}",
    r"memorandum\s(?:in|of\s(?:law|points)|by|supporting|opposing)|memo\s(?:in|of)|brief"
    r"|points\sand\sauthorities",
    rf"motions?\b{_RULED_ON}",
    r"notice\b|repl(?:y|ies)|opposition|response|return\b|traverse|objections?"
    r"|letter(?!\s(?:opinion|decision|ruling|order))|surreply|sur-reply|amic(?:us|i)",
    (
        r"statement(?!\sof\sdecision)|status\sreport|report|case\smanagement\s(?:statement|conference)"
        r"|docketing\sstatement"
    ),
    (
        r"suggestion\sof|stipulation|declaration|affidavit|request|jury\sinstruction|verdict\sform"
        "|transcript|exhibit|mediation|settlement"
    ),
    rf"application\b{_RULED_ON}|stipulated\s(?:dismissal|judgment)|summons"
    rf"|proof\sof\sservice|consent\s(?:decree|judgment)|civil\scover",
    (
        r"questions?\spresented|cause:|scheduling\sorder|schedule\b|calendar|docket\sannotation"
        r"|clerk['’]s\s(?:notice|entry)"
    ),
    rf"demurrer\b{_RULED_ON}|exceptions?\sof\b|plea\b{_RULED_ON}|affirmative\sdefen[cs]es?",
    (
        r"(?:order|notice)\s(?:setting|staying|certifying|permitting|scheduling|continuing|extending)"
        r"|order\sto\sshow\scause"
    ),
    r"(?:stipulated\s)?protective\sorder|confidentiality\sorder"
    r"|findings\sand\srecommendations?|proposed\sfindings",
)
_PAPER = re.compile(
    rf"^[\W\d]{{0,40}}(?:(?i:(?:{_BEFORE}|\w+['’]s?|\w+s['’]|(?:plain|defen|appell|petition|respond|relat"
    r"|interven|mov|cross)\w+"
    r"|united\sstates|government|people|state|commonwealth|city|attorney|general)['’]?s?[\s,-]+)"
    rf"|{_WHOSE}){{0,8}}(?i:{_PAPER_NAMES})(?!\s(?:does|did|do)\snot\b)"
)
# A sitting, of which the same paper may tell the ruling.
_SITTING = re.compile(
    r"^[\W\d]{0,40}(?:(?:in-person|telephonic|video|zoom)\s)?(?:oral\sargument|argument\s(?:heard|set|held)"
    r"|(?:motion\s)?hearing\s(?:set|held|notice|on)|minutes?\s?(?:entry"
    r"|order)?:?\s(?:oral\s)?(?:argument|hearing))",
    re.IGNORECASE,
)
_COURTS = re.compile(
    (
        r"^[\W\d]{0,40}(?:memorandum\s(?:opinion|decision|and\sorder|disposition|order)|motion\s(?:seq\w*\.?"
        r"|no\.)\s(?:no\.\s)?\d+:|report\sand\srecommendation[^.;]{0,40}\badopt"
        r"|(?:notice|letter)\sof\s(?:decision|ruling|entry)"
        r"|order\sto\sshow\scause\s(?:is\s)?(?:discharged|dissolved)"
        r"|report\sof\s[^.;]{0,40}\badopted)|^(?:(?!\b(?:by|filed|from|motion|petition"
        r"|appeal)\b)[^.;:]){0,90}\b(?:granting|denying|dismissing|adopting"
        r"|sustaining|overruling|affirming|reversing)\b"
    ),
    re.IGNORECASE,
)
_ADOPTS = re.compile(
    r"\badopt(?:s|ed|ing)?\b|\baccept(?:s|ed|ing)\sthe\s(?:report|recommendation)|\boverrul(?:es|ed"
    r"|ing)\b[^.;]{0,60}\bobjections?"
    r"|\b(?:report|recommendation|objections?)\b[^.;]{0,80}\b(?:rejected|sustained|overruled|accepted"
    r"|adopted|declined)\b"
    r"|\b(?:reject|declin|sustain|accept)\w*\b[^.;]{0,30}\b(?:report|recommendation|objections?)\b"
)
_RECOMMENDS = re.compile(
    (
        r"\brecommend(?:s|ing|ed)?\b(?!\w)[^.;]{0,90}\b(?:be|that|grant|den|dismiss)"
        r"|\breport\sand\srecommendation|\brecommendations?(?:\s(?:of|by)\s[^.;:]{0,40})?:\s?that\b"
        r"|\bfindings\sand\srecommendations?"
        r"|\b(?:days|time)\s(?:\w+\s){0,4}(?:to|in\swhich\sto)\sobject\b"
    ),
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"""\b(?:under\s(?:advisement|submission|consideration)|sub\sjudice|(?:is|was|are|were|stands?|matter
        |case|and|motion)\ssubmitted\b
      |(?:remains?|is|are|still)\s(?:pending|undecided\sat)|(?:ruling|order|decision|opinion
        |written\sruling)\s(?:\w+\s)?(?:to\s(?:follow|issue|enter|be\sissued)
      |will\s(?:issue|follow|be)|shortly|by\smail)|will\s(?:issue|enter|file)\sa|(?:court|judge
        |panel)\s(?:will|to)\s(?:rule|decide)
      |ordered\sto\s(?:file|brief)|reserv(?:es|ed|ing)\s(?:ruling|decision|judgment)\b(?!\s(?:on\sthat|until
        |to|for))|(?:supplemental|additional|further)\sbrief(?:s|ing)\b)""",
    re.VERBOSE,
)
_SCHEDULE = re.compile(
    r"""\b(?:hear(?:s|d)\s(?:oral\s)?arguments?|arguments?\s(?:was\s|were\s|are\s)?(?:heard|held|set)
        |argued\sbefore|re-?noted|re-?noticed
      |(?:re-?)?calendared|adjourned\s(?:to|until|sine)|continued\s(?:to|until|from)|(?:re-?)?set\s(?:for
        |over|down)|(?<!as\s)(?:re-?)?scheduled
      |rescheduled|extended\s(?:to|until|by)|shall\s(?:file|brief|submit|respond)|(?:is|are)\sdue\b|(?:will
        |shall|to)\sbe\sheard\b(?!\sto)|(?:action|case|proceedings?|matter
      |discovery)\s(?:is|are|be)\s(?:hereby\s)?stayed
      |stay(?:s|ed|ing)\s(?:\w+\s){0,5}(?:pending|until)|held\sin\sabeyance|certif(?:y|ies|ied
        |ication)\b[^.;]{0,60}\b(?:question(?!s?\s(?:is\s|are\s)?answered)|interlocutory|appeal|1292))""",
    re.VERBOSE,
)


# An order on how the case goes on: "Memorandum order on discovery".
_PROCEDURE = re.compile(
    r"^[\W\d]{0,20}(?:\w+\s){0,2}order\s(?:on|re|regarding"
    r"|concerning):?\s(?:the\s)?(?:discovery|scheduling|schedule"
    r"|case\smanagement|protective\sorder|production)\b"
)


# One word of the court after the name of the paper and what it is about: "Third-Party Complaint for
# contribution: DISMISSED."
_RULED_IN_A_WORD = re.compile(
    r"[:.]\s(?:GRANTED|DENIED|DISMISSED|SUSTAINED|OVERRULED|AFFIRMED|REVERSED|STRICKEN|REJECTED)\b"
)
# Objections to a report, overruled or sustained: the court's word on the report, not on § 230.
_OBJECTIONS_OVERRULED = re.compile(
    r"\b(?:overrul|sustain)\w+\s(?:(?:the|all|plaintiff['’]s|defendant['’]s|his|her|its"
    r"|their)\s){0,2}objections?"
    r"|\bobjections?\s(?:(?:is|are|were|to\sit|thereto)\s){0,2}(?:overruled|sustained)"
)
# "Motion to dismiss for failure to state a claim": the name of the motion, not the ground on which it is granted.
_TITLE = re.compile(
    r"\bmotions?\sto\sdismiss(?:\s\w+){0,4}?\s(?P<ground>(?:for"
    r"|based\son)\sfailure\sto\sstate\sa\s(?:claim|cause\sof\saction))"
)
# "Replace 'the claim is barred' with": what a corrected opinion no longer says.
_TAKEN_OUT = re.compile(r"\b(?:replace|delete|strike)\s(?:the\s\w+\s){0,2}[“\"][^“”\"]{1,300}[”\"]")
# "Once the label is set aside": what is put away is a word, not an order or a question; ("CDA bars this")
# names a paper's ground.
_LABEL_ASIDE = re.compile(
    r"\b(?:labels?|captions?|characteri[sz]ations?|rhetoric|adjectives?)\s(?:(?:is|are|was"
    r"|were)\s)?(?:(?:set|put|laid)\s)?aside\b|\(\"[^\"()]{1,80}\"\)"
)
# An assignment of error is the appellant's, whoever that is: what became of it says for whom only with what
# was done below.
_ASSIGNMENTS = re.compile(
    r"\b(?:assignments?\sof\serror|points?\sof\serror|points?\son\sappeal)\s(?:\w+\s){0,3}?(?:overruled"
    r"|sustained|not\swell[\s-]taken)\b"
    r"|\b(?:overrul|sustain)\w*\s(?:[\w'’]+\s){0,4}(?:assignments?\sof\serror"
    r"|points?(?:\sof\serror)?|issues?)\b"
)
# After the paper's name and what it is about the court's own sentence: "Each motion is granted in part."
_RULED_LATE = re.compile(
    r"[.;:]\s(?:[\"'”’]\s)?(?:(?:each|both|the|these|all|this|said|that|defendants?['’]"
    r"|plaintiffs?['’]|respondents?['’]"
    r"|petitioners?['’]|s)s?\s){0,2}(?:cross-)?(?:motions?|petition|demurrers?|plea"
    r"|objections?|exceptions?|defen[cs]e"
    r"|(?:[\w-]+\s){0,2}(?:claims?|counts?|counterclaims?|action))"
    r"\s(?:(?:is|are)\s(?:hereby\s|therefore\s|accordingly\s)?)?"
    r"(?:granted|denied|sustained|overruled|dismissed|stricken)\b"
    r"|\bjudgment\s(?:is|shall\sbe)\s(?:hereby\s)?entered\b"
)
# What a party would have the court sign, until it has.
_PROPOSED = re.compile(
    r"\W{0,9}proposed\W{1,3}(?:form\sof\s)?(?:findings\W{1,3}and\s)?(?:order|judgment)\b", re.IGNORECASE
)
_SIGNED = re.compile(r"\bso\sordered\b|\b(?:is|was)\ssigned\b|\bsigned\sby\b|\b(?:as|now)\ssigned\b")
_OF_A_REPORT = re.compile(r"\b(?:recommend\w*|the\sreport|magistrate|r\s?&\s?r)\b")


def mask_asides(lower: str) -> str:
    """Return the text, same length, with labels set aside and rulings on objections to a report blanked."""
    lower = _LABEL_ASIDE.sub(lambda match: " " * len(match[0]), lower)
    lower = _TAKEN_OUT.sub(lambda match: " " * len(match[0]), lower)
    for match in _TITLE.finditer(lower):
        lower = lower[: match.start("ground")] + " " * len(match["ground"]) + lower[match.end("ground") :]
    lower = _ASSIGNMENTS.sub(lambda match: " " * len(match[0]), lower)
    return (
        _OBJECTIONS_OVERRULED.sub(lambda match: " " * len(match[0]), lower)
        if _OF_A_REPORT.search(lower)
        else lower
    )


def find_paper(
    text: str, lower: str, holds: bool, is_disposed: bool, is_ended: bool = False
) -> tuple[int, int, str] | None:
    """Return (start, end, rule) of what shows that the text decides nothing; None for a decision.

    `holds`: the court says in it what § 230 does, which outweighs a matter still pending; `is_ended`: a claim
    ends on another ground, which outweighs what is reserved; `is_disposed`: it holds, or grants or denies
    something on the merits, which outweighs a date set.
    """
    head = text[:_PAPER_HEAD]
    if (match := _PROPOSED.match(head)) and not _SIGNED.search(lower):
        return (*match.span(), "proposed-order")
    if (
        _COURTS.search(head) is None
        and (match := _PAPER.search(head))
        and not _RULED_IN_A_WORD.search(head)
        and not _RULED_LATE.search(lower)
        and not (
            match[0].lower().endswith(("report", "objections", "recommendation", "recommendations"))
            and _ADOPTS.search(lower)
        )
    ):
        return (*match.span(), "paper")
    # "United States v. Acme: MOTION to Dismiss: the claims are barred by § 230" says what the party wishes
    if (motions := find_motions(text)) and not find_rulings(text):
        return motions[0].start, motions[0].end, "motion"
    if (match := _RECOMMENDS.search(lower)) and not _ADOPTS.search(lower):
        return (*match.span(), "recommendation")
    for pattern, rule, is_outweighed in (
        (_SITTING, "sitting", is_disposed),
        (_PENDING, "pending", holds or is_ended),
        (_PROCEDURE, "procedure", holds),
        (_SCHEDULE, "schedule", is_disposed),
    ):
        if not is_outweighed and (match := pattern.search(lower)):
            return (*match.span(), rule)
    return None


# Says what § 230 does; an order or the facts of publishing beside a mention of § 230; those facts alone.
STRONG, PROBABLE, WEAK = 3, 2, 1
_FLIP = {"bars": "survives", "survives": "bars"}
_NEW_SUBJECT = re.compile(r"\b(?:and|so|but|while)\s(?:the\s)?$")
_NOT_BARRED_EITHER = re.compile(r"\band\s(?:does|did)\snot\s(?:bar|reach|cover|protect|apply)\b")
_REACH = ("reach", "address", "say", "speak", "touch", "ask", "answer", "consider", "entertain")


@dataclass(frozen=True)
class Sign:
    kind: str
    weight: int
    start: int
    end: int
    sentence: int
    is_contrast: bool = False  # "the other count is not"
    is_of_law: bool = False  # its clause names § 230, or says that the defense is waived
    in_sentence_of_law: bool = False  # its sentence names § 230
    of_claim: bool = False  # its sentence names a claim or a count
    goes_on: bool = False  # only that a claim goes on, in a clause that names neither § 230 nor a defense


def find_signs(text: str, clauses: list[Clause], orders: list[Order]) -> list[Sign]:
    """Return the signs of this court's clauses, in the order of the text."""
    signs, last = [], None
    laws = [list(words.law.finditer(text[clause.start : clause.end])) for clause in clauses]
    naming = {
        clause.sentence
        for clause, law in zip(clauses, laws, strict=True)
        if clause.voice is Voice.COURT and any(map(_is_main, law))
    }
    excepted = {
        clause.sentence for clause, law in zip(clauses, laws, strict=True) if not all(map(_is_main, law))
    }
    counted = {clause.sentence for clause in clauses if words.count.search(text, clause.start, clause.end)}
    for clause, law in zip(clauses, laws, strict=True):
        if clause.voice is not Voice.COURT:
            last = last or ("bars" if law else None)
            continue
        for sign in _read(text[clause.start : clause.end], clause, law):
            if sign.kind == "the-other-way":
                sign = replace(
                    sign,
                    kind=_FLIP[last or "bars"],
                    is_contrast=last is not None,
                    weight=STRONG if last else WEAK,
                )
            if sign.kind in _FLIP:
                last = sign.kind
            if sign.kind in _FLIP and words.generic.search(text, clause.start, clause.end):
                sign = replace(sign, weight=WEAK)
            elif sign.weight == WEAK and sign.kind in _FLIP and sign.sentence in naming:
                sign = replace(sign, weight=PROBABLE)
            goes_on = (
                not law
                and words.goes_on.search(text, sign.start, sign.end)
                and not words.lifted.search(text, clause.start, clause.end)
            )
            signs.append(
                replace(
                    sign,
                    is_of_law=sign.is_of_law or bool(law),
                    goes_on=bool(goes_on),
                    in_sentence_of_law=bool(law) or clause.sentence in naming,
                    of_claim=clause.sentence in counted,
                )
            )
    more = (
        *_all_but(text, signs, clauses),
        *_answered(text, clauses),
        *_on_other_grounds(text, clauses, laws),
    )
    return _settle(text, [*signs, *more], orders, naming, excepted)


def _all_but(text: str, signs: list[Sign], clauses: list[Clause]) -> Iterator[Sign]:
    """Yield, for "bars every count but the fourth", the sign of the count excepted."""
    for match in words.all_but.finditer(text):
        sentence = next(
            (
                clause.sentence
                for clause in clauses
                if clause.start <= match.start() < clause.end and clause.voice is Voice.COURT
            ),
            None,
        )
        kinds = {
            sign.kind
            for sign in signs
            if sign.sentence == sentence and sign.kind in _FLIP and sign.weight == STRONG
        }
        if sentence is not None and len(kinds) == 1:
            yield Sign(_FLIP[kinds.pop()], STRONG, *match.span(), sentence, is_contrast=True)


# "The issue is whether a broker may claim the CDA's protection. It may not."
_ANSWERED_NEXT = re.compile(
    r"\bwhether\s(?P<asked>[^.;?]{0,300})[.?]\s(?:(?:we|the\scourt)\s\w+\sthat\s)?"
    r"(?:it|they|he|she|this|that|§\s?230|section\s230)\s(?:may|can|does|do|is|are|will"
    r"|would)(?P<not>\s?not)?[.,;]"
)
_CLAIMS_IT = re.compile(
    r"\b(?:claim|invoke|have|enjoy|assert)\s[^.;]{0,40}\b(?:immunity|protection|shield|defense|230)\b"
)


def _answered(text: str, clauses: list[Clause]) -> Iterator[Sign]:
    """Yield the sign of a question put to the court and answered in a word."""
    for match in _ANSWERED_NEXT.finditer(text):
        clause = next((clause for clause in clauses if clause.start < match.end() <= clause.end), None)
        asked = words.bars.search(match["asked"]) or _CLAIMS_IT.search(match["asked"])
        if clause and clause.voice is Voice.COURT and asked and words.law.search(match["asked"]):
            is_bar = bool(match["not"]) == bool(words.negated.search(match["asked"][: asked.start()]))
            yield Sign(
                "bars" if is_bar else "survives", STRONG, *match.span(), clause.sentence, is_of_law=True
            )
    for match in words.answered.finditer(text):
        clause = next((clause for clause in clauses if clause.start < match.end() <= clause.end), None)
        asked = words.bars.search(match["asked"])
        if (
            clause
            and clause.voice is Voice.COURT
            and asked
            and not words.negated.search(match["asked"][: asked.start()])
        ):
            kind = "bars" if match["answer"] in ("yes", "affirmative") else "survives"
            yield Sign(kind, STRONG, *match.span(), clause.sentence, is_of_law=True, in_sentence_of_law=True)


def _on_other_grounds(text: str, clauses: list[Clause], laws: list[list[re.Match[str]]]) -> Iterator[Sign]:
    """Yield, for "the copyright claim is dismissed because no registration is pleaded", that another ground ends it."""
    for (clause, law), (reason, its_law) in pairwise(zip(clauses, laws, strict=True)):
        if clause.voice is not Voice.COURT or reason.sentence != clause.sentence or law or its_law:
            continue
        said = text[reason.start : reason.end]
        if (
            words.ended.search(text, clause.start, clause.end)
            and words.for_want_of.match(said)
            and not words.hosted.search(said)
        ):
            yield Sign("other-ground", STRONG, clause.start, reason.end, clause.sentence)


def _settle(text: str, signs: list[Sign], orders: list[Order], naming: set, excepted: set) -> list[Sign]:
    """An order beside § 230 is a sign; a ground beside a bar of the same sentence, or of an exception's want, is none.

    Where § 230 itself is left open, a claim that goes on says nothing of it.
    """
    if any(sign.kind == "open" and sign.is_of_law for sign in signs):
        signs = [
            replace(sign, weight=WEAK) if sign.kind in _FLIP and sign.goes_on else sign for sign in signs
        ]
    if orders and all(order.side is Side.CLAIM for order in orders):
        # "§ 230 is beside the point. Motion denied": it is no bar to what goes on.
        signs = [
            replace(sign, kind="survives", weight=PROBABLE)
            if text[sign.start : sign.end] == "beside the point"
            else sign
            for sign in signs
        ]
    barred = {sign.sentence: sign.start for sign in signs if sign.kind == "bars"}
    said = {sign.sentence for sign in signs if sign.kind in (*_FLIP, "open", "apart")}
    kept = [
        sign
        for sign in signs
        if not (sign.kind == "other-ground" and sign.sentence in excepted)
        and not (
            sign.kind in ("other-ground", "elsewhere")
            and barred.get(sign.sentence, -1) > sign.start
            and ";" not in text[sign.end : barred[sign.sentence]]
        )
    ]
    for order in orders:
        if order.sentence in naming and order.sentence not in said and not order.is_guess:
            kept.append(
                Sign(
                    "bars" if order.side is Side.SHIELD else "survives",
                    PROBABLE,
                    order.start,
                    order.end,
                    order.sentence,
                )
            )
    return kept


def _is_main(reference: re.Match[str]) -> bool:
    """Whether a match of LAW names § 230 itself, not an exception of it."""
    return (reference.lastgroup or "").startswith("main")


def _read(found: str, clause: Clause, law: list[re.Match[str]]) -> Iterator[Sign]:
    def sign(kind: str, weight: int, match: re.Match[str]) -> Sign:
        return Sign(kind, weight, clause.start + match.start(), clause.start + match.end(), clause.sentence)

    if (match := words.law_silent.search(found)) and ("nothing" not in match[0] or words.count.search(found)):
        yield replace(sign("survives", STRONG, match), is_contrast=True)
        return
    if is_open := _left_open(found, law):
        if words.waived.match(is_open[0]) and not law and words.of_a_claim.search(found[: is_open.start()]):
            yield sign("other-ground", STRONG, is_open)  # the claim is waived, not the defence
            return
        if match := words.wanting.search(found[: is_open.start()]):
            yield sign("other-ground", STRONG, match)
        yield replace(
            sign("apart" if words.apart.match(is_open[0]) else "open", STRONG, is_open),
            is_of_law=words.waived.match(is_open[0]) is not None,
        )
        return
    if (
        words.defense_struck.search(found)
        or words.ruling_undone.search(found)
        or words.ruling_named.search(found)
    ):
        return
    if match := words.anti_argument.search(found):
        yield sign("bars" if words.of_claimant.search(found) else "survives", WEAK, match)
        return
    if match := words.verbless.search(found):
        yield replace(sign("survives", STRONG, match), is_contrast=True)
        return
    if match := words.ellipsis.search(found):
        yield sign("the-other-way", STRONG, match)
        return
    if law and (match := words.still_barred.search(found)):
        yield sign("bars", STRONG, match)
        return
    if polarity := _treatment(found):
        yield sign(polarity[0], STRONG, polarity[1])
        return
    if (match := words.survives.search(found)) and (survival := _survival(found, match, law)):
        before = found[: match.start()]
        is_of_claim = (
            law
            or words.lives.match(match[0])
            or words.claim_before.search(before)
            or _NO_SUBJECT.fullmatch(before)
        )
        yield sign(survival, STRONG if is_of_claim else WEAK, match)
        return
    if polarity := _said_of_law(found, law):
        yield sign(polarity[0], STRONG, polarity[1])
        return
    if (
        law
        and _is_main(law[0])
        and (match := words.subject.match(found[law[0].end() :]))
        and not words.supposed.search(found[: law[0].end()])
    ):
        rest = found[law[0].end() :]
        yield replace(
            sign("survives" if words.nothing.search(rest) else "bars", WEAK, law[0]), sentence=-1
        )  # it only shows on what the order rests
    yield from _facts(found, law, sign)


def _said_of_law(found: str, law: list[re.Match[str]]) -> tuple[str, re.Match[str]] | None:
    if law and (bar := _bar(found, law)):
        return bar
    for pattern in (words.barred, words.pronoun, words.answer):
        if (match := pattern.search(found)) and not words.supposed.search(found[: match.start()]):
            is_negated = (
                words.negated.search(found[: match.start() + 3])
                or " not " in match[0]
                or " nothing " in match[0]
                or words.none_after.match(found, match.end())
            )
            return ("survives" if is_negated else "bars"), match
    return None


def _facts(found: str, law, sign) -> Iterator[Sign]:
    """Whose words are sued on, and on what other ground the claim ends."""
    if any(not _is_main(reference) for reference in law) and words.narrowed.search(found):
        return  # what an exception requires is not yet found here
    if (match := words.own.search(found)) and not words.negated.search(found[: match.start()]):
        yield sign("survives", WEAK, match)
    elif match := words.hosted.search(found) or words.not_liable.search(found):
        yield sign("bars", WEAK, match)
    if not law and (match := words.other_ground.search(found)):
        yield sign("other-ground", STRONG, match)
    if match := words.elsewhere.search(found):
        yield sign("elsewhere", STRONG, match)


def _left_open(found: str, law: list[re.Match[str]]) -> re.Match[str] | None:
    """ "We do not reach § 230" leaves it open; "§ 230 does not reach design" and "the City does not ask" do not."""
    for match in words.open.finditer(found):
        if match[0] == "beside the point" and _NOT_BARRED_EITHER.search(found, match.end()):
            continue
        verb = match[0].lower().split()[-1]
        if (
            not law
            and match[0] in ("left for trial", "left for the jury")
            and words.count.search(found[: match.start()])
        ):
            continue  # the claim, not the question of immunity
        subject = [reference for reference in law if reference.end() <= match.start()]
        is_court = (
            words.court_subject.search(found[: match.start()])
            or words.court_subject.search(match[0])
            or any(
                _is_main(reference) and found[match.end() : reference.start()] in (" ", " the ", " §")
                for reference in law
            )
        )
        if (words.finite.match(match[0]) and not is_court) or words.before_now.search(found[: match.start()]):
            continue
        is_of_law = verb in _REACH or "to say" in match[0] or match[0].startswith("leav")
        if (
            subject
            and not is_court
            and is_of_law
            and len(found[subject[-1].end() : match.start()].split()) <= 4
        ):
            continue
        return match
    if law and (even := words.even_if.search(found)) and not words.still_barred.search(found, even.start()):
        return even
    return words.moot.search(found) if law else None


def _treatment(found: str) -> tuple[str, re.Match[str]] | None:
    """Whether the claim treats the defendant as publisher: (polarity, match), or None."""
    if match := words.treated.search(found):
        before = found[: match.start()]
        if words.supposed.search(before) and " would" not in before.lower()[-40:]:
            return None
        if words.provider_never.search(before) and not words.no_one_says.search(before):
            return "bars", match
        return (
            "survives"
            if words.negated.search(before)
            or words.no_one_says.search(before)
            or words.no_one_after.search(match[0])
            else "bars"
        ), match
    if (match := words.is_publisher.search(found)) and not words.supposed.search(found[: match.start()]):
        is_negated = (
            "not" in match[0].lower()
            or "n't" in match[0].lower()
            or words.negated.search(found[: match.start()])
        )
        if not is_negated and words.is_speaker.match(found, match.start()):
            return "survives", match  # the defendant itself speaks
        if is_negated and not match[0].startswith("as") and words.speaker_of.match(found, match.start()):
            return "bars", match  # "isn't the speaker of its users' notices"
        return ("survives" if is_negated else "bars"), match
    return None


# The subject stands in the clause before: "Unjust enrichment: outside it, and may proceed."
_NO_SUBJECT = re.compile(r"\W*(?:and|so|then)?\s*")
_NOT_WITHOUT = re.compile(r"\b(?:not|never|n't|without)\s(?:\w+\s){0,2}$")


def _survival(found: str, match: re.Match[str], law: list[re.Match[str]]) -> str | None:
    before, said = found[: match.start()], match[0].lower()
    if said.startswith("to ") and not any(char.isalpha() for char in before):
        return None  # "To be tried:", a heading
    if words.supposed.search(before) or " would " in before[-30:].lower():
        return None
    if said.startswith("no defen") and words.not_raised.match(found, match.end()):
        return None
    if said.startswith(("outside", "beyond", "out of")) and words.exception_after.match(found, match.end()):
        return "bars"  # "outside § 230(e)(2)": no exception
    if said.startswith("reinstate") and (
        words.dismissal.search(before) or words.dismissal.search(found, match.end(), match.end() + 40)
    ):
        return "bars"
    subject = [reference for reference in law if reference.end() <= match.start()]
    of_exception = not _is_main(subject[-1]) if subject else words.exception.search(found)
    if of_exception and words.away.search(said):  # "the exception is unavailable" leaves the bar where it was
        return "bars"
    if (
        subject
        and _is_main(subject[-1])
        and words.stands.match(said)
        and len(found[subject[-1].end() : match.start()].split()) <= 1
    ):
        return "bars"
    if of_exception and words.narrowed.search(found) and words.lifted.search(said):
        return "bars"
    if said.startswith("no "):  # "an employer that fails to pay finds no help"
        return "bars" if _NOT_WITHOUT.search(before) else "survives"
    is_negated = words.negated.search(before) is not None or words.not_live.match(said) is not None
    return "bars" if is_negated else "survives"


def _bar(found: str, law: list[re.Match[str]]) -> tuple[str, re.Match[str]] | None:
    """What a clause that names § 230 says of it: (polarity, match), or None."""
    first = None
    for match in words.bars.finditer(found):
        before = found[: match.start()]
        if words.supposed.search(before):
            continue
        if words.not_this.match(found, match.end()):
            return "survives", match
        is_negated = (
            words.negated.search(before) is not None or words.none_after.match(found, match.end()) is not None
        )
        if (
            words.winning.match(match[0]) and words.by_claimant.search(before) and "empt" not in found
        ):  # the challenger of a law relies on § 230
            return ("bars" if is_negated else "survives"), match
        if _ruler(found, law, match) == "exception":
            if not is_negated and not words.narrowed.search(found):
                return "survives", match
            first = first or ("bars", match)  # "the exception does not apply" leaves the bar where it was
        elif is_negated:
            return "survives", match
        else:
            first = first or ("bars", match)
    return first


def _ruler(found: str, law: list[re.Match[str]], match: re.Match[str]) -> str:
    """Which law the verb is about, § 230 or an exception: the one before it, unless § 230 follows or stands
    right beside."""
    subject = [reference for reference in law if reference.end() <= match.start() + 1]
    ruler = subject[-1] if subject else law[0]
    if any(
        _is_main(reference)
        and reference.start() > match.start()
        and not (subject and _NEW_SUBJECT.search(found, match.end(), reference.start()))
        for reference in law
    ):
        return "main"
    if not subject and words.within.match(match[0]) is None:
        return "main"  # "barred for want of any exception"
    if any(_is_main(reference) and len(found[reference.end() : match.start()]) < 12 for reference in subject):
        return "main"
    return "main" if _is_main(ruler) else "exception"


class Holding(StrEnum):
    IMMUNE = "immune"
    NOT_IMMUNE = "not_immune"
    PARTLY_IMMUNE = "partly_immune"
    NOT_REACHED = "not_reached"
    NONE_STATED = "none_stated"


@dataclass(frozen=True)
class OutcomeFound:
    """The holding, and (start, end, rule) of the words that it rests on."""

    outcome: Holding
    spans: tuple[tuple[int, int, str], ...] = ()


_HEAD, _TAIL = (
    8_000,
    4_000,
)  # of a longer text its beginning and its end are read: there opinions say what they hold
_CUT = " … "
_MOST_SPANS = 8
# What is shown first as the ground of each holding.
_SPEAKS_FOR = {
    Holding.IMMUNE: ("bars", "for-shield"),
    Holding.NOT_IMMUNE: ("survives", "for-claim"),
    Holding.PARTLY_IMMUNE: ("bars", "survives", "for-shield", "for-claim"),
    Holding.NOT_REACHED: ("open", "apart", "elsewhere", "other-ground"),
    Holding.NONE_STATED: (),
}


def find_outcome(text: str) -> OutcomeFound:
    """Return the holding on § 230 that the text states, with the words it rests on."""
    if not may_speak_of_230(text[:_HEAD]):
        return OutcomeFound(Holding.NONE_STATED)
    own = _end_of_court(text)
    if own < min(_OPENING, len(text)):  # the text is a separate opinion
        return OutcomeFound(Holding.NONE_STATED)
    text = text[:own]
    head = plain(text[:_HEAD])
    if not _speaks_of_230(head):
        return OutcomeFound(Holding.NONE_STATED)
    tail_at = max(_HEAD, len(text) - _TAIL)
    whole = mask_citations(head + (_CUT + plain(text[tail_at:]) if tail_at < len(text) else ""))
    lowered = lower(whole)
    said = mask_quoted(mask_asides(lowered))
    clauses = find_clauses(whole, said)
    orders = find_orders(said, clauses)
    if words.below_adopted.search(said):
        clauses = [
            replace(clause, voice=Voice.COURT) if clause.voice is Voice.BELOW else clause
            for clause in clauses
        ]
    signs = find_signs(said, clauses, orders)
    orders = _without_other_grounds(said, clauses, signs, orders)
    if tail_at < len(text):
        signs = [sign for sign in signs if sign.start >= len(head) or _is_held(said, sign)]
    holds = any(sign.kind in ("bars", "survives") and sign.weight == STRONG for sign in signs)
    if paper := find_paper(
        head,
        lowered,
        holds,
        holds or bool(orders),
        bool(orders) and any(sign.kind == "other-ground" for sign in signs),
    ):
        return OutcomeFound(Holding.NONE_STATED, (paper,))
    holding = (
        Holding.NONE_STATED if _is_on_procedure(said, signs, orders) else _conclude(lowered, signs, orders)
    )
    spans = sorted(
        _spans(signs, orders, len(head), tail_at), key=lambda span: span[2] not in _SPEAKS_FOR[holding]
    )
    return OutcomeFound(holding, tuple(spans[:_MOST_SPANS]) or ((0, min(len(text), _HEAD), "whole-text"),))


_MOVED = re.compile(r"(?:motion|application|request)s?\b")
_ELSEWHERE_ASKED = re.compile(r"remand|transfer|arbitrat|compel|stay")


def _is_on_procedure(said: str, signs: list[Sign], orders: list[Order]) -> bool:
    """What is first asked for is no part of the defense, and nothing is said of it: "motion to disqualify"."""
    if orders or any(sign.kind != "elsewhere" for sign in signs):
        return False
    asked = ORDERED.asked.search(said)
    return bool(
        asked
        and asked.lastgroup == "nothing"
        and _MOVED.match(asked[0])
        and not _ELSEWHERE_ASKED.search(asked[0])
    )


def _without_other_grounds(
    said: str, clauses: list[Clause], signs: list[Sign], orders: list[Order]
) -> list[Order]:
    """Leave out, of "the claim survives § 230; but plaintiff consented, and on that ground …", the last order."""
    others = [
        clause
        for clause in clauses
        if words.on_that_ground.search(said, clause.start, clause.end)
        and not words.law.search(said, clause.start, clause.end)
        and (near := [sign for sign in signs if sign.start < clause.start])
        and near[-1].kind == "survives"
        and near[-1].end < said.rfind("but ", 0, clause.start)
    ]
    return [order for order in orders if not any(one.start <= order.start < one.end for one in others)]


_OPENING = 60  # characters in which a separate opinion says whose it is
_ALONE = re.compile(r"(?:[A-Z][\w.'’-]*,?\s){1,5}[A-Z]")  # "TYMKOVICH, Circuit Judge, concurring."
_SEPARATE, _HOLDING, _QUESTION = (
    Cue("holdings", "separate"),
    Cue("holdings", "holding"),
    Cue("holdings", "question"),
)
_QUOTED = re.compile(r"[“\"][^“”\"]{40,900}(?:[”\"]|$)")
# The statute's own sentence, with or without the marks of a quotation.
_STATUTE = re.compile(
    r"\bno\sprovider\sor\suser\sof\san\sinteractive\scomputer\sservice\sshall\sbe\s[^.;]{0,120}"
    r"(?:information\scontent\sprovider|publisher\sor\sspeaker\b[^.;]{0,60}\banother)\b"
)
_OF_STATUTE = re.compile(r"\bproviders?\b.{0,80}\b(?:shall\sbe\streated|interactive\scomputer\sservices?)\b")
_SENTENCE_END = re.compile(r"[.;?](?=\s|$)")
_ANSWERS_IT = re.compile(r"[.?]\s(?:it|they|he|she)\s(?:may|can|does|do|is|are|will|would)\s?(?:not)?[.,;]")
_ANSWERED = re.compile(r"\b(?:we|court)\s(?:\w+\s)?(?:hold|conclude|answer|affirm|reverse)")


def _end_of_court(text: str) -> int:
    """Where the court's own words end: a dissent or concurrence that begins after them is not the court."""
    lowered = lower(text)
    for match in _SEPARATE.find(lowered):
        is_heading = re.match(r"[\s,a-z]{0,40}[:.]", lowered[match.end() : match.end() + 42]) is not None
        is_first = match.start() == 0 or _ALONE.match(text, 0, match.start() + 4)
        if is_heading and (match.start() > _HEAD or is_first):
            return match.start()
    return len(text)


def mask_quoted(said: str) -> str:
    """Return the text, same length, without quotations of the statute and questions that are only posed."""
    spans = [match.span() for match in _QUOTED.finditer(said) if _OF_STATUTE.search(match[0])]
    spans += [match.span() for match in _STATUTE.finditer(said)]
    for match in _QUESTION.find(said):
        end = _SENTENCE_END.search(said, match.end())
        stop = end.start() if end else len(said)
        if not _ANSWERED.search(said, match.end(), stop) and not _ANSWERS_IT.match(said, stop):
            spans.append((match.end(), stop))
    for start, stop in spans:
        said = said[:start] + " " * (stop - start) + said[stop:]
    return said


def _is_held(said: str, sign: Sign) -> bool:
    """In the first part of an opinion, facts and the law in general, only what the court says that it holds."""
    begins = max(0, *(said.rfind(stop, 0, sign.start) for stop in (". ", "; ", "> ")))
    return sign.weight > WEAK and _HOLDING.search(said[begins : sign.end]) is not None


def _speaks_of_230(text: str) -> bool:
    if any(not reference.is_double for reference in find_references(text)) or find_provisions(text):
        return True
    lowered = text.lower()
    return words.speaks_of_it.search(lowered) is not None and words.other_cda.search(lowered) is None


def _spans(signs: list[Sign], orders: list[Order], head: int, tail_at: int) -> Iterator[tuple[int, int, str]]:
    """Yield the places in the text itself of what was read in its head and tail."""
    found = [(sign.start, sign.end, sign.kind) for sign in signs] + [
        (order.start, order.end, f"for-{order.side}") for order in orders
    ]
    for start, end, rule in found:
        if end <= head:
            yield start, end, rule
        elif start >= head + len(_CUT):
            yield start - head - len(_CUT) + tail_at, end - head - len(_CUT) + tail_at, rule


def _conclude(text: str, signs: list[Sign], orders: list[Order]) -> Holding:
    if not words.names_immunity.search(text):
        return Holding.NONE_STATED
    weight = dict.fromkeys(("bars", "survives", "open", "apart", "other-ground", "elsewhere"), 0)
    for sign in signs:
        weight[sign.kind] = max(weight[sign.kind], sign.weight)
    bars, survives = weight["bars"], weight["survives"]
    known = [order for order in orders if not order.is_guess]
    sides = {order.side for order in known}
    if not sides and len({order.side for order in orders}) == 2 and max(bars, survives) >= PROBABLE:
        sides = set(Side)  # "is reversed, and on Count Two is affirmed"
    elif sides and max(bars, survives) >= PROBABLE:  # "and otherwise affirm"
        sides |= {order.side for order in orders if order.is_guess and order.is_scoped}
    if (weight["open"] or weight["apart"]) and max(bars, survives) < STRONG:
        return Holding.PARTLY_IMMUNE if bars >= PROBABLE and len(sides) == 2 else Holding.NOT_REACHED
    if words.no_power.search(text):
        return Holding.NOT_REACHED
    if max(bars, survives) <= PROBABLE and weight["elsewhere"] and words.without_prejudice.search(text):
        return Holding.NOT_REACHED
    if bars == survives == STRONG or (min(bars, survives) >= PROBABLE and len(sides) == 2):
        return (
            Holding.PARTLY_IMMUNE if any(sign.is_contrast for sign in signs) else _both(signs, known, sides)
        )
    if bars > survives and bars >= PROBABLE:
        return _barred(weight, sides, any(order.is_scoped for order in known))
    if survives > bars and survives >= PROBABLE:
        is_mixed = len(sides) == 2 and (
            bars
            or (
                not (weight["other-ground"] or weight["elsewhere"])
                and any(order.is_scoped for order in known or orders)
            )
        )
        return Holding.PARTLY_IMMUNE if is_mixed else Holding.NOT_IMMUNE
    return _by_orders(text, weight, sides or {order.side for order in orders})


def _both(signs: list[Sign], known: list[Order], sides: set) -> Holding:
    """§ 230 is said both to bar and not to bar: of two claims, unless the whole order is for one side."""
    said_of = {
        kind: {
            sign.sentence
            for sign in signs
            if sign.kind == kind and sign.weight == STRONG and sign.in_sentence_of_law and sign.of_claim
        }
        for kind in ("bars", "survives")
    }
    is_of_two = bool(said_of["bars"] and said_of["survives"] and said_of["bars"] != said_of["survives"])
    if not is_of_two and len(sides) == 1 and not any(order.is_scoped for order in known):
        return Holding.IMMUNE if Side.SHIELD in sides else Holding.NOT_IMMUNE
    return Holding.PARTLY_IMMUNE


def _barred(weight: dict, sides: set, is_scoped: bool) -> Holding:
    if (
        len(sides) == 2
        or weight["other-ground"]
        or weight["apart"]
        or (weight["open"] and Side.CLAIM in sides)
    ):
        return Holding.PARTLY_IMMUNE
    if sides == {Side.CLAIM}:
        is_rest = weight["bars"] == STRONG and is_scoped
        return (
            Holding.NOT_IMMUNE
            if not is_rest and (weight["survives"] or weight["bars"] < STRONG)
            else Holding.PARTLY_IMMUNE
        )
    return Holding.IMMUNE


def _by_orders(text: str, weight: dict, sides: set) -> Holding:
    """No clause says what § 230 does: the order does, where nothing shows another ground."""
    bars, survives = weight["bars"], weight["survives"]
    if not bars and not survives and words.fact_only.search(text):
        return Holding.NONE_STATED
    if len(sides) == 2:
        return Holding.PARTLY_IMMUNE
    if (weight["elsewhere"] or weight["other-ground"]) and not bars and not survives:
        return Holding.NOT_REACHED
    if sides == {Side.SHIELD} and bars and weight["other-ground"]:
        return Holding.PARTLY_IMMUNE
    if sides:
        return Holding.IMMUNE if Side.SHIELD in sides else Holding.NOT_IMMUNE
    if not bars and not survives and words.without_prejudice.search(text):
        return Holding.NOT_REACHED
    if bars != survives:
        return Holding.IMMUNE if bars > survives else Holding.NOT_IMMUNE
    return Holding.NONE_STATED
