"""A mirror of RECAP, GovInfo, the Supreme Court and BILLSTATUS on loopback, made of the fixtures of each.

It has an item for every docket of the catalog that names a PACER case id, a package of opinions for some, a docket of
the Court for some: invented entries under real numbers, so that nothing of it may ever leave a test.
"""

import html
import json
import threading
from collections import Counter

from docket.courts import load_courts
from docket.csv_rows import load_table
from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.records import DocketRef
from scrapers.documents.govinfo import package_id
from scrapers.sources import scotus
from tests.worlds.command import FIXTURES
from tests.worlds.loopback import Page, Server

_RECAP = (FIXTURES / "recap" / "ordinary.recap_json").read_text(encoding="utf-8")
_MODS = (FIXTURES / "govinfo" / "ordinary.govinfo_mods").read_text(encoding="utf-8")
# The Court's page of a docket in both of its layouts, each with the number and the caption that it prints.
_SCOTUS = {
    "scotus_html": (
        "cards.html",
        "24-9001",
        "Example Video, Inc., et al., Petitioners<br /> v. <br />Rae Roe<br>",
    ),
    "scotus_htm": ("old.htm", "05-9004", "Sam Sample, Petitioner"),
}
_COURTS = {court.court_id: court for court in load_courts().values()}


def make_pages() -> dict[str, Page]:
    """Return what the mirror has, by path."""
    dockets = {row["slug"]: row for row in load_table("dockets.csv")}
    pages: dict[str, Page] = {}
    for row in load_table("locators.csv"):
        if row["pacer_case_id"]:
            pages |= _item(row, dockets[row["docket"]]["caption"])
    for place, row in enumerate(dockets.values()):
        if row["court_id"] and row["docket_number"] and place % 2:
            pages |= _opinions(row["court_id"], row["docket_number"])
        if row["court_id"] == "scotus" and row["docket_number"]:
            pages |= _petition(row["docket_number"], row["caption"])
    return pages


def _item(row: dict, caption: str) -> dict[str, Page]:
    court = _COURTS[row["court_id"]]
    item = f"gov.uscourts.{court.pacer_court_id or court.court_id}.{row['pacer_case_id']}"
    listing = {"files": [{"name": f"{item}.docket.json", "mtime": "1391400306", "size": "9", "md5": "0"}]}
    body = (
        _RECAP.replace("3:12-cv-00230", row["docket_number"])
        .replace("299001", row["pacer_case_id"])
        .replace("Roe v. Beispiel Forums LLC", json.dumps(caption)[1:-1])
        .replace("courts/cand/", f"courts/{row['court_id']}/")
        .replace('"court_id": "cand"', f'"court_id": "{row["court_id"]}"')
        .replace('"date_terminated": "2013-04-02"', '"date_terminated": null')
    )
    return {
        f"/metadata/{item}": Page(json.dumps(listing).encode()),
        f"/download/{item}/{item}.docket.json": Page(body.encode()),
    }


def _petition(number: str, caption: str) -> dict[str, Page]:
    kind = scotus.page_kind(number)
    name, printed, title = _SCOTUS[kind]
    body = (FIXTURES / "scotus" / name).read_text(encoding="utf-8")
    body = body.replace(printed, number).replace(title, html.escape(caption))
    return {scotus.PAGES[kind].format(number=number): Page(body.encode())}


def _opinions(court_id: str, number: str) -> dict[str, Page]:
    try:
        ref = DocketRef(court_id, normalize_docket_number(number, court_id))
    except ParseError:
        return {}
    court = _COURTS.get(court_id)
    package = package_id(ref, court) if court and court.system == "district" else None
    if package is None:
        return {}
    body = _MODS.replace("USCOURTS-cand-3_12-cv-00230", package).replace("3:12-cv-00230", number)
    if (split_office(ref.docket_number or "")[1] or "")[
        :2
    ] >= "24":  # what was filed lately is decided lately
        body = body.replace("2013-04-02", "2024-04-02")
    return {f"/metadata/pkg/{package}/mods.xml": Page(body.encode())}


class Mirror(Server):
    """The mirror as a server. After `most` answers it hangs up: the network is unplugged, and no answer comes."""

    def __init__(self, most: int | None = None, pause: float = 0) -> None:
        super().__init__(make_pages(), pause)
        self.most = most
        self.is_unplugged = threading.Event()

    def page_of(self, path: str):
        is_over = self.most is not None and len(self.answered) >= self.most
        return self._hang_up if is_over else super().page_of(path)

    def _hang_up(self, handler) -> None:
        self.is_unplugged.set()
        handler.connection.close()

    def settings(self) -> dict[str, str]:
        """Return the variables that put it in the place of the four."""
        return {f"TRACKER_{name}_URL": self.url for name in ("RECAP", "GOVINFO", "SCOTUS", "BILLSTATUS")}

    def asked_twice(self) -> list[str]:
        """Return the paths that were answered more than once."""
        return [path for path, count in Counter(self.answered).items() if count > 1]
