"""How each step of the plan is requested, and how its responses become snapshots."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import timedelta

from docket.issues import ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.times import instant, parse_instant
from scrapers.courtlistener import queries
from scrapers.courtlistener.client import Client, NoAnswer
from scrapers.courtlistener.dockets import find_core, modified_at
from scrapers.courtlistener.envelope import ABSENT, Asked, Fetched, Fields, content_hash, pack, read_json
from scrapers.courtlistener.queries import Query
from scrapers.courtlistener.search import last_indexed
from scrapers.courtlistener.steps import SLICE, Purpose, Step
from scrapers.source import FetchError, unreadable_hash

_MOST_PAGES = {
    Purpose.NEWS: 25,
    Purpose.OPINIONS: 10,
    Purpose.ARGUMENTS: 5,
    Purpose.PRECEDENT: 1,
    Purpose.COUNT: 50,
}
_NOTHING_THERE = frozenset({404, 410})
# Their clock is not ours, and rows being written during the last look appeared after it.
_CHANGES_OVERLAP = timedelta(hours=1)
_MOST_PARTIES = 100  # pages: 2,000 parties


# Makes the snapshot of the responses to one request, stored under a name (`_maker`).
_Make = Callable[..., Snapshot]


def _read_docket(client: Client, step: Step) -> Iterator[Snapshot]:
    """Yield each whole docket: header, register, parties and lawyers in one body; no register for a step that
    requests parties.

    A docket that broke off is stored under another name, as far as it was received, and so are the newest
    entries of a register that is too long for one run. Absence from these means nothing. For an id without
    content (two rows were merged) that fact is stored, and the docket's other ids are read.
    """
    ref = step.dockets[0].ref
    is_whole_docket = step.purpose is not Purpose.PARTIES
    purpose = Purpose.READING if is_whole_docket else Purpose.PARTIES
    for source_id in step.source_ids:
        path = queries.docket_address(source_id)
        answers: list[Fetched] = []
        make_answer = _maker(client, Asked(purpose.value, {source_id: ref}), ref.court_id)
        is_whole = False
        try:
            answers.append(client.get(path))
            # A row that was merged into another may redirect there, and lists are filtered by the current id.
            own_id = Fields(read_json(answers[0].text, path), path).whole("id") or source_id
            if is_whole_docket:
                is_whole = client.get_pages(queries.entries_address(own_id), SLICE // queries.PAGE, answers)
            client.get_pages(queries.people_address("parties", own_id), _MOST_PARTIES, answers)
            client.get_pages(queries.people_address("attorneys", own_id), _MOST_PARTIES, answers)
        except NoAnswer as error:
            yield make_answer(path, [*answers, error.answer], unreadable=error.code)
            return
        except ParseError as error:  # a header whose id is not a number
            yield make_answer(path, answers, unreadable=error.code)
            return
        except FetchError as error:
            if answers:
                yield make_answer(f"{path}#partial", answers)
            elif error.status in _NOTHING_THERE:
                absent = _maker(client, Asked(ABSENT, {source_id: ref}), ref.court_id)
                yield absent(f"{path}#absent", [])
                continue
            raise
        if is_whole:
            yield replace(make_answer(path, answers), scope=Scope(ScopeKind.COMPLETE))
        else:
            yield make_answer(f"{path}#long" if is_whole_docket else f"{path}#parties", answers)


def _read_changes(client: Client, step: Step) -> Iterator[Snapshot]:
    """Yield the entries of each register that were written or changed since they were last requested."""
    assert step.changed_since is not None  # changes are never requested for a docket not read yet
    since = instant(parse_instant(step.changed_since) - _CHANGES_OVERLAP)
    ref = step.dockets[0].ref
    for source_id in step.source_ids:
        made = _maker(client, Asked(step.purpose.value, {source_id: ref}), ref.court_id)
        path, name = queries.changes_address(source_id, since), queries.changes_address(source_id)
        if not (yield from _read_pages(client, made, path, name, SLICE // queries.PAGE)):
            return


def _read_slice(client: Client, step: Step) -> Iterator[Snapshot]:
    """Yield the entries of a long register between two numbers."""
    assert step.numbers is not None  # every slice is planned with them
    [source_id], (first, last) = step.ids, step.numbers
    path = queries.entries_address(source_id, step.numbers)
    answers: list[Fetched] = []
    made = _maker(
        client, Asked(step.purpose.value, {source_id: step.dockets[0].ref}), step.dockets[0].ref.court_id
    )
    try:
        is_whole = client.get_pages(path, 2 * SLICE // queries.PAGE, answers)
    except NoAnswer as error:
        yield made(path, [*answers, error.answer], unreadable=error.code)
        return
    scope = Scope(ScopeKind.NUMBERS, str(first), str(last)) if is_whole else Scope(ScopeKind.WINDOW)
    yield replace(made(path, answers), scope=scope)


def _search_pages(
    address: Callable[[Step], str], name: Callable[[Step], str], most: Callable[[Step], int]
) -> Callable[[Client, Step], Iterator[Snapshot]]:
    """Return the function for steps that are one search and its pages."""

    def ask(client: Client, step: Step) -> Iterator[Snapshot]:
        refs = {number: docket.ref for docket in step.dockets for number in docket.source_ids}
        asked = Asked(step.purpose.value, refs, step.query.name if step.query else step.words)
        yield from _read_pages(client, _maker(client, asked), address(step), name(step), most(step))

    return ask


def _read_pages(
    client: Client, made: _Make, path: str, name: str, most: int
) -> Generator[Snapshot, None, bool]:
    """Yield the pages of a list as one snapshot, those received so far if a request fails; return whether all
    were read."""
    answers: list[Fetched] = []
    try:
        client.get_pages(path, most, answers)
    except NoAnswer as error:
        yield made(name, [*answers, error.answer], unreadable=error.code)
        return False
    except FetchError:
        if answers:
            yield made(f"{name}#partial", answers)
        raise
    yield made(name, answers)
    return True


def _look_up(client: Client, step: Step) -> Iterator[Snapshot]:
    """Yield the rows of the database that may be the docket; the docket number decides which one, when they
    are parsed."""
    ref = step.dockets[0].ref
    assert ref.docket_number is not None  # the plan has no look-ups without it
    path = queries.lookup_address(ref.court_id, find_core(ref.docket_number))
    made = _maker(client, Asked(step.purpose.value, {0: ref}), ref.court_id)
    answers: list[Fetched] = []
    try:
        client.get_pages(path, 2, answers)
    except NoAnswer as error:
        yield made(path, [*answers, error.answer], unreadable=error.code)
        return
    yield made(path, answers)


def _read_opinion(client: Client, step: Step) -> Iterator[Snapshot]:
    refs = {number: docket.ref for docket in step.dockets for number in docket.source_ids}
    made = _maker(client, Asked(step.purpose.value, refs), step.dockets[0].ref.court_id)
    for opinion_id in step.ids:
        path = queries.opinion_address(opinion_id)
        answers: list[Fetched] = []
        try:
            answers.append(client.get(path))
            cluster_id = Fields(read_json(answers[0].text, path), path).whole("cluster_id")
            answers.append(client.get(queries.cluster_address(cluster_id or 0)))
        except NoAnswer as error:
            yield made(path.partition("?")[0], [*answers, error.answer], unreadable=error.code)
            return
        except ParseError as error:  # an opinion that does not name its cluster
            yield made(path.partition("?")[0], answers, unreadable=error.code)
            return
        yield made(path.partition("?")[0], answers)


def _query(step: Step) -> Query:
    assert step.query is not None  # every discovery step has its query
    return step.query


def _citation(step: Step) -> str:
    assert step.words is not None  # every search for a precedent has its citation
    return step.words


QUESTIONS = {
    Purpose.NEWS: _search_pages(
        lambda step: queries.news_address(step.source_ids, step.since),
        lambda step: queries.news_address(step.source_ids, None),
        lambda step: _MOST_PAGES[step.purpose],
    ),
    Purpose.OPINIONS: _search_pages(
        lambda step: queries.opinions_address(step.source_ids),
        lambda step: queries.opinions_address(step.source_ids),
        lambda step: _MOST_PAGES[step.purpose],
    ),
    Purpose.ARGUMENTS: _search_pages(
        lambda step: queries.arguments_address(step.source_ids),
        lambda step: queries.arguments_address(step.source_ids),
        lambda step: _MOST_PAGES[step.purpose],
    ),
    Purpose.DISCOVERY: _search_pages(
        lambda step: queries.discovery_address(_query(step), step.since, step.ids, step.until),
        lambda step: f"{queries.discovery_address(_query(step), None, step.ids)}#{_query(step).name}",
        lambda step: _query(step).pages,
    ),
    Purpose.PRECEDENT: _search_pages(
        lambda step: queries.precedent_address(_citation(step)),
        lambda step: queries.precedent_address(_citation(step)),
        lambda step: _MOST_PAGES[step.purpose],
    ),
    Purpose.COUNT: _search_pages(
        lambda step: queries.fjc_address(),
        lambda step: queries.fjc_address(),
        lambda step: _MOST_PAGES[step.purpose],
    ),
    Purpose.LOOKUP: _look_up,
    Purpose.READING: _read_docket,
    Purpose.REREADING: _read_docket,
    Purpose.PARTIES: _read_docket,
    Purpose.CHANGES: _read_changes,
    Purpose.SLICE: _read_slice,
    Purpose.OPINION: _read_opinion,
}


def _maker(client: Client, asked: Asked, court_id: str | None = None) -> _Make:
    """Return the function that makes a snapshot of the responses to one request."""

    def made(name: str, answers: list[Fetched], unreadable: str | None = None) -> Snapshot:
        fetched_at = client.fetched_at
        as_of = None if unreadable else _as_of(asked, answers)
        return Snapshot(
            source=client.source,
            url=client.shown(name),
            fetched_at=fetched_at,
            body=pack(asked, answers),
            form=Form.API,
            court_id=court_id,
            kind=asked.purpose,
            media_type="application/json",
            as_of=as_of or fetched_at,
            as_of_basis="page" if as_of else "fetch",
            scope=Scope(ScopeKind.WINDOW),
            compare_hash=unreadable_hash(unreadable) if unreadable else content_hash(answers),
            is_unreadable=unreadable is not None,
        )

    return made


def _as_of(asked: Asked, answers: list[Fetched]) -> str | None:
    """Return the newest time that the responses give for their rows: that of a change or, in a search, of the
    indexing."""
    stamps = []
    for answer in answers:
        data = read_json(answer.text, answer.url)
        listed = data.get("results")  # of any type; a wrong one is reported later
        rows = [
            Fields(row, answer.url)
            for row in (listed if isinstance(listed, list) and listed else [data])
            if isinstance(row, dict)
        ]
        stamps.append(last_indexed(rows))
        stamps += [modified_at(row) for row in rows]
    return max(filter(None, stamps), default=None)
