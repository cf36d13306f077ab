"""The dockets of one case on one time line: highest court on top, companions last. SVG drawn here, no
script."""

from datetime import date, timedelta

from markupsafe import Markup, escape

from publish.charts.svg import draw, share
from publish.words import DECIDED, OUTCOMES, counted, format_span

_ROW = 50
_TOP = 28
_HIGHEST = {"scotus": 3, "appellate": 2, "jpml": 2}
_APPEALS = ("appeal", "certiorari")
_MOST_ROWS = 24


def order_family(dockets: list[dict], links: list[dict]) -> list[dict]:
    """Return the dockets as the figure and its table show them: highest court first, then by filing.

    A state's appellate court is recognized by an appeal to it from another docket of the case.
    """
    levels = {docket["docket_id"]: _HIGHEST.get(docket["system"] or "", 0) for docket in dockets}
    appeals = [
        (link["docket_id"], link["other_docket_id"]) for link in links if link["link_type"] in _APPEALS
    ]
    for _ in appeals:  # no chain is longer
        for later, earlier in appeals:
            if later in levels and earlier in levels:
                levels[later] = max(levels[later], min(levels[earlier] + 1, 4))
    return sorted(
        dockets,
        key=lambda d: (
            -levels[d["docket_id"]],
            d["position"] or 99,
            d["date_filed"] or d["decided_on"] or "9999",
            d["docket_id"],
        ),
    )


def family_figure(
    family: list[dict], events: list[dict], hearings: list[dict], links: list[dict], today: date
) -> Markup | None:
    """Return the time line, or None if fewer than two dockets, or fewer than two dates, are known."""
    if len(family) < 2:
        return None
    spans = [_span(docket, events, hearings, today) for docket in family[:_MOST_ROWS]]
    known = [day for span in spans for day in span["days"]]
    if len(set(known)) < 2:
        return None
    margin = timedelta(days=max(20, (max(known) - min(known)).days // 25))
    first, last = min(known) - margin, max(known) + margin
    parts = _axis(first, last, today, _TOP + _ROW * len(spans))
    parts += _links(family, spans, links, first, last)
    for position, (docket, span) in enumerate(zip(family, spans, strict=False)):
        parts += _row(docket, span, _TOP + _ROW * position + 14, first, last)
    height = _TOP + _ROW * len(spans) + 4
    summary = "; ".join(
        f"{d['name']}: {OUTCOMES[d['outcome']][0]}" + (f", {when}" if (when := _decided(d)) else "")
        for d in family[:_MOST_ROWS]
    )
    years = f"{min(known).year} to {max(known).year}"  # without the margin, which may reach an empty year
    return draw(
        height,
        "fam",
        f"{family[-1]['name']} and its dockets, {years}",
        summary,
        parts,
        f"{len(spans)} of {len(family)} dockets"
        if len(spans) < len(family)
        else counted(len(family), "docket"),
    )


def _decided(docket: dict) -> str | None:
    """Return the day of the docket's outcome if the day is known: a ruling known only to 2001 is not put on a
    day in January."""
    return format_span(docket["decided_on"], docket["decided_to"], docket["ruled_precision"])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _span(docket: dict, events: list[dict], hearings: list[dict], today: date) -> dict:
    """Return the known span of a docket. `start` is None if the filing date is not known."""
    key = docket["docket_id"]
    filed = _day(docket["date_filed"]) or _day(
        next(
            (e["date_from"] for e in events if e["docket_id"] == key and e["event"] in ("filed", "removed")),
            None,
        )
    )
    seen = [_day(event["date_from"]) for event in events if event["docket_id"] == key]
    points = [(h, _day(h["date_from"])) for h in hearings if h["docket_id"] == key and h["date_from"]]
    decided, ended = _day(docket["decided_on"]), _day(docket["date_terminated"])
    days = [day for day in (filed, decided, ended, *seen, *(day for _, day in points)) if day]
    is_open = docket["status"] == "open"
    past = [day for day in days if day <= today]
    end = today if is_open else max(past, default=None)
    return {
        "start": filed,
        "first": min(days, default=None),
        "end": end,
        "decided": decided,
        "is_open": is_open,
        "points": points,
        "days": days + ([today] if is_open and days else []),
    }


def _axis(first: date, last: date, today: date, bottom: int) -> list[str]:
    years = list(range(first.year + 1, last.year + 1))
    step = max(1, -(-len(years) // 7))
    parts = []
    for year in years[::step]:
        x = share(date(year, 1, 1), first, last)
        anchor = "middle" if 4 < x < 96 else "start" if x <= 4 else "end"
        parts.append(f'<line class="ax" x1="{x}%" x2="{x}%" y1="18" y2="{bottom}"/>')
        parts.append(f'<text class="lo" x="{x}%" y="12" text-anchor="{anchor}">{year}</text>')
    if first <= today <= last:
        x = share(today, first, last)
        parts.append(f'<line class="today" x1="{x}%" x2="{x}%" y1="18" y2="{bottom}"/>')
    return parts


def _row(docket: dict, span: dict, y: int, first: date, last: date) -> list[str]:
    number = docket["docket_number"] or "number not known"
    parts = [
        (
            f'<text x="0" y="{y}"><tspan class="b">{escape(docket["court_name"] or docket["court_id"])}</'
            f"tspan> {escape(number)}</text>"
        )
    ]
    line = y + 14
    if span["first"] is None:
        return [*parts, f'<text class="lo" x="0" y="{line + 4}">no date known</text>']
    start, end = (
        share(span["start"] or span["first"], first, last),
        share(span["end"] or span["first"], first, last),
    )
    if span["start"] is None:
        lead = max(0.0, start - 4)
        parts.append(f'<line class="ln dash" x1="{lead:.2f}%" x2="{start}%" y1="{line}" y2="{line}"/>')
    parts.append(
        f'<rect class="bar" x="{start}%" y="{line - 3}" width="{max(0.3, end - start):.2f}%" height="6"/>'
    )
    if span["is_open"]:
        parts.append(
            f'<svg x="{end}%" y="{line - 6}" width="10" height="12" overflow="visible"><path '
            'class="bar" d="M0 0l9 6l-9 6z"/></svg>'
        )
    elif docket["status"] == "closed":
        parts.append(
            f'<svg x="{end}%" y="{line - 8}" width="4" height="16" overflow="visible"><path class="ln" '
            'd="M0 0v16"/></svg>'
        )
    parts += [_hearing(hearing, share(day, first, last), line) for hearing, day in span["points"] if day]
    if span["decided"] and docket["outcome"] in DECIDED:
        parts.append(_mark(docket["outcome"], share(span["decided"], first, last), line))
    return parts


def _links(family: list[dict], spans: list[dict], links: list[dict], first: date, last: date) -> list[str]:
    """Return a vertical line for each link: at the start of the later docket, between its row and the earlier
    one's."""
    places = {docket["docket_id"]: position for position, docket in enumerate(family[:_MOST_ROWS])}
    parts = []
    for link in links:
        ends = [link["docket_id"], link["other_docket_id"]]
        later, earlier = reversed(ends) if link["other_is_later"] else ends
        if later not in places or earlier not in places or spans[places[later]]["first"] is None:
            continue
        x = share(spans[places[later]]["start"] or spans[places[later]]["first"], first, last)
        y1, y2 = sorted(_TOP + _ROW * places[end] + 28 for end in (later, earlier))
        dash = " dash" if spans[places[later]]["start"] is None else ""
        parts.append(f'<line class="ln{dash}" x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}"/>')
    return parts


def _hearing(hearing: dict, x: float, line: int) -> str:
    """Return the mark of a hearing: □ set, ■ held, ✕ vacated or not held."""
    if hearing["status"] in ("vacated", "not_held", "withdrawn"):
        return (
            f'<svg class="not" x="{x}%" y="{line - 5}" overflow="visible">'
            '<path d="M-5 0l10 10M5 0l-10 10" stroke="currentColor" stroke-width="2"/></svg>'
        )
    shape = "dot" if hearing["status"] == "held" else "pt ol"
    return f'<svg x="{x}%" y="{line - 5}" overflow="visible"><path class="{shape}" d="M-4 1h8v8h-8z"/></svg>'


def _mark(outcome: str, x: float, line: int) -> str:
    _, name, symbol = OUTCOMES[outcome]
    return (
        f'<circle class="pt" cx="{x}%" cy="{line}" r="10"/><svg class="{name}" x="{x}%" y="{line - 8}" '
        'width="16" height="16" '
        f'overflow="visible"><g transform="translate(-8 0)"><use href="#{symbol}" width="16" height="16"/></g></svg>'
    )
