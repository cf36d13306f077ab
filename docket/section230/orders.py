"""Who won: the side that relies on § 230, or the side against it, as the text's orders tell.

Orders are read clause by clause in the order of the text. "Denied" says who won only with what
was asked for, "affirmed" only with what the court below did; both are carried along. The words of
orders come first.
"""

import re
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from docket.section230.voices import JUDGED, Clause, Voice


def _table(*rows: str) -> str:
    return "|".join(row.removeprefix(r"\b") for row in rows)


def _compile(pattern: str) -> re.Pattern:
    # Read against small letters only: so the engine skips an alternative by its first letter (three times as
    # fast on 75 texts).
    return re.compile(pattern)


# Granted, these are for the side against § 230.
_ASKED_AGAINST = _table(
    (
        r"\b(?:motions?\s|moves?d?\s|request\s)?(?:to\s)?(?:partial(?:ly)?\s)?(?:strik(?:e|es|ing)"
        r"|insufficiency)\b[^.;]{0,50}\bdefen[cs]es?\b"
    ),
    r"\bdefen[cs]es?\s(?:\w+\s){0,2}(?=stricken\b)",
    r"\bplaintiffs?['’]s?\s(?:\w+\s){0,3}?(?:motion|cross-motion)\s(?:for\s)?(?:partial\s)?(?:summary\s)?judgment",
    r"\bplaintiffs?['’]s?\scross-motion",
    r"\bmotion\s(?:\w+\s){0,3}?on\s(?:that|the|this)\s(?:\w+\s)?defen[cs]e",
    r"\bmotion\s(?:for\s\w+\sjudgment\s)?by\splaintiffs?\b",
    r"\b(?:petition|application|motion|action|complaint)s?\s(?:\w+\s){0,4}?to\s(?:enforce|compel\scompliance)",
    r"\benforcement\s(?:order|of\sthe\s(?:subpoena|demand|cid))",
    r"\bdefault\sjudgment",
)
# Granted or denied, these say nothing of § 230: the course of the case, a higher court's leave.
_ASKED_FOR_NOTHING = _table(
    (
        r"(?<!without\s)(?<!with\s)\b(?:motion|petition|application|request|moved?|leave|order|stipulat\w+"
        r"|letter)s?\b[^.;]{0,120}?\b(?:to\s(?:compel|alter|reconsider|reopen|amend|add|supplement|seal|stay"
        "|continue|extend|intervene|transfer"
        r"|consolidate|appear|withdraw|file|exceed|reopen|proceed|lift|bifurcate|substitute|remand|expedite|certify)"
        r"|for\s(?:leave|(?:an?\s)?enlargement|(?:more|additional)\stime|relief\sfrom|extension|an?\sextension"
        r"|a\sstay|clarification|sanctions|discovery|recusal|fees|attorney|judicial"
        r"|permission|rehearing|a\scontinuance|protective|admission)|pro\shac|in\slimine)\b"
    ),
    r"\bto\squash\sservice",
    r"to\sstrike\s(?:the\s)?(?:paragraph|portion|allegation|jury|expert|declaration|exhibit|class|reply|notice)",
    r"plaintiffs?['’]s?\s(?:motion|request|application)\b(?=\s(?:is|was|denied|granted))",
    r"\bcosts\b",
    r"\bfees\b",
    r"\brehearing\b",
    r"\breconsider\w*",
    r"\bsanctions\b",
    r"\breview\b",
    r"\bcertiorari\b",
    r"\bclass\scertification",
    r"\ba\sstay\b",
    r"\b(?:pause|stay)\sof\sdiscovery",
    r"\bmotion\sto\sremand",
    r"\bremand\b(?=\s(?:is\s)?(?:granted|denied))",
    r"(?<!without\s)(?<!with\s)(?<!days['’]\s)(?<!without\sfurther\s)leave\b(?=\s(?:to|is|was|denied|granted)|\s?[.;])",
)
# Granted, these are for the side that relies on § 230.
_ASKED_FOR = _table(
    (
        r"\bmotions?\s(?:\S+\s){0,4}?(?:to\s(?:partially\s)?(?:dismiss|strike|quash|set\saside)"
        r"|for\s(?:partial\s)?(?:judgment"
        r"|summary|a\sdirected|directed|dismissal|nonsuit)|under\b)"
    ),
    r"\bspecial\smotion",
    r"\banti-?slapp\b",
    r"\bdemurrers?\b",
    r"\bsummary\s(?:judgment|disposition)",
    r"\bjudgment\son\sthe\spleadings",
    r"\b(?:rule\s)?12\(b\)\(6\)\smotion",
    r"\b(?:rule\s)?91a\smotion",
    r"\bdismissal\b",
    (
        r"\bdefendants?['’]s?\s(?:\w+\s){0,2}motion"
        r"(?!\s(?:for\s(?:an?\s)?(?:enlargement|extension|leave|stay|continuance|clarification|sanctions|fees)"
        r"|to\s(?:compel|amend|stay|seal|continue|extend|transfer|withdraw|file|exceed)))"
    ),
    r"\bjudgment\s(?:notwithstanding|as\sa\smatter)",
    r"\bnonsuit\b",
    r"\bdirected\sverdict",
    r"\bexceptions?\sof\sno\s",
    r"\b(?:petition|motion|application)s?\sto\s(?:set\saside|quash|modify)",
    r"\bpetition\sof\s[^.;]{3,40}\sto\sset\saside",
    r"\bmot(?:ion)?\.?\s(?:to\s)?dismiss",
)
ASKED = _compile(
    rf"\b(?:(?P<against>{_ASKED_AGAINST})|(?P<nothing>{_ASKED_FOR_NOTHING})|(?P<law>tro\b|(?:preliminary"
    "|permanent|temporary"
    rf"|motion\sfor\san?)\s(?:injunction|restraining)|injuncti(?:on|ve)\b)"
    rf"|(?P<mandamus>mandamus|mandate\b|prohibition\b)|(?P<charge>judgment\sof\sacquittal"
    rf"|dismiss\s(?:the\s)?(?:\w+\s)?(?:indictment|information|charges?))|(?P<for>{_ASKED_FOR}))"
)
APPLICATION = _compile(r"\b(?:application|request|extension)\b")
GRANT = _compile(
    r"\b(?:grant(?:s|ed|ing)?(?!\s(?:review|certiorari|leave|permission))|(?<!not\s)allow(?:s|ed"
    r"|ing)?(?=\s(?:as|in|with|the\smotion|w/"
    r"|defendant)|\W|$)|sustain(?:s|ed|ing)?(?!\sground)|well\staken)\b"
)
DENY = _compile(
    r"\b(?:den(?:y|ies|ied|ying)(?!\s(?:liability|each|all\s|any|the\sallegations|knowledge|wrongdoing"
    r"|that\b))|overrul(?:e|es"
    r"|ed|ing)|refus(?:e|es|ed|ing)|not\s(?:well[\s-]taken|allowed|granted|sustained))\b"
)
ACTIVE = ("ing", "ant", "ants", "eny", "ies", "ow", "ows", "rule", "rules", "ain", "ains", "use", "uses")
NOT_BEFORE = _compile(r"\b(?:not|n't|never|nor|neither|cannot|no)\s(?:\w+\s){0,2}$")
DISMISS = _compile(
    r"\bdismiss(?:es|ed|ing)?\b|\bdismissal\s(?:is\s|with)|\bjudgment\s(?:shall\s|is\s|will\s"
    r"|to\s)?(?:be\s)?(?:entered\s)?(?:for|in\sfavor\sof)\s(?!(?:the\s)?(?:plaintiffs?|appellees?|relators?|people"
    r"|commission|government|united\sstates|ftc|city|county|attorney\sgeneral|commonwealth"
    r"|state)\b)(?:the\s)?\w+|\bdischarged\b|\bstricken\sfrom\sthe\sdocket|\bclaims?\s(?:is\s"
    r"|are\s)?stricken\b"
    r"|\b(?:claims?|counts?|causes?|action|suit|case)\b[^.;]{0,60}\b(?:ends?\shere|(?:is|are)\sat\san\send)"
    r"|\bdefendants?\s(?:is|are)\sentitled\sto\s(?:judgment|dismissal)|\bjudgment\sto\s(?:be\s)?entere?d?\s"
    "(?:accordingly"
    r"|for\sdefendant)|\bno\sfurther\sclaim\sremains|\b(?:claims?|counts?|causes?\sof\saction|suits?|theor(?:y|ies)"
    r"|action)\b[^.;]{0,80}\b(?:(?:must|both|all|therefore|also|too)\s){0,2}(?:falls?(?!\s(?:\w+\s)?"
    "(?:under|within|outside|into|squarely|inside|beyond))|fails?|founders?|collapses?"
    r"|takes?\snothing)\b|\btakes?\snothing\b"
)
SHIELD_WINS = _compile(
    r"\bdismissal\s(?:is|be|are)\sreinstated|\breinstat\w+\s(?:the\s)?(?:[\w']+\s){0,3}?(?:dismissal"
    r"|judgment\sfor\s(?:the\s)?(?!plaintiff))|\b(?:claims?|counts?)\s(?:is|are)\s(?:(?!not\b"
    r"|never\b)\w+\s)?(?:barred|out)\b|\benjoined\b"
    r"|\b(?:is|are)\squashed\b|\bannulled\b"
)
CLAIM_LIVES = _compile(
    r"\breinstat(?:es?|ed|ing)\s(?:the\s)?(?:\w+\s){0,3}?(?:complaint|claims?|counts?|suit|action|verdict)"
    r"|\b(?:complaint"
    r"|claims?|counts?|verdict)\s(?:is|are)\sreinstated|\bjudgment\s(?:is\s)?(?:entered\s)?for\s(?:the\s)?"
    r"(?:plaintiffs?|commission|government|people|ftc)\b"
    r"|\b(?:conviction|verdict|judgment\sof\sconviction|award)\s(?:\w+\s)?(?:stands?|is\saffirmed)"
    r"|^\W*(?:and\s|so\s)?(?:may|can|will|shall)\s(?:proceed|go\s\w+|stand|continue)"
    r"|\b(?:claims?|counts?|theor(?:y|ies)|causes?\sof\saction|suit|case|action|they|those|it|1595"
    r"|complaint)\b[^.;,]{0,60}?\b(?:surviv\w+|proceeds?\b(?!\s(?:through|with|to\s(?:fact|discovery)))"
    "|(?:may|can|will|shall"
    r"|must)\s(?:\w+\s)?(?:proceed(?!\s(?:through|with|to\s(?:fact|discovery)))|go\s\w+|stand|continue|be\stried)"
    r"|go(?:es)?\s(?:forward|on|ahead|to\s(?:the\s|a\s)?(?:jury|trial))|stands?(?=\s?[.,;]|$))"
)
AFFIRM = _compile(
    r"\b(?:confirm(?:s|ed)|affirm(?:s|ed|ing|ance)?|up(?:held|hold)|was\s(?:right|correct)|rightly|correctly"
    r"|properly(?!\s(?:pleaded|alleged|pled|served))|did\snot\serr|leave\s(?:the\s\w+\s)?undisturbed|discern\sno\serror"
    r"|no\serror)\b"
)
REVERSE = _compile(
    r"\b(?:revers(?:e|es|ed|ing|al)|vacat(?:e|es|ed|ing|ur)|(?<!to\s)set(?:s|ting)?\saside|err(?:ed"
    "|oneously)|(?:that|this"
    r"|it)\swas\s(?:an?\s)?(?:error|wrong|mistaken?)|was\swrong(?:ly)?|was\smistaken|mis(?:read|applied"
    r"|apprehended|construed)|wrongly|improperly|should\s(?:not\s)?have|quash(?:es"
    r"|ed)?\sthe\s(?:order|judgment)|annul\w*)\b"
)
# What the court below did for the one who relies on § 230, and against.
BELOW_FOR = _compile(
    r"\bdismiss\w*|\bjudgment\s(?:as\sa\smatter\sof\slaw\s)?(?:for|in\sfavor\sof)\s(?:the\s)?(?!plaintiff)\w+"
    r"|\bsummary\sjudgment|\bjudgment\son\sthe\spleadings|\bsustain\w*|\b(?:grant|allow)\w*\b|\bstruck\b|\bnonsuit"
    r"|\bthrew\sout|\bdemurrer\b|\bbar(?:s|red)\b|\bimmun\w+|\bdispositive\b|\bacquitt\w+"
)
BELOW_AGAINST = _compile(
    r"\bden(?:y|ies|ied|ying|ial)\b|\boverrul\w*|\brefus\w+\b|\bdeclin\w+|\bverdict\b|\bjury\b"
    r"|\b(?:judgment|award)\s(?:for"
    r"|in\sfavor\sof)\s(?:the\s)?plaintiff|\bconvict\w+|\breinstat\w+|\brevers\w+\s(?:the\s)?dismissal|\brecovered\b"
    r"|\bfound\s\w+\s(?:\w+\s)?(?:liable|negligent)"
    r"|\bjudgment\sof\sconviction|\benforcement\b|\bnot\s(?:\w+\s)?(?:bar|reach|apply|protect|cover|immune|shield)"
    r"|\bno\s(?:bar|defen[cs]e|immunity)\b|\b(?:judgment|injunction|order|verdict)\b[^.;]{0,30}\bagainst\s"
    r"the\s(?:site|host"
    r"|platform|company|defendant|service|forum)"
)
TOLD_AGAINST = _compile(r"jury|verdict|convict|reinstat|enforcement")
ACT_FOR = _compile(r"dismissed|sustain|grant")
MOTION_BEFORE = _compile(r"\b(?:motion|demurrer|judgment)\b[^.;]{0,60}$")
CLAIM_ALLOWED = _compile(r"\b(?:claims?|counts?)\s(?:was|were)\s(?:\w+\s)?(?:allowed|permitted|submitted)")
SCOPED = _compile(
    r"\bin\spart\b|\bpartly\b|\bas\sto\b|\bonly\b|\bwith\srespect\sto\b|\botherwise\b|\binsofar\b|\bexcept\b"
)
BOTH_PARTS = _compile(
    r"\bin\spart\b|\bpartly\b|\bin\sall\sother\srespects\b|\botherwise\s(?:granted|denied|affirmed)\b"
)
APPEAL = _compile(
    r"\bappeals?\s(?:is\s|are\s)?dismissed|\bdismiss\w*\s(?:the|this)\sappeal|\bdirect\sdismissal"
)
DIRECTED = _compile(
    r"\bdirect(?:s|ed|ing|ions?)\b[^.;]{0,60}?\bto\b|\binstructions?\sto\b"
    r"|\bmandate\s(?:will\s)?issues?\b[^.;]{0,60}\bto\b"
)
OUTRIGHT = _compile(
    r"\bmotion\s(?:is\s)?granted|\bcomplaint\sdismissed|\bjudgment\sin\s(?:appellant|defendant|petitioner)['’]?s\sfavor"
)
RULED_NOW = _compile(
    r"\b(?:motions?|demurrer|petition)\b[^.;]{0,80}\b(?:is|are)\s(?:hereby\s|therefore\s)?(?:granted"
    "|denied|sustained|overruled)"
)
SHOULD_HAVE = _compile(r"\b(?:should|ought)\s(?P<not>not\s)?(?:to\s)?have\b")
REVIEW_GRANTED = _compile(r"\bgrant\w*\s(?:review|certiorari|leave|permission)")
# A law set against § 230: its challenger is then the one who relies on § 230.
_LAWS = (
    "(?:ordinances?|statutes?(?:['’]s)?|act(?:['’]s)?|law(?:['’]s)?|rule|bill|measure|initiative"
    r"|regulation|rcw\s[\d.a-z]+|stat\.\s§\s[\d.-]+|code\s§\s[\d.-]+)"
)
LAW_TRIED = _compile(
    rf"\b{_LAWS}\b(?:(?!\bclaims?\b|\bcounts?\b|§)[^.;]){{0,70}}\b(?:(?:in)?consistent\swith"
    r"|pre-?empted(?!\sby\sthe\s(?!cda|comm))|conflicts?\swith)\b"
    r"|\bclaims?\sthat\s(?:§\s?230|section\s230|the\scda)\spre-?empts\b|\bpre-?empts?\s(?:the|this"
    rf"|that)\s(?:[\w-]+\s){{0,2}}{_LAWS}\b"
)
OF_CHALLENGER = _compile(r"plaintiffs?['’]")
LAW_CHALLENGED = _compile(
    r"\b(?:ordinance|[sha]\.?\s?[bf]\.?\s?\d+|house\sbill|senate\sbill|enforc\w+|enjoin\w*|statute"
    r"|unconstitutional|preempt\w*|facial\w*)\b"
)
SUPPOSED = _compile(
    r"\b(?:whether|if|unless|asks?\s(?:us|the\scourt)?|would|could|might|sought|seeks|pending)\b[^.;,]{0,60}$"
)
MOOT = _compile(r"\bas\s(?:\w+\s)?moot|\bmoot\b|\bwithout\sprejudice\sto\srenew|\bwith\sleave\sto\srenew")
ASKED_BEFORE = _compile(
    r"\b(?:to|notice|would|appeal\sfrom\san?\sorder|stipulation|recommend\w*|motion\sfor|request\sfor"
    r"|order|of|for|below\swas)\s$"
)
UNDONE_AFTER = _compile(r"\s(?:was|is|be)?\s?(?:denied|reversed|vacated)|\sbelow|\spapers")
LEAVE_TO_APPEAL = _compile(r"\b(?:leave|permission)\sto\sappeal\b")
# "The verdict for plaintiff is sustained" grants no motion.
VERDICT_BEFORE = _compile(r"\bverdict\b[^.;]{0,40}$")
NOT_WITHIN = _compile(r"\b(?:not|cannot|never)\b|n't\b")
CLAIM_NAMED = _compile(r"\b(?:claims?|counts?|causes?\sof\saction|it|former|latter)\b")
# The defence itself is ruled out, whatever claim stands beside it: "the § 230 defense to the privacy claim is
# stricken". "Asks the Court to reconsider its order holding the claim barred": denied, that order stands.
EARLIER_ORDER = _compile(
    r"\b(?:reconsider\w*|revisit|alter\sor\samend|relief\sfrom|set\saside|depart\sfrom|vacat\w+|rehear\w*"
    r"|rule\s(?:59|60))\b"
    r"[^.;]{0,60}\b(?:order|ruling|judgment|decision|holding|conclusion|dismissal)\b"
)
DEFENCE_OUT = _compile(
    r"\bdefen[cs]es?\b[^.;]{0,60}\b(?:is|are|was)\s(?:\w+\s)?(?:stricken|struck|rejected|overruled)\b"
    r"|\bstriking\s[^.;]{0,40}\bdefen[cs]es?\b"
)
DEFENCE_FAILS = _compile(r"\b(?:defen[cs]e|argument|immunity)\b[^.;]{0,90}\b(?:fails?|falls?|founders?)\b")
# Of a defendant who is no platform; what becomes of that claim says nothing of § 230.
AGAINST_ANOTHER = _compile(
    r"\bagainst\s(?:(?:the|its|his|her|all|any)\s)?(?:\w+\s)?(?:reviewers?|authors?|posters?|users?|individuals?"
    r"|co-?defendants?|school|drivers?|sellers?|officers?|county|others?|remaining|does?\b|anonymous)"
)
SITTING_OFF = _compile(
    r"\b(?:hearing|trial|conference|stay|deadline|date|argument)s?\b[^.;]{0,60}\b(?:is|are)\s(?:\w+\s)?vacated"
)


class Side(StrEnum):
    """For whom an order is: the one who relies on § 230, the one against it."""

    SHIELD = "shield"
    CLAIM = "claim"


@dataclass(frozen=True)
class Order:
    """`is_guess`: "affirmed", where nothing tells what; `is_scoped`: of some claims only."""

    side: Side
    start: int
    end: int
    sentence: int
    is_guess: bool = False
    is_scoped: bool = False


_OTHER_SIDE = {Side.SHIELD: Side.CLAIM, Side.CLAIM: Side.SHIELD}


def find_orders(text: str, clauses: list[Clause]) -> list[Order]:
    """Return the orders of this court, in the order of the text."""
    reading = _Reading(text)
    for clause in clauses:
        if clause.voice is Voice.BELOW:
            reading.below = _done(text[clause.start : clause.end]) or reading.below
            if LEAVE_TO_APPEAL.search(text, clause.start, clause.end):
                reading.asked = None
        elif clause.voice is not Voice.ELSEWHERE:
            reading.note_asked(clause)
            if clause.voice is Voice.COURT:
                reading.read(clause)
    return reading.orders


class _Reading:
    """What has been asked for, and what was done below, up to the clause that is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.orders: list[Order] = []
        self.asked: Side | None = Side.SHIELD  # a motion without more is the platform's
        self.is_named = False  # whether the text has said what is asked for
        self.below: Side | None = None
        self.earlier: Side | None = (
            None  # for whom this court's earlier order was, of which reconsideration is asked
        )
        self.attacks_law = LAW_CHALLENGED.search(text) is not None
        self.tries_law = LAW_TRIED.search(text) is not None

    def note_asked(self, clause: Clause) -> None:
        if earlier := EARLIER_ORDER.search(self.text, clause.start, clause.end):
            self.earlier = _done(self.text[earlier.end() : clause.end]) or self.earlier
        if last := _last_asked(self.text, clause.start, clause.end):
            self.asked, self.is_named = self._side_of(last.lastgroup, last[0]), True

    def _side_of(self, kind: str | None, said: str) -> Side | None:
        if self.tries_law and kind in ("against", "for"):
            if OF_CHALLENGER.search(said):
                return Side.SHIELD
            return Side.CLAIM if "dismiss" in said or kind == "against" else Side.SHIELD
        if kind == "law":
            return Side.SHIELD if self.attacks_law else Side.CLAIM
        if kind == "nothing":
            return None
        return Side.CLAIM if kind == "against" else Side.SHIELD

    def read(self, clause: Clause) -> None:
        said = self.text[clause.start : clause.end]
        if APPEAL.search(said) or MOOT.search(said) or SITTING_OFF.search(said):
            return
        directed = DIRECTED.search(said)
        if not directed and not RULED_NOW.search(said) and self._read_review(clause, said):
            return
        if (match := DEFENCE_OUT.search(said)) and not SUPPOSED.search(said[: match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        for pattern, is_grant in ((GRANT, True), (DENY, False)):
            for match in pattern.finditer(said, directed.end() if directed else 0):
                if not SUPPOSED.search(said[: match.start()]):
                    self._grant(
                        clause, said, match, is_grant and not NOT_BEFORE.search(said[: match.start()])
                    )
        match = CLAIM_LIVES.search(said)
        if match and AGAINST_ANOTHER.search(said):
            return
        if match:
            if not SUPPOSED.search(said[: match.start()]):
                is_negated = NOT_BEFORE.search(said[: match.start()]) or NOT_WITHIN.search(match[0])
                self._add(Side.SHIELD if is_negated else Side.CLAIM, clause, match, is_scoped=True)
        elif match := SHIELD_WINS.search(said):
            self._add(Side.SHIELD, clause, match, is_scoped=True)
        elif (
            (match := DISMISS.search(said)) and not _is_object(said, match) and not DEFENCE_FAILS.search(said)
        ):
            side = (
                Side.CLAIM
                if bool(NOT_BEFORE.search(said[: match.start()])) != self.tries_law
                else Side.SHIELD
            )
            self._add(
                side,
                clause,
                match,
                is_scoped=side is Side.CLAIM or CLAIM_NAMED.search(said[: match.start()]) is not None,
            )

    def _grant(self, clause: Clause, said: str, match: re.Match[str], is_grant: bool) -> None:
        if match[0].startswith("sustain") and VERDICT_BEFORE.search(said[: match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        kind = _asked_in(said, match)
        asked = self._side_of(kind.lastgroup, kind[0]) if kind else self.asked
        if asked is None and self.earlier and not is_grant:
            self._add(self.earlier, clause, match)
        if asked is None or (
            kind is None and not self.is_named and APPLICATION.search(said[: match.start()])
        ):
            return
        self._add(asked if is_grant else _OTHER_SIDE[asked], clause, match)
        if BOTH_PARTS.search(said):
            self._add(_OTHER_SIDE[asked] if is_grant else asked, clause, match)

    def _read_review(self, clause: Clause, said: str) -> bool:
        affirm, reverse = AFFIRM.search(said), REVERSE.search(said)
        match = affirm or reverse
        if not match or SUPPOSED.search(said[: match.start()]):
            return False
        if BOTH_PARTS.search(said) or (affirm and reverse and not JUDGED.search(said)):
            for side in Side:
                self._add(side, clause, match)
            return True
        side, is_guess = self._reviewed(said, affirm, reverse)
        self._add(side, clause, match, is_guess)
        return True

    def _reviewed(
        self, said: str, affirm: re.Match[str] | None, reverse: re.Match[str] | None
    ) -> tuple[Side, bool]:
        """For whom a court of review decides, and whether that is a guess."""
        if OUTRIGHT.search(said):  # "reversed, the motion granted, and the complaint dismissed"
            return Side.SHIELD, False
        if reverse and (should := SHOULD_HAVE.search(said)):
            done = _done(said[should.end() :])
            if done:
                return (_OTHER_SIDE[done] if should["not"] else done), False
        done = _done(REVIEW_GRANTED.sub(" ", said))
        if done and affirm and self.below is None:
            self.below = done
        is_guess = done is None and self.below is None
        done = done or self.below or Side.SHIELD
        return (done if affirm else _OTHER_SIDE[done]), is_guess

    def _add(
        self,
        side: Side,
        clause: Clause,
        match: re.Match[str],
        is_guess: bool = False,
        is_scoped: bool = False,
    ) -> None:
        is_scoped = is_scoped or SCOPED.search(self.text, clause.start, clause.end) is not None
        self.orders.append(
            Order(
                side,
                clause.start + match.start(),
                clause.start + match.end(),
                clause.sentence,
                is_guess,
                is_scoped,
            )
        )


def _done(said: str) -> Side | None:
    """What the words say that a court did: "the order denying dismissal" is against, the first word rules."""
    if CLAIM_ALLOWED.search(said):
        return Side.CLAIM
    against, done = BELOW_AGAINST.search(said), BELOW_FOR.search(said)
    if against and (not done or against.start() <= done.start() or TOLD_AGAINST.search(against[0])):
        return Side.CLAIM
    if done and against and MOTION_BEFORE.search(said[: against.start()]) and not ACT_FOR.search(done[0]):
        return Side.CLAIM  # "the motion to dismiss was rightly denied"
    return Side.SHIELD if done else None


def _asked_in(said: str, match: re.Match[str]) -> re.Match[str] | None:
    """The name of what is granted or denied here, a match of ASKED: after "granting", or before "is granted"."""
    is_active = match[0].endswith(ACTIVE) or said[match.end() : match.end() + 2].strip()[:1].isdigit()
    if is_active and (after := ASKED.search(said, match.end(), match.end() + 90)):
        return after
    return _last_asked(said, 0, match.start())


def _last_asked(text: str, start: int, end: int) -> re.Match[str] | None:
    found = deque(ASKED.finditer(text, start, end), maxlen=1)
    return found[0] if found else None


def _is_object(said: str, match: re.Match[str]) -> bool:
    """ "Motion to dismiss" and "granting dismissal" are asked for; so is what is only supposed."""
    before = said[: match.start()]
    return (
        ASKED_BEFORE.search(before) is not None
        or SUPPOSED.search(before) is not None
        or UNDONE_AFTER.match(said[match.end() :]) is not None
    )
