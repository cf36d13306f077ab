"""Stored attacks that come by the one way that is open from the web: messages posted to the webhook, by the
inbox into the archive, by the merge onto the pages. Every string of a message is replaced in turn; nothing of
it runs, nothing is a formula."""

import asyncio
import copy
import json

from publish.inbox_files import Inbox
from publish.serve import make_datasette
from tests.publish.test_hostile_text import ALL, visit
from tests.tracker.test_inbox import docket_alert, make_known, row, search_alert, settings, take  # noqa: F401
from tests.worlds.browsing import needs_chromium, opened_browser, opened_page, served
from tests.worlds.command import built_home, home  # noqa: F401
from tracker.home import open_house

SECRET = "s3cret_s3cret_s3cret_s3cret"
DOCKET = "cand-24-cv-01234"
PAGES = (
    "/",
    "/cases",
    f"/case/{DOCKET}",
    f"/case/{DOCKET}?entries=1",
    "/changes",
    "/changes?kind=edits",
    "/issues",
    "/status",
    "/search?q=alert",
    "/court/cand",
    "/coverage?court=cand",
    f"/case/{DOCKET}.atom",
    f"/case/{DOCKET}.ics",
    "/changes.atom",
    f"/embed/case/{DOCKET}",
    "/docket/docket_entries",
    "/docket/documents",
    "/docket/issues",
    "/docket/snapshots",
    f"/docket/dockets/{DOCKET}",
    "/api/v1/entries",
    f"/api/v1/cases/{DOCKET}",
)


def paths_of_strings(value, at=()):
    """Yield where in a message each string stands."""
    if isinstance(value, str):
        yield at
    for key, inside in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from paths_of_strings(inside, (*at, key))


def poisoned(body, text):
    """Yield the message once for each of its strings, that one replaced by the text."""
    said = json.loads(body)
    for place in paths_of_strings(said["payload"]):
        made = copy.deepcopy(said)
        holder = made["payload"]
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = text
        yield json.dumps(made).encode()


def messages(text):
    alerts = [
        docket_alert(row(number=number, text="ORDER granting 31 Motion to Dismiss.")) for number in (45, 46)
    ]
    yield docket_alert(row(text=text, number=44))
    for body in (alerts[0], search_alert()):
        yield from poisoned(body, text)
    yield alerts[1]


def post_all(settings, bodies):
    """Post the messages to the route itself and let the tracker take them up."""
    with open_house(settings) as house:
        make_known(house)
        datasette = make_datasette(
            settings.docket_path, settings.archive_path, inbox=Inbox(settings.inbox_path, SECRET)
        )

        async def post():
            return [
                (
                    await datasette.client.post(
                        f"/-/webhook/courtlistener/{SECRET}",
                        content=body,
                        headers={"Idempotency-Key": f"key-{number:05}", "Content-Type": "application/json"},
                    )
                ).status_code
                for number, body in enumerate(bodies)
            ]

        assert set(asyncio.run(post())) == {200}
        take(house)
        return house.store.db.execute(
            "select count(*) from docket_entries where docket_id = ?", (DOCKET,)
        ).fetchone()[0]


@needs_chromium
def test_no_script_of_a_message_runs(settings):
    bodies = list(messages(ALL))
    assert len(bodies) > 30 and post_all(settings, bodies) > 2
    with (
        served(settings.docket_path, settings.archive_path) as address,
        opened_browser() as browser,
        opened_page(browser) as page,
    ):
        said, asked, seen = [], [], 0
        page.on("dialog", lambda dialog: (said.append((page.url, dialog.message)), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.on("download", lambda download: download.cancel())
        for path in PAGES:
            visit(page, address + path)
            seen += "alert(1)" in page.content()
            assert (
                page.evaluate("""[...document.querySelectorAll(
              'script:not([type="application/ld+json"]):not([src="/static/copy.js"]), iframe, base, ' +
              'meta[http-equiv], img, [onerror], [onload], [href^="javascript:"], [href^="data:"]'
            )].map(e => e.outerHTML.slice(0, 200))""")
                == []
            ), path
        assert said == [] and {url for url in asked if not url.startswith(f"{address}/")} == set()
        assert seen >= 5, "the attacks are on the pages, as text"
