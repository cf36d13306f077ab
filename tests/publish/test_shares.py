"""No reader starves another: shares, lanes, what is kept, and what ends when nobody waits for it."""

import asyncio
import html
import re
import threading
import time
from unittest.mock import Mock
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest

from publish.serve import make_datasette
from publish.sockets import make_server
from publish.sql import gate, lanes
from publish.sql.lanes import API, HEALTH, PIECE, SEARCHES, STREAMS, TABLES
from publish.sql.shares import Crowded, Share, Shares, name_client
from tests.publish.checking import FULL, check_page, make_world
from tests.publish.test_readers_sql import BOMB, sql_path
from tests.worlds.asking import answers_of
from tests.worlds.serving import Race, serving
from tracker.settings import load_settings


@pytest.fixture
def fresh(world):
    return make_datasette(world)


def ask(ds, *paths, **headers):
    return answers_of(ds, *paths, headers=headers)


# Shares


def test_one_reader_waits_for_its_own_and_another_does_not_wait_for_it():
    async def run():
        shares = Shares({"x": Share(in_all=2, for_each=1)})
        first = await shares.enter("x", "a")
        second = asyncio.create_task(shares.enter("x", "a"))
        await asyncio.sleep(0)
        assert not second.done()
        other = await shares.enter("x", "b")
        assert not second.done()
        first.leave()
        first.leave()  # nothing more is given back
        taken = await second
        third = asyncio.create_task(shares.enter("x", "c"))
        await asyncio.sleep(0)
        assert not third.done(), "two in all"
        other.leave()
        (await third).leave()
        taken.leave()
        assert (await shares.enter("x", "a")) is not None

    asyncio.run(run())


def test_who_waits_in_vain_is_told_so():
    async def status(shares, client, **how):
        with pytest.raises(Crowded) as caught:
            await shares.enter("x", client, **how)
        return caught.value.status

    async def run():
        shares = Shares(
            {"x": Share(in_all=1, for_each=1, waiting_in_all=2, waiting_for_each=1, seconds=0.01)}
        )
        held = await shares.enter("x", "a")
        assert await status(shares, "a") == 429, "it holds what it may"
        assert await status(shares, "b") == 503, "others hold it"
        waiting = asyncio.create_task(shares.enter("x", "a", is_patient=True))
        await asyncio.sleep(0)
        assert await status(shares, "a") == 429, "as many wait as may"
        another = asyncio.create_task(shares.enter("x", "b", is_patient=True))
        await asyncio.sleep(0)
        assert await status(shares, "c") == 503
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        held.leave()
        (await another).leave()  # who left before holds nothing
        (await shares.enter("x", "c")).leave()

    asyncio.run(run())


def test_a_share_is_given_back_from_any_thread():
    async def run():
        shares = Shares({"x": Share(in_all=1, for_each=1)})
        held = await shares.enter("x", "a")
        threading.Timer(0.01, held.leave).start()
        (await asyncio.wait_for(shares.enter("x", "b"), 30)).leave()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),  # the same house
        ("testclient", "testclient"),
    ],
)
def test_a_reader_is_an_address_or_a_house(host, name):
    assert name_client({"client": (host, 1)}) == name


def test_one_reader_with_many_questions_does_not_keep_another_waiting(tmp_path):
    with serving(tmp_path, FORWARDED_ALLOW_IPS="127.0.0.1") as site:
        race = Race(site)
        for number in range(30 if FULL else 16):
            race.start(
                f"bomb {number}", sql_path(f"select {BOMB}, {number}"), **{"X-Forwarded-For": "192.0.2.1"}
            )
        for number in range(3):
            race.start(
                f"other {number}",
                sql_path(f"select {number}"),
                **{"X-Forwarded-For": f"192.0.2.{number + 2}"},
            )
        race.finish()
        assert {race.status[f"other {number}"] for number in range(3)} == {200}
        assert race.order[-1].startswith("bomb")
        refused = [name for name, status in race.status.items() if status == 429]
        assert refused and all(int(race.headers[name]["retry-after"]) > 0 for name in refused)


def test_without_a_word_of_the_operator_no_header_says_who_asks(tmp_path, monkeypatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert make_server(lambda *_: None).config.proxy_headers is False
    config = make_server(lambda *_: None, load_settings({"FORWARDED_ALLOW_IPS": "192.0.2.9"}).proxies).config
    assert (
        config.proxy_headers
        and config.forwarded_allow_ips == "192.0.2.9"
        and load_settings({}).proxies is None
    )


# Lanes


def blocked(executor, threads, event):
    for _ in range(threads):
        executor.submit(event.wait, 60)


EVERYWHERE = {
    HEALTH: ["/-/healthz"],
    "pages": ["/", "/case/roe-v-example"],
    API: ["/api/v1/cases"],
    TABLES: ["/docket/cases.json"],
    SEARCHES: ["/search?q=order"],
    "children": [sql_path("select 1")],
}


@pytest.mark.parametrize(
    ("busy", "free"),
    [
        ("pages", (HEALTH, API, SEARCHES)),
        (SEARCHES, (HEALTH, "pages", API, TABLES, "children")),
        (TABLES, (HEALTH, "pages", API, SEARCHES)),
        (API, (HEALTH, "pages", TABLES, SEARCHES, "children")),
        (HEALTH, ("pages", TABLES, SEARCHES)),
        ("children", (HEALTH, "pages", API, SEARCHES)),
    ],
)
def test_what_is_behind_in_one_lane_holds_up_no_other(fresh, busy, free):
    database, event = fresh.databases["docket"], threading.Event()
    ask(fresh, "/-/healthz", "/docket/cases.json?_size=0")  # Datasette learns the tables
    try:
        if busy == "children":
            for pool in database.readers_sql.pools.values():
                blocked(pool._executor, pool.most, event)
        else:
            blocked(fresh.executor if busy == "pages" else database.lanes.executor(busy), 3, event)
        for path in (path for lane in free for path in EVERYWHERE[lane]):
            assert ask(fresh, path).status_code == 200, path
    finally:
        event.set()


# What is kept


def test_what_no_page_asks_for_makes_no_new_page(fresh, monkeypatch):
    database = fresh.databases["docket"]
    reads = Mock(side_effect=database.execute_fn)
    monkeypatch.setattr(database, "execute_fn", reads)
    first, second, third, other = ask(
        fresh, "/cases?utm_source=x", "/cases?fbclid=y&mc_cid=1&ref=z", "/cases", "/cases?sort=name&gclid=1"
    )
    assert first.content == second.content == third.content and other.status_code == 200
    assert reads.call_count == 2, "the same page thrice, and one in another order"
    assert "utm_source" not in first.text


# What ends


def test_what_nobody_waits_for_ends():
    sent = []

    async def run():
        gone = asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def endless(scope, receive, send):
            for number in range(10**9):
                await send({"type": "http.response.body", "body": b"x", "more_body": True})
                await asyncio.sleep(0)
                if number == 5:
                    gone.set()

        async def send(message):
            sent.append(message)

        with pytest.raises(gate.NobodyWaits):
            await asyncio.wait_for(gate.Gone(receive).unless(endless({}, receive, send)), 30)

    asyncio.run(run())
    assert 5 < len(sent) < 100


@pytest.mark.parametrize("is_more", [True, False])
@pytest.mark.parametrize("length", [0, 1, PIECE, PIECE + 1, 5 * PIECE])
def test_a_long_body_lets_others_have_their_turn(length, is_more):
    body, sent, turns = bytes(n % 251 for n in range(length)), [], 0

    async def send(message):
        sent.append((message, turns))

    async def run():
        nonlocal turns
        sending = asyncio.ensure_future(
            gate._in_time(send)({"type": "http.response.body", "body": body, "more_body": is_more})
        )
        while not sending.done():
            await asyncio.sleep(0)
            turns += 1

    asyncio.run(run())
    assert b"".join(message["body"] for message, _ in sent) == body
    assert all(len(message["body"]) <= PIECE for message, _ in sent)
    assert [message["more_body"] for message, _ in sent] == [True] * (len(sent) - 1) + [is_more]
    assert len({turn for _, turn in sent}) == len(sent)  # none in the turn of the one before


def test_what_a_reader_takes_too_slowly_ends(monkeypatch):
    monkeypatch.setattr(gate, "_STALLED_SECONDS", 0.01)

    with pytest.raises(TimeoutError):
        asyncio.run(
            gate._in_time(lambda _message: asyncio.sleep(60))({"type": "http.response.body", "body": b"x"})
        )


@pytest.mark.parametrize(
    "path",
    [
        "/docket/docket_entries.csv?_stream=1",
        "/api/v1/docket_entries.csv".replace("docket_", ""),
        "/api/v1/cases.ndjson",
        "/api/v1/cases.csv/",
        "/rulings.xlsx?answer=immune",
        "/cases.csv",
    ],
)
def test_exports_are_few_at_once(fresh, path):
    lanes = fresh.databases["docket"].lanes

    async def run():
        held = [await lanes.shares.enter(STREAMS, "127.0.0.1") for _ in range(2)]
        waiting = asyncio.create_task(fresh.client.get(path))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        free = await fresh.client.get("/api/v1/cases")
        for slot in held:
            slot.leave()
        return free.status_code, (await asyncio.wait_for(waiting, 30)).status_code

    assert asyncio.run(run()) == (200, 200)


def test_a_dropped_download_reads_no_further(tmp_path, monkeypatch):
    """A reader asks for a large table and leaves: what was read for it is a few pages, not the table."""
    path = make_world(
        tmp_path,
        "create table large as with recursive n(i) as (select 1 union all select i + 1 from n limit 60000) "
        "select i, printf('%.*c', 300, 'a') as words from n",
    )
    datasette = make_datasette(path)
    readers_sql = datasette.databases["docket"].readers_sql
    read = Mock(side_effect=readers_sql.execute)
    monkeypatch.setattr(readers_sql, "execute", read)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/docket/large.csv",
        "raw_path": b"/docket/large.csv",
        "query_string": b"_stream=1",
        "scheme": "http",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "http_version": "1.1",
        "root_path": "",
    }

    async def drop():
        await datasette.invoke_startup()
        gone, begun = asyncio.Event(), asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.body":
                begun.set()
                await asyncio.sleep(0)

        answering = asyncio.create_task(datasette.app()(scope, receive, send))
        await asyncio.wait_for(begun.wait(), 60)
        gone.set()
        await asyncio.wait_for(answering, 60)

    asyncio.run(drop())
    pages = [call for call in read.call_args_list if "order by rowid limit" in call.args[2]]
    assert 0 < len(pages) < 20, "of twelve hundred"


# What cannot be asked


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/docket/cases", "/docket/cases.json", "/"])
def test_what_is_posted_to_a_table_is_not_allowed(ds, method, path):
    answer = asyncio.run(ds.client.request(method, path))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


DAYS_NOT_ASKED_FOR = ("0001-01-01", "1899-12-31", "9999-12-31", "20260612", "2026-W24-5")
DAY_PAGES = (
    "/?", "/hearings?", "/case/roe-v-example?", "/bills?", "/bills.atom?", "/hearings.ics?", "/search?q=a&",
)  # fmt: skip
# Datasette takes "+3000" and "3_000" of a page's rows, and answers others with a traceback.
NOT_PLAINLY_NUMBERS = ("%2B3000", "3_000", "%203000", "-1", "abc", "9" * 5000, "%D9%A3000")
STATUSES = {
    "an address that would keep patterns busy": (414, [sql_path("select 1 " + "a" * 20_000)]),
    "comments that would": (400, [sql_path("select 1 " + "/**/" * 30)]),
    "a question with a few comments": (200, [sql_path("/* why */ select 1 /* what */")]),
    # Of nine hundred facets each was a question, and another reader's table waited ten seconds for them.
    "a hundred answers of one address": (
        400,
        [
            f"/docket/cases.json?{'&'.join(parameters)}"
            for parameters in (
                ["_facet=caption"] * 900,
                ["_where=1"] * 1500,
                ["_facet_array=caption", "_where=1"] * 6,
                ["caption__contains=a"] * 101,
            )
        ],
    ),
    "a few answers": (200, ["/docket/cases.json?_facet=platform&_facet=status&_where=1&_facet_size=3"]),
    "what no file is called": (
        404,
        [
            "/static/" + "a" * 256, "/static/" + "é" * 128, "/static/a%00b", "/-/static/" + "a" * 256,
            "/-/static-plugins/x/" + "a" * 256,
        ],
    ),
    "what no week is called": (404, ["/week/0001-01-01", "/week/0001-12-31", "/week/9999-12-27"]),
    "a day at the end of the calendar": (
        400,
        [f"{page}as_of={day}" for page in DAY_PAGES for day in DAYS_NOT_ASKED_FOR],
    ),
    "a page of too many rows": (
        400,
        [f"/docket/cases{end}?_size={size}" for end in ("", ".html") for size in (101, 3000, 999999999)],
    ),
    "as many as a page has, and all as data": (200, ["/docket/cases?_size=max", "/docket/cases.json?_size=3000"]),
    "what is not plainly a number": (
        400,
        [
            f"/docket{asked}={number}"
            for asked in ("/cases?_size", "/cases.json?_timelimit", "?sql=select+1&_timelimit")
            for number in NOT_PLAINLY_NUMBERS
        ],
    ),
    "what shows the process": (
        404,
        [f"/-/{name}" for name in ("threads", "threads.json", "thre%61ds", "patterns", "messages", "allow-debug")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("status", "paths"), STATUSES.values(), ids=STATUSES)
def test_what_cannot_be_asked_is_refused(ds, status, paths):
    assert {
        path: answer.status_code for path in paths if (answer := ask(ds, path)).status_code != status
    } == {}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/docket/cases?_size=101", ".csv for all"),
        *(
            (f"/docket/cases?_through={quote(value)}", "?sql=")
            for value in ("[", "{}", '{"table":"x","column":"y","value":"z"}')
        ),
    ],
)
def test_a_refusal_shows_the_other_way(ds, path, words):
    check_page(ds, path, [words], status=400)


@pytest.mark.parametrize(
    "path", ["/docket/cases", "/docket/cases.json", "/docket?sql=select+1", "/cases", "/search?q=a"]
)
def test_a_cookie_that_is_no_text_is_left_out(ds, path):
    cookie = [(b"cookie", b"ds_actor=\xff\xfe; ds_messages=x")]
    assert answers_of(ds, path, headers=cookie).status_code == 200


def test_a_request_of_two_lengths_is_refused(ds):
    answer = ask(ds, "/cases", **{"content-length": "6", "transfer-encoding": "chunked"})
    assert (answer.status_code, answer.headers["connection"]) == (400, "close")


@pytest.mark.parametrize(
    ("spelled", "plain"),
    [
        ("/~64ocket.json?sql=select+1", "/docket.json?sql=select+1"),
        ("/~64ocket/cases.csv?_size=1", "/docket/cases.csv?_size=1"),
        ("/docket/~63ases~2D1.csv", "/docket/cases-1.csv"),
        ("/docket/motions~5fcounted", "/docket/motions_counted"),
        ("/at/x~2Ey/~64ocket", "/at/x~2Ey/docket"),
        ("/%7E64ocket.json", "/docket.json"),
    ],
)
def test_a_table_has_one_spelling(ds, spelled, plain):
    """Else the shares, the limits of an export and the cells made safe would not know what Datasette will answer."""
    answer = ask(ds, spelled)
    assert (answer.status_code, answer.headers["location"]) == (301, plain)


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("/docket/cases?_size=max", "100"),
        ("/docket/cases?_size=100&status=open", "100"),
        ("/docket/cases.html?_size=max", "100"),
        ("/docket/cases.zzz?_size=max", "100"),
        ("/docket/cases?_size=7", "7"),
        ("/docket/cases.json?_size=max", "max"),
        ("/docket/cases.json?_size=3000", "3000"),
        ("/docket/cases?_format=json&_size=max", "100"),  # Datasette looks at the end alone
        ("/docket/cases.csv?_size=max", "max"),
        ("/cases?_size=max", "max"),
    ],
)
def test_a_page_of_a_table_has_few_rows(address, rows):
    path, _, query = address.partition("?")
    assert dict(gate._with_few_rows(path, parse_qsl(query))) == dict(parse_qsl(query)) | {"_size": rows}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("statuss=open", "there is no column 'statuss' in case_list; the nearest: status"),  # was: no rows
        ("status__equals=open", "nothing can be asked of a column with __equals"),  # was: all rows
        (
            "_sort=date_field",
            "_sort: there is no column 'date_field' in case_list; the nearest: date_filed",
        ),  # was: 500
        ("_sort_desc=nothing_like_it", "_sort_desc: there is no column 'nothing_like_it' in case_list"),
        ("_sort=status&_sort_desc=status", "_sort and _sort_desc cannot both"),  # was: 500
        (
            "_search=snap",
            "_search: there is no full-text index of case_list; write a column with",
        ),  # was: all rows
        (
            "_search_caption=snap",
            "_search_caption: there is no full-text index of case_list",
        ),  # was: all rows
        (
            "_facet_array=claims",
            "_facet_array=claims cannot be counted: no column here holds an array",
        ),  # was: 500
        ("_facet_array=%7B%22a%22%3A1%7D", '_facet_array={"a":1} cannot be counted'),  # was: 500
        (
            "_facet_arry=claims",
            "there is no parameter '_facet_arry' of a table; the nearest: _facet",
        ),  # was: all rows
        (
            "claims__arraycontains=negligence",
            "nothing can be asked of a column with __arraycontains",
        ),  # was: 500
        ("_facet=statuss", "_facet: there is no column 'statuss' in case_list; the nearest: status"),
        ("_facet=%7Bbad", "_facet: there is no column '{bad' in case_list"),  # was: 500
        (
            "_fts_table=cases_fts",
            "there is no parameter '_fts_table' of a table",
        ),  # was: rows of another table
    ],
)
def test_a_table_is_asked_by_columns_that_it_has(ds, query, words):
    rows, page = ask(ds, f"/docket/case_list.json?{query}", f"/docket/case_list?{query}")
    assert (rows.status_code, page.status_code) == (400, 400)
    assert rows.json()["error"].startswith(words) and page.text.startswith(words)
    assert rows.headers["access-control-allow-origin"] == "*"
    for right in ("status__exact=open&_sort_desc=date_filed", "_facet=status&_facet_size=max&_shape=objects"):
        assert ask(ds, f"/docket/case_list.json?{right}").status_code == 200


def test_a_table_is_searched_by_the_index_that_it_has(ds):
    by_index, by_column, wrong, typo = ask(
        ds,
        "/docket/cases.json?_search=roe&_searchmode=escaped",
        "/docket/cases.json?_search_caption=roe",
        "/docket/cases.json?_search_status=open",
        "/docket/cases.json?_searchcaption=roe",
    )
    assert {len(answer.json()["rows"]) for answer in (by_index, by_column)} == {1}
    assert (wrong.status_code, typo.status_code) == (400, 400)
    assert "has no column 'status'; it has caption" in wrong.json()["error"]
    assert "there is no parameter '_searchcaption'" in typo.json()["error"]


@pytest.mark.parametrize("table", ["dockets", "case_list"])
def test_what_a_page_of_a_table_offers_is_answered(ds, table):
    """Each link to the table, one of each set of parameters, and its form as it stands."""
    page = ask(ds, f"/docket/{table}?_size=1&_facet=status&_sort=status").text
    links = [
        html.unescape(link)
        for link in re.findall(rf'href="(?:http://localhost)?(/docket/{table}[^"]*)"', page)
    ]
    by_names = {frozenset(name for name, _ in parse_qsl(urlsplit(link).query)): link for link in links}
    fields = re.findall(r'<(?:input|select)[^>]* name="(_\w+)"', page)
    assert len(by_names) > 4 and "_filter_op" in fields and "_size" in fields
    form = urlencode(dict.fromkeys(fields, "") | {"_size": "max", "_sort": "status", "_facet": "status"})
    for answer in ask(ds, *by_names.values(), f"/docket/{table}?{form}"):
        assert answer.status_code in (200, 302), (answer.url, answer.text)


def test_a_page_of_what_a_query_found_has_few_cells_and_says_that_there_is_more(ds):
    numbers = quote("with recursive n(i) as (select 1 union all select i + 1 from n limit 900) select ")
    wide = quote(", ".join(f"i + {number} as c{number}" for number in range(50)))
    narrow, broad, other_end, program = ask(
        ds,
        f"/docket?sql={numbers}i+from+n",
        f"/docket?sql={numbers}{wide}+from+n",
        f"/docket.zzz?sql={numbers}{wide}+from+n",
        f"/docket.json?sql={numbers}{wide}+from+n",
    )
    assert [answer.text.count("<tr>") - 1 for answer in (narrow, broad, other_end)] == [500, 100, 100]
    assert "returning more than 100 rows" in " ".join(broad.text.split())
    assert len(program.json()["rows"]) == 900


def test_a_page_of_what_a_query_found_shows_a_row_of_any_length_and_then_no_more(ds):
    numbers = "with recursive n(i) as (select 1 union all select i + 1 from n limit 5)"
    page = ask(
        ds, f"/docket?sql={quote(numbers + ' select printf(' + repr('%.*c') + ', 900000, 97) from n')}"
    )
    assert (page.status_code, page.text.count("<tr>") - 1) == (200, 1)


@pytest.mark.parametrize(("seconds", "rest"), [(0.02, 0.02), (0.3, lanes.MOST_REST)])
def test_the_thread_of_large_pages_rests_as_long_as_it_worked(monkeypatch, seconds, rest):
    """Threads share one interpreter: ten readers of large pages made a case's page five times slower."""
    rests = []
    monkeypatch.setattr(lanes.time, "sleep", rests.append)

    async def work():
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass
        return "page"

    async def ask_and_go_on():
        page = await lanes._await_and_rest(work())
        assert not rests, "who asked has the page before the rest"
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return page

    assert asyncio.run(ask_and_go_on()) == "page"
    assert len(rests) == 1 and rest <= rests[0] <= lanes.MOST_REST


def test_what_a_loop_left_unfinished_is_closed_without_a_word(monkeypatch):
    """A server that ends drops what it was answering; the interpreter closes it after the loop is gone."""
    rests = []
    monkeypatch.setattr(lanes.time, "sleep", rests.append)
    was_closed = []

    async def work():
        try:
            await asyncio.Event().wait()
        finally:
            was_closed.append(True)

    left = lanes._await_and_rest(work())

    async def ask():
        left.send(None)

    asyncio.run(ask())
    left.close()
    assert was_closed and not rests
