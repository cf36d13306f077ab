"""Where the appellate courts list their opinions and recordings, and how the items of a page are found.

Taken from juriscraper 4.0.1, whose class of the same name reads the items. docs/sources/appellate_opinions.md
and docs/sources/oral_arguments.md say which lists are missing, and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_FEDERAL = "united_states.federal_appellate"
_STATE = "united_states.state"


@dataclass(frozen=True)
class CourtList:
    """One list of one court.

    `name` is juriscraper's; `url` can contain ``{day}`` (the date in the court's time zone), ``{past}`` (four
    weeks earlier), ``{term}`` and ``{term_year}`` (the Supreme Court's term, the former in two digits).
    `rows` is the XPath of the items, ``None`` for a feed. `is_run`: the XPath finds only the beginning of
    each item, which extends to the next. `index` is the XPath of links to the pages of single days, if the
    address has only those.
    """

    name: str
    court_id: str
    url: str
    rows: str | None = None
    is_run: bool = False
    index: str | None = None
    family: str = _FEDERAL


_CAL = "https://www.courts.ca.gov/cms/opinions.htm?Courts="
_CAL_ROWS = "//table/tr[not(th)]"
_CADC = "https://media.cadc.uscourts.gov"
_CADC_ROWS = "//div[div[div[div[a[contains(@href, '.pdf')]]]]]"
_CA3 = "https://www2.ca3.uscourts.gov/recentop/week"
# "Filed 02/24/12, No. 10-4092" is before the link, after a line break.
_CA3_ROWS = "//br[starts-with(normalize-space(following-sibling::node()[1][self::text()]), 'Filed')]"
_CA11 = "http://media.ca11.uscourts.gov/opinions"

# Servers known to refuse us. juriscraper gets around that, but we do not: it poses as a browser at cafc, and
# does not verify the certificates of the others, whose chains are incomplete.
EXPECTED_REFUSALS = {
    "cafc.uscourts.gov": "refuses clients that are no browsers",
    "www.cafc.uscourts.gov": "refuses clients that are no browsers",
    "media.ca8.uscourts.gov": "certificate chain not whole",
    "media-oa.ca8.uscourts.gov": "certificate chain not whole",
    "media.cadc.uscourts.gov": "certificate chain not whole",
    "www.courts.ca.gov": "certificate chain not whole",
}

OPINIONS = (
    CourtList("ca1", "ca1", "https://www.ca1.uscourts.gov/opn/aci", "//tr[not(th)]"),
    CourtList("ca3_p", "ca3", f"{_CA3}/recprec.htm", _CA3_ROWS, is_run=True),
    CourtList("ca3_u", "ca3", f"{_CA3}/recnonprec.htm", _CA3_ROWS, is_run=True),
    CourtList(
        "ca5",
        "ca5",
        "https://www.ca5.uscourts.gov/opinions/results?group=flat&pageSize=1000&quick=30",
        "//a[contains(@class, 'oprow')]",
    ),
    CourtList("ca6", "ca6", "https://www.opn.ca6.uscourts.gov/opinions/opinions.php", "//table/tr[not(th)]"),
    CourtList(
        "ca7",
        "ca7",
        "https://media.ca7.uscourts.gov/cgi-bin/OpinionsWeb/processWebInputExternal.pl?Time=month&startDate=&endDate="
        "&Author=any&AuthorName=&Case=any&CaseYear=&CaseNum=&Rubmit=RssRecent&RssJudgeName=Sykes&OpsOnly=yes",
    ),
    CourtList(
        "ca8",
        "ca8",
        "https://media.ca8.uscourts.gov/cgi-bin/opnByMM.pl?theMM={day:%m}&theYY={day:%Y}&A1=Get+Opinions",
        "//a[contains(@href, 'opndir')]",
        is_run=True,
    ),
    CourtList("ca9_p", "ca9", "https://www.ca9.uscourts.gov/decisions/opinions/index.xml"),
    CourtList("ca9_u", "ca9", "https://www.ca9.uscourts.gov/decisions/memoranda/index.xml"),
    CourtList("ca10", "ca10", "https://www.ca10.uscourts.gov/opinions/new/daily_decisions.rss"),
    CourtList("ca11_p", "ca11", f"{_CA11}/pub/logname.php", "//tr[td[.//a]]"),
    CourtList("ca11_u", "ca11", f"{_CA11}/unpub/logname.php", "//tr[td[.//a]]"),
    CourtList("cadc", "cadc", f"{_CADC}/opinions/bydate/recent", _CADC_ROWS),
    CourtList("cadc_pi", "cadc", f"{_CADC}/orders/bydate/recent", _CADC_ROWS),
    CourtList("cadc_u", "cadc", f"{_CADC}/judgments/bydate/recent", _CADC_ROWS),
    CourtList("cafc", "cafc", "https://cafc.uscourts.gov/category/opinion-order/feed/"),
    CourtList(
        "scotus_slip",
        "scotus",
        "https://www.supremecourt.gov/opinions/slipopinion/{term:02}",
        "//tr[count(td) = 6]",
    ),
    CourtList(
        "scotus_relating",
        "scotus",
        "https://www.supremecourt.gov/opinions/relatingtoorders.aspx",
        "//tr[count(td) = 6][td/a[contains(@href, 'pdf')]]",
    ),
    CourtList(
        "wash",
        "wash",
        "https://www.courts.wa.gov/opinions/index.cfm?fa=opinions.byYear&fileYear={day:%Y}&crtLevel=S&pubStatus=PUB",
        "//tr[td[a[contains(@href, '/opinions/pdf/')]]]",
        family=_STATE,
    ),
    CourtList("cal", "cal", f"{_CAL}S", _CAL_ROWS, family=_STATE),
    *(
        CourtList(f"calctapp_{name}", "calctapp", f"{_CAL}{code}", _CAL_ROWS, family=_STATE)
        for name, code in (
            ("1st", "A"),
            ("2nd", "B"),
            ("3rd", "C"),
            ("4th_div1", "D"),
            ("4th_div2", "E"),
            ("4th_div3", "G"),
            ("5th", "F"),
            ("6th", "H"),
        )
    ),
    CourtList(
        "calctapp_u", "calctapp", "https://www.courts.ca.gov/cms/npopinions.htm", _CAL_ROWS, family=_STATE
    ),
    CourtList(
        "tex",
        "tex",
        "https://www.txcourts.gov/supreme/orders-opinions/{day:%Y}/",
        "//tr[td[@class='a50cl' or @class='a54cl']]",
        is_run=True,
        index="//*[@id='MainContent']/div/div/div/ul/li/a/@href",
        family=_STATE,
    ),
)

RECORDINGS = (
    CourtList("ca1", "ca1", "https://www.ca1.uscourts.gov/doarrss/feed"),
    CourtList("ca3", "ca3", "https://www2.ca3.uscourts.gov/OralArgContents30.html", "//table//tr[td]"),
    CourtList(
        "ca4", "ca4", "https://www.ca4.uscourts.gov/oral-argument/listen-to-oral-arguments", "//tr[td]"
    ),
    CourtList("ca5", "ca5", "https://www.ca5.uscourts.gov/feeds/oral-arguments"),
    CourtList(
        "ca6",
        "ca6",
        "https://www.opn.ca6.uscourts.gov/internet/court_audio/aud1.php",
        "//tr[.//a[text()='Play']]",
    ),
    CourtList(
        "ca7",
        "ca7",
        "https://media.ca7.uscourts.gov/oralArguments/oar.jsp?caseyear=&casenumber=&period=Past+month",
        "//tr[@bgcolor]",
    ),
    CourtList("ca8", "ca8", "http://media-oa.ca8.uscourts.gov/circ8rss.xml"),
    CourtList(
        "ca10",
        "ca10",
        "https://www.ca10.uscourts.gov/oralargument/search-results"
        "?field_oa_hearing_date_value[min][date]={past:%m/%d/%Y}&field_oa_hearing_date_value[max][date]={day:%m/%d/%Y}",
        "//table//tr[td[6]]",
    ),
    CourtList("ca11", "ca11", "https://www.ca11.uscourts.gov/oral-argument-recordings", "//tr[td[.//a]]"),
    CourtList(
        "cadc",
        "cadc",
        f"{_CADC}/recordings/bydate/{{day:%Y}}/{{day.month}}",
        "//div[div[div[div[a[contains(@href, '.mp3')]]]]]",
    ),
    CourtList(
        "scotus",
        "scotus",
        "https://www.supremecourt.gov/oral_arguments/argument_audio/{term_year}",
        "id('list')//tr[td]",
    ),
)

# Site names under these domains have three parts: ca9.uscourts.gov, courts.ca.gov; others have two.
_LONG_NAMES = (".uscourts.gov", ".ca.gov", ".wa.gov")


def is_of_site(url: str, pages: Iterable[str]) -> bool:
    """Return whether an address is on the site of one of these pages: a court keeps its files on its own servers.

    A list can link to a file, but must not send us to any server that somebody wrote into it.
    """
    return _site(url) in {_site(page) for page in pages}


def _site(url: str) -> str:
    host = urlsplit(url).netloc.lower()
    return ".".join(host.split(".")[-(3 if host.endswith(_LONG_NAMES) else 2) :])
