"""A CourtListener of our own on loopback: its accounts, limits, lists, cursors, filters, errors and search.

What it answers follows the reference, not our parser; a test compares its fields with the reference's list.
"""

import base64
import json
from datetime import datetime, timedelta
from email.message import Message
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.worlds import courtlistener_search as searching
from tests.worlds.courtlistener_rows import INDEXED
from tests.worlds.loopback import Clock, Page, Server

ROOT = "/api/rest/v4/"
TOKEN = "0123456789abcdef0123456789abcdef01234567"
FREE = ((60, 5), (3600, 50), (86_400, 125))
_SPANS = {60: "min", 3600: "hour", 86_400: "day"}
_PAGE = 20
_CURSOR_ORDERS = ("id", "date_created", "date_modified")
# Filters beyond ranges of id, date_created and date_modified, by endpoint (reference, section 1.8).
_FILTERS = {
    "dockets": (
        "court",
        "docket_number",
        "docket_number_core",
        "pacer_case_id",
        "nature_of_suit",
        "date_filed",
        "source",
        "blocked",
    ),
    "docket-entries": ("docket", "entry_number", "date_filed", "pacer_sequence_number"),
    "recap-documents": (
        "docket_entry__docket",
        "document_type",
        "document_number",
        "pacer_doc_id",
        "is_available",
    ),
    "parties": ("docket", "attorney", "name", "filter_nested_results"),
    "attorneys": ("docket", "parties_represented", "name", "filter_nested_results"),
    "clusters": ("docket", "date_filed", "precedential_status"),
    "opinions": ("cluster", "author", "type", "sha1"),
    "audio": ("docket", "source", "sha1", "stt_status"),
    "fjc-integrated-database": ("title", "section", "subsection", "district", "date_filed"),
}
_STRANGERS = ("search", "courts", "people", "audio")
_SENT_ALWAYS = ("order_by", "cursor", "page", "fields", "omit", "format", "count")
_COURTS = {
    "cand": ("District Court, N.D. California", "N.D. Cal.", "FD"),
    "ca9": ("Court of Appeals for the Ninth Circuit", "9th Cir.", "F"),
}


class CourtListener(Server):
    """Holds rows by endpoint (`rows`). `faults` are (part of a path, Page or handler) pairs that come first.

    `limits` hold for each token in sliding windows on `clock`; `refused` counts 429s.
    """

    def __init__(self, clock=None, limits=FREE, has_strangers=False):
        self.rows = {name: [] for name in _FILTERS}
        self.clock = clock or Clock()
        self.limits, self.has_strangers = limits, has_strangers
        self.times: list[datetime] = []
        self.usage_times: list[datetime] = []
        self.foreign: list[datetime] = []  # requests that another program made with the token
        self.refused = 0
        self.faults: list = []
        super().__init__({})

    def add(self, endpoint, *rows):
        self.rows[endpoint] += rows
        return self

    def paths(self):
        return [path for path in super().paths() if not path.endswith("/api-usage/")]

    def page_of(self, path):
        if path in self.pages or path == "/robots.txt":
            return super().page_of(path)
        fault = next((page for part, page in self.faults if part in path), None)
        return fault or (lambda handler: self._page(urlsplit(path), handler.headers))

    def _page(self, parts, headers: Message):
        if not parts.path.startswith(ROOT):
            return Page(b"<html><title>Not Found</title></html>", 404, {"Content-Type": "text/html"})
        name, _, rest = parts.path.removeprefix(ROOT).partition("/")
        parameters = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        if refusal := self._authenticate(headers.get("Authorization"), name):
            return refusal
        if refusal := self._throttle(name):
            return refusal
        if name == "api-usage":
            return _json(self._usage())
        if name == "search":
            return self._search(parameters)
        if name not in self.rows:
            return _detail(404, "Not found.")
        return (
            self._one(name, rest.strip("/"), parameters) if rest.strip("/") else self._list(name, parameters)
        )

    def _authenticate(self, header, name):
        if header is None or not header.startswith("Token "):  # without the word one is a stranger
            is_open = self.has_strangers and name in _STRANGERS
            return None if is_open else _detail(401, "Authentication credentials were not provided.")
        return None if header == f"Token {TOKEN}" else _detail(401, "Invalid token.")

    def _throttle(self, name):
        kept, limits = (
            (self.usage_times, ((60, 10), (3600, 120))) if name == "api-usage" else (self.times, self.limits)
        )
        now = self.clock()
        others = self.foreign if kept is self.times else []
        for seconds, most in limits:
            recent = sorted(t for t in (*kept, *others) if t > now - timedelta(seconds=seconds))
            if len(recent) >= most:
                wait = int((recent[-most] + timedelta(seconds=seconds) - now).total_seconds()) + 1
                self.refused += 1
                words = (
                    f"Request was throttled. Rate limit exceeded: {most}/{_SPANS[seconds]}. Expected available in "
                    f"{wait} seconds."
                )
                return _detail(429, words, {"Retry-After": str(wait)})
        kept.append(now)  # rejected requests are not counted
        return None

    def _usage(self):
        now, rows = self.clock(), []
        for seconds, most in self.limits:
            used = sorted(t for t in (*self.times, *self.foreign) if t > now - timedelta(seconds=seconds))
            reset = (used[0] + timedelta(seconds=seconds)).isoformat() if used else None
            rows.append(
                {
                    "scope": "user",
                    "rate": f"{most}/{_SPANS[seconds]}",
                    "used": len(used),
                    "limit": most,
                    "remaining": max(0, most - len(used)),
                    "window_seconds": seconds,
                    "reset_at": reset,
                    "blocked": len(used) >= most,
                }
            )
        rows.append(
            {
                "scope": "citations",
                "rate": "60/min",
                "used": 0,
                "limit": 60,
                "remaining": 60,
                "window_seconds": 60,
                "reset_at": None,
                "blocked": False,
            }
        )
        rows.sort(key=lambda row: row["remaining"] / row["limit"])
        return {"current_usage": rows, "historical_usage": {"total": len(self.times)}, "membership": None}

    def _one(self, name, number, parameters):
        row = next((row for row in self.rows[name] if str(row.get("id", row.get("_id"))) == number), None)
        if row is None:
            moved = next((row for row in self.rows[name] if number in map(str, row.get("_was", ()))), None)
            if moved:
                return Page(b"", 301, {"Location": f"{ROOT}{name}/{moved['id']}/"})
            return _detail(404, "No match found.")
        return _detail(410, "Gone.") if row.get("_sealed") else _json(_chosen(row, parameters))

    def _list(self, name, parameters):
        filters = {key: value for key, value in parameters.items() if key not in _SENT_ALWAYS and value != ""}
        allowed = (*_FILTERS[name], *_CURSOR_ORDERS)
        unknown = sorted(
            key for key in filters if key not in allowed and key.rpartition("__")[0] not in allowed
        )
        if unknown:
            return _json(
                {"detail": "Unknown filter parameters are not allowed.", "unknown_params": unknown}, 400
            )
        rows = [row for row in self.rows[name] if all(_fits(name, row, *item) for item in filters.items())]
        order = parameters.get("order_by", "-id")
        rows.sort(
            key=lambda row: (
                str(row.get(order.lstrip("-"), row.get("_id"))).zfill(30),
                row.get("id", row.get("_id")),
            )
        )
        rows = rows[::-1] if order.startswith("-") else rows
        assert (
            order.lstrip("-") in _CURSOR_ORDERS
        )  # others are paged by number, up to 2,000 rows; we ask for none
        count = f"{self.url}{ROOT}{name}/?" + urlencode(_plain(parameters) | {"count": "on"})
        return self._page_of_rows(
            name, rows, parameters, lambda kept: [_chosen(row, parameters) for row in kept], count=count
        )

    def _page_of_rows(self, name, rows, parameters, show, **more):
        """Return the page that a cursor stands at, its rows as `show` makes them, with what else it says."""
        start, following = _read_cursor(parameters.get("cursor"), _question(parameters)), None
        if start is None:
            return _detail(404, "Invalid cursor")
        if start + _PAGE < len(rows):
            cursor = {"cursor": _cursor(start + _PAGE, _question(parameters))}
            following = f"{self.url}{ROOT}{name}/?" + urlencode(_plain(parameters) | cursor)
        results = show(rows[start : start + _PAGE])
        return _json(more | {"next": following, "previous": None, "results": results})

    def _search(self, parameters):
        kind = parameters.get("type", "o")
        if kind not in ("r", "d", "rd", "o", "oa"):
            return _detail(404, "Invalid type.")
        try:
            hits, papers = _found(self, kind, parameters)
        except searching.BadQuery as error:
            return _detail(400, str(error))
        more = {"document_count": papers} if kind == "r" else {}
        return self._page_of_rows("search", hits, parameters, list, count=len(hits), **more)


def _json(value, status=200, headers=None):
    return Page(
        json.dumps(value).encode(),
        status,
        {"Content-Type": "application/json", "Allow": "GET"} | (headers or {}),
    )


def _detail(status, words, headers=None):
    return _json({"detail": words}, status, headers)


def _plain(parameters):
    return {key: value for key, value in parameters.items() if key != "cursor"}


def _question(parameters):
    return sorted(_plain(parameters).items())


def _cursor(start, question):
    return base64.urlsafe_b64encode(json.dumps([start, question]).encode()).decode()


def _read_cursor(cursor, question):
    """Return where a cursor stands; None for one of another question: parameters must not change under it."""
    if cursor is None:
        return 0
    try:
        start, asked = json.loads(base64.urlsafe_b64decode(cursor))
    except ValueError:
        return None
    return start if [tuple(item) for item in asked] == question else None


def _chosen(row, parameters):
    """Apply `fields` and `omit`; a double underscore goes one level down."""
    shown = {name: value for name, value in row.items() if not name.startswith("_")}
    if fields := parameters.get("fields"):
        shown = {name: shown[name] for name in fields.split(",") if name in shown}
    for name in filter(None, parameters.get("omit", "").split(",")):
        outer, _, inner = name.partition("__")
        if inner and outer in shown:
            shown[outer] = [
                {key: value for key, value in part.items() if key != inner} for part in shown[outer]
            ]
        else:
            shown.pop(name, None)
    return shown


def _fits(endpoint, row, key, wanted):
    name, _, lookup = key.rpartition("__")
    if not name or lookup not in ("gt", "gte", "lt", "lte", "startswith"):
        name, lookup = key, "exact"
    if name == "filter_nested_results":
        return True  # it does not: rows of other dockets come along (#3858)
    if name == "docket":
        return _is_of_docket(endpoint, row, wanted)
    value = row.get(name)
    if name in ("district", "cluster", "court") and isinstance(value, str) and value.startswith("http"):
        value = value.rstrip("/").rpartition("/")[2]
    if lookup == "startswith":
        return str(value).startswith(wanted)
    if value is None:
        return False
    if lookup == "exact":
        return str(value) == wanted
    if isinstance(value, str) and "T" in value:
        value, wanted = datetime.fromisoformat(value), datetime.fromisoformat(wanted)
    elif isinstance(value, int):
        wanted = int(wanted)
    return {"gt": value > wanted, "gte": value >= wanted, "lt": value < wanted, "lte": value <= wanted}[
        lookup
    ]


def _is_of_docket(endpoint, row, number):
    if endpoint == "parties":
        return any(str(kind["docket_id"]) == number for kind in row["party_types"])
    if endpoint == "attorneys":
        return any(role["docket"].endswith(f"/{number}/") for role in row["parties_represented"])
    return (row["docket"] or "").endswith(f"/{number}/")


# ---- search


def _found(server, kind, parameters):
    query = parameters.get("q", "")
    matches = searching.parse(query) if query else lambda document: True
    if kind in ("o", "oa"):
        return (_opinions if kind == "o" else _arguments)(server, parameters, matches), 0
    hits = [
        (docket, entry, paper, document)
        for docket, entry, paper in _papers(server)
        if _is_between(entry["date_filed"], parameters, "entry_date_filed")
        and matches(document := _paper_document(docket, entry, paper))
    ]
    if kind == "rd":
        hits.sort(key=lambda item: (item[1]["date_filed"] or "", item[2]["id"]), reverse=True)
        return [_paper_row(*item[:3], parameters) | {"docket_id": item[0]["id"]} for item in hits], len(hits)
    by_docket: dict[int, list] = {}
    for item in hits:
        by_docket.setdefault(item[0]["id"], []).append(item)
    asks_papers = any(name.startswith("entry_date") for name in parameters)
    rows = []
    for docket in server.rows["dockets"]:
        shown = sorted(
            by_docket.get(docket["id"], ()), key=lambda item: item[1]["date_filed"] or "", reverse=True
        )
        is_hit = bool(shown) or (not asks_papers and matches(_docket_document(server, docket)))
        if is_hit and _is_chosen(server, docket, parameters):
            row = _docket_row(server, docket)
            if kind == "r":
                row["recap_documents"] = [_paper_row(*item[:3], parameters) for item in shown[:3]]
                row["meta"]["more_docs"] = len(shown) > 3
            rows.append((docket["date_filed"] or "", row))
    rows.sort(key=lambda item: item[0], reverse=True)
    return [row for _, row in rows], sum(len(items) for items in by_docket.values())


def _papers(server):
    dockets = {row["resource_uri"]: row for row in server.rows["dockets"]}
    for entry in server.rows["docket-entries"]:
        if docket := dockets.get(entry["docket"]):
            for paper in entry["recap_documents"]:
                yield docket, entry, paper


def _document(docket, searched, **more):
    """Return what of a docket, and of what is given besides, a query can ask; `searched` by words without a field."""
    return {
        "docket_id": docket["id"],
        "court_id": docket["court_id"],
        "caseName": docket["case_name"],
        "cause": docket["cause"],
        "docketNumber": docket["docket_number"] or "",
        "suitNature": docket["nature_of_suit"],
        "_text": ("caseName", "cause", "docketNumber", *searched),
    } | more


def _paper_document(docket, entry, paper):
    return _document(
        docket,
        ("description", "short_description", "plain_text"),
        description=entry["description"],
        short_description=paper["description"],
        plain_text=paper["plain_text"],
        cites=paper.get("_cites", []),
    )


def _docket_document(server, docket):
    return _document(docket, ("suitNature", "party"), party=_parties(server, docket)[0])


def _is_between(day, parameters, name):
    """Return whether a day fits the two filters of that name; a day that is not known fits none."""
    after, before = parameters.get(f"{name}_after"), parameters.get(f"{name}_before")
    return not (after or before) or (
        bool(day) and (not after or day >= after) and (not before or day <= before)
    )


def _is_chosen(server, docket, parameters):
    if not _is_between(docket["date_filed"], parameters, "filed"):
        return False
    nature = parameters.get("nature_of_suit")
    if nature and not set(searching.tokens(nature)) <= set(searching.tokens(docket["nature_of_suit"])):
        return False
    if name := parameters.get("party_name"):
        wanted = set(searching.tokens(name))
        return any(wanted <= set(searching.tokens(each)) for each in _parties(server, docket)[0])
    return True


def _parties(server, docket):
    """Names and ids; where no party is known the index splits the caption, and has no ids."""
    rows = [row for row in server.rows["parties"] if _is_of_docket("parties", row, str(docket["id"]))]
    if rows:
        return [row["name"] for row in rows], [row["id"] for row in rows]
    return docket["case_name"].split(" v. "), []


def _docket_row(server, docket):
    names, ids = _parties(server, docket)
    court = _COURTS.get(docket["court_id"], (docket["court_id"], docket["court_id"], "FD"))
    return {
        "assignedTo": docket["assigned_to_str"] or None,
        "assigned_to_id": None,
        "attorney": [],
        "attorney_id": [],
        "caseName": docket["case_name"],
        "case_name_full": docket["case_name_full"],
        "cause": docket["cause"],
        "chapter": None,
        "court": court[0],
        "court_citation_string": court[1],
        "court_id": docket["court_id"],
        "dateArgued": docket["date_argued"],
        "dateFiled": docket["date_filed"],
        "dateTerminated": docket["date_terminated"],
        "docketNumber": docket["docket_number"] or "",
        "docket_absolute_url": docket["absolute_url"],
        "docket_id": docket["id"],
        "firm": [],
        "firm_id": [],
        "jurisdictionType": docket["jurisdiction_type"],
        "juryDemand": docket["jury_demand"],
        "meta": {"timestamp": INDEXED, "date_created": INDEXED, "score": {"bm25": 9.9}},
        "pacer_case_id": docket["pacer_case_id"] or "",
        "party": names,
        "party_id": ids,
        "referredTo": None,
        "referred_to_id": None,
        "suitNature": docket["nature_of_suit"],
        "trustee_str": None,
    }


def _paper_row(docket, entry, paper, parameters):
    text = paper["plain_text"]
    return {
        "absolute_url": paper["absolute_url"],
        "attachment_number": paper["attachment_number"],
        "cites": paper.get("_cites", []),
        "description": entry["description"],
        "docket_entry_id": entry["id"],
        "document_number": int(paper["document_number"]) if paper["document_number"] else None,
        "document_type": "Attachment" if paper["document_type"] == 2 else "PACER Document",
        "entry_date_filed": entry["date_filed"],
        "entry_number": entry["entry_number"],
        "filepath_local": paper["filepath_local"],
        "id": paper["id"],
        "is_available": bool(paper["is_available"]),
        "meta": {"timestamp": entry.get("_indexed", INDEXED), "date_created": INDEXED}
        | ({"score": {"bm25": 9.9}} if parameters.get("type") == "rd" else {}),
        "pacer_doc_id": paper["pacer_doc_id"],
        "page_count": paper["page_count"],
        "short_description": paper["description"],
        "snippet": searching.marked(text, parameters.get("q", ""))
        if parameters.get("highlight") == "on"
        else text[:500],
    }


def _opinions(server, parameters, matches):
    dockets = {row["id"]: row for row in server.rows["dockets"]}
    rows = []
    for cluster in server.rows["clusters"]:
        docket = dockets[cluster["docket_id"]]
        own = [row for row in server.rows["opinions"] if row["cluster_id"] == cluster["id"]]
        cites = [int(url.rstrip("/").rpartition("/")[2]) for row in own for url in row["opinions_cited"]]
        citations = [f"{c['volume']} {c['reporter']} {c['page']}" for c in cluster["citations"]]
        document = {
            "docket_id": docket["id"],
            "cluster_id": cluster["id"],
            "court_id": docket["court_id"],
            "caseName": cluster["case_name"],
            "docketNumber": docket["docket_number"] or "",
            "cites": cites,
            "text": [row["plain_text"] for row in own],
            "citation": citations,
            "_text": ("caseName", "docketNumber", "text"),
        }
        is_wanted = parameters.get(f"stat_{cluster['precedential_status']}") == "on" or (
            not any(key.startswith("stat_") for key in parameters)
            and cluster["precedential_status"] == "Published"
        )
        if parameters.get("citation") and parameters["citation"].strip('"') not in citations:
            continue
        if not _is_between(cluster["date_filed"], parameters, "filed"):
            continue
        if is_wanted and matches(document):
            rows.append(_opinion_row(docket, cluster, own, citations, cites, parameters))
    return sorted(rows, key=lambda row: row["dateFiled"], reverse=True)


def _opinion_row(docket, cluster, own, citations, cites, parameters):
    court = _COURTS.get(docket["court_id"], (docket["court_id"], docket["court_id"], "F"))
    shown = [
        {
            "author_id": None,
            "cites": cites,
            "download_url": row["download_url"],
            "id": row["id"],
            "joined_by_ids": [],
            "local_path": row["local_path"],
            "meta": {"timestamp": INDEXED, "date_created": INDEXED},
            "ordering_key": None,
            "per_curiam": False,
            "sha1": "",
            "type": "combined-opinion",
            "snippet": searching.marked(row["plain_text"], parameters.get("q", ""))
            if parameters.get("highlight") == "on"
            else row["plain_text"][:500],
        }
        for row in own
    ]
    return {
        "absolute_url": cluster["absolute_url"],
        "attorney": "",
        "caseName": cluster["case_name"],
        "caseNameFull": "",
        "citation": citations,
        "citeCount": 0,
        "cluster_id": cluster["id"],
        "court": court[0],
        "court_citation_string": court[1],
        "court_id": docket["court_id"],
        "court_jurisdiction": court[2],
        "dateArgued": None,
        "dateFiled": cluster["date_filed"],
        "dateReargued": None,
        "dateReargumentDenied": None,
        "docketNumber": docket["docket_number"] or "",
        "docket_id": docket["id"],
        "judge": "",
        "lexisCite": "",
        "meta": {"timestamp": INDEXED, "date_created": INDEXED, "score": {"bm25": 9.9}},
        "neutralCite": "",
        "non_participating_judge_ids": [],
        "opinions": shown,
        "panel_ids": [],
        "panel_names": [],
        "posture": "",
        "procedural_history": "",
        "scdb_id": "",
        "sibling_ids": [row["id"] for row in own],
        "source": "C",
        "status": cluster["precedential_status"],
        "suitNature": "",
        "syllabus": "",
    }


def _arguments(server, parameters, matches):
    dockets = {row["resource_uri"]: row for row in server.rows["dockets"]}
    rows = []
    for audio in server.rows["audio"]:
        docket = dockets[audio["docket"]]
        court = _COURTS.get(docket["court_id"], (docket["court_id"], docket["court_id"], "F"))
        row = {
            "absolute_url": audio["absolute_url"],
            "caseName": audio["case_name"],
            "case_name_full": "",
            "court": court[0],
            "court_citation_string": court[1],
            "court_id": docket["court_id"],
            "dateArgued": audio["_day"],
            "dateReargued": None,
            "dateReargumentDenied": None,
            "docketNumber": docket["docket_number"] or "",
            "docket_id": docket["id"],
            "download_url": audio["download_url"],
            "duration": audio["duration"],
            "file_size_mp3": None,
            "id": audio["id"],
            "judge": "",
            "local_path": audio["local_path_mp3"],
            "meta": {"timestamp": INDEXED, "date_created": INDEXED, "score": {"bm25": 9.9}},
            "pacer_case_id": docket["pacer_case_id"],
            "panel_ids": [],
            "sha1": "",
            "snippet": audio["stt_transcript"],
            "source": "C",
        }
        if matches({"docket_id": docket["id"], "_text": ("caseName",), "caseName": audio["case_name"]}):
            rows.append(row)
    return sorted(rows, key=lambda row: row["dateArgued"] or "", reverse=True)
