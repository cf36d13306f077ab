"""Figures: cases by year of filing and platform, outcomes by part of the law and by circuit, days to a ruling."""

import sqlite3
from collections import Counter
from collections.abc import Callable

from docket.statute import SECTION
from publish.cache import remembered
from publish.charts.svg import days_by_group, middle_half, parts_by_group, years_by_group
from publish.links import page_path
from publish.request import Asked, rows
from publish.statistics import Choice, by_value, load_counted, tally, tally_recommended
from publish.words import CIRCUITS, format_provision, plain, split_list

_PLATFORMS = 8  # shown individually; the table under the figure also has the others
_FEWEST = 3  # motions ruled on that a kind needs to be drawn; the table has every kind
_LISTED = 60  # platforms in the table; the rest are only counted
_OTHERS = "All others"
_UNKNOWN = "Platform not known"


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    counted = load_counted(conn)
    provisions = _parts(by_value(counted, "provisions"), format_provision, "provision")
    circuits = by_value(counted, "circuit")
    in_order = {circuit: circuits[circuit] for circuit in CIRCUITS if circuit in circuits}
    by_circuit = _parts(in_order, CIRCUITS.__getitem__, "circuit")
    filed = remembered(conn, "cases filed", cases_filed)
    motions = remembered(conn, "days to ruling", days_to_ruling)
    drawn = [(item["label"], item["days"]) for item in motions if item["ruled"] >= _FEWEST]
    return {
        "recommended": tally_recommended(counted),
        "filed": filed,
        "filed_figure": years_by_group(
            [(row["label"], row["years"]) for row in filed["shown"]], "Cases by year of filing and platform"
        ),
        "provisions": provisions,
        "provisions_figure": parts_by_group(
            [(row["label"], row["tally"]) for row in provisions], "prov", f"Outcomes by part of {SECTION}"
        ),
        "circuits": by_circuit,
        "circuits_figure": parts_by_group(
            [(row["label"], row["tally"]) for row in by_circuit], "circ", "Outcomes by circuit"
        ),
        "motions": motions,
        "motions_figure": days_by_group(drawn, "Days from a motion to its ruling, by kind"),
        "fewest": _FEWEST,
    }


def _parts(groups: dict[str, list[dict]], say: Callable[[str], str], name: str) -> list[dict]:
    return [
        {
            "value": value,
            "label": say(value),
            "tally": tally(dockets),
            "total": len(dockets),
            "name": name,
            "path": Choice().path(**{name: value}),
        }
        for value, dockets in groups.items()
    ]


def cases_filed(conn: sqlite3.Connection) -> dict:
    """Return cases by platform and year of filing: the platforms drawn, all platforms, and how many cases
    have no year.

    A case that concerns two platforms counts once for each.
    """
    cases = rows(conn, "select platform, year_filed from cases where selection in ('catalog', 'confirmed')")
    counts: dict[str, Counter] = {}
    for case in cases:
        year = str(case["year_filed"] or "unknown")
        for platform in split_list(case["platform"]) or ["unknown"]:
            counts.setdefault(platform, Counter())[year] += 1
    order = sorted(
        counts,
        key=lambda platform: (-_dated(counts[platform]), -counts[platform].total(), platform.casefold()),
    )
    named = [platform for platform in order if platform != "unknown"]
    shown = [
        _platform(platform, counts[platform]) for platform in named[:_PLATFORMS] if _dated(counts[platform])
    ]
    others = sum((counts[platform] for platform in named[_PLATFORMS:]), Counter())
    for label, rest in ((_OTHERS, others), (_UNKNOWN, counts.get("unknown", Counter()))):
        if _dated(rest):
            shown.append(_platform(label, rest))
    return {
        "shown": shown,
        "all": [_platform(platform, counts[platform]) for platform in order[:_LISTED]],
        "unlisted": max(0, len(order) - _LISTED),
        "total": len(cases),
        "undated": sum(not case["year_filed"] for case in cases),
    }


def _dated(counts: Counter) -> int:
    return counts.total() - counts["unknown"]


def _platform(platform: str, counts: Counter) -> dict:
    years = {int(year): number for year, number in counts.items() if year != "unknown"}
    return {
        "platform": platform,
        "label": _UNKNOWN if platform == "unknown" else platform,
        "years": years,
        "undated": counts["unknown"],
        "total": counts.total(),
        "paths": {
            year: page_path("/docket/cases_filed", platform=platform, year=year)
            for year in (*years, "unknown")
        },
        "path": page_path("/docket/cases_filed", platform=platform),
    }


def days_to_ruling(conn: sqlite3.Connection) -> list[dict]:
    """Return the motions read from entries, by kind: {days to the ruling: how many}, their quartiles, and how
    many have no ruling."""
    motions = rows(
        conn,
        # All are counted from an index, less those of the few excluded dockets: checking the docket of each
        # motion would take thousands of look-ups.
        """select kind, days, sum(n) as n from (
          select kind, days_to_ruling as days, count(*) as n from motions group by 1, 2
          union all select kind, days_to_ruling, -count(*) from motions
            where docket_id in (select docket_id from dockets where selection = 'excluded') group by 1, 2)
        group by 1, 2 having sum(n) > 0 order by 1, 2""",
    )
    kinds: dict[str, dict] = {}
    for item in motions:
        kind = kinds.setdefault(
            item["kind"], {"kind": item["kind"], "label": plain(item["kind"]), "days": {}, "open": 0}
        )
        if item["days"] is None:
            kind["open"] += item["n"]
        else:
            kind["days"][item["days"]] = item["n"]
    for kind in kinds.values():
        kind["ruled"] = sum(kind["days"].values())
        kind["quartiles"] = middle_half(kind["days"]) if kind["days"] else None
        kind["path"] = page_path("/docket/motions_counted", kind=kind["kind"])
    return sorted(kinds.values(), key=lambda kind: (-kind["ruled"], -kind["open"], kind["kind"]))
