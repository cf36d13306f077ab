"""The HTTP client against a real server on loopback."""

import gzip
import logging
import shutil
import ssl
import subprocess
import time
from functools import partial

import pytest
from hypothesis import given, strategies as st

from db.archive import open_archive
from db.ledger import Ledger
from docket.issues import ParseError
from docket.snapshot import Form
from scrapers.failures import FetchError, Refused
from scrapers.http.budgets import Budget, find_budget
from scrapers.http.connections import PrivateAddress, check_public
from scrapers.http.get import Http, Limits
from scrapers.http.response import Reply, redirect_target
from scrapers.http.urls import origin_of, readable, strip_secrets, trusted_origins
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tracker.settings import SettingError, load_settings

FAST = Limits(connect_seconds=1, read_seconds=0.3, body_seconds=1, max_bytes=100_000)


def client(server, ledger=None, clock=None, **options):
    clock = clock or Clock()
    options = {"limits": FAST, "addresses": {"TEST": f"{server.url}/"}} | options
    return Http(ledger or MemoryLedger(), clock=clock, sleep=clock.sleep, **options)


def get(http, url, **options):
    return http.get(url, source="test", form=Form.FEED, **options)


def test_an_answer_becomes_a_snapshot():
    page = Page(
        b"<rss/>",
        headers={"Content-Type": "text/xml", "ETag": '"a"', "Last-Modified": "Tue, 10 Mar 2026 11:00:00 GMT"},
    )
    with Server({"/feed": page}) as server:
        snapshot = get(
            client(server, contact="clerk@example.org", version="2.0"),
            f"{server.url}/feed",
            court_id="cand",
            kind="k",
        )
        headers = server.asked[-1][1]
    assert (snapshot.body, snapshot.media_type, snapshot.etag) == (b"<rss/>", "text/xml", '"a"')
    assert (snapshot.source, snapshot.court_id, snapshot.kind, snapshot.form) == (
        "test",
        "cand",
        "k",
        Form.FEED,
    )
    assert snapshot.fetched_at == snapshot.as_of == "2026-03-10T12:00:00Z"
    assert snapshot.raw_hash == snapshot.body_hash
    assert headers["User-Agent"] == "section-230-tracker/2.0 (contact: clerk@example.org)"
    assert headers["Connection"] == "close"


@pytest.fixture(params=["in memory", "in an archive"])
def ledger(request, tmp_path):
    """What outlives a process, and each client here is a new one: the tests' own ledger, and the real one."""
    archive = open_archive(tmp_path / "archive.db")
    yield MemoryLedger() if request.param == "in memory" else Ledger(archive)
    archive.close()


def test_an_unchanged_page_is_not_sent_again(ledger):
    validators = {"ETag": '"a"', "Last-Modified": "Tue, 10 Mar 2026 11:00:00 GMT"}
    page = Page(b"x", headers=validators)
    with Server({"/feed": [page, Page(status=304, headers=validators), page]}) as server:
        get(client(server, ledger), f"{server.url}/feed")
        second = get(client(server, ledger), f"{server.url}/feed")
        asked = server.asked[-1][1]
        third = get(client(server, ledger), f"{server.url}/feed", conditional=False)
        assert "If-None-Match" not in server.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == tuple(validators.values())
    assert (second.is_not_modified, second.body, second.etag) == (True, b"", '"a"')
    assert (third.is_not_modified, third.body) == (False, b"x")


def test_validators_can_be_left_to_whoever_archives():
    with Server({"/feed": Page(b"x", headers={"ETag": '"a"'})}) as server:
        ledger = MemoryLedger()
        assert get(client(server, ledger, saves_validators=False), f"{server.url}/feed").etag == '"a"'
    assert ledger.validators == {}


@pytest.mark.parametrize(
    ("retry_after", "retry_at"),
    [
        ("86400", "2026-03-11T12:00:00Z"),
        ("Thu, 12 Mar 2026 00:00:00 GMT", "2026-03-12T00:00:00Z"),
        ("999999999999", "2026-04-09T12:00:00Z"),  # 30 days, and no overflow
        ("1000000000000", "2026-04-09T12:00:00Z"),
        ("9" * 400, "2026-04-09T12:00:00Z"),
    ],
)
def test_a_long_wait_is_a_reschedule(ledger, retry_after, retry_at):
    pages = {"/feed": [Page(status=503, headers={"Retry-After": retry_after}), Page(b"x")]}
    clock = Clock()
    with Server(pages) as server:
        for words in ("503", "left alone until"):  # the second makes no request
            with pytest.raises(FetchError, match=words) as caught:
                get(client(server, ledger, clock), f"{server.url}/feed")
            assert (caught.value.retry_at, clock.slept) == (retry_at, [])
        assert server.paths() == ["/feed"]


@pytest.mark.parametrize(
    "page",
    [
        Page(status=403),
        Page(
            b"<html><div class='g-recaptcha'></div></html>",
            headers={"Content-Type": "text/html; charset=utf-8"},
        ),
        Page(b"<html></html>", headers={"Content-Type": "text/html", "cf-mitigated": "challenge"}),
        Page(b"", status=202, headers={"x-amzn-waf-action": "challenge"}),
        Page(b"", status=405, headers={"x-amzn-waf-action": "captcha"}),
        Page(b"", status=503, headers={"cf-mitigated": "challenge"}),  # no use in asking again
    ],
)
def test_a_refusal_ends_the_day_at_that_host(page):
    with Server({"/feed": page, "/other": Page(b"x")}) as server:
        http = client(server)
        with pytest.raises(FetchError, match="Ask its operator") as caught:
            get(http, f"{server.url}/feed")
        assert caught.value.retry_at == "2026-03-11T12:00:00Z"
        with pytest.raises(FetchError, match="left alone"):
            get(http, f"{server.url}/other")
        assert server.paths() == ["/feed"]


def _chunked(*chunks):
    def page(handler):
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        handler.wfile.write(b"0\r\n\r\n")

    return page


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (Page(b"x" * 100_000), b"x" * 100_000),
        (Page(gzip.compress(b"x" * 100_000), headers={"Content-Encoding": "gzip"}), b"x" * 100_000),
        (_chunked(b"x" * 60_000, b"x" * 40_000), b"x" * 100_000),
        # A feed that mentions a captcha is no captcha.
        (
            Page(b"<rss>hcaptcha.com</rss>", headers={"Content-Type": "text/xml"}),
            b"<rss>hcaptcha.com</rss>",
        ),
    ],
    ids=["plain", "zipped", "in chunks", "a feed"],
)
def test_a_body_of_just_the_limit_arrives_whole(page, body):
    with Server({"/feed": page}) as server:
        assert get(client(server), f"{server.url}/feed").body == body


def _zeros(count, times):
    """A page of zeros, compressed so often."""
    body = b"\0" * count
    for _ in range(times):
        body = gzip.compress(body)
    return Page(body, headers={"Content-Encoding": ", ".join(["gzip"] * times)})


def _raw(first_line):
    def page(handler):
        handler.wfile.write(first_line)

    return page


def _moved(location):
    return Page(status=302, headers={"Location": location})


TOO_LARGE = "larger than 100000 bytes"
BROKEN = "broke off"
ASTRAY = "not a public address"
NO_PLACE = "not a web address"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (Page(b"x" * 100_001), TOO_LARGE),
        (_chunked(b"x" * 60_000, b"x" * 60_000), TOO_LARGE),
        (partial(_zeros, 50_000_000, 1), TOO_LARGE),  # 48 kB on the wire
        (partial(_zeros, 90_000_000, 2), TOO_LARGE),
        (Page(b"short", headers={"Content-Length": "500"}), BROKEN),
        (
            Page(
                gzip.compress(b"some words" * 50)[:-20],
                headers={"Content-Encoding": "gzip", "Content-Length": "500"},
            ),
            BROKEN,
        ),
        (Page(b"not gzip at all", headers={"Content-Encoding": "gzip"}), BROKEN),
        (Page(status=304), "304"),  # that nobody asked for
        # Gibberish; what the library quotes of it whole is cut.
        (_raw(b"no HTTP at all\r\n\r\n"), None),
        (_raw(b"x" * 60_000 + b"\r\n"), None),
        (_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n"), None),
        (_raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), None),
        (_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), None),
        (_raw(b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n"), None),
        (_raw(b"HTTP/1.1 503 Busy\r\nRetry-After: -5\r\n\r\n"), None),
        # Redirects that would lead astray.
        (_moved("http://127.0.0.1:1/"), ASTRAY),
        (_moved("http://localhost:1/"), ASTRAY),
        (_moved("http://2130706433:1/"), ASTRAY),  # 127.0.0.1 as one number
        (_moved("http://[::ffff:127.0.0.1]:1/"), ASTRAY),
        (_moved("http://169.254.169.254/latest/meta-data/"), ASTRAY),
        (_moved("http://10.0.0.1/"), ASTRAY),
        (_moved("http://0.0.0.0:1/"), ASTRAY),
        (_moved("file:///etc/passwd"), NO_PLACE),
        (_moved("ftp://example.org/"), NO_PLACE),
        (_moved("javascript:alert(1)"), NO_PLACE),
        (_moved("http://[/"), NO_PLACE),
        (_moved(""), "redirect to nowhere"),
        (_moved("/feed"), "more than 5 redirects"),
    ],
)
def test_what_is_no_answer_is_a_failure_in_few_words(page, message):
    if isinstance(page, partial):  # made when it is played: each process of a run reads this file
        page = page()
    with Server({"/feed": page}) as server, pytest.raises(FetchError, match=message) as caught:
        get(client(server), f"{server.url}/feed")
    assert len(str(caught.value)) < 400
    assert set(server.paths()) == {"/feed"} and len(server.paths()) <= 6


_TRICKLES = 600  # a minute of them


def _trickle_body(with_length):
    def page(handler):
        handler.send_response(200)
        if with_length:
            handler.send_header("Content-Length", str(2 * _TRICKLES))
        handler.end_headers()
        for _ in range(_TRICKLES):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    return page


def _trickle_headers(handler):
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * _TRICKLES:
        handler.wfile.write(bytes([letter]))
        time.sleep(0.1)


def _silence(handler):
    time.sleep(0.1 * _TRICKLES)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (_silence, "no answer within"),
        (_trickle_headers, "no connection"),  # each byte restarts the read timeout
        (_trickle_body(with_length=True), "not sent whole"),
        (_trickle_body(with_length=False), "not sent whole"),  # its end would look like a whole page
    ],
)
def test_a_slow_server_does_not_hold_us(page, message):
    finished = []

    def to_the_end(handler):
        page(handler)
        finished.append(page)

    with Server({"/feed": to_the_end}) as server, pytest.raises(FetchError, match=message):
        get(client(server), f"{server.url}/feed")
    assert finished == []  # it was still at it when we had left


@pytest.mark.parametrize("tag", [b'\xa0"a"', b'"a\x0b\x00b"', b'"' + b"a" * 60_000 + b'"', b'"\xe2\x80\xae"'])
def test_what_cannot_be_sent_back_of_an_answer_closes_no_address(tag):
    answer = (
        b"HTTP/1.1 200 OK\r\nETag: %b\r\nLast-Modified: %b\r\nContent-Type: %b\r\nContent-Length: 1\r\n\r\nx"
    )
    ledger = MemoryLedger()
    with Server({"/feed": _raw(answer % (tag, tag, tag))}) as server:
        url = f"{server.url}/feed"
        first = get(client(server, ledger), url)
        assert (first.etag, first.last_modified, first.media_type) == (None, None, None)
        ledger.save_validators(url, tag.decode("latin-1"), tag.decode("latin-1"))  # of a version before this
        assert get(client(server, ledger), url).body == b"x"
        assert not {"If-None-Match", "If-Modified-Since"} & set(server.asked[-1][1])


@pytest.mark.parametrize("part", [b"{},", b"<a/>", b"[],", b"1,"])
def test_an_answer_of_too_many_parts_is_not_kept(part):
    """Of three letters each, and of 250 bytes when they are read."""
    most = Limits(max_bytes=20_000_000)
    with Server({"/feed": Page(part * 3_000_001), "/other": Page(part * 1000)}) as server:
        http = client(server, limits=most)
        with pytest.raises(FetchError, match="more than 3000000 elements or values; nothing was kept"):
            get(http, f"{server.url}/feed")
        assert get(http, f"{server.url}/other").body == part * 1000


def test_nobody_there():
    clock = Clock()
    with Server({}) as server:
        http = client(server, clock=clock)
    with pytest.raises(FetchError, match="Connection refused"):  # closed by now
        get(http, f"{server.url}/feed")
    assert len(clock.slept) == 3


# Redirects.


def test_a_stranger_may_not_redirect_to_a_configured_address():
    with Server({"/secret": Page(b"x")}) as inside, Server({}) as outside:
        outside.pages["/feed"] = _moved(f"{inside.url}/secret")
        http = client(outside, addresses={"INSIDE": inside.url, "OUTSIDE": outside.url})
        with pytest.raises(FetchError, match=ASTRAY):
            get(http, f"{outside.url}/feed")
        with pytest.raises(FetchError, match=ASTRAY):  # nor may anybody be asked where none is configured
            get(client(inside, addresses={}), f"{inside.url}/secret")
        assert inside.asked == []


def test_the_host_we_judge_is_the_host_we_ask():
    """urlsplit sees the trusted server after the @; urllib3 would connect to the host before the backslash."""
    with Server({}) as other, Server({}) as server:
        server.pages["/feed"] = _moved(f"http://localhost:{other.host.rpartition(':')[2]}\\@{server.host}/")
        with pytest.raises(FetchError, match=ASTRAY):
            get(client(server), f"{server.url}/feed", headers={"Authorization": "Token S3CRET"})
        assert (other.asked, server.paths()) == ([], ["/feed"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "http://",
        "http://[bad",
        "http://a b/",
        "http://127.0.0.1:abc/",
        "file:///etc/passwd",
        "ftp://a.gov/",
    ],
)
def test_what_is_no_web_address_is_not_asked(url):
    ledger = MemoryLedger()
    with pytest.raises(FetchError, match="not a web address; write http") as caught:
        get(Http(ledger, limits=FAST), url)
    assert (caught.value.url, ledger.spent) == (url, {})


@given(
    location=st.text() | st.from_regex(r"(https?:)?[/\\]{0,3}[a-z0-9.:@\[\]%\\]*[/?#]?.{0,5}", fullmatch=True)
)
def test_a_redirect_leads_to_a_safe_web_address_or_nowhere(location):
    try:
        target = redirect_target("https://www.supremecourt.gov/a/b", Reply(302, {"Location": location}))
    except FetchError:
        return
    assert target.startswith("https://") and origin_of(target) != "https://"
    assert readable(target) == target


def test_a_failure_on_the_way_is_a_failure_of_the_url_asked_for(ledger):
    with Server({"/feed": _moved("/new"), "/new": Page(status=403)}) as server:
        for _ in range(2):  # the second is stopped at robots.txt
            with pytest.raises(FetchError, match="left alone until 2026-03-11T12:00:00Z") as caught:
                get(client(server, ledger), f"{server.url}/feed")
            assert (caught.value.url, caught.value.retry_at) == (f"{server.url}/feed", "2026-03-11T12:00:00Z")
        assert server.paths() == ["/feed", "/new"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "fe80::1%eth0",
        "224.0.0.1",
        "ff02::1",
        "100.64.0.1",
        "fc00::1",
        "192.168.1.1",
        "255.255.255.255",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:ffff::808:808",
        "::127.0.0.1",
        "::8.8.8.8",
        "fec0::1",
        "feff::1",
        "192.88.99.1",
        "192.0.0.9",
        "192.0.0.170",
        "::ffff:192.0.0.9",
        "64:ff9b::c058:6301",
    ],
)
def test_private_addresses(address):
    for public in ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"):
        check_public(public, "court.example")
    with pytest.raises(PrivateAddress):
        check_public(address, "court.example")


@pytest.fixture
def certificate(tmp_path):
    """A certificate of 127.0.0.1 that nobody signed, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command to make a certificate")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    options = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([openssl, *options.split(), "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key


def ask_over_tls(certificate, **settings):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Server({"/feed": Page(b"x")}) as server:
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
        url = server.url.replace("http:", "https:")
        return get(client(server, addresses={"TEST": url}, **settings), f"{url}/feed")


def test_an_operator_may_trust_a_certificate_for_one_host(certificate):
    cert, _ = certificate
    assert ask_over_tls(certificate, extra_ca={"127.0.0.1": cert}).body == b"x"
    for trusted in ({}, {"media.example.org": cert}):
        with pytest.raises(Refused, match="certificate"):
            ask_over_tls(certificate, extra_ca=trusted)


@pytest.mark.parametrize("words", ["x", "a=", "=b", "https://a=b", "a.example.org=/nowhere.pem"])
def test_an_extra_certificate_that_cannot_be_used_is_said_to_be_one(words):
    with pytest.raises(SettingError, match="TRACKER_EXTRA_CA"):
        load_settings({"TRACKER_EXTRA_CA": words})


def test_extra_certificates_and_switches_are_read(certificate):
    cert, key = certificate
    settings = load_settings({"TRACKER_EXTRA_CA": f"A.example.org={cert}", "TRACKER_SCOTUS_JSON": "yes"})
    assert (settings.extra_ca, settings.switches) == ({"a.example.org": cert}, {"SCOTUS_JSON"})
    assert load_settings({"TRACKER_SCOTUS_JSON": "no"}).switches == frozenset()
    for environ in ({"TRACKER_EXTRA_CA": f"a=b.pem a.example.org={key}"}, {"TRACKER_SCOTUS_JSON": "on"}):
        with pytest.raises(SettingError):
            load_settings(environ)


# Robots.


@pytest.mark.parametrize(
    ("robots", "message"),
    [
        (Page(b"User-agent: *\nDisallow: /private"), None),
        (Page(b"User-agent: *\nDisallow: /feed"), "does not allow"),
        (Page(b"User-agent: *\nDisallow: /\nAllow: /feed$"), None),
        (Page(b"User-agent: section-230-tracker\nDisallow: /"), "does not allow"),
        (Page(b"User-agent: other\nDisallow: /"), None),
        (Page(b"\xff\xfe<html>"), None),  # no rules at all
        # That cannot be had.
        (Page(status=404), None),
        (Page(status=401), None),
        (Page(status=403), None),
        (Page(status=500), "is unknown"),
        (Page(status=503), "is unknown"),
    ],
)
def test_robots(robots, message):
    with Server({"/robots.txt": robots, "/feed": Page(b"x")}) as server:
        http = client(server)
        if message is None:
            assert get(http, f"{server.url}/feed").body == b"x"
            return
        for _ in range(2):  # a failure is remembered for a while, too
            with pytest.raises(FetchError, match=f"robots.txt .*{message}"):
                get(http, f"{server.url}/feed")
        assert server.paths() == [] and len(server.asked) == (4 if robots.status == 503 else 1)


@pytest.mark.parametrize(
    ("delay", "retry_at"),
    [
        ("3600", "2026-03-10T13:00:00Z"),  # of an hour: a reschedule
        *((delay, "2026-04-09T12:00:00Z") for delay in ("1e9", "1e12", "1e300")),  # without end: a month
    ],
)
def test_a_long_crawl_delay_is_a_reschedule(delay, retry_at):
    pages = {"/robots.txt": Page(f"User-agent: *\nCrawl-delay: {delay}\n".encode()), "/feed": Page(b"x")}
    with Server(pages) as server, pytest.raises(FetchError, match="asks for a pause") as caught:
        get(client(server), f"{server.url}/feed")
    assert caught.value.retry_at == retry_at


# Budgets.


def test_a_budget_outlives_the_process(ledger):
    budgets = (("*", Budget(pause_seconds=2, per_day=4)),)
    clock = Clock()
    with Server({"/feed": Page(b"x")}) as server:
        for _ in range(2):  # robots.txt counts too: two processes, four requests
            get(client(server, ledger, clock, budgets=budgets), f"{server.url}/feed")
        with pytest.raises(FetchError, match="budget spent until 2026-03-11T00:00:00Z") as caught:
            get(client(server, ledger, clock, budgets=budgets), f"{server.url}/feed")
        assert (caught.value.retry_at, len(server.asked)) == ("2026-03-11T00:00:00Z", 4)
        assert clock.slept == [2, 2, 2]  # between all of them, the two processes too
        clock.sleep(12 * 3600)
        assert get(client(server, ledger, clock, budgets=budgets), f"{server.url}/feed").body == b"x"


def test_a_feed_is_not_looked_at_twice_in_five_minutes(ledger):
    how = {"ledger": ledger, "clock": Clock()}
    how["budgets"] = (("*", Budget(pause_seconds=1, per_day=None, poll_seconds=300)),)
    with Server({"/feed": Page(b"x")}) as server:
        get(client(server, **how), f"{server.url}/feed")  # robots.txt before it is no look
        how["clock"].sleep(299)
        with pytest.raises(FetchError, match="less than 300 seconds ago") as caught:
            get(client(server, **how), f"{server.url}/feed")
        assert (caught.value.retry_at, server.paths()) == ("2026-03-10T12:05:01Z", ["/feed"])
        how["clock"].sleep(1)
        get(client(server, **how), f"{server.url}/feed")
    assert find_budget("ecf.cand.uscourts.gov").poll_seconds == 300


def test_a_clock_set_back_does_not_stop_us():
    budgets = (("*", Budget(pause_seconds=2, per_day=None)),)
    with Server({"/feed": Page(b"x")}) as server:
        ledger, clock = MemoryLedger(), Clock()
        ledger.saw_request(server.host, "2030-01-01T00:00:00Z")
        get(client(server, ledger, clock, budgets=budgets), f"{server.url}/feed")
    assert clock.slept == [2, 2]


# Secrets.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.gov/x?api_key=S3CRET&y=1", "https://a.gov/x?api_key=REMOVED&y=1"),
        ("https://a.gov/x?y=1&token=S3CRET#z", "https://a.gov/x?y=1&token=REMOVED#z"),
        ("https://me:S3CRET@a.gov/x", "https://a.gov/x"),
        (
            "https://s3.example/x?X-Amz-Signature=S3CRET&X-Amz-Expires=9",
            "https://s3.example/x?X-Amz-Signature=REMOVED&X-Amz-Expires=9",
        ),
        (
            "Max retries exceeded with url: /x?key=S3CRET (Caused by",
            "Max retries exceeded with url: /x?key=REMOVED (Caused by",
        ),
        ("https://a.gov/x?monkey=1&q=token", "https://a.gov/x?monkey=1&q=token"),  # names are matched whole
    ],
)
def test_strip_secrets(text, expected):
    assert strip_secrets(text) == expected
    assert strip_secrets(expected) == expected


def test_no_secret_leaves_us(caplog):
    caplog.set_level(logging.DEBUG)
    pages = {
        "/ok?api_key=S3CRET": Page(b"x"),
        "/move?api_key=S3CRET": Page(status=302, headers={"Location": "/gone?token=S3CRET"}),
    }
    shown = []
    with Server(pages) as server, Server({}) as other:
        pages["/away?token=S3CRET"] = Page(status=302, headers={"Location": f"{other.url}/"})
        http = client(server)
        shown.append(get(http, f"{server.url}/ok?api_key=S3CRET").url)
        assert server.asked[-1][0] == "/ok?api_key=S3CRET"  # the server itself does get it
        for path in ("/missing?api_key=S3CRET", "/move?api_key=S3CRET", "/away?token=S3CRET"):
            with pytest.raises(FetchError) as caught:
                get(http, f"{server.url}{path}", headers={"Authorization": "Token S3CRET"})
            shown += [str(caught.value), caught.value.url, repr(caught.value.__cause__)]
        with pytest.raises(FetchError) as caught:
            get(http, f"{server.url}/ok?api_key=S3CRET", headers={"Authorization": "Token S3CRET\n"})
        shown += [str(caught.value), repr(caught.value.__cause__)]
        pages["/odd?token=S3CRET"] = _raw(
            b"HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 1\r\n\r\nx"
        )  # urllib3 warns
        get(http, f"{server.url}/odd?token=S3CRET")
    with pytest.raises(FetchError) as caught:  # nobody is there any more
        get(http, f"{server.url}/ok?api_key=S3CRET")
    shown.append(str(caught.value))
    assert "S3CRET" not in "\n".join(shown) + caplog.text
    assert "/ok?api_key=REMOVED: 200" in caplog.text


def test_keys_stay_with_the_server_they_are_for():
    """Nobody but the first server sees what the caller sent; checked with a redirect to our own second port."""
    with Server({"/feed": Page(b"x")}) as second, Server({}) as first:
        first.pages["/feed"] = _moved(f"{second.url}/feed")
        with pytest.raises(FetchError):
            get(client(first), f"{first.url}/feed", headers={"Authorization": "Token S3CRET"})
        assert first.asked[-1][1]["Authorization"] == "Token S3CRET"
        assert second.asked == []


# Addresses.


def test_addresses():
    http = Http(MemoryLedger(), addresses={"SCOTUS": "http://127.0.0.1:9/"})
    assert http.address("SCOTUS", "https://www.supremecourt.gov") == "http://127.0.0.1:9/"
    assert http.address("RECAP", "https://archive.org") == "https://archive.org"
    assert http.has_address("SCOTUS") and not http.has_address("RECAP")
    # One that cannot be read names its setting.
    with pytest.raises(ParseError, match="TRACKER_SCOTUS_URL='http://.bad'"):
        Http(MemoryLedger(), addresses={"SCOTUS": "http://[bad"})


@pytest.mark.parametrize(
    ("address", "origin", "matches"),
    [
        ("http://127.0.0.1:8001/{court}/rss", "http://127.0.0.1:8001", True),
        ("http://127.0.0.1:8001/{court}/rss", "http://127.0.0.1:8002", False),
        ("http://127.0.0.1:8001/{court}/rss", "https://127.0.0.1:8001", False),
        ("http://{court}.mirror.internal/", "http://cand.mirror.internal", True),
        ("http://{court}.mirror.internal/", "http://evil.org/.mirror.internal", False),
    ],
)
def test_a_trusted_origin(address, origin, matches):
    (pattern,) = trusted_origins({"SCOTUS": address})
    assert bool(pattern.fullmatch(origin)) == matches


def test_idle_seconds():
    with Server({"/feed": Page(b"x")}) as server:
        clock = Clock()
        http = client(server, clock=clock)
        assert http.idle_seconds(f"{server.url}/other") is None
        get(http, f"{server.url}/feed")
        clock.sleep(90)
        assert http.idle_seconds(f"{server.url}/other") == 90
