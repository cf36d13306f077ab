"""How close to the court a page is, by its address: the court's own, an archive, a copy, a digest. Pure.

The reviewed table is ``data/source_hosts.csv``: a host covers those under it (``justia.com`` covers
``law.justia.com``), a host with a path covers the pages below that path, and ``*`` matches anything. The
longest row wins. A host that no row names is ``unknown``: nobody has looked at it.

Digests, mirrors and content farms (one grade) are never the source of a published fact: they are left out if
the row has another source, and a fact that rests on them alone is unconfirmed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from urllib.parse import urlsplit

from docket.csv_rows import load_table


class Grade(StrEnum):
    """How close to the court a source is, the closest first."""

    COURT = "court"  # or a legislature, or an agency: it speaks for itself
    ARCHIVE = "archive"  # a register, or a permanent archive of what courts published
    COPY = "copy"  # a publisher's or a reader's copy of the text: Justia, headnotes of Casetext, vLex
    PRESS = "press"
    FIRM = "firm"  # a blog, a law firm, a party
    UNKNOWN = "unknown"  # no row names its host
    DIGEST = "digest"  # machine-written pages, a mirror, a content farm, notes on a code host


class SourceRole(StrEnum):
    PRIMARY = "primary"
    REPORTED = "as reported by"


@dataclass(frozen=True)
class SourceHost:
    """Who is behind an address; `name` is the name after "as reported by"."""

    grade: Grade
    name: str

    @property
    def is_weak(self) -> bool:
        """Whether a fact that rests on this source alone is unconfirmed."""
        return self.grade is Grade.DIGEST


@dataclass(frozen=True)
class Source:
    url: str
    role: SourceRole
    name: str


@lru_cache(maxsize=4096)  # the same pages support many facts
def classify(url: str) -> SourceHost:
    """Return the grade and name of the source; UNKNOWN and the text itself if it is not a web address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return SourceHost(Grade.UNKNOWN, url)
    known = _of_path(host, parts.path) or _of_host(host)
    return SourceHost(known[0], known[1] or host) if known else SourceHost(Grade.UNKNOWN, host or url)


def order_sources(
    primary: str | None, source_url: str | None, extra_sources: str | None = None
) -> list[Source]:
    """Return the sources of a row as a page shows them: the primary address first, then the reports.

    Weak sources are left out if the row has a better one. The primary address counts as one: what a digest
    says about an opinion can be read in the opinion.
    """
    reported = [url for url in split_sources(source_url, extra_sources) if url != primary]
    strong = [url for url in reported if not classify(url).is_weak]
    kept = strong if primary or strong else reported
    first = [Source(primary, SourceRole.PRIMARY, classify(primary).name)] if primary else []
    return first + [Source(url, SourceRole.REPORTED, classify(url).name) for url in kept]


def best_grade(urls: Iterable[str]) -> Grade | None:
    """Return the grade of the best of these sources; None if there are none."""
    order = list(Grade)
    return min((classify(url).grade for url in urls), key=order.index, default=None)


def rests_on_weak_sources(source_url: str | None, extra_sources: str | None = None) -> bool:
    """Whether all sources of a row are digests, mirrors or content farms; True if it has no source."""
    return all(classify(url).is_weak for url in split_sources(source_url, extra_sources))


def split_sources(source_url: str | None, extra_sources: str | None = None) -> list[str]:
    """Return the addresses in two cells, each once, without reviewers' notes ("(cluster 9372853)").

    Some addresses contain a ";", so only one that precedes an address separates them.
    """
    cells = (source_url or "", extra_sources or "")
    parts = [part.strip() for cell in cells for part in re.split(r";\s*(?=https?://)", cell)]
    return list(dict.fromkeys(part.split(" ")[0] for part in parts if part))


@cache
def _table() -> tuple[dict[str, tuple[Grade, str]], list[tuple[str, Grade, str]]]:
    """Return {host: (grade, name)} for rows of a host, and the rows of a path, longest first."""
    rows = [(row["host"], Grade(row["grade"]), row["name"]) for row in load_table("source_hosts.csv")]
    paths = sorted((row for row in rows if "/" in row[0]), key=lambda row: (-len(row[0]), row[0]))
    return {host: (kind, name) for host, kind, name in rows if "/" not in host}, paths


def _of_host(host: str) -> tuple[Grade, str] | None:
    hosts, parts = _table()[0], host.split(".")
    names = (".".join(parts[start:]) for start in range(len(parts)))
    return next((hosts[name] for name in names if name in hosts), None)


def _of_path(host: str, path: str) -> tuple[Grade, str] | None:
    for pattern, kind, name in _table()[1]:
        if any(fnmatchcase(host + path, form) for form in (pattern, f"{pattern}/*")):
            return kind, name
    return None
