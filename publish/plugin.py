"""What the plugin adds to Datasette: our pages, the words and marks their templates use, safe headers and
cells."""

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_gzip import GZipMiddleware
from datasette import hookimpl
from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from docket.bills import ordinal, print_number
from docket.statute import SITE
from publish import links, search_query, words
from publish.api.app import Api
from publish.asgi import App, Receive, Scope, Send
from publish.database import linked_database
from publish.datasette_pages import (
    FORMER_TABLES,
    asks_for_csv,
    fit_page,
    read_former_table,
    say_too_long,
    view_databases,
    without_formulas,
)
from publish.datasette_tables import TableAnswers
from publish.documents import Document, Parts, make_document_view
from publish.filters import prepared, terms
from publish.filters.terms import Term
from publish.headers import COPY_POLICY, with_headers
from publish.html import OWN_FILES, by_year, cite, format_own_files, format_source_link, format_sources
from publish.pages import (
    api,
    bills,
    briefs,
    calendar,
    case,
    case_summary,
    cases,
    changes,
    charts,
    circuits,
    compare,
    congress,
    courts,
    coverage,
    download,
    embed,
    entries,
    fact,
    feeds,
    graph,
    health,
    hearings,
    home,
    judges,
    laws,
    matrix,
    oembed,
    opinions,
    party,
    quality,
    rulings,
    search,
    site,
    splits,
    status,
    statute,
    theories,
    week,
    won_lost,
)
from publish.replica import ReplicaDatabase, answer as answer_replica
from publish.request import Read, make_view
from publish.sheets import answer as sheets
from publish.sheets.lists import SHEETS
from publish.sql.authorizer import is_published
from publish.sql.gate import Gate
from publish.statute import explain
from publish.structured import case_block
from publish.webhook import Receiver

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# A page takes its filters (publish/filters/) and these parameters; any other is refused. A page that depends
# on the day can be requested for another day.
_DAY = "as_of"
_PAGE = "page"
_PAGES: tuple[tuple[str, str, Read[dict], tuple[Term | str, ...]], ...] = (
    (r"^/$", "home.html", home.read, (_DAY,)),
    (r"^/cases$", "cases.html", cases.read, cases.ASKS),
    (r"^/case/(?P<case_id>[^/]+)$", "case.html", case.read, (*entries.ASKS, _DAY)),
    (r"^/hearings$", "hearings.html", hearings.read, ("month", terms.HEARING_KIND, _DAY)),
    (r"^/parties$", "parties.html", won_lost.read_all, won_lost.ASKS),
    (r"^/party/(?P<entity_id>[^/]+)$", "party.html", party.read, (_DAY, _PAGE)),
    (r"^/search$", "search.html", search.read, ("q", *search_query.TERMS, _DAY)),
    (r"^/changes$", "changes.html", changes.read, changes.ASKS),
    (r"^/week$", "week.html", week.read, ()),
    (r"^/week/(?P<monday>[0-9]{4}-[0-9]{2}-[0-9]{2})$", "week.html", week.read, ()),
    (r"^/weeks$", "weeks.html", week.read_all, ()),
    (r"^/bills$", "bills.html", bills.read_all, (*bills.TERMS, _DAY)),
    (r"^/bills/not-taken-in$", "bills_excluded.html", bills.read_excluded, ()),
    (r"^/congress$", "congress.html", congress.read, (_DAY,)),
    (r"^/bill/(?P<bill_id>[^/]+)$", "bill.html", bills.read, (_DAY,)),
    (r"^/courts$", "courts.html", courts.read_all, ()),
    (r"^/court/(?P<court_id>[^/]+)$", "court.html", courts.read, (_PAGE,)),
    (r"^/judges$", "judges.html", judges.read_all, judges.ASKS),
    (r"^/judge/(?P<judge_id>[^/]+)$", "judge.html", judges.read, ()),
    (r"^/circuit/(?P<circuit>[^/]+)$", "circuit.html", circuits.read, ()),
    (r"^/rulings$", "rulings.html", rulings.read, rulings.ASKS),
    (r"^/laws$", "laws.html", laws.read_all, laws.ASKS),
    (r"^/law/(?P<law_id>[^/]+)$", "law.html", laws.read, ()),
    (r"^/briefs$", "briefs.html", briefs.read_all, ()),
    (r"^/brief/(?P<slug>[^/]+)$", "brief.html", briefs.read, ()),
    (r"^/compare$", "compare.html", compare.read, compare.TERMS),
    (r"^/splits$", "splits.html", splits.read, splits.ASKS),
    (r"^/matrix$", "matrix.html", matrix.read, matrix.TERMS),
    (r"^/statute$", "statute.html", statute.read, ()),
    (r"^/theory/(?P<theory_id>[^/]+)$", "theory.html", theories.read, ()),
    (r"^/questions$", "error.html", opinions.read_questions, ()),
    (r"^/question/(?P<question_id>[^/]+)$", "question.html", briefs.read_question, ()),
    (r"^/precedent/(?P<docket_id>[^/]+)$", "precedent.html", opinions.read_precedent, ()),
    (r"^/figures$", "figures.html", charts.read, ()),
    (r"^/coverage$", "coverage.html", coverage.read, (terms.COURT, _PAGE)),
    (r"^/download$", "download.html", download.read, ()),
    (r"^/(?:status|sources)$", "status.html", status.read, ()),
    (r"^/issues$", "issues.html", status.read_issues, ("code", _PAGE)),
    (r"^/quality$", "quality.html", quality.read, ()),
    (r"^/snapshot/(?P<snapshot_id>[^/]+)$", "snapshot.html", status.read_snapshot, ()),
    (r"^/fact/(?P<table>\w+)/(?P<row_id>[^/]+)/(?P<field>\w+)$", "fact.html", fact.read, ()),
    (r"^/about$", "about.html", home.read_about, ()),
    (r"^/api$", "api.html", api.read, ()),
)
# Only a case's page may run a script: the button that copies a citation.
_CITABLE = {"Content-Security-Policy": COPY_POLICY}
_DOCUMENTS: tuple[tuple[str, Read[Document | Parts], tuple[Term | str, ...] | None], ...] = (
    (r"^/case/(?P<case_id>[^/]+)\.ics$", calendar.read_case, (_DAY,)),
    (r"^/hearings\.ics$", calendar.read_all, (_DAY,)),
    (r"^/court/(?P<court_id>[^/]+)\.ics$", calendar.read_court, (_DAY,)),
    (r"^/party/(?P<entity_id>[^/]+)\.ics$", calendar.read_party, (_DAY,)),
    (r"^/changes\.atom$", feeds.read_changes, ("before",)),
    (r"^/cases\.atom$", feeds.read_cases, ()),
    (r"^/rulings\.atom$", rulings.read_feed, (*rulings.TERMS, _PAGE)),
    (r"^/circuit/(?P<circuit>[^/]+)\.atom$", feeds.read_circuit, ("before",)),
    (r"^/week\.atom$", week.read_feed, ()),
    (r"^/citations\.graphml$", graph.read, ()),
    (r"^/bills\.atom$", feeds.read_bills, (_DAY,)),
    (r"^/corrections\.atom$", feeds.read_corrections, (_PAGE,)),
    (r"^/case/(?P<case_id>[^/]+)\.atom$", feeds.read_case, ("before",)),
    (r"^/court/(?P<court_id>[^/]+)\.atom$", feeds.read_court, ("before",)),
    (r"^/party/(?P<entity_id>[^/]+)\.atom$", feeds.read_party, ("before",)),
    (r"^/sitemap\.xml$", site.read_sitemap, (_PAGE,)),
    # The embedding site may add its own parameters (dnt, lang): the protocol says to ignore unknown ones.
    (r"^/oembed$", oembed.read, None),
    (r"^/fact/(?P<table>\w+)/(?P<row_id>[^/]+)/(?P<field>\w+)\.json$", fact.read_json, ()),
    (r"^/embed/outcome/(?P<outcome>[a-z_]+)\.png$", embed.read_picture, ()),
)
# For a page of 190 kB, level 9 takes 6.8 ms and makes 20.4 kB; this level takes 1.2 ms and makes 20.9 kB.
_COMPRESSED = 5
_CELL_LINKS: dict[str, Callable[[str], str]] = {
    "case_id": links.case_path,
    "other_case_id": links.case_path,
    "entity_id": links.party_path,
    "court_id": links.court_path,
    "bill_id": links.bill_path,
    "law_id": links.law_path,
    "judge_id": links.judge_path,
    "theory": links.theory_path,
    "theory_id": links.theory_path,
    "snapshot_id": links.snapshot_path,
}


@hookimpl
def startup(datasette: "Datasette") -> None:
    linked_database(datasette)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    # Documents come first: the pattern of a page would take "roe-v-example.ics" for the id of a case.
    return [
        (r"^/-/healthz$", health.view),
        (r"^/-/databases(?:\.json)?$", view_databases),
        *(
            (
                pattern,
                make_document_view(
                    read, None if asks is None else terms.known_names(asks), pattern.endswith(r"\.json$")
                ),
            )
            for pattern, read, asks in _DOCUMENTS
        ),
        *(
            (
                rf"^/{sheet.name}\.(?P<suffix>{'|'.join(sheets.MEDIA_TYPES)})$",
                make_document_view(
                    partial(sheets.read, sheet=sheet), terms.known_names(sheet.asks), seconds=sheets.SECONDS
                ),
            )
            for sheet in SHEETS.values()
        ),
        (
            r"^/embed/case/(?P<case_id>[^/]+)$",
            make_view("embed_case.html", embed.read_case, embed.HEADERS, terms.known_names((_DAY,))),
        ),
        (
            rf"^/docket/(?P<table>{'|'.join(FORMER_TABLES)})(?P<rest>|[./].*)$",
            make_view("error.html", read_former_table, known=None),
        ),
        *(
            (
                pattern,
                make_view(
                    template, read, _CITABLE if template == "case.html" else None, terms.known_names(asks)
                ),
            )
            for pattern, template, read, asks in _PAGES
        ),
    ]


@hookimpl
def block_robots_extra_lines(datasette: "Datasette", request: "Request"):
    """Add the sitemap's address to robots.txt (a hook of datasette-block-robots, which serves that file)."""
    return ["", f"Sitemap: {datasette.absolute_url(request, datasette.urls.path('/sitemap.xml'))}"]


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Callable[[App], App]:
    def wrap(datasettes: App) -> App:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await linked_database(datasette).lanes.make(datasettes, scope, receive, send)

        programs, receiver = Api(datasette), Receiver(datasette)
        tables = TableAnswers(app, datasette.urls.path("/docket"))
        own_csv = {str(datasette.urls.path(f"/{name}.csv")) for name in SHEETS}

        async def pinned(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            send = with_headers(send)
            if receiver.answers(scope):  # before the database is opened: a message needs none
                await receiver(scope, receive, send)
                return
            try:
                database = linked_database(datasette)
                database.look()
            except (OSError, sqlite3.DatabaseError):
                if programs.answers(scope):
                    await programs.cannot_open(scope, send)
                    return
                answer = Response.text(
                    "The docket database cannot be opened just now. Try again in a minute.\n", status=503
                )
                await answer.asgi_send(send)
                return
            with database.pin() as generation:

                async def ours(scope: Scope, receive: Receive, send: Send) -> None:
                    if programs.answers(scope):
                        await programs(scope, send, generation)
                    elif (other := await prepared.check(datasette, scope)) is not None:
                        await other.asgi_send(send)
                    elif asks_for_csv(scope) and scope["path"] not in own_csv:
                        await app(scope, receive, without_formulas(send))
                    elif tables.answers(scope):
                        await tables(scope, receive, send, database)
                    else:
                        await app(scope, receive, send)

                if isinstance(database, ReplicaDatabase):
                    await answer_replica(database, generation, ours, scope, receive, send)
                else:
                    await ours(scope, receive, send)

        gate = Gate(pinned, datasette, lambda: linked_database(datasette), receiver.answers)
        return GZipMiddleware(gate, compresslevel=_COMPRESSED)

    return wrap


@hookimpl
def handle_exception(datasette: "Datasette", request: "Request", exception: BaseException) -> None:
    """Leave every error to Datasette, but use our own words where Datasette's help nobody."""
    if isinstance(exception, DatasetteError):
        seconds = datasette.setting("sql_time_limit_ms") / 1000
        say_too_long(exception, seconds, request.path.endswith(".json"))


@hookimpl
def permission_allowed(action, resource):
    """Hide internal tables, ours and SQLite's, from readers: they are not listed, shown or counted."""
    if action == "view-table" and not is_published(resource[1]):
        return False
    return None


_OF_EVERY_DICT = frozenset(dir(dict))


def _read_dicts_first(env):
    """Return the value of Jinja's ``row.name``, but without first trying a dict for an attribute of that
    name.

    A dict has none, and the exceptions took a sixth of a long page's time: a calendar makes 19,000 look-ups.
    """
    otherwise = env.getattr

    def read(obj: Any, name: str) -> Any:
        if type(obj) is dict and name not in _OF_EVERY_DICT:
            try:
                return obj[name]
            except KeyError:
                return env.undefined(obj=obj, name=name)
        return otherwise(obj, name)

    return read


@hookimpl
def prepare_jinja2_environment(env, datasette: "Datasette") -> None:
    env.getattr = _read_dicts_first(env)
    env.filters |= {
        "day": words.format_day,
        "instant": words.format_instant,
        "plain": words.plain,
        "days_in": words.format_days_in,
        "claim": words.format_claim,
        "clock": words.format_clock,
        "zone": words.format_zone,
        "change": words.format_change,
        "source_name": words.format_source,
        "listed": words.split_list,
        "case_title": case_summary.case_title,
        "anchor": links.anchor,
        "fit_page": fit_page,
        "by_year": by_year,
    }
    env.globals |= {
        "parts_in_congress": congress.PARTS,
        "print_bill_number": print_number,
        "ordinal": ordinal,
        "words": words,
        "links": links,
        "counted": words.counted,
        "site_name": SITE,
        "case_block": case_block,
        "format_source_link": format_source_link,
        "format_sources": format_sources,
        "format_own_files": format_own_files,
        "cite": cite,
        "explain": explain,
        "own_files": OWN_FILES,
        "contact": lambda: _contact(datasette),
        "is_demo": lambda: _is_demo(datasette),
    }


def _is_demo(datasette: "Datasette") -> bool:
    """Return whether the home being served is the demonstration's, marked by a file beside the database."""
    path = getattr(datasette.databases.get("docket"), "path", None)
    return path is not None and (Path(path).parent / "DEMONSTRATION").exists()


def _contact(datasette: "Datasette") -> str | None:
    """Return the address for reporting errors, as set by the operator, or None."""
    configured = (datasette.plugin_config("tracker") or {}).get("contact")
    return configured or getattr(datasette.databases.get("docket"), "contact", None)


@hookimpl
def render_cell(value, column, database, datasette: "Datasette"):
    """On Datasette's own pages, turn safe web addresses into links, and ids into links to our pages."""
    if database != "docket" or not isinstance(value, str) or not value:
        return None
    if column.endswith("url"):
        address = links.web_address(value)
        if address is None:
            return Markup(escape(value))
        return Markup(f'<a href="{escape(address)}" rel="nofollow noopener external">{escape(value)}</a>')
    if column in _CELL_LINKS and not value.startswith("["):
        return Markup(
            f'<a href="{escape(datasette.urls.path(_CELL_LINKS[column](value)))}">{escape(value)}</a>'
        )
    return None
