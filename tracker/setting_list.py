"""Every environment variable that we read, and what it means. docs/reference.md is made from this list, and
`doctor` names any variable that begins with TRACKER_ and is not in it."""

from typing import NamedTuple

from docket.statute import SECTION


class Setting(NamedTuple):
    """One variable. Links in `words` are relative to docs/."""

    name: str
    words: str
    default: str


SETTINGS = (
    Setting("TRACKER_HOME", "the folder of the databases and of your own files", "`./data`"),
    Setting(
        "TRACKER_CONTACT",
        "your e-mail address or web page, which is sent to every server with each request",
        "none: `run` warns, and `watch` refuses to start",
    ),
    Setting(
        "TRACKER_SITE_URL",
        "the public address of the pages: every link in pages and alerts begins with it",
        "none: alerts have no links, and links in pages begin with the host name of the request",
    ),
    Setting(
        "TRACKER_HOSTS",
        "host names under which the pages may be requested if `TRACKER_SITE_URL` is not set, separated by commas",
        "none: links begin with this machine's own address",
    ),
    Setting(
        "FORWARDED_ALLOW_IPS",
        "the address from which a reverse proxy reaches `serve`; only this proxy is believed about who a reader is "
        "([more](operate.md#many-readers-and-rude-ones))",
        "none: no proxy is trusted",
    ),
    Setting(
        "TRACKER_FETCH_SECONDS",
        "`run` sends no more requests after this many seconds",
        "no limit (`./run`: 60)",
    ),
    Setting("TRACKER_LOG", "with `json`, each log line is a JSON object", "`text`"),
    Setting(
        "TRACKER_PARSE_SECONDS",
        "processor seconds that reading one fetched page may take, per 4 MB of it, 1 to 3600; a page that takes longer "
        "is set aside ([more](operate.md#a-page-that-is-too-slow-or-damaged))",
        "20",
    ),
    Setting(
        "TRACKER_PROCESSES",
        "processes that read pages during a rebuild, 1 to 64, besides the one that writes",
        "one for each processor, at most 4",
    ),
    Setting(
        "TRACKER_EXTRA_CA",
        "`HOST=FILE`: also trust the certificates in this PEM file for this host; separate several with spaces "
        "([how](sources/appellate_opinions.md#servers-that-refuse-us))",
        "none",
    ),
    Setting(
        "TRACKER_SHARED",
        "for `evaluate`: the folder whose `real/entries` holds the texts of the labels `tests/gold/real_*`",
        "`../shared` beside the checkout; without it those labels are left out",
    ),
    Setting("NOTIFY_SOCKET", "set by systemd: where the daemon reports that it is ready and alive", "none"),
    # Keys and secrets
    Setting(
        "COURTLISTENER_TOKEN",
        "the token of a free CourtListener account; it is sent only in a header",
        "none: no docket is read at CourtListener, and the source fails",
    ),
    Setting(
        "TRACKER_GOVINFO_KEY",
        f"a free key to the API of GovInfo: also searches for new opinions on {SECTION}",
        "none: watched dockets only",
    ),
    Setting(
        "TRACKER_CONGRESS_KEY",
        "a free key to the API of Congress.gov: also finds new bills by their titles",
        "none: only the bills of the catalog and those related to them",
    ),
    Setting(
        "TRACKER_WEBHOOK_SECRET",
        "24 to 200 letters, digits, `-` or `_`: `serve` accepts messages at `/-/webhook/courtlistener/<secret>` "
        "([how](webhooks.md))",
        "none: nothing can be sent in from the web",
    ),
    # Mirrors
    Setting(
        "TRACKER_APPELLATE_OPINIONS_URL", "a mirror, with `{court}` in its address", "the courts' own sites"
    ),
    Setting("TRACKER_ORAL_ARGUMENTS_URL", "a mirror, with `{court}` in its address", "the courts' own sites"),
    Setting("TRACKER_PACER_RSS_URL", "a mirror, with `{court}` in its address", "the courts' own feeds"),
    Setting("TRACKER_SCOTUS_URL", "a mirror", "the Supreme Court's own site"),
    Setting(
        "TRACKER_SCOTUS_JSON",
        "`yes`: request a docket's JSON before its page ([why it is off](sources/scotus.md))",
        "`no`",
    ),
    Setting("TRACKER_SCOTUS_LISTS_URL", "a mirror", "the Supreme Court's own site"),
    Setting("TRACKER_COURTLISTENER_URL", "a mirror", "www.courtlistener.com"),
    Setting(
        "TRACKER_COURTLISTENER_BULK_URL",
        "a mirror of the bulk files that `locate --download` fetches",
        "CourtListener's own storage",
    ),
    Setting("TRACKER_GOVINFO_URL", "a mirror", "www.govinfo.gov; with a key api.govinfo.gov"),
    Setting(
        "TRACKER_OPINIONS_URL",
        "a mirror of the files of opinions; those of the courts lie below it by server and path",
        "www.govinfo.gov and the courts' own sites",
    ),
    Setting("TRACKER_BILLSTATUS_URL", "a mirror of the files of bills (`congress`)", "www.govinfo.gov"),
    Setting("TRACKER_CONGRESS_URL", "a mirror of the API of Congress.gov", "api.congress.gov"),
    Setting("TRACKER_CASELAW_URL", "a mirror", "static.case.law"),
    Setting("TRACKER_RECAP_URL", "a mirror", "archive.org"),
)
