"""The table of courts, and how a court is recognized in the words of a page."""

import re
from zoneinfo import ZoneInfo

import pytest

from docket.courts import find_court_id, get_court, load_courts


def _of(system):
    return [court for court in load_courts().values() if court.system == system]


def test_every_federal_court_is_there():
    assert (
        len(_of("district")) == 94
    )  # 91 districts of 28 U.S.C. §§ 81-131, Guam, the Marianas, the Virgin Islands
    assert len(_of("bankruptcy")) == 94
    assert {f"ca{number}" for number in range(1, 12)} | {"cadc", "cafc", "cavc", "armfor"} <= set(
        load_courts()
    )
    assert {"bap1", "bap6", "bap8", "bap9", "bap10", "jpml", "cit", "uscfc", "tax", "scotus"} <= set(
        load_courts()
    )


@pytest.mark.parametrize("court", load_courts().values(), ids=lambda court: court.court_id)
def test_every_court_is_whole(court):
    ZoneInfo(court.timezone)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z]+\d*)?", court.court_id)
    assert court.system in {"district", "bankruptcy", "appellate", "scotus", "jpml", "special", "state"}
    assert court.name and court.short_name and len(court.state) == 2
    assert (court.rss_url is None) or court.rss_url.startswith(
        f"https://ecf.{court.pacer_court_id}.uscourts.gov/"
    )
    assert find_court_id(court.name) == court.court_id
    assert all(find_court_id(alias) == court.court_id for alias in court.aliases)


def test_no_id_and_a_hyphen_begin_another_id():
    ids = set(load_courts())
    assert not [(court_id, other) for court_id in ids for other in ids if other.startswith(f"{court_id}-")]


def test_names_are_there_once():
    names = [name for court in load_courts().values() for name in (court.name, *court.aliases)]
    assert len(names) == len(set(names))


def test_courts_without_a_feed_in_2018_are_noted():
    noted = {court.court_id for court in load_courts().values() if court.rss_note == "none recorded 2018-04"}
    assert {"alnd", "caed", "flnd", "kyed", "nvd", "pamd", "scd", "txnd", "vaed", "nmib"} <= noted and len(
        noted
    ) == 24


@pytest.mark.parametrize(
    ("text", "court_id"),
    [
        # headings and titles in the forms that courts' pages print
        (
            (
                "U.S. District Court\n\nCalifornia Northern District (San Francisco)\n\nCIVIL DOCKET FOR "
                "CASE #: 3:20-cv-00001-AB"
            ),
            "cand",
        ),
        ("U.S. District Court\nSouthern District of New York (Foley Square)", "nysd"),
        ("U.S. District Court [LIVE]\nEastern District of TEXAS (Tyler)", "txed"),
        (
            "UNITED STATES DISTRICT COURT, CENTRAL DISTRICT OF CALIFORNIA (Western Division - Los Angeles)",
            "cacd",
        ),
        ("Eastern District of California - Live System (Fresno)", "caed"),
        ("Northern District of Illinois - CM/ECF LIVE, Ver 6.2.1 (Chicago)", "ilnd"),
        ("CM/ECF LIVE, Ver 6.2.1 - U.S. District Court, Northern Illinois", "ilnd"),
        ("LIVE 6.2.2 CM/ECF - U.S. District Court for Eastern California", "caed"),
        (
            "CM/ECF LIVE - U.S. District Court for the District of New\n    Jersey",
            "njd",
        ),  # broken over two lines
        ("CM/ECF LIVE - U.S. District Court:ded", "ded"),
        ("CM/ECF - casd", "casd"),
        ("CAND-ECF", "cand"),
        ("LAED CM/ECF - Live", "laed"),
        ("SDNY CM/ECF NextGen Version 1.6", "nysd"),
        ("CM/ECF for JPML (LIVE)", "jpml"),
        ("CM/ECF District of Alaska Version 6.1 LIVE DB", "akd"),
        ("District of Columbia live database", "dcd"),
        ("U.S. Court of International Trade (LIVE Database)", "cit"),
        ("U.S. District Court for Hawaii, Honolulu", "hid"),
        ("United States District Court for the District of Hawaii", "hid"),
        ("General Docket\n\tUnited States Court of Appeals for the Eleventh Circuit", "ca11"),
        ("United States Court of Appeals for the District of Columbia Circuit", "cadc"),
        ("Tenth Circuit Court of Appeals - Recent Entries", "ca10"),
        ("Court of Appeals, 2nd Circuit - Recent Entries", "ca2"),
        ("2d Cir.", "ca2"),
        ("9th Cir.", "ca9"),
        ("N.D. Cal.", "cand"),
        ("N.D.Cal.", "cand"),
        ("San Francisco Northern California", "cand"),  # ACMS: the city first
        ("U.S. Bankruptcy Court\nCentral District of California (Los Angeles)", "cacb"),
        ("Western District of Virginia", "vawd"),  # not West Virginia
        ("West Virginia Southern District", "wvsd"),
        ("https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?1", "cand"),
        ("ecf.cofc.uscourts.gov", "uscfc"),  # PACER's id is not ours
        ("ecf.ca6.uscourts.gov", "ca6"),  # a site shared with the bankruptcy panel
        ("California Court of Appeal, First District, Division Four", "calctapp"),
        ("Texas Court of Appeals, Fourteenth District", "texapp"),
        ("Supreme Court of Washington", "wash"),
        ("San Francisco County Superior Court (Cal.)", "casuperct-sanfrancisco"),
        ("Superior Court of California, County of San Francisco", "casuperct-sanfrancisco"),
        ("District Court, Harris County (Tex.)", "txdistct-harris"),
        ("334th District Court, Harris County (Tex.)", "txdistct-harris334"),
        ("Court of Appeals of Georgia", "gactapp"),
        (
            "Superior Court of New Jersey, Law Division",
            "njsuperctlaw",
        ),  # a county's part has an id of its own
        ("New Jersey Superior Court, Law Division, Bergen County", "njsuperct-bergen"),
        ("Supreme Court of Arkansas", "ark"),
        ("nysd", "nysd"),
        # not sure
        ("", None),
        ("U.S. District Court", None),
        ("United States", None),
        ("U.S.", None),
        ("Wash.", None),  # a state, or its court
        ("Hawaii", None),
        ("Court of Appeals", None),
        ("Court of Appeals of Kansas", None),  # a court we do not keep
        ("Superior Court of Guam", None),
        ("ecf.zzzd.uscourts.gov", None),
        ("Southern District of New York\nNorthern District of New York", None),  # two courts
    ],
)
def test_find_court_id(text, court_id):
    assert find_court_id(text) == court_id


@pytest.mark.parametrize(
    ("court_id", "field", "value"),
    [
        # The zone is that of the court's seat.
        ("cand", "timezone", "America/Los_Angeles"),
        ("azd", "timezone", "America/Phoenix"),
        ("insd", "timezone", "America/Indiana/Indianapolis"),
        ("kyed", "timezone", "America/New_York"),
        ("kywd", "timezone", "America/Kentucky/Louisville"),
        ("tned", "timezone", "America/New_York"),
        ("tnmd", "timezone", "America/Chicago"),
        ("flnd", "timezone", "America/New_York"),
        ("mied", "timezone", "America/Detroit"),
        ("ndd", "timezone", "America/Chicago"),
        ("idd", "timezone", "America/Boise"),
        ("txwd", "timezone", "America/Chicago"),
        ("prd", "timezone", "America/Puerto_Rico"),
        ("gud", "timezone", "Pacific/Guam"),
        ("hid", "timezone", "Pacific/Honolulu"),
        ("akd", "timezone", "America/Anchorage"),
        ("nmid", "timezone", "Pacific/Saipan"),
        ("vid", "timezone", "America/St_Thomas"),
        ("ca5", "timezone", "America/Chicago"),
        ("ca6", "timezone", "America/New_York"),
        ("ca8", "timezone", "America/Chicago"),
        ("ca10", "timezone", "America/Denver"),
        # Its feed, if it has one.
        ("cand", "rss_url", "https://ecf.cand.uscourts.gov/cgi-bin/rss_outside.pl"),
        ("nyed", "rss_url", "https://ecf.nyed.uscourts.gov/cgi-bin/readyDockets.pl"),
        ("ared", "rss_url", "https://ecf.ared.uscourts.gov/cgi-bin/rss_outside4.pl"),
        ("ca9", "rss_url", "https://ecf.ca9.uscourts.gov/n/beam/servlet/TransportRoom?servlet=RSSGenerator"),
        ("uscfc", "rss_url", "https://ecf.cofc.uscourts.gov/cgi-bin/rss_outside.pl"),
        ("arb", "rss_url", "https://ecf.azb.uscourts.gov/cgi-bin/rss_outside.pl"),
        ("scotus", "rss_url", None),
        ("tax", "rss_url", None),
        ("wash", "rss_url", None),
        # New York's Supreme Court tries suits.
        ("scotus", "hears_appeals", True),
        ("ca9", "hears_appeals", True),
        ("bap9", "hears_appeals", True),
        ("ny", "hears_appeals", True),
        ("nyappdiv", "hears_appeals", True),
        ("mass", "hears_appeals", True),
        ("calctapp", "hears_appeals", True),
        ("tex", "hears_appeals", True),
        ("nysupct", "hears_appeals", False),
        ("nysd", "hears_appeals", False),
        ("canb", "hears_appeals", False),
        ("jpml", "hears_appeals", False),
        ("uscfc", "hears_appeals", False),
        ("wasuperct-pierce", "hears_appeals", False),
        ("ncbizct", "hears_appeals", False),
        ("gactapp", "hears_appeals", True),
        ("njsuperctappdiv", "hears_appeals", True),
        ("massappct", "hears_appeals", True),
        ("del", "hears_appeals", True),
        ("njsuperctlaw", "hears_appeals", False),
        ("pactcp-montgomery", "hears_appeals", False),
    ],
)
def test_what_is_known_of_a_court(court_id, field, value):
    assert getattr(get_court(court_id), field) == value
    # Offices in another zone are noted.
    assert "Pensacola" in get_court("flnd").timezone_note and "El Paso" in get_court("txwd").timezone_note
