"""What a reader and a program get of the rich world, on pages of each type, is what is held."""

import csv
import io
import re
import sys
from datetime import datetime

import openpyxl
import pytest

from publish.serve import make_datasette
from tests.worlds.asking import answers_of
from tests.worlds.held import check_files, compare, fold_repeats, show_json, show_page, show_xml, with_names
from tests.worlds.rich import NOW, build_rich, read_names

_API = "/api/v1"
# By the name of a file: the addresses whose answers it holds. A page of each type, then what is asked of it.
ADDRESSES = {
    "home": ("/", "/?as_of=2018-01-05"),
    "cases": (
        "/cases",
        "/cases?sort=name&page=2",
        "/cases?outcome=immune,not_immune&status=closed&sort=filed",
        "/cases?party=meta-platforms&role=defendant&claim=negligence",
        "/cases?court=scotus",
        "/cases?circuit=9&date_filed_from=2012-01-01&date_filed_to=2022-12-31",
        "/cases?law_in_force=after_fosta&theory=product_design&sort=next_hearing",
        "/cases?outcom=imune&sort=nme",
    ),
    "case-appeals": (
        "/case/gonzalez-v-google",
        "/case/force-v-facebook",
        "/case/netchoice-v-moody",
        "/case/in-re-facebook-texas",
    ),
    "case-invented": ("/case/roe-v-example", "/case/roe-v-example?as_of=2026-10-14", "/case/lone-v-example"),
    "case-entries": (
        "/case/poe-v-sample",
        "/case/poe-v-sample?type=motion",
        "/case/poe-v-sample?docket=cand-25-cv-04321&entries=1",
        "/case/poe-v-sample?type=nothing",
    ),
    "case-courts": (
        "/case/cand-23-cv-04711",
        "/case/ca9-24-731",
        "/case/scotus-22-9001",
        "/case/wash-99000-1",
    ),
    "case-old": (
        "/case/zeran-v-aol",
        "/case/js-v-village-voice",
        "/case/doe-v-mindgeek",
        "/case/nobody-v-nothing",
    ),
    "embed": (
        "/embed/case/roe-v-example",
        "/embed/case/gonzalez-v-google?as_of=2020-01-01",
        "/oembed?url=http://localhost/case/gonzalez-v-google",
        "/oembed?url=http://localhost/cases&format=xml",
        "/oembed?url=http://localhost/case/gonzalez-v-google&format=xml&maxwidth=300",
        "/oembed",
    ),
    "hearings": (
        "/hearings?as_of=2026-06-01",
        "/hearings?month=2026-06&as_of=2026-06-10",
        "/hearings?month=2026-07&kind=motion_hearing",
        "/hearings?month=2026-13",
        "/hearings",
    ),
    "parties": ("/parties", "/parties?sort=lost", "/parties?sort=name", "/party/sample", "/party/grindr"),
    "party": ("/party/meta-platforms", "/party/google?as_of=2020-01-01", "/party/backpage", "/party/nobody"),
    "search": (
        "/search?q=dismiss",
        "/search?q=Zeran",
        "/search?q=22-cv-01234",
        "/search?q=%22material+contribution%22&in=decisions",
        "/search?q=judge:sample+court:ca9",
        "/search?q=cases+against+Grindr+since+2017",
        "/search?q=immune+rulings+in+the+ninth+circuit",
        "/search?q=129+F.3d+327",
        "/search?q=Gonzales+v.+Gogle",
        "/search?q=design&in=entries&court=cand&from=2026-01-01&to=2026-12-31",
        "/search?q=hearings+next+month&as_of=2026-06-01",
        "/search?q=zzzzqqq",
        "/search?q=",
        "/search?q=roe&court=cnd",
        "/search?q=S.+1693",
    ),
    "search-kinds": (
        "/search?q=Force+v.+Facebook",
        "/search?q=opinions+of+Judge+Sample",
        "/search?q=product+liability&in=cases",
        "/search?q=dismiss&in=opinions",
        "/search?q=section+230&in=parties",
        "/search?q=hearing&in=entries",
        "/search?q=Meta",
        "/search?q=FOSTA",
        "/search?q=cand",
        "/search?q=rulings+on+negligence+after+2019+not+Texas",
        "/search?q=230(c)(1)",
        "/search?q=doe+-facebook",
        "/search?q=%22",
    ),
    "changes": (
        "/changes",
        "/changes?kind=edits",
        "/changes?case_id=poe-v-sample",
        "/changes?kind=entry_edited,party_changed&from=2026-03-01&to=2026-05-30",
        "/changes?case_id=roe-v-exmple",
    ),
    "week": (
        "/week",
        "/week/2026-06-01",
        "/week/2026-05-11",
        "/week/2026-06-08",
        "/week/2026-06-02",
        "/weeks",
    ),
    "bills": (
        "/bills",
        "/bills?state=alive",
        "/bills?congress=115",
        "/bills?as_of=2018-01-01",
        "/bill/119-hr-1",
        "/bill/115-hr-1865",
        "/bill/115-hr-1865?as_of=2018-03-01",
        "/bill/115-s-1693",
        "/bill/none",
        "/bills?state=alve",
    ),
    "courts": (
        "/courts",
        "/court/cand",
        "/court/ca9",
        "/court/scotus",
        "/court/nowhere",
        "/circuit/9",
        "/circuit/dc",
        "/circuit/12",
    ),
    "judges": (
        "/judges",
        "/judges?sort=name",
        "/judge/pat-sample",
        "/judge/kim-mclane-wardlaw",
        "/judge/nobody",
    ),
    "rulings": (
        "/rulings",
        "/rulings?answer=not_immune&level=trial",
        "/rulings?stands=no",
        "/rulings?kind=opinion&circuit=2&sort=oldest",
        "/rulings?posture=appeal&is_precedential=yes",
        "/rulings?party=grindr",
        "/rulings?year=1997",
        "/rulings?claim=none",
    ),
    "laws": (
        "/laws",
        "/laws?law_state=enjoined_in_part&sort=name",
        "/law/example-act",
        "/law/florida-sb-7072",
        "/law/none",
    ),
    "doctrine": (
        "/briefs",
        "/compare?party=meta-platforms&party=grindr",
        "/compare?court=cand&court=nysd",
        "/compare",
        "/compare?circuit=9&circuit=2&claim=negligence",
        "/splits",
        "/splits?by=provision",
        "/splits?by=theory&show=split&level=appeals",
        "/splits?by=nothing",
        "/matrix",
        "/matrix?law_in_force=after_fosta&level=trial",
        "/statute",
        "/theory/product_design",
        "/theory/standing",
        "/theory/none",
        "/questions",
        "/question/design_defect",
        "/question/fosta_knowledge",
        "/question/none",
        "/precedent/ca9-23-15001",
        "/precedent/ca4-97-1523",
        "/precedent/nysd-23-cv-00777",
    ),
    "figures": ("/figures",),
    "coverage": ("/coverage", "/coverage?court=cand", "/coverage?court=nowhere", "/download", "/api"),
    "status": ("/status", "/sources", "/issues", "/issues?code=date", "/issues?code=none", "/-/healthz"),
    "facts": (
        "/fact/dockets/cand-22-cv-01234/assigned_to",
        "/fact/dockets/cand-25-cv-04321/assigned_to",
        "/fact/dockets/cand-25-cv-04321/date_terminated",
        "/fact/dockets/cand-22-cv-01234/date_filed.json",
        "/fact/dockets/none/caption",
        "/fact/docket_entries/cand-25-cv-04321.n3/text",
        "/fact/hearings/none/date_from",
        "/snapshot/219de03c42dac722",
        "/fact/rulings/936f9e17a4537e8c/answer",
        "/fact/hearings/cand-25-cv-04321.motion-hearing-2026-06-20/date_from",
        "/snapshot/none",
    ),
    "tables": (
        "/docket",
        "/docket/hearings?_sort=date_from&_size=5",
        "/docket/cases/roe-v-example",
        "/docket/docket_entries.json?_shape=array&docket_id=cand-25-cv-04321",
        "/docket/dockets.csv?_size=3&selection=candidate",
        "/docket/dockets_counted.json?court=ca9&_shape=array",
        "/docket/dockets_counted?law=after_fosta&courts=trial",
        "/docket/hearings_from.json?as_of=2026-06-02&_shape=array",
        "/docket/cases_of_a_company.json?party=grindr&_shape=array",
        "/docket/no_such_table",
        "/docket?sql=select+count(*)+from+cases",
        "/docket?sql=select+*+from+_readings",
        "/docket.json?sql=delete+from+cases",
    ),
    "feeds": (
        "/changes.atom",
        "/cases.atom",
        "/rulings.atom?circuit=9",
        "/circuit/9.atom",
        "/week.atom",
        "/bills.atom",
        "/corrections.atom",
        "/case/poe-v-sample.atom",
        "/case/roe-v-example.atom",
        "/court/cand.atom",
        "/party/sample.atom",
        "/citations.graphml",
        "/case/nobody.atom",
    ),
    "sitemap": ("/sitemap.xml", "/robots.txt"),
    "calendars": (
        "/hearings.ics",
        "/hearings.ics?as_of=2026-10-01",
        "/case/roe-v-example.ics",
        "/case/poe-v-sample.ics",
        "/court/ca9.ics",
        "/party/sample.ics?as_of=2026-01-01",
        "/case/nobody.ics",
    ),
    "sheets": (
        "/cases.csv?circuit=9",
        "/rulings.csv?answer=not_immune",
        "/hearings.csv",
        "/parties.csv",
        "/laws.csv",
        "/bills.csv",
        "/cases.xlsx?court=cand",
        "/rulings.xlsx?year=2019",
        "/hearings.xlsx?as_of=2026-06-01",
        "/cases.csv?outcome=imune",
    ),
    "api-cases": (
        f"{_API}/cases?limit=3&sort=-date_filed",
        f"{_API}/cases?outcome=not_immune&limit=2&is_verified=true",
        f"{_API}/cases/roe-v-example?expand=source",
        f"{_API}/cases/poe-v-sample",
        f"{_API}/cases/gonzalez-v-google",
        f"{_API}/cases.csv?court=ca9",
        f"{_API}/cases.ndjson?limit=2",
        f"{_API}/cases/nobody",
        f"{_API}/cases?colour=red",
        f"{_API}/cases?cursor=nonsense",
    ),
    "api-dockets": (
        f"{_API}/dockets?limit=4&court=cand&expand=source",
        f"{_API}/dockets/cand-25-cv-04321",
        f"{_API}/dockets/ca9-24-731",
        f"{_API}/dockets?selection=candidate&limit=2&coverage=feed_only",
        f"{_API}/dockets/cand-25-cv-04321?expand=source",
        f"{_API}/entries?docket_id=cand-25-cv-04321",
        f"{_API}/entries?event_type=motion&limit=3&sort=date_filed",
        f"{_API}/entries?q=dismiss",
        f"{_API}/entries/cand-25-cv-04321.n3",
        f"{_API}/entries/cand-25-cv-04321.n3?expand=source",
        f"{_API}/hearings?upcoming=true",
        f"{_API}/hearings?upcoming=false&limit=3&sort=-date_to",
        f"{_API}/hearings?kind=oral_argument&limit=3",
    ),
    "api-rulings": (
        f"{_API}/rulings?limit=3&sort=-date_from",
        f"{_API}/rulings?stands=yes&claim=negligence&limit=3&expand=source",
        f"{_API}/rulings?party=grindr&limit=2",
        f"{_API}/rulings.csv?year=2019",
        f"{_API}/rulings?from=2025-01-02&to=2025-01-01",
        f"{_API}/courts?limit=3",
        f"{_API}/courts/ca9",
        f"{_API}/judges?limit=2",
        f"{_API}/judges/pat-sample",
        f"{_API}/entities?limit=3",
        f"{_API}/entities/sample",
        f"{_API}/entities/grindr",
        f"{_API}/laws?limit=2",
        f"{_API}/laws/example-act",
    ),
    "api-words": (
        f"{_API}/opinions?limit=2",
        f"{_API}/passages?limit=3",
        f"{_API}/paragraphs?limit=3",
        f"{_API}/paragraphs?q=design",
        f"{_API}/citations?limit=3",
        f"{_API}/bills",
        f"{_API}/bills/115-hr-1865",
        f"{_API}/bills?state=alive&as_of=2018-01-01",
        f"{_API}/bills/119-hr-1?expand=source",
        f"{_API}/changes?since=190",
        f"{_API}/changes?kind=entry_edited",
        f"{_API}/changes?since=1&limit=2&case_id=poe-v-sample",
        f"{_API}/status",
        f"{_API}/nothing",
    ),
}
# The numbers on these pages are of docket/data/accuracy.csv, which each evaluation rewrites.
_MEASURED = ("/quality", "/about")
ADDRESSES["measured"] = _MEASURED


def _stand_still(patch):
    """Let no page have another day than the rich world's."""

    class Still(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW if tz is None else NOW.astimezone(tz)

    for name, module in list(sys.modules.items()):
        if name.startswith("publish.") and getattr(module, "datetime", None) is datetime:
            patch.setattr(module, "datetime", Still)


@pytest.fixture(scope="module")
def datasette():
    home = build_rich()
    with pytest.MonkeyPatch.context() as patch:
        _stand_still(patch)
        yield make_datasette(home / "docket.db", home / "archive.db", contact="desk@example.org")


@pytest.fixture(scope="module")
def names():
    return read_names(build_rich() / "docket.db")


def _show_book(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    lines = io.StringIO(newline="")
    for sheet in book.worksheets:
        lines.write(f"## {sheet.title}\n")
        csv.writer(lines, lineterminator="\n").writerows(sheet.iter_rows(values_only=True))
    return lines.getvalue()


def _show(path, answer):
    """Return what an answer says, in lines: its status, where it leads, what it is, and its words."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        text = show_page(answer.text)
    elif kind == "application/json":
        text = show_json(answer.text)
    elif kind.endswith("xml"):
        text = show_xml(answer.text)
    elif kind.endswith("sheet"):
        text = _show_book(answer.content)
    else:
        text = answer.text
    if path in _MEASURED:
        text = re.sub(r"[0-9]+(?:[.,][0-9]+)*", "0", text)
    heads = [answer.headers.get(name, "") for name in ("location", "content-disposition", "cache-control")]
    return f"===== {path}\n{answer.status_code} {kind} {' '.join(filter(None, heads))}\n{text}"


@pytest.mark.parametrize("name", ADDRESSES)
def test_pages_say_what_is_held(datasette, names, name, accept):
    paths = ADDRESSES[name]
    answers = answers_of(datasette, *paths) if len(paths) > 1 else [answers_of(datasette, *paths)]
    shown = fold_repeats(
        with_names(_show(path, answer), names) for path, answer in zip(paths, answers, strict=True)
    )
    compare(f"pages/{name}.txt", shown, accept)


def test_no_other_pages_are_held(accept):
    check_files("pages", [f"{name}.txt" for name in ADDRESSES], accept)
