"""Decisions printed in reporters up to 2019, with their pages, from the Caselaw Access Project.

Source   https://static.case.law, free and without a key, CC0 (Harvard asks for credit); robots rules are
         checked as everywhere, terms were read in that project's own code (docs/sources/caselaw.md)
Gives    the court's own text of rulings that have a citation in a reporter: parts, notes, the reporter's page
         at every position; the cases that each cites, according to the archive
Lacks    F.4th and everything after mid-2019, Cal. Rptr. and Cal. Rptr. 2d, N.Y.S., decisions that only a
         database has
Quirks   several cases can share a page, so names must agree as well as the citation; a missing file is a 404
         with a web page; volumes taken from Fastcase have wrong types and authors, and lack labels
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from docket.caselaw import (
    FILE,
    FOUND_BY,
    NOT_HELD,
    SITE,
    WORDS,
    Place,
    address,
    find_places,
    is_of,
    list_address,
    load_leading,
    load_reporters,
    names_agree,
)
from docket.issues import Issue, ParseError
from docket.opinions.witness import compare_case
from docket.records import Docket, DocketRef, ListedOpinion, Opinion, Ruling
from docket.redact import redact
from docket.section230.citations import find_references
from docket.section230.holdings import find_outcome
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.text.prepared import PreparedText
from docket.times import instant
from docket.vocabulary import ActKind, Disposition
from scrapers.caselaw.casebody import read_casebody
from scrapers.caselaw.cases import Case, find_in_list, load, read_case
from scrapers.courtlistener.opinions import ANSWERS, find_sentence
from scrapers.documents.opinion_rows import fold, make_opinion
from scrapers.http.patience import Patience
from scrapers.source import Absent, Fetcher, FetchError, Progress, Source, WantedDecision, WatchList

NAME = "caselaw"
_JSON = "case_json"
_HTML = "case_html"
_LIST = "volume_list"
_UNPUBLISHED = frozenset({"f-appx"})
_Asked = Snapshot | FetchError | Absent


class Caselaw(Source):
    NAME = NAME
    EVERY_MINUTES = 1440
    NETWORK = True
    RESUMES = True
    WANTS_DECISIONS = True
    SLOW_KINDS = frozenset({"case_html"})  # `read` and `make_records` in place of `parse`

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[_Asked]:
        """Yield the JSON and the HTML of each wanted decision whose text we lack, the most wanted first.

        The archive is frozen: files that were read, and files that were missing, are never requested again. A
        decision's file is requested by the name that it has on 98 of 100 pages; its names and its citation
        must both agree. Only if they do not is the volume's list read, which has some megabytes; our rows of
        it and its hash are kept.
        """
        known, patience = _known(watch), Patience()
        for wanted in watch.decisions:
            for place in find_places(wanted.citation, wanted.decided):
                if patience.is_over:
                    return
                is_found = yield from _Search(http, known, patience, wanted, place).read()
                if is_found or patience.is_over:
                    break

    def count_read(self, http: Fetcher, watch: WatchList) -> Progress:
        """Count the decisions whose text was read or searched for, and all that the archive can have."""
        known = _known(watch)
        places = [(wanted, find_places(wanted.citation, wanted.decided)) for wanted in watch.decisions]
        searches = [
            [_Search(http, known, Patience(), wanted, place) for place in places_of_ruling]
            for wanted, places_of_ruling in places
            if places_of_ruling
        ]
        read_count = sum(
            any(search.is_read for search in of_ruling) or all(search.is_over for search in of_ruling)
            for of_ruling in searches
        )
        return Progress(read_count, len(searches))

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return what a file says about the decision: its head, its text, or why it was not found.

        Raises ParseError: unknown-kind, not-json, not-html, changed-form.
        """
        if snapshot.kind == _HTML:
            return self.make_records(snapshot, self.read(snapshot))
        if snapshot.kind == _JSON:
            return list(_read_head(snapshot))
        if snapshot.kind == _LIST:
            return list(_read_kept(snapshot))
        raise ParseError(
            f"{snapshot.url}: {self.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
        )

    def read(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what a case's HTML says, in a form that JSON can store: the slow half of `parse`, read once
        for each file."""
        return fold(read_casebody(snapshot.body, snapshot.url, _own(snapshot.url)))

    def make_records(self, snapshot: Snapshot, row: dict[str, Any]) -> list[object]:
        """Return the text of a decision, for each of its dockets: the quick half of `parse`."""
        url, refs = _split(snapshot.url)
        issues = [
            Issue(f"opinion-{code}", text, snapshot.url, snapshot.court_id) for code, text in row["issues"]
        ]
        opinions = [make_opinion(ref, _key(url), row, url) for ref in refs] if row["paragraphs"] else []
        why = _not_held(refs, _cite(url), row["issues"][0][1]) if row["issues"] else []
        return [*opinions, *why, *issues]


SOURCE = Caselaw()


_Known = defaultdict[str, set[str]]  # by address, the marks after "#" under which it was requested before


def _known(watch: WatchList) -> _Known:
    known: _Known = defaultdict(set)
    for url in watch.looks:
        plain, _, mark = url.partition("#")
        known[plain].add(mark)
    return known


class _Search:
    """The search for one decision under one citation in the archive."""

    def __init__(
        self, http: Fetcher, known: _Known, patience: Patience, wanted: WantedDecision, place: Place
    ) -> None:
        self.http, self.known, self.patience, self.wanted, self.place = http, known, patience, wanted, place
        self.mark = mark_of(wanted.refs)
        self.base = http.address("CASELAW", SITE).rstrip("/")
        first = {leading.place: leading.file for leading in load_leading()}.get(place, place.first_file)
        self.files = [file for file in (dict(wanted.files).get(place.cite), first) if file]

    @property
    def is_read(self) -> bool:
        return any(self.mark in self.known[address(self.place, file, "html")] for file in self.files)

    @property
    def is_over(self) -> bool:
        """Return whether nothing is left to request: the text was requested, or the volume's list did not
        help."""
        is_listed = self.list_mark in self.known[list_address(self.place)]
        was_asked = any(self.known[address(self.place, file, "html")] for file in self.files)
        return was_asked or (is_listed and not dict(self.wanted.files).get(self.place.cite))

    @property
    def list_mark(self) -> str:
        """Return the mark of the volume's list. It has the page, since one volume can have several decisions
        of a docket."""
        return f"{self.place.page}/{self.mark}"

    def read(self) -> Generator[_Asked, None, bool]:
        """Yield each response; return whether we then have the decision's text."""
        if self.is_over:
            return self.is_read
        for file in dict.fromkeys(self.files):
            if (is_held := (yield from self._read_case(file))) is not False:
                return bool(is_held)
        if self.list_mark in self.known[list_address(self.place)]:
            return False
        named = yield from self._read_list()
        return bool(named and named not in self.files and (yield from self._read_case(named)))

    def _read_case(self, file: str) -> Generator[_Asked, None, bool | None]:
        """Yield a case's two files; return whether we then have its text, None if that remains unknown
        today."""
        url = address(self.place, file, "cases")
        if self.mark not in self.known[url]:
            if self.known[url]:
                return False  # missing, or another case's
            answer = self._ask(url, _JSON)
            if not isinstance(answer, Snapshot):
                yield answer
                return False if isinstance(answer, Absent) else None
            answer, is_ours = self._check(answer)
            yield answer
            if not is_ours:
                return None if answer.is_unreadable else False
        url = address(self.place, file, "html")
        answer = self._ask(url, _HTML)
        if isinstance(answer, Absent):
            yield self._keep(f"the archive has no text of {self.place.cite}", url, answer.at)
            return None
        if isinstance(answer, Snapshot):
            answer = _describe(answer, self.mark)
        yield answer
        return None if isinstance(answer, FetchError) or answer.is_unreadable else True

    def _check(self, answer: Snapshot) -> tuple[Snapshot, bool]:
        """Return a case's JSON, marked with its dockets, and whether its citation and its names are those
        wanted."""
        try:
            case = read_case(answer.body, answer.url)
        except ParseError:
            return replace(answer, is_unreadable=True), False
        is_ours = is_of(self.place, case.citations) and names_agree(self.wanted.names, case.names)
        return (_describe(answer, self.mark), True) if is_ours else (_describe(answer, ""), False)

    def _read_list(self) -> Generator[_Asked, None, str | None]:
        """Yield our rows of the volume's list; return the file that it names, if any."""
        url = list_address(self.place)
        answer = self._ask(url, _LIST)
        if isinstance(answer, Absent):
            volume = f"volume {self.place.volume} of {self.place.reporter.name}"
            yield self._keep(f"the archive has no {volume}", url, answer.at)
            return None
        if isinstance(answer, FetchError):
            yield answer
            return None
        try:
            kept, file = find_in_list(answer.body, url, self.place, self.wanted.names)
        except ParseError:
            yield replace(answer, is_unreadable=True)
            return None
        yield self._keep(kept, url, answer.fetched_at, answer.body)
        return file

    def _keep(self, kept: dict[str, Any] | str, url: str, at: str, body: bytes | None = None) -> Snapshot:
        """Return a snapshot of what is kept of a list, with its hash, or of the reason why nothing is."""
        if isinstance(kept, str):
            kept = {"citation": self.place.cite, "names": list(self.wanted.names), "file": None, "why": kept}
        digest = hashlib.sha256(body).hexdigest() if body is not None else None
        kept |= {"asked": url, "sha256": digest, "bytes": len(body or b"")}
        extract = json.dumps(kept, indent=1, ensure_ascii=False).encode()
        made = Snapshot(NAME, url, at, extract, Form.OPINION, kind=_LIST, raw_hash=digest)
        return _describe(replace(made, court_id=self.wanted.refs[0].court_id), self.list_mark)

    def _ask(self, url: str, kind: str) -> _Asked:
        """Request a file and return the response; a mirror (``TRACKER_CASELAW_URL``) has it under the same
        path."""
        court_id = self.wanted.refs[0].court_id
        asked = self.base + url.removeprefix(SITE)
        answer = self.patience.get(
            self.http, asked, source=NAME, form=Form.OPINION, kind=kind, court_id=court_id, conditional=False
        )
        if isinstance(answer, Snapshot):
            return replace(answer, url=url)
        if answer.status == 404:
            return Absent(url, instant(self.http.now()), court_id, f"{self.place.cite}: no such file")
        return answer


def mark_of(refs: tuple[DocketRef, ...]) -> str:
    """Return what follows the "#" in a file's address: the decision's dockets, by catalog slug; one without a
    slug by its number, after a second slash."""
    return ",".join(
        f"{ref.court_id}/{ref.catalog_slug}"
        if ref.catalog_slug
        else f"{ref.court_id}//{quote(ref.docket_number or '', safe='')}"
        for ref in refs
    )


def _describe(snapshot: Snapshot, mark: str) -> Snapshot:
    """Return a file marked with its dockets; a web page in its place is marked as unreadable."""
    url = f"{snapshot.url}#{mark}" if mark else snapshot.url
    made = replace(
        snapshot, url=url, scope=Scope(ScopeKind.LABEL), etag=None, last_modified=None, validator_key=None
    )
    # An error page, or half a file, is not a case.
    is_whole = b'class="casebody"' in snapshot.body[:400] and b"</section>" in snapshot.body[-200:]
    return replace(made, is_unreadable=made.is_unreadable or (snapshot.kind == _HTML and not is_whole))


def _read_head(snapshot: Snapshot) -> Iterator[object]:
    """Yield what a case's JSON says besides its text, for each of its dockets."""
    case = read_case(snapshot.body, snapshot.url)
    url, refs = _split(snapshot.url)
    if not refs:
        yield Issue("caselaw-other-case", f"{_cite(url)} is {case.short_name} there", url, snapshot.court_id)
    head = load(snapshot.body, url)
    if head.get("cites_to") and (agreement := compare_case(head)).differs:
        yield Issue("caselaw-edges-differ", str(agreement), url, snapshot.court_id)
    html = url.replace("/cases/", "/html/").removesuffix(".json") + ".html"
    slug = url.removeprefix(SITE).split("/")[1]
    for ref in refs:
        yield Opinion(
            ref,
            _key(url),
            citation=_cite(url),
            date_filed=case.decided,
            caption=redact(case.short_name),
            precedential="no" if slug in _UNPUBLISHED else "yes",
            source_url=html,
        )
        yield ListedOpinion(ref, case.number, case.decided, case.cites, html)
        if ref.catalog_slug is None:
            yield from _read_candidate(ref, case, _cite(url), html, snapshot.body)


def _read_candidate(ref: DocketRef, case: Case, cite: str, url: str, body: bytes) -> Iterator[object]:
    """Yield a docket that a sweep found and nobody has reviewed, and its decision as an act, whose answer was
    read by a rule and is not verified."""
    opinions = json.loads(body)["casebody"]["opinions"]
    text = "\n".join(opinion["text"] for opinion in opinions if "dissent" not in opinion["type"])
    opinion = PreparedText(text)
    outcome, named = find_outcome(opinion), find_references(opinion)
    answer = ANSWERS.get(outcome.outcome)
    # In a long text, the answer is read from the beginning and the end joined, so positions differ from those
    # in the whole text.
    words = find_sentence(text, named[0].start if named else 0)
    yield Docket(
        ref,
        docket_number_raw=case.docket_number,
        caption=redact(case.name),
        short_name=redact(case.short_name),
        date_decided=case.decided,
        citation=cite,
        source_url=url,
        details=tuple(
            (name, value) for name, value in ((FOUND_BY, "sweep of reporters"), (WORDS, words)) if value
        ),
    )
    yield Ruling(
        ref,
        Disposition.DECIDED,
        date_from=case.decided,
        date_to=case.decided,
        kind=ActKind.OPINION,
        answer=answer,
        citation=cite,
        text=words,
        source_url=url,
        is_verified=False,
    )


def _read_kept(snapshot: Snapshot) -> Iterator[object]:
    """Yield what was kept of a volume's list: a decision's file, or why it has none."""
    try:
        kept = json.loads(snapshot.body)
        cite, file, why = kept["citation"], kept["file"], kept["why"]
    except (ValueError, KeyError, TypeError):
        raise ParseError(
            f"{snapshot.url}: not what is kept of a volume's list", code="changed-form"
        ) from None
    _, refs = _split(snapshot.url)
    if file:
        for ref in refs:
            yield Docket(ref, details=((FILE, f"{cite}: {file}"),))
        return
    yield from _not_held(refs, cite, why)
    yield Issue("caselaw-not-held", why, snapshot.url, snapshot.court_id)


def _not_held(refs: list[DocketRef], cite: str, why: str) -> list[object]:
    return [Docket(ref, details=((NOT_HELD, f"{cite}: {why}"),)) for ref in refs]


def _split(url: str) -> tuple[str, list[DocketRef]]:
    """Return a file's address without the "#" part, and the dockets in that part."""
    plain, _, mark = url.partition("#")
    first, _, rest = mark.partition("/")
    mark = rest if first.isdigit() else mark  # the page, for a volume's list
    dockets = [part.split("/", 1) for part in mark.split(",") if "/" in part]
    return plain, [
        DocketRef(court_id, unquote(name[1:]))
        if name.startswith("/")
        else DocketRef(court_id, catalog_slug=name)
        for court_id, name in dockets
    ]


def _key(url: str) -> str:
    """Return a case's key, its file's path without dots and slashes: f3d-129-0327-01."""
    slug, volume, _, file = url.removeprefix(SITE).strip("/").split("/")
    return f"{slug}-{volume}-{file.rpartition('.')[0]}"


def _own(url: str) -> tuple[int, str]:
    slug, volume, *_ = url.removeprefix(SITE).strip("/").split("/")
    digits = volume.partition("-")[0]
    return int(digits) if digits.isdigit() else 0, slug.replace("-", "")


def _cite(url: str) -> str:
    """Return the citation that a file's address stands for: 129 F.3d 327."""
    slug, volume, *_, file = url.partition("#")[0].removeprefix(SITE).strip("/").split("/")
    reporter = load_reporters().get(slug)
    page = str(int(file[:4])) if file[:4].isdigit() else file
    return f"{volume.partition('-')[0]} {reporter.name if reporter else slug} {page}"
