"""What a reader's words mean: for each word the query that looks for it, and the pages that the words name.

"my son bought a laced pill on snap" looks for a child, for drugs and for Snap, by any of its names; "can I",
"my" and "a" look for nothing. A word that occurs nowhere in the record is read as the nearest one that does.
"""

import re
import sqlite3
from dataclasses import dataclass

from db.views import IS_SHOWN
from publish.cache import remembered
from publish.filters.naming import courts_of
from publish.filters.refusal import find_near
from publish.links import bill_path, law_path, page_path, party_path, question_path, theory_path
from publish.queries import with_platforms
from publish.search.names import Name, load_names
from publish.search.stems import stem
from publish.search.table import FILLER, OUTCOME, SAME, Meaning, Stems, load_meanings
from publish.search_query import terms
from publish.words import OUTCOMES, first_upper, format_claim

_LONGEST_NAME = 14  # words
_LEAST_PREFIX = 4  # letters that a word needs to match as a prefix; "AI" and "app" are whole words
_LEAST_SPELLED = 5  # letters that a word needs to be read as misspelled
_WORDS_OF_A_PERSON = (2, 3)
_ALIKE = 85  # of 100: "algorythm" is 89 from "algorithm", "Goldman" 80 from "goldmine"
_TITLES = re.compile(r"\b(?:chief )?(?:judge|justice|magistrate)s?\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
# The texts whose spelling is taken as correct.
_TEXTS = (
    f"select short_name, about, platform from cases where {IS_SHOWN}",
    "select holding from rulings where holding is not null",
    "select name from entity_names",
    "select name from laws",
    "select title from bills",
)


@dataclass(frozen=True)
class Concept:
    """What one word looks for, or several that mean the same. `exact` is the full-text query of the words as
    typed, `alike` the query of what else can stand for them; `entity_ids` are the companies that they name,
    `court_ids` the courts."""

    words: tuple[str, ...]
    places: frozenset[int]
    exact: str
    alike: str | None = None
    entity_ids: tuple[str, ...] = ()
    court_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lead:
    """A page that the words name; `places` are the positions of those words."""

    name: Name
    places: frozenset[int]


@dataclass(frozen=True)
class Understood:
    """A search as understood. `terms` are the meaningful words and phrases, spelled as in the record;
    `read_as` maps each misspelled word to what it was read as; `outcome` is the outcome asked for.
    `is_person` says that the two or three words may be somebody's name: none of them means anything else
    here."""

    concepts: tuple[Concept, ...]
    leads: tuple[Lead, ...]
    terms: tuple[tuple[str, bool], ...]
    read_as: tuple[tuple[str, str], ...]
    outcome: str | None = None
    is_person: bool = False

    @property
    def company_id(self) -> str | None:
        """The company or body that all the words together name, if any."""
        return next(
            (lead.name.id for lead in self.leads if lead.name.kind == "party" and self.is_all(lead)), None
        )

    def is_all(self, lead: Lead) -> bool:
        """Whether all the meaningful words name this page."""
        return all(concept.places <= lead.places for concept in self.concepts)


@dataclass(frozen=True)
class _Words:
    """The terms as typed, and the stemmed words of all of them, each with the term it is part of."""

    typed: tuple[tuple[str, bool], ...]
    stems: Stems
    term_of: tuple[int, ...]

    def terms_at(self, places: set[int] | frozenset[int]) -> frozenset[int]:
        return frozenset(self.term_of[place] for place in places)


def without_title(words: str) -> str:
    """Return the words without a judge's title: registers and opinions give only the name."""
    return " ".join(_TITLES.sub(" ", words).split())


def understand(conn: sqlite3.Connection, asked: str) -> Understood:
    """Return what the words of a search mean in this record."""
    names: dict[Stems, list[Name]] = remembered(conn, "names to search", load_names)
    typed = terms(asked)
    read_as = _spell(conn, typed, names)
    corrected = tuple((read_as.get(text, text), is_phrase) for text, is_phrase in typed)
    words = _split(corrected)
    meanings = [(meaning, words.terms_at(meaning.find(words.stems))) for meaning in load_meanings()]
    meanings = [
        (meaning, places)
        for meaning, places in meanings
        if places
        and (not meaning.is_whole or len(places) == len(typed))
        and (not _is_outcome(meaning) or _is_written(meaning, asked))
    ]
    outcomes = [meaning.leads_to.removeprefix(OUTCOME) for meaning, _ in meanings if _is_outcome(meaning)]
    fillers = frozenset().union(
        *(
            places if meaning.leads_to == FILLER else words.terms_at(meaning.find_last(words.stems))
            for meaning, places in meanings
            if meaning.leads_to == FILLER or _is_outcome(meaning)
        )
    )
    leads = _find_names(words, names, fillers, bool(_TITLES.search(asked)))
    meant = [place for place in range(len(typed)) if place not in fillers]
    if meant:
        meanings = [pair for pair in meanings if not _is_outcome(pair[0])]
    leads = _joined(leads + _find_pages(conn, meanings))
    meant = meant or list(range(len(typed)))
    return Understood(
        tuple(_make_concepts(conn, words, meanings, leads, meant)),
        tuple(leads),
        tuple(corrected[place] for place in meant),
        tuple((wrong, right) for wrong, right in read_as.items() if wrong != right),
        outcomes[0] if outcomes else None,
        len(typed) in _WORDS_OF_A_PERSON
        and not (meanings or leads)
        and all(text.replace("-", "").isalpha() and not is_phrase for text, is_phrase in typed),
    )


def _is_outcome(meaning: Meaning) -> bool:
    return meaning.leads_to.startswith(OUTCOME)


def _is_written(meaning: Meaning, asked: str) -> bool:
    """Whether the words are in the search exactly as in the row: "immunity" has the same stem as "immune"."""
    alternatives = "|".join(map(re.escape, meaning.wordings))
    return bool(re.search(rf"(?<!\w)(?:{alternatives})(?!\w)", asked, re.IGNORECASE))


def _split(typed: tuple[tuple[str, bool], ...]) -> _Words:
    stems: list[str] = []
    term_of: list[int] = []
    for number, stemmed in enumerate(stem([text for text, _ in typed])):
        stems += stemmed
        term_of += [number] * len(stemmed)
    return _Words(typed, tuple(stems), tuple(term_of))


# --- spelling


def _vocabulary(conn: sqlite3.Connection) -> tuple[list[str], frozenset[str]]:
    """Return the words of names, of holdings and of what cases are about: as written, sorted, and stemmed as
    in the indexes."""
    written: set[str] = set()
    for sql in _TEXTS:
        for texts in conn.execute(sql):
            written.update(word for text in texts if text for word in _WORD.findall(text.casefold()))
    vocabulary = sorted(written)
    return vocabulary, frozenset(word for words in stem(vocabulary) for word in words)


def _spell(
    conn: sqlite3.Connection, typed: list[tuple[str, bool]], names: dict[Stems, list[Name]]
) -> dict[str, str]:
    """Return, for each one-word term of letters that occurs nowhere, the nearest word that does."""
    written, known = remembered(conn, "words to search", _vocabulary)
    table_words = {
        word for meaning in load_meanings() for part in meaning.parts for phrase in part for word in phrase
    }
    single = [
        text for text, is_phrase in typed if not is_phrase and text.isalpha() and len(text) >= _LEAST_SPELLED
    ]
    corrections = {}
    for text, stems in zip(single, stem(single), strict=True):
        if len(stems) != 1 or stems[0] in known or stems[0] in table_words or stems in names:
            continue
        first = text[0].casefold()
        if near := find_near(text, [word for word in written if word[0] == first], most=1, least=_ALIKE):
            corrections[text] = near[0]
    return corrections


# --- the pages that are named


def _find_names(
    words: _Words, names: dict[Stems, list[Name]], fillers: frozenset[int], has_title: bool
) -> list[Lead]:
    """Return the pages that the words name, longest names first; a name inside a longer one does not
    count."""
    leads: list[Lead] = []
    taken: list[frozenset[int]] = []
    whole = frozenset(range(len(words.typed)))
    for size in range(min(_LONGEST_NAME, len(words.stems)), 0, -1):
        for start in range(len(words.stems) - size + 1):
            places = frozenset(range(start, start + size))
            terms_at = words.terms_at(places)
            if any(places < longer for longer in taken) or terms_at <= fillers:
                continue
            meant = [
                name
                for name in _meant(names, words.stems[start : start + size])
                if not name.stands_alone
                or (has_title and name.kind == "judge")
                or whole - fillers <= terms_at
            ]
            if meant:
                taken.append(places)
                leads += [Lead(name, terms_at) for name in meant]
    return leads


def _meant(names: dict[Stems, list[Name]], words: Stems) -> list[Name]:
    """Return the names that consecutive words form, as they are or run together."""
    as_one = "".join(words)
    return names.get(words) or (names.get((as_one,), []) if len(as_one) >= _LEAST_SPELLED else [])


def _find_pages(conn: sqlite3.Connection, meanings: list[tuple[Meaning, frozenset[int]]]) -> list[Lead]:
    """Return the pages that the matching rows of the table point to, each page once."""
    places: dict[str, frozenset[int]] = {}
    for meaning, positions in meanings:
        if meaning.leads_to not in (FILLER, SAME):
            places[meaning.leads_to] = places.get(meaning.leads_to, frozenset()) | positions
    leads = []
    for leads_to, positions in places.items():
        if name := name_of(conn, leads_to):
            leads.append(Lead(name, positions))
    return leads


def _joined(leads: list[Lead]) -> list[Lead]:
    """Return each page once, with all the words that name it: "Elon Musk's Twitter" is one company."""
    by_page: dict[tuple[str, str], Lead] = {}
    for lead in leads:
        key = (lead.name.kind, lead.name.id)
        by_page[key] = Lead(lead.name, lead.places | by_page[key].places) if key in by_page else lead
    return list(by_page.values())


_PAGES = {
    "question": ("questions", "question_id", "name", question_path),
    "theory": ("theories", "theory_id", "name || ': ' || text", theory_path),
    "law": ("laws", "law_id", "name", law_path),
    "party": ("entities", "entity_id", "name", party_path),
    "bill": ("bills", "bill_id", "coalesce(number || ', ', '') || title", bill_path),
}


def name_of(conn: sqlite3.Connection, leads_to: str) -> Name | None:
    """Return the page that a row's `leads_to` points to; None if this record has no such thing."""
    if leads_to.startswith("/"):
        path, _, label = leads_to.partition(" ")
        return Name("page", path, label, path)
    kind, _, code = leads_to.partition(":")
    if leads_to.startswith(OUTCOME):
        return Name("outcome", code, f"Rulings: {OUTCOMES[code][0]}", page_path("/rulings", answer=code))
    if kind == "claim":
        label = f"Rulings by claim: {first_upper(format_claim(code) or code)}"
        return Name(kind, code, label, page_path("/rulings", claim=code))
    table, key, label, make_path = _PAGES[kind]
    row = conn.execute(f"select {label} from {table} where {key} = ?", (code,)).fetchone()
    return Name(kind, code, row[0], make_path(code)) if row else None


# --- what each word is looked for by


def _make_concepts(
    conn: sqlite3.Connection,
    words: _Words,
    meanings: list[tuple[Meaning, frozenset[int]]],
    leads: list[Lead],
    kept: list[int],
) -> list[Concept]:
    """Return a concept for each meaningful term; terms that mean the same share one."""
    alike = {
        place: [row for row, places in meanings if row.leads_to == SAME and place in places] for place in kept
    }
    courts = {
        place: lead for lead in leads if lead.name.kind in ("court", "circuit") for place in lead.places
    }
    groups: dict[object, list[int]] = {}
    for place in kept:
        meant = courts.get(place) or (alike[place][0] if alike[place] else place)
        groups.setdefault(meant, []).append(place)
    concepts = []
    for places in groups.values():
        rows = {row.wordings: None for place in places for row in alike[place]}
        more = [_quote(phrase) for wordings in rows for phrase in wordings]
        phrase = _phrase(words, places, more)
        for place in () if phrase else places:
            text, is_phrase = words.typed[place]
            if not is_phrase and text.isalpha() and len(text) >= _LEAST_PREFIX:
                more.append(f"{_quote(text)}*")
        entity_ids = tuple(
            dict.fromkeys(
                entity_id
                for lead in leads
                if lead.name.kind == "party" and lead.places & set(places)
                for entity_id in with_platforms(conn, lead.name.id)
            )
        )
        exact = phrase or " OR ".join(_spelled(words.typed[place][0]) for place in places)
        court = courts.get(places[0])
        court_ids: tuple[str, ...] = ()
        if court:  # the words of its name mean little on their own: "N.D. Cal."
            is_circuit = court.name.kind == "circuit"
            court_ids = tuple(courts_of(conn, court.name.id)) if is_circuit else (court.name.id,)
            exact, more = _quote(" ".join(words.typed[place][0] for place in places)), []
        concepts.append(
            Concept(
                tuple(words.typed[place][0] for place in places),
                frozenset(places),
                f"({exact})",
                f"({' OR '.join(dict.fromkeys(more))})" if more else None,
                entity_ids,
                court_ids,
            )
        )
    return concepts


def _phrase(words: _Words, places: list[int], phrases: list[str]) -> str | None:
    """Return several words as one phrase if a row of the table has that phrase: "generative" has the same
    stem as "general", and means nothing here without the word that follows."""
    text = _quote(" ".join(words.typed[place][0] for place in places)).casefold()
    return text if len(places) > 1 and text in phrases else None


def _quote(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'


def _spelled(text: str) -> str:
    """Return a query for a term in each way of writing a number after letters: "hb20" is also "HB 20" and
    "H.B. 20"."""
    match = re.fullmatch(r"([^\W\d_]{1,4})\.?(\d+)", text)
    ways = [text]
    if match:
        ways += [f"{match[1]} {match[2]}", f"{' '.join(match[1])} {match[2]}"]
    return " OR ".join(_quote(way) for way in ways)
