"""What every reader says of many texts, one fact a line: the files of tests/fixtures/held/answers.

A file is blocks: `== <set> <id>`, then what is read of that text. The texts are those of the open sets of tests/gold,
and of opinions also those of tests/fixtures/opinions; which of them a file has, its own headings say. A place in a text
is given with the words that stand there. The blocks of `calls` have a function and its arguments as heading, and
below it what it returns or refuses; those of `stretched`, a text, a place in it, and the number of letters put in there
with which another answer begins; those of `spoilt`, a fixture of a source and the line, or in JSON the value, that is
missing in it or is another.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from pydoc import locate
from zlib import crc32

from docket.entry_facts import find_facts
from docket.entry_types import extract_entry_types
from docket.hearings import extract_hearings
from docket.issues import ParseError
from docket.links import extract_families
from docket.names import normalize_party
from docket.opinions.citations import find_citations
from docket.opinions.pages import MARK_CLOSE, MARK_OPEN, File
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.reading import read_opinion
from docket.redact import redact
from docket.second import hearings, rulings, section230
from docket.second.nearest import find_nearest
from docket.text.prepared import PreparedText
from docket.times import parse_date
from scrapers.documents.opinion_files import read_file
from scrapers.failures import FetchError
from scrapers.source import load_sources
from tests.worlds.answers import describe, fixture
from tests.worlds.held import HELD
from tests.worlds.in_words import in_words

TESTS = Path(__file__).parents[1]
GOLD = TESTS / "gold"
WRITTEN = TESTS / "fixtures" / "opinions"
_SHOWN = 60  # letters of a passage: enough to find it by


def _line(kind: str, value: object) -> str:
    return f"{kind} {json.dumps(value, ensure_ascii=False)}"


def _mark(text: str) -> str:
    """Return how a long text begins, its length, and a sum that another text of that length does not have."""
    short = " ".join(text[:_SHOWN].split())
    return short if len(text) <= _SHOWN else f"{short}… ({len(text)}, {crc32(text.encode()):08x})"


def _lines(name: str, value: object, text: str) -> Iterator[str]:
    """Yield each fact of a field as a line; the words of the text stand behind."""
    for fact in value if isinstance(value, list) else [value]:
        place = fact.get("at") or fact.get("span") if isinstance(fact, dict) else None
        words = f" «{_mark(text[slice(*place)])}»" if place and text else ""
        yield _line(name, fact) + words


def read_entry(label: dict) -> Iterator[str]:
    """Everything one entry says: hearings with all their places, motions, rulings, links, § 230, its category."""
    text, day, number = label["text"], label.get("date_filed"), label.get("number")
    facts = find_facts(
        text, parse_date(day) if day else None, label.get("court_id") or "", str(number) if number else None
    ).as_json()
    for name, value in facts.items():
        yield from _lines(name, value, text)
    if "hearings" in facts:
        yield from (_line("places", found["spans"]) for found in extract_hearings(label)["hearings"])
    yield _line("entry_types", list(extract_entry_types(label).values()))


def read_second(label: dict) -> Iterator[str]:
    """What the second readers weigh in a text: the nearest words, and the features of rulings, days and § 230."""
    text = PreparedText(label["text"], parse_date(label["date_filed"]), label.get("court_id") or "")
    yield _line("nearest", sorted(find_nearest(text)))
    features = {"rulings": rulings.find_features(text), "§ 230": section230.find_features(text)}
    for name, shown in [*features.items(), *hearings.find_days(text).items()]:
        yield _line(f"features of {name}", _mark(json.dumps(shown, sort_keys=True)))


def read_header(label: dict) -> Iterator[str]:
    """The dockets that a header names."""
    yield from _lines("links", extract_families(label)["links"], "")


def read_party(label: dict) -> Iterator[str]:
    """The name of a party, or of a side of a caption."""
    is_caption = label.get("side") is not None
    party = normalize_party(
        label["raw"], label.get("extra_info"), label.get("raw_type"), is_caption=is_caption
    )
    yield _line("party", party)


def read_published(label: dict) -> Iterator[str]:
    """The text as it is published."""
    yield _line("published", redact(label["text"]))


def read_passage(label: dict) -> Iterator[str]:
    """The decisions that a passage cites, and how it treats them."""
    yield from _citations(find_citations([Part("majority", None, [Paragraph(1, label["text"])])], []))


def _citations(citations) -> Iterator[str]:
    for citation in citations:
        fields = {name: value for name, value in citation.as_dict().items() if value not in (None, [], "")}
        fields |= {name: _mark(fields[name]) for name in ("sentence", "evidence") if name in fields}
        yield _line("citation", fields)


def _printed(file: File) -> File:
    """Return a typed file as a PDF would be: after `~` the print is small, `=` is a drawn line, {1} a raised number."""
    marks = str.maketrans({"{": MARK_OPEN, "}": MARK_CLOSE, "~": None})
    pages = []
    for page in file.pages:
        rules = tuple((line.x0, line.x1, line.top) for line in page.lines if set(line.text) == {"="})
        lines = tuple(
            replace(
                line,
                size=8.0 if line.text[0] == "~" else line.size,
                cells=tuple(replace(cell, text=cell.text.translate(marks)) for cell in line.cells),
            )
            for line in page.lines
            if set(line.text) not in ({"="}, {"~"})
        )
        pages.append(replace(page, lines=lines, rules=rules))
    return File("pdf", tuple(pages))


def read_whole_opinion(label: dict) -> Iterator[str]:
    """An opinion: its head, parts, notes, passages and citations."""
    name = label["file"]
    file = read_file((GOLD / "opinions" / name).read_bytes(), name)
    opinion = read_opinion(_printed(file) if name.endswith(".pdf.txt") else file)
    fields = opinion.as_dict()
    parts, notes, passages = (fields.pop(name) for name in ("parts", "footnotes", "passages"))
    del fields["citations"]
    yield from (_line(name, value) for name, value in fields.items())
    for part in parts:
        yield _line("part", [part["kind"], part["author"]])
        for paragraph in part["paragraphs"]:
            yield _line("paragraph", [paragraph["page"], paragraph["printed_page"], _mark(paragraph["text"])])
    yield from (_line("note", [note["mark"], note["page"], _mark(note["text"])]) for note in notes)
    for passage in passages:
        yield _line("passage", passage | {"text": _mark(passage["text"])})
    yield from _citations(opinion.citations)


def read_call(function: str, given: str) -> Iterator[str]:
    """What a pure function returns, or the error that it raises."""
    call = locate(function)
    try:
        answer = call(*json.loads(given, object_hook=_made))
        yield from map(_plain, answer if isinstance(answer, Iterator) else [answer])
    except (ValueError, FetchError) as error:
        yield f"refused: {getattr(error, 'code', type(error).__name__)}: {error}"


def _made(value: dict) -> object:
    """Return what JSON cannot write, like a record or a day: `{"docket.records.DocketRef": ["cand", "3:24-cv-1"]}` or
    `{"docket.snapshot.Scope": {"first": "1"}}`."""
    name, given = next(iter(value.items()), ("", None))
    make = locate(name) if "." in name else None
    return (make(**given) if isinstance(given, dict) else make(*given)) if callable(make) else value


def _plain(value: object) -> str:
    return json.dumps(in_words(value), ensure_ascii=False, default=_as_list)


def _as_list(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, bytes | Exception):
        return repr(value)
    if isinstance(value, re.Match):
        return value.groupdict()
    return in_words(value) if is_dataclass(value) else value.isoformat()


# What another library says of a broken file; its next version says it otherwise.
_OTHERS_WORDS = re.compile(r"\((?:[^()]|\([^()]*\))*?(?:\bline \d|Error:)(?:[^()]|\([^()]*\))*\)")
# Readers look at so many letters around a word. Words that mean nothing, put between the two, show how many.
_FILLER = " " + "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor " * 10
_PLACES = re.compile(r'(?:, )?"(?:at|offset|sentence|evidence)": (?:\[[^]]*\]|"[^"]*"|\d+)| «.*»$')


def _stretched(label: dict, place: int, count: int) -> list[str]:
    """Return the facts, without their places, of a text that is longer by `count` letters at a place."""
    text = label["text"][:place] + _FILLER[:count] + label["text"][place:]
    if "must_hide" in label:
        return re.findall(r"\[[\w' -]+ removed\]", redact(text))
    read = read_passage if "treatments" in label else read_entry
    lines = (_PLACES.sub("", line) for line in read(label | {"text": text}))
    return [line for line in lines if not line.startswith(("entry_types", "places"))]


def read_stretched(heading: str) -> Iterator[str]:
    """What a text loses (-) and gains (+) with one letter more, below a heading with the number that holds."""
    name, text_id, place, letters = heading.split(" ")
    label, count = _labels(name)[text_id], int(letters)
    near, far = (_stretched(label, int(place), length) for length in (count - 1, count))
    if near == far:  # the number is another now: look for it
        few, count = 0, len(_FILLER)
        near, far = (_stretched(label, int(place), length) for length in (few, count))
        while count - few > 1:
            middle = (few + count) // 2
            if (read := _stretched(label, int(place), middle)) == near:
                few = middle
            else:
                count, far = middle, read
    yield f"== {name} {text_id} {place} {count}"
    yield from (f"- {line}" for line in near if line not in far)
    yield from (f"+ {line}" for line in far if line not in near)


def _spoil(body: bytes, how: str, place: str) -> bytes:
    """Return a fixture `without` the value or line at a place, or `odd` there."""
    if place.isdigit():
        lines = body.splitlines(keepends=True)
        lines[int(place) - 1 : int(place)] = [b"5\n"] if how == "odd" else []
        return b"".join(lines)
    answer = json.loads(body)
    *outer, last = place.split("/")
    holder = answer
    for key in outer:
        holder = holder[int(key) if isinstance(holder, list) else key]
    key = int(last) if isinstance(holder, list) else last
    if how == "odd":
        holder[key] = 5
    else:
        del holder[key]
    return json.dumps(answer).encode()


def _records(source: str, name: str, body: bytes) -> list[str]:
    try:
        snapshot = describe(source, name, body)
        records = load_sources()[source].parse(snapshot) if snapshot else []
        return [f"{type(record).__name__} {_plain(record)}" for record in records]
    except ParseError as error:
        return [f"refused: {error.code}: {_OTHERS_WORDS.sub('(…)', str(error))}"]


@cache
def _sound(source: str, name: str) -> list[str]:
    return _records(source, name, fixture(source, name))


def read_spoilt(path: str, how: str) -> Iterator[str]:
    """What a source no longer reads (-) and reads (+) of a fixture that is spoilt at one place."""
    source, _, name = path.partition("/")
    spoilt = _records(source, name, _spoil(fixture(source, name), *how.split(" ")))
    is_refused = any(line.startswith("refused") for line in spoilt)
    yield from (f"- {_mark(line)}" for line in _sound(source, name) if line not in spoilt and not is_refused)
    yield from (f"+ {line}" for line in spoilt if line not in _sound(source, name))


READERS: dict[str, Callable[[dict], Iterator[str]]] = {
    "entries": read_entry,
    "headers": read_header,
    "parties": read_party,
    "seconds": read_second,
    "published": read_published,
    "passages": read_passage,
    "opinions": read_whole_opinion,
}


@cache
def _labels(name: str) -> dict[str, dict]:
    """Return the labels of a set of tests/gold by their id, their file, or their place in the set."""
    if name == "written":
        return {path.name: {"file": str(path)} for path in WRITTEN.iterdir()}
    path = next(
        folder / f"{name}.jsonl"
        for folder in (GOLD, GOLD / "opinions")
        if (folder / f"{name}.jsonl").exists()
    )
    labels = map(json.loads, path.read_text("utf-8").splitlines())
    return {
        str(label.get("id") or label.get("file") or place): label for place, label in enumerate(labels, 1)
    }


def read_again(path: str) -> str:
    """Return what a held file would be by what this code reads of the texts that it names."""
    lines: list[str] = []
    kind = Path(path).stem
    for heading in re.findall(r"^== (.+)$", (HELD / path).read_text("utf-8"), re.MULTILINE):
        name, _, given = heading.partition(" ")
        if kind == "stretched":
            lines += read_stretched(heading)
        elif kind == "spoilt":
            lines += [f"== {heading}", *read_spoilt(name, given)]
        elif kind == "calls":
            lines += [f"== {heading}", *read_call(name, given)]
        else:
            lines += [f"== {heading}", *READERS[kind](_labels(name)[given])]
    return "".join(f"{line}\n" for line in lines)
