"""CourtListener's search as the reference describes it: its tokens, its query language, and its query cleaner's trap.

Text is split at spaces; §, $, % and ¶ count as letters, other marks split words. A phrase is exact, words
without quotes are all wanted. The cleaner turns an "inside quotes" flag at each piece that begins or
ends with a quote mark, so that a phrase of one word leaves it wrong and breaks numbers in later ones.
"""

import re

_WORD = re.compile(r"[\w§$%¶]+")
_PIECE = re.compile(r'"[^"]*"|[()]|[^\s()"]+')


class BadQuery(Exception):
    """What the server answers with 400 and these words."""


def tokens(text):
    return _WORD.findall(text.lower())


def clean(query):
    """Put quotes round bare numbers outside phrases, as the cleaner does, with its mistake."""
    is_inside, pieces = False, []
    for piece in query.split(" "):
        bare = piece.strip("()")
        if bare.startswith('"') or bare.endswith('"'):
            is_inside = not is_inside
        elif not is_inside and re.fullmatch(r"\d+", bare):
            piece = piece.replace(bare, f'"{bare}"')
        pieces.append(piece)
    return " ".join(pieces)


def parse(query):
    """Return a predicate of a document: {"field": value or list, …, "_text": [default fields]}."""
    cleaned = clean(query)
    if cleaned.count('"') % 2:
        raise BadQuery("The query contains unbalanced quotes.")
    reader = _Reader(_PIECE.findall(cleaned))
    predicate = reader.alternatives(None)
    if reader.pieces:
        raise BadQuery("The query contains unbalanced parentheses.")
    return predicate


class _Reader:
    def __init__(self, pieces):
        self.pieces = pieces

    def alternatives(self, field):
        options = [self.all_of(field)]
        while self.pieces and self.pieces[0] in ("OR", "|"):
            self.pieces.pop(0)
            options.append(self.all_of(field))
        return lambda document: any(option(document) for option in options)

    def all_of(self, field):
        wanted = []
        while self.pieces and self.pieces[0] not in (")", "OR", "|"):
            is_not = self.pieces[0] in ("NOT", "%") and bool(self.pieces.pop(0))
            wanted.append((self.one(field), is_not))
        return lambda document: all(test(document) is not is_not for test, is_not in wanted)

    def one(self, field):
        piece = self.pieces.pop(0)
        if piece == "(":
            inner = self.alternatives(field)
            if not self.pieces or self.pieces.pop(0) != ")":
                raise BadQuery("The query contains unbalanced parentheses.")
            return inner
        name, colon, rest = piece.partition(":")
        if colon and not piece.startswith('"') and re.fullmatch(r"[A-Za-z_]+", name):
            if rest:
                self.pieces.insert(0, rest)
            return self.one(name)
        return _term(piece, field)


def _term(piece, field):
    is_phrase = piece.startswith('"')
    wanted = tokens(piece)

    def test(document):
        values = [document.get(field)] if field else [document.get(name) for name in document["_text"]]
        flat = [
            item
            for value in values
            for item in (value if isinstance(value, list) else [value])
            if item is not None
        ]
        if any(isinstance(item, int) for item in flat):
            return any(str(item) == piece.strip('"') for item in flat)
        return any(_holds(tokens(str(item)), wanted, is_phrase) for item in flat)

    return test


def _holds(words, wanted, is_phrase):
    if not wanted:
        return False
    if is_phrase:
        return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
    if wanted == ["§"]:  # outside a phrase § also stands for its words
        return bool({"§", "section", "sec"} & set(words))
    return all(word in words for word in wanted)


def marked(text, query):
    """Return the text from before the first phrase of the query that it holds, that phrase in <mark>; else
    its beginning."""
    for phrase in re.findall(r'"([^"]+)"', query):
        pattern = r"[^\w§]+".join(map(re.escape, tokens(phrase)))
        if match := re.search(pattern, text, re.IGNORECASE):
            start = max(0, match.start() - 150)
            return (
                f"{text[start : match.start()]}<mark>{match[0]}</mark>{text[match.end() : match.end() + 200]}"
            )
    return text[:500]
