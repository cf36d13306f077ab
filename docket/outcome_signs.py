"""What the clauses of this court say of § 230: bars, survives, open, apart, other-ground, elsewhere.

*Polarity* is that of the verb, turned by a negation before it and by its subject: an exception
that applies lets the claim live. "apart" is a claim decided without regard to § 230.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from docket import outcome_open as left
from docket import outcome_publishing as publishing
from docket import outcome_words as words
from docket.outcome_clauses import Clause, Voice
from docket.outcome_orders import AGAINST_ANOTHER
from docket.outcome_winner import Order, Side

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
    is_contrast: bool = False          # "the other count is not"
    is_of_law: bool = False            # its clause names § 230, or says that the defence is waived
    in_sentence_of_law: bool = False   # its sentence names § 230
    of_claim: bool = False             # its sentence names a claim or a count
    goes_on: bool = False              # only that a claim goes on, in a clause that names neither § 230 nor a defence


def find_signs(text: str, clauses: list[Clause], orders: list[Order]) -> list[Sign]:
    """Return the signs of this court's clauses, in the order of the text."""
    signs, last = [], None
    laws = [list(words.LAW.finditer(text[clause.start:clause.end])) for clause in clauses]
    naming = {clause.sentence for clause, law in zip(clauses, laws, strict=True) if clause.voice is Voice.COURT and any(map(_is_main, law))}
    excepted = {clause.sentence for clause, law in zip(clauses, laws, strict=True) if not all(map(_is_main, law))}
    counted = {clause.sentence for clause in clauses if words.COUNT.search(text, clause.start, clause.end)}
    for clause, law in zip(clauses, laws, strict=True):
        if clause.voice is not Voice.COURT:
            last = last or ("bars" if law else None)
            continue
        for sign in _read(text[clause.start:clause.end], clause, law):
            if sign.kind == "the-other-way":
                sign = replace(sign, kind=_FLIP[last or "bars"], is_contrast=last is not None)
            if sign.kind in _FLIP:
                last = sign.kind
            if sign.kind in _FLIP and words.GENERIC.search(text, clause.start, clause.end):
                sign = replace(sign, weight=WEAK)
            elif sign.weight == WEAK and sign.kind in _FLIP and sign.sentence in naming:
                sign = replace(sign, weight=PROBABLE)
            goes_on = not law and words.GOES_ON.search(text, sign.start, sign.end) and not words.LIFTED.search(text, clause.start, clause.end)
            signs.append(replace(sign, is_of_law=sign.is_of_law or bool(law), goes_on=bool(goes_on),
                                 in_sentence_of_law=bool(law) or clause.sentence in naming, of_claim=clause.sentence in counted))
    more = (*_all_but(text, signs, clauses), *_answered(text, clauses), *_on_other_grounds(text, clauses, laws))
    return _settle(text, [*signs, *more], orders, naming, excepted)


def _all_but(text: str, signs: list[Sign], clauses: list[Clause]):
    """Yield, for "bars every count but the fourth", the sign of the count excepted."""
    for match in words.ALL_BUT.finditer(text):
        sentence = next((clause.sentence for clause in clauses if clause.start <= match.start() < clause.end and clause.voice is Voice.COURT), None)
        kinds = {sign.kind for sign in signs if sign.sentence == sentence and sign.kind in _FLIP and sign.weight == STRONG}
        if len(kinds) == 1:
            yield Sign(_FLIP[kinds.pop()], STRONG, *match.span(), sentence, is_contrast=True)


def _answered(text: str, clauses: list[Clause]):
    """Yield the sign of a question put to the court and answered in a word."""
    for match in words.ANSWERED.finditer(text):
        clause = next((clause for clause in clauses if clause.start < match.end() <= clause.end), None)
        asked = words.BARS.search(match["asked"])
        if clause and clause.voice is Voice.COURT and asked and not words.NEGATED.search(match["asked"][:asked.start()]):
            kind = "bars" if match["answer"] in ("yes", "affirmative") else "survives"
            yield Sign(kind, STRONG, *match.span(), clause.sentence, is_of_law=True, in_sentence_of_law=True)


def _on_other_grounds(text: str, clauses: list[Clause], laws):
    """Yield, for "the copyright claim is dismissed because no registration is pleaded", that another ground ends it."""
    for (clause, law), (reason, its_law) in pairwise(zip(clauses, laws, strict=True)):
        if clause.voice is not Voice.COURT or reason.sentence != clause.sentence or law or its_law:
            continue
        said = text[reason.start:reason.end]
        if words.ENDED.search(text, clause.start, clause.end) and left.FOR_WANT_OF.match(said) and not publishing.HOSTED.search(said):
            yield Sign("other-ground", STRONG, clause.start, reason.end, clause.sentence)


def _settle(text: str, signs: list[Sign], orders: list[Order], naming: set, excepted: set) -> list[Sign]:
    """An order beside § 230 is a sign; a ground beside a bar of the same sentence, or of an exception's want, is none.

    Where § 230 itself is left open, a claim that goes on says nothing of it.
    """
    if any(sign.kind == "open" and sign.is_of_law for sign in signs):
        signs = [replace(sign, weight=WEAK) if sign.kind in _FLIP and sign.goes_on else sign for sign in signs]
    if orders and all(order.side is Side.CLAIM for order in orders):
        # "§ 230 is beside the point. Motion denied": it is no bar to what goes on.
        signs = [replace(sign, kind="survives", weight=PROBABLE) if text[sign.start:sign.end] == "beside the point" else sign for sign in signs]
    barred = {sign.sentence: sign.start for sign in signs if sign.kind == "bars"}
    said = {sign.sentence for sign in signs if sign.kind in (*_FLIP, "open", "apart")}
    kept = [sign for sign in signs if not (sign.kind == "other-ground" and sign.sentence in excepted)
            and not (sign.kind in ("other-ground", "elsewhere") and barred.get(sign.sentence, -1) > sign.start
                     and ";" not in text[sign.end:barred[sign.sentence]])]
    for order in orders:
        if order.sentence in naming and order.sentence not in said and not order.is_guess:
            kept.append(Sign("bars" if order.side is Side.SHIELD else "survives", PROBABLE, order.start, order.end, order.sentence))
    return kept


def _is_main(reference) -> bool:
    """Whether a match of LAW names § 230 itself, not an exception of it."""
    return reference.lastgroup.startswith("main")


def _read(found: str, clause: Clause, law):
    def sign(kind, weight, match):
        return Sign(kind, weight, clause.start + match.start(), clause.start + match.end(), clause.sentence)

    if (match := words.LAW_SILENT.search(found)) and ("nothing" not in match[0] or words.COUNT.search(found)):
        yield replace(sign("survives", STRONG, match), is_contrast=True)
        return
    if is_open := _left_open(found, law):
        if left.WAIVED.match(is_open[0]) and not law and left.OF_A_CLAIM.search(found[:is_open.start()]):
            yield sign("other-ground", STRONG, is_open)      # the claim is waived, not the defence
            return
        if match := left.WANTING.search(found[:is_open.start()]):
            yield sign("other-ground", STRONG, match)
        yield replace(sign("apart" if left.APART.match(is_open[0]) else "open", STRONG, is_open), is_of_law=left.WAIVED.match(is_open[0]) is not None)
        return
    if words.DEFENCE_STRUCK.search(found) or words.RULING_UNDONE.search(found) or words.RULING_NAMED.search(found):
        return
    if match := words.ANTI_ARGUMENT.search(found):
        yield sign("bars" if words.OF_CLAIMANT.search(found) else "survives", WEAK, match)
        return
    if match := words.VERBLESS.search(found):
        yield replace(sign("survives", STRONG, match), is_contrast=True)
        return
    if match := words.ELLIPSIS.search(found):
        yield sign("the-other-way", STRONG, match)
        return
    if law and (match := left.STILL_BARRED.search(found)):
        yield sign("bars", STRONG, match)
        return
    if polarity := _treatment(found):
        yield sign(polarity[0], STRONG, polarity[1])
        return
    if (match := words.SURVIVES.search(found)) and (survival := _survival(found, match, law)):
        before = found[:match.start()]
        is_of_claim = law or words.LIVES.match(match[0]) or words.CLAIM_BEFORE.search(before) or words.NO_SUBJECT.fullmatch(before)
        yield sign(survival, STRONG if is_of_claim else WEAK, match)
        return
    if polarity := _said_of_law(found, law):
        yield sign(polarity[0], STRONG, polarity[1])
        return
    if law and _is_main(law[0]) and (match := words.SUBJECT.match(found[law[0].end():])) and not words.SUPPOSED.search(found[:law[0].end()]):
        rest = found[law[0].end():]
        yield replace(sign("survives" if words.NOTHING.search(rest) else "bars", WEAK, law[0]), sentence=-1)      # it only shows on what the order rests
    yield from _facts(found, law, sign)


def _said_of_law(found: str, law):
    if law and (bar := _bar(found, law)):
        return bar
    for pattern in (words.BARRED, words.PRONOUN, words.ANSWER):
        if (match := pattern.search(found)) and not words.SUPPOSED.search(found[:match.start()]):
            is_negated = (words.NEGATED.search(found[:match.start() + 3]) or " not " in match[0] or " nothing " in match[0]
                          or words.NONE_AFTER.match(found, match.end()))
            return ("survives" if is_negated else "bars"), match
    return None


def _facts(found: str, law, sign):
    """Whose words are sued on, and on what other ground the claim ends."""
    if any(not _is_main(reference) for reference in law) and words.NARROWED.search(found):
        return                                            # what an exception requires is not yet found here
    if (match := publishing.OWN.search(found)) and not words.NEGATED.search(found[:match.start()]):
        yield sign("survives", WEAK, match)
    elif match := publishing.HOSTED.search(found) or publishing.NOT_LIABLE.search(found):
        yield sign("bars", WEAK, match)
    if not law and (match := left.OTHER_GROUND.search(found)):
        yield sign("other-ground", STRONG, match)
    if match := left.ELSEWHERE.search(found):
        yield sign("elsewhere", STRONG, match)


def _left_open(found: str, law):
    """"We do not reach § 230" leaves it open; "§ 230 does not reach design" and "the City does not ask" do not."""
    for match in left.OPEN.finditer(found):
        if match[0] == "beside the point" and _NOT_BARRED_EITHER.search(found, match.end()):
            continue
        verb = match[0].lower().split()[-1]
        subject = [reference for reference in law if reference.end() <= match.start()]
        is_court = (left.COURT_SUBJECT.search(found[:match.start()]) or left.COURT_SUBJECT.search(match[0])
                    or any(_is_main(reference) and found[match.end():reference.start()] in (" ", " the ", " §") for reference in law))
        if left.FINITE.match(match[0]) and not is_court or left.BEFORE_NOW.search(found[:match.start()]):
            continue
        is_of_law = verb in _REACH or "to say" in match[0] or match[0].startswith("leav")
        if subject and not is_court and is_of_law and len(found[subject[-1].end():match.start()].split()) <= 4:
            continue
        return match
    if law and (match := left.EVEN_IF.search(found)) and not left.STILL_BARRED.search(found, match.start()):
        return match
    return law and left.MOOT.search(found)


def _treatment(found: str):
    """Whether the claim treats the defendant as publisher: (polarity, match), or None."""
    if match := publishing.TREATED.search(found):
        before = found[:match.start()]
        if words.SUPPOSED.search(before) and " would" not in before.lower()[-40:]:
            return None
        if publishing.PROVIDER_NEVER.search(before) and not publishing.NO_ONE_SAYS.search(before):
            return "bars", match
        return ("survives" if words.NEGATED.search(before) or publishing.NO_ONE_SAYS.search(before) or publishing.NO_ONE_AFTER.search(match[0]) else "bars"), match
    if (match := publishing.IS_PUBLISHER.search(found)) and not words.SUPPOSED.search(found[:match.start()]):
        is_negated = "not" in match[0].lower() or "n't" in match[0].lower() or words.NEGATED.search(found[:match.start()])
        if not is_negated and publishing.IS_SPEAKER.match(found, match.start()):
            return "survives", match                      # the defendant itself speaks
        if is_negated and publishing.SPEAKER_OF.match(found, match.start()):
            return "bars", match                          # "isn't the speaker of its users' notices"
        return ("survives" if is_negated else "bars"), match
    return None


def _survival(found: str, match, law) -> str | None:
    before, said = found[:match.start()], match[0].lower()
    if said.startswith("to ") and not any(char.isalpha() for char in before):
        return None                                       # "To be tried:", a heading
    if words.SUPPOSED.search(before) or " would " in before[-30:].lower():
        return None
    if said.startswith("no defen") and words.NOT_RAISED.match(found, match.end()):
        return None
    if said.startswith(("outside", "beyond", "out of")) and words.EXCEPTION_AFTER.match(found, match.end()):
        return "bars"                                     # "outside § 230(e)(2)": no exception
    if not law and AGAINST_ANOTHER.search(found):
        return None
    if said.startswith("reinstate") and (words.DISMISSAL.search(before) or words.DISMISSAL.search(found, match.end(), match.end() + 40)):
        return "bars"
    subject = [reference for reference in law if reference.end() <= match.start()]
    of_exception = not _is_main(subject[-1]) if subject else words.EXCEPTION.search(found)
    if of_exception and words.AWAY.search(said):           # "the exception is unavailable" leaves the bar where it was
        return "bars"
    if subject and _is_main(subject[-1]) and words.STANDS.match(said) and len(found[subject[-1].end():match.start()].split()) <= 1:
        return "bars"
    if of_exception and words.NARROWED.search(found) and words.LIFTED.search(said):
        return "bars"
    is_negated = words.NEGATED.search(before) is not None or words.NOT_LIVE.match(said) is not None
    return "bars" if is_negated else "survives"


def _bar(found: str, law):
    """What a clause that names § 230 says of it: (polarity, match), or None."""
    first = None
    for match in words.BARS.finditer(found):
        before = found[:match.start()]
        if words.SUPPOSED.search(before):
            continue
        if words.NOT_THIS.match(found, match.end()):
            return "survives", match
        is_negated = words.NEGATED.search(before) is not None or words.NONE_AFTER.match(found, match.end()) is not None
        if words.WINNING.match(match[0]) and words.BY_CLAIMANT.search(before) and "empt" not in found:      # the challenger of a law relies on § 230
            return ("bars" if is_negated else "survives"), match
        if _ruler(found, law, match) == "exception":
            if not is_negated and not words.NARROWED.search(found):
                return "survives", match
            first = first or ("bars", match)              # "the exception does not apply" leaves the bar where it was
        elif is_negated:
            return "survives", match
        else:
            first = first or ("bars", match)
    return first


def _ruler(found: str, law, match) -> str:
    """Which law the verb is about, § 230 or an exception: the one before it, unless § 230 follows or stands right beside."""
    subject = [reference for reference in law if reference.end() <= match.start() + 1]
    ruler = subject[-1] if subject else law[0]
    if any(_is_main(reference) and reference.start() > match.start() and not (subject and _NEW_SUBJECT.search(found, match.end(), reference.start()))
           for reference in law):
        return "main"
    if not subject and words.WITHIN.match(match[0]) is None:
        return "main"                                     # "barred for want of any exception"
    if any(_is_main(reference) and len(found[reference.end():match.start()]) < 12 for reference in subject):
        return "main"
    return "main" if _is_main(ruler) else "exception"
