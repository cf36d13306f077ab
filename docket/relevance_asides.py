"""What a sentence says by several words together: § 230 set aside, kept in hand, relied on; what a case is about.

Each rule reads the tokens of one sentence, looked up in the tables of docket/relevance_words.py.
"""

from docket import relevance_words as tables
from docket.lexicon import Lexicon, Token

REFERENCE = "ref"                     # stands among the tokens for every place that names § 230
WORDS = Lexicon({
    "shields": tables.SHIELDS, "reaches": tables.REACHES, "decides": tables.DECIDES, "argues": tables.ARGUES, "papers": tables.PAPERS,
    "questions": tables.QUESTIONS, "challenges": tables.CHALLENGES, "elements": tables.ELEMENTS, "late": tables.LATE,
    "talk": tables.TALK, "talk-of-papers": tables.TALK_OF_PAPERS, "compares": tables.COMPARES, "other-cases": tables.OTHER_CASES, "reserves": tables.RESERVES,
    "asides": tables.ASIDES, "defines": tables.DEFINES, "involves": tables.INVOLVES, "negations": tables.NEGATIONS,
    "modals": tables.MODALS, "cases": tables.CASES, "stands-on": tables.STANDS_ON, "rulings": tables.RULINGS,
    "sides": tables.SIDES, "proceedings": tables.PROCEEDINGS, "all-of-them": tables.ALL_OF_THEM,
})
SUBJECTS = Lexicon({"online": tables.ONLINE, "other": tables.OTHER_SUBJECTS, "everyday": tables.EVERYDAY})
_REACH_OF_NOT = 7                     # tokens to which a negation reaches
_CLAUSE_ENDS = frozenset((".", ";", ":", "?", "because", "since", "if", "unless", "while", "although", "though", "but"))
_TOPIC = frozenset(("about", "over", "concerns", "concerned"))
_AT_LAW = ("shields", "elements")     # of the law's own work: "the claim concerns a publisher's acts"
_PART_OF_NAME = "part-of-name"        # in no table
_NO_TOKEN = Token("", 0, 0)
_OF_PRACTICES = frozenset(("civil", "criminal", "unfair", "deceptive", "trade", "sales", "business"))
# "The First Circuit" is no "the first of two questions".
_COURT_NAMED = frozenset(("circuit", "circuit's", "department", "district", "division", "amended", "amendment"))
_CITES = frozenset(("cite", "cites", "cited", "citing"))
_SIDE_BEFORE = 4                      # tokens in which the one who cites § 230 stands before the verb
_YIELDS = frozenset(("oppose", "object", "contest", "resist"))      # "do not oppose bifurcation of the § 230 issue" sets nothing aside
_MODAL_NEGATIONS = frozenset(("can't", "won't", "couldn't", "wouldn't", "shouldn't"))


def read_citing(tokens: list[Token]) -> list[Token]:
    """Return the tokens, "cites" read as "relies" where a side or its paper cites § 230 itself: "the notice of removal cites § 230".

    Beside other laws, by way of comparison, it stays what it was.
    """
    read = [token._replace(word=_PART_OF_NAME) if _is_name(token.word, tokens[number - 1].word if number else "", follows.word) else token
            for number, (token, follows) in enumerate(zip(tokens, [*tokens[1:], _NO_TOKEN], strict=True))]
    if not any(token.word in _CITES for token in tokens) or "compares" in WORDS.spans(tokens):
        return read
    for number, token in enumerate(tokens[:-1]):
        if token.word in _CITES and (tokens[number + 1].word == REFERENCE or tokens[number + 1].word.startswith("subsection")):
            before = tokens[max(0, number - _SIDE_BEFORE):number]
            if any(WORDS.names_of(word.word) & {"sides", "papers"} for word in before):
                read[number] = token._replace(word="relies")
    return read


def _is_name(word: str, before: str, follows: str) -> bool:
    """Whether a word of talk is part of a form ("Cause of action (cite the U.S. civil statute)"), of a court's or a law's name: "First Circuit", "chapter 98", "Civil Practice and Remedies Code"."""
    return (word == "cite" and follows == "the" or word == "first" and follows in _COURT_NAMED or word == "chapter" and follows[:1].isdigit()
            or word == "practice" and (before in _OF_PRACTICES or follows in ("law", "act")))


def find_topic(tokens: list[Token]) -> tuple[int, int] | None:
    """Return the place where a sentence says what the case is about, nothing in it being online: "the suit is over a traffic stop"."""
    for number, token in enumerate(tokens[:-2]):
        if "proceedings" not in WORDS.names_of(token.word):
            continue
        follows = [word.word for word in tokens[number + 1:number + 3]]
        is_topic = follows[0] in _TOPIC or follows[0] in ("is", "was") and follows[1] in _TOPIC
        if is_topic:
            is_ours = any(name == "online" for name, _, _ in SUBJECTS.each(tokens)) or any(name in WORDS.spans(tokens) for name in _AT_LAW)
            return None if is_ours else (token.start, tokens[number + 2].end)
    return None


def find_kept(tokens: list[Token]) -> tuple[int, int] | None:
    """Return the place where every defence alike is kept in hand: "nothing here waives any defense".

    "Defendant did not waive its § 230 defense" decides on that one defence and is none.
    """
    for number, token in enumerate(tokens):
        if not token.word.startswith("waiv"):
            continue
        before = [word.word for word in tokens[max(0, number - _REACH_OF_NOT):number]]
        after = [word.word for word in tokens[number + 1:number + 5]]
        if any(mark in after[:1] for mark in ("no", "nothing", "neither", "none")):
            return token.start, tokens[min(number + 1, len(tokens) - 1)].end
        is_negated = any("negations" in WORDS.names_of(word) or word.endswith("n't") for word in before)
        if is_negated and any("all-of-them" in WORDS.names_of(word) for word in after):
            return token.start, token.end
    return None


def find_aside(tokens: list[Token]) -> tuple[int, int] | None:
    """Return the place of a negation and the word of involvement that it takes: "is not at issue", "raises no defense".

    A modal speaks of the merits ("may not invoke § 230"), and "not … until" of time.
    """
    for number, token in enumerate(tokens):
        is_negated = "negations" in WORDS.names_of(token.word) or token.word.endswith("n't")
        if not is_negated or token.word in _MODAL_NEGATIONS or number and "modals" in WORDS.names_of(tokens[number - 1].word):
            continue
        if token.word in ("no", "none", "nothing") and number and _takes(tokens, number - 1):
            return tokens[number - 1].start, token.end
        if tokens[number + 1:number + 2] and tokens[number + 1].word in _YIELDS:
            continue
        for later in tokens[number + 1:number + 1 + _REACH_OF_NOT]:
            is_subject = later.word == REFERENCE and token.word in ("no", "nothing")           # "nothing in § 230 says"
            if later.word in _CLAUSE_ENDS or later.word == "err" or is_subject:
                break
            if "involves" in WORDS.names_of(later.word):
                if any(word.word == "until" for word in tokens[number:]):
                    break
                return token.start, later.end
    return None


def _takes(tokens: list[Token], number: int) -> bool:
    """Whether the word is one of involvement, said of someone other than § 230 itself ("§ 230 makes no exception")."""
    return "involves" in WORDS.names_of(tokens[number].word) and tokens[max(0, number - 1)].word != REFERENCE
