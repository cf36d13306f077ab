"""Files in the form of the Caselaw Access Project, of invented opinions, and a server that has them.

A paragraph is written with "|331|" where the page of the reporter turns, and "^1^" where a note is called.
"""

import html
import io
import json
import re
import zipfile
from dataclasses import dataclass, field

from docket.caselaw import Place, find_places
from tests.worlds.loopback import Page, Server

_INLINE = re.compile(r"\|(?P<page>\d+)\||\^(?P<mark>\d+)\^")
HELD = (
    "We hold that section 230 of the Communications Decency Act bars the claims, since they would treat the defendant "
    "as the publisher of words that |{next}| another wrote."
)


@dataclass
class MadePart:
    """One opinion of a case: its type and author as the archive gives them, its paragraphs, its notes by mark."""

    kind: str
    author: str | None
    paragraphs: list[str]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass
class MadeCase:
    """A case. `scan_page` is the first page in the scanned volume; a case of Fastcase has none."""

    place: Place
    name: str
    short_name: str
    parts: list[MadePart]
    last_page: int
    decided: str = "2001-02-03"
    number: int = 4711
    docket_number: str = "No. 00-4711"
    court: str = "4th Cir."
    file: str = ""
    cites_to: tuple[dict, ...] = ()
    other_citations: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    scan_page: int | None = 400

    @property
    def file_name(self) -> str:
        return self.file or self.place.first_file

    def record(self) -> dict:
        """Return its line in the list of its volume."""
        cites = [{"type": "official", "cite": self.place.cite}]
        cites += [{"type": "parallel", "cite": cite} for cite in self.other_citations]
        source = (
            {"source": "Harvard", "batch": "2018"}
            if self.scan_page
            else {"source": "Fastcase", "batch": "2021"}
        )
        return {
            "id": self.number,
            "name": self.name,
            "name_abbreviation": self.short_name,
            "decision_date": self.decided,
            "docket_number": self.docket_number,
            "first_page": str(self.place.page),
            "last_page": str(self.last_page),
            "citations": cites,
            "court": {
                "name_abbreviation": self.court,
                "id": 8845,
                "name": f"United States Court, {self.court}",
            },
            "jurisdiction": {"id": 39, "name_long": "United States", "name": "U.S."},
            "cites_to": list(self.cites_to),
            "analysis": {
                "cardinality": 9,
                "char_count": 99,
                "word_count": 17,
                "sha256": "0" * 64,
                "simhash": "1:0",
            },
            "last_updated": "2024-02-27T19:52:17.604821+00:00",
            "provenance": {"date_added": "2019-08-29"} | source,
            "first_page_order": self.scan_page or self.place.page,
            "last_page_order": (self.scan_page or self.place.page) + self.last_page - self.place.page,
            "file_name": self.file_name,
        }

    def json(self) -> bytes:
        """Return the file of the case as JSON: its text has no pages, and its notes stand at the end."""
        opinions = [
            {
                "text": "\n".join(
                    [
                        *([part.author] if part.author else []),
                        *(_INLINE.sub("", paragraph) for paragraph in part.paragraphs),
                    ]
                    + [f". {_INLINE.sub('', note)}" for note in part.notes.values()]
                ),
                "type": part.kind,
                "author": part.author,
            }
            for part in self.parts
        ]
        body = {
            "judges": [],
            "parties": [self.name],
            "attorneys": [],
            "opinions": opinions,
            "corrections": "",
        }
        made = self.record() | {"casebody": body | {"head_matter": "\n".join([self.name, *self.head])}}
        return json.dumps(made, indent=2).encode()

    def html(self) -> bytes:
        """Return the file of the case as HTML."""
        case_id = f"32044_{self.place.page:04}" if self.scan_page else f"FC:{self.place.cite}.xml"
        pages = f'data-firstpage="{self.place.page}" data-lastpage="{self.last_page}"'
        lines = [
            f'<section class="casebody" data-case-id="{case_id}" {pages}>',
            '  <section class="head-matter">',
        ]
        tag = "h4" if self.scan_page else "p"
        lines.append(f'    <{tag} class="parties" id="b1-1">{html.escape(self.name)}</{tag}>')
        lines.append(f'    <p class="docketnumber" id="b1-2">{self.docket_number}</p>')
        lines += [
            f'    <p class="headnotes" id="b1-{at}">{_inline(headnote, 0)}</p>'
            for at, headnote in enumerate(self.head, 3)
        ]
        lines.append("  </section>")
        for number, part in enumerate(self.parts, 1):
            lines.append(f'  <article class="opinion" data-type="{part.kind}">')
            if part.author:
                lines.append(f'    <p class="author" id="b{number}-0">{html.escape(part.author)}</p>')
            lines += [
                f'    <p id="b{number}-{at}">{_inline(paragraph, number)}</p>'
                for at, paragraph in enumerate(part.paragraphs, 1)
            ]
            for mark, note in part.notes.items():
                name = f"footnote_{number}_{mark}"
                lines.append(f'    <aside data-label="{mark}" class="footnote" id="{name}">')
                lines.append(f'      <a href="#ref_{name}">{mark}</a>')
                lines.append(f'      <p id="n{number}-{mark}">. {_inline(note, number)}</p>\n    </aside>')
            lines.append("  </article>")
        return "\n".join([*lines, "</section>"]).encode()


def _inline(text: str, number: int) -> str:
    def replaced(match: re.Match) -> str:
        if page := match["page"]:
            label = f'data-label="{page}" data-citation-index="1" class="page-label"'
            return f'<a id="p{page}" href="#p{page}" {label}>*{page}</a>'
        name = f"footnote_{number}_{match['mark']}"
        return f'<a class="footnotemark" href="#{name}" id="ref_{name}">{match["mark"]}</a>'

    return _INLINE.sub(replaced, html.escape(text, quote=False))


def make_decision(citation: str, name: str, decided: str, **fields) -> MadeCase:
    """Return an invented opinion at a true place, under the names of a decision of ours."""
    [place, *_] = find_places(citation)
    page = place.page
    parts = [
        MadePart(
            "majority",
            "SAMPLE, Circuit Judge.",
            [
                "The plaintiff sued over words that a stranger had posted.^1^",
                "No provider of an interactive computer service shall be treated as publisher, 47 U.S.C. § 230(c)(1).",
                HELD.format(next=page + 1),
                "The judgment is AFFIRMED.",
            ],
            {"1": "The words are in the record."},
        )
    ]
    return MadeCase(
        place, name, name, **({"parts": parts, "last_page": page + 1, "decided": decided} | fields)
    )


def pages_of(cases: list[MadeCase]) -> dict[str, Page]:
    """Return the archive's files of these cases, and the lists of their volumes, by path."""
    pages, volumes = {}, {}
    for case in cases:
        base = f"/{case.place.reporter.slug}/{case.place.volume}"
        pages[f"{base}/cases/{case.file_name}.json"] = Page(case.json())
        pages[f"{base}/html/{case.file_name}.html"] = Page(case.html())
        volumes.setdefault(f"{base}/CasesMetadata.json", []).append(case.record())
    return pages | {path: Page(json.dumps(rows, indent=2).encode()) for path, rows in volumes.items()}


def make_zip(cases: list[MadeCase]) -> bytes:
    """Return a volume as its zip: json/, html/ and metadata/ in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as volume:
        for case in cases:
            volume.writestr(f"html/{case.file_name}.html", case.html())
            volume.writestr(f"json/{case.file_name}.json", case.json())
        volume.writestr(
            "metadata/CasesMetadata.json", json.dumps([case.record() for case in cases], indent=2)
        )
    return made.getvalue()


def volume_pages(cases: list[MadeCase]) -> dict[str, Page]:
    """Return the zips of the volumes in which these cases stand, and the list of each reporter's volumes."""
    volumes: dict[str, dict[int, list[MadeCase]]] = {}
    for case in cases:
        volumes.setdefault(case.place.reporter.slug, {}).setdefault(case.place.volume, []).append(case)
    pages = {}
    for slug, of_slug in volumes.items():
        listed = [
            {"volume_number": str(number), "volume_folder": str(number), "reporter_slug": slug}
            for number in of_slug
        ]
        pages[f"/{slug}/VolumesMetadata.json"] = Page(
            json.dumps(sorted(listed, key=lambda volume: volume["volume_folder"])).encode()
        )
        pages |= {f"/{slug}/{volume}.zip": Page(make_zip(own)) for volume, own in of_slug.items()}
    return pages


class CaselawServer(Server):
    """The archive as a server; a file that is not there is a 404. Each answer takes `pause` seconds. `volumes`: the
    zips are there, too."""

    def __init__(self, cases: list[MadeCase], pause: float = 0, volumes: bool = False) -> None:
        super().__init__(pages_of(cases) | (volume_pages(cases) if volumes else {}), pause)
