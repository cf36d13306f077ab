"""Charts as SVG made on the server: bars by year, parts of a whole, days on a logarithmic axis. No script, no
style attribute. Pure.

x is in percent and y in pixels, so that text never scales. The table under each figure says the same and is
made elsewhere.
"""

from collections import Counter
from datetime import date
from math import log10
from textwrap import wrap

from markupsafe import Markup, escape

from docket.statute import DIVIDING, SITE
from publish import links
from publish.charts.survival import Step
from publish.words import OUTCOMES, counted

_MULTIPLE_ROW = 74  # pixels of one row of the small multiples
_MULTIPLE_BAR = 44  # pixels of its tallest bar
_LABEL = 15  # distance that two labels need on a phone, in percent of the width
_SHARE_ROW = 46
_TITLE = 46  # characters that fit on one line of a title on a phone
_TITLE_LINE = 17  # height of that line in pixels
_SIGNED = date.fromisoformat(DIVIDING.day)
_YEAR_SIGNED = _SIGNED.year + (_SIGNED.timetuple().tm_yday - 1) / 365


def years_figure(years: dict[str, dict[str, int]], outcomes: tuple[str, ...]) -> Markup | None:
    """Return one row of bars for each outcome, all on one scale, a bar per year; None without two years to
    compare."""
    if len(years) < 2:
        return None
    first_year, last_year = int(min(years)), int(max(years))
    width = 100 / (last_year - first_year + 1)
    highest = max(years[year].get(outcome, 0) for year in years for outcome in outcomes)
    parts = []
    for position, outcome in enumerate(outcomes):
        base = position * _MULTIPLE_ROW + _MULTIPLE_BAR + 14
        parts.append(_row_head(outcome, position * _MULTIPLE_ROW))
        parts.append(f'<line class="ax" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
        counts = {int(year): by_outcome.get(outcome, 0) for year, by_outcome in years.items()}
        peak = max(counts, key=lambda year: (counts[year], -year))
        for year, number in sorted(counts.items()):
            if number:
                height = number / highest * _MULTIPLE_BAR
                parts.append(
                    f'<rect class="f-{OUTCOMES[outcome][1]}" x="{(year - first_year + 0.08) * width:.2f}%" '
                    f'y="{base - height:.1f}" width="{0.84 * width:.2f}%" height="{height:.1f}"/>'
                )
        if counts[peak]:
            y = base - counts[peak] / highest * _MULTIPLE_BAR - 4
            parts.append(
                f'<text class="lo" x="{(peak - first_year + 0.5) * width:.2f}%" y="{y:.1f}" '
                f'text-anchor="middle">{counts[peak]}</text>'
            )
    bottom = len(outcomes) * _MULTIPLE_ROW
    parts += [
        *year_labels(first_year, last_year, bottom + 4),
        *_line_of_act((_YEAR_SIGNED - first_year) * width, bottom - 10),
    ]
    summary = "; ".join(
        f"{OUTCOMES[outcome][0]}: {sum(by_outcome.get(outcome, 0) for by_outcome in years.values())} in all"
        for outcome in outcomes
    )
    total = sum(year.get(outcome, 0) for year in years.values() for outcome in outcomes)
    title = f"Dockets by year of decision and outcome, {first_year} to {last_year}"
    return draw(bottom + 10, "years", title, summary, parts, counted(total, "docket"))


def year_labels(first: int, last: int, y: int) -> list[str]:
    """Return the labels under a row of yearly bars: the first year, the last, and the decades between that do
    not crowd either."""
    width, labels = 100 / (last - first + 1), []
    clear = _LABEL / width  # years
    for year in (
        first,
        *(year for year in range(first, last) if year % 10 == 0 and first + clear < year < last - clear),
        last,
    ):
        anchor = "start" if year == first else "end" if year == last else "middle"
        x = 0 if year == first else 100 if year == last else (year - first + 0.5) * width
        labels.append(f'<text class="lo" x="{x:.2f}%" y="{y}" text-anchor="{anchor}">{year}</text>')
    return labels


def _line_of_act(x: float, height: int) -> list[str]:
    """Return a line at the day when the act that divides the cases was signed; nothing where it would crowd
    the labels."""
    if not 35 < x < 98:
        return []
    return [
        f'<line class="ln dash" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height}"/>',
        f'<text class="lo" x="{x - 0.8:.2f}%" y="11" text-anchor="end">{DIVIDING.name}, {_SIGNED:%b. %Y}</text>',
    ]


def _row_head(outcome: str, y: int) -> str:
    word, name, symbol = OUTCOMES[outcome]
    return (
        f'<svg class="{name}" x="0" y="{y}" width="12" height="12"><use href="#{symbol}" width="12" height="12"/></svg>'
        f'<text class="b" x="18" y="{y + 11}">{escape(word)}</text>'
    )


def share(day: date, first: date, last: date) -> float:
    """Return where a day lies between two others, in percent (0 to 100)."""
    return round(min(100.0, max(0.0, 100 * (day - first) / (last - first))), 2)


_ROW = 62  # pixels of one row of years
_BAR = 32  # pixels of its tallest bar
_LINE = 46  # pixels of one row of parts, or of days
_TICKS = (
    (0, "same day"),
    (7, "1 week"),
    (30, "1 month"),
    (91, "3 months"),
    (365, "1 year"),
    (1095, "3 years"),
    (3650, "10 years"),
)
_MOST_DOTS = 100  # with more values, the dots are placed a percent apart: they would cover one another
_NARROWEST = 7.0  # percent of the width below which mark and number do not fit (a phone's 358 pixels)


def years_by_group(groups: list[tuple[str, dict[int, int]]], title: str) -> Markup | None:
    """Return one row of bars for each group, all on one scale, a bar per year; None without two years to
    compare."""
    years = sorted({year for _, counts in groups for year in counts})
    if len(years) < 2:
        return None
    first, last = years[0], years[-1]
    width = 100 / (last - first + 1)
    highest = max(number for _, counts in groups for number in counts.values())
    parts = []
    for place, (label, counts) in enumerate(groups):
        base = place * _ROW + 18 + _BAR
        parts.append(
            f'<text class="b" x="0" y="{place * _ROW + 12}">{escape(label)}, '
            f"{counted(sum(counts.values()), 'case')}</text>"
        )
        parts.append(f'<line class="ax" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
        for year, number in sorted(counts.items()):
            parts.append(_bar((year - first + 0.08) * width, base, 0.84 * width, number / highest * _BAR))
    bottom = len(groups) * _ROW
    parts += year_labels(first, last, bottom + 4)
    summary = "; ".join(f"{label}: {sum(counts.values())}" for label, counts in groups)
    number = sum(sum(counts.values()) for _, counts in groups)
    return draw(
        bottom + 10,
        "years",
        f"{title}, {first} to {last}",
        f"{summary}. The highest bar is {highest}",
        parts,
        counted(number, "case"),
    )


def parts_by_group(groups: list[tuple[str, list[tuple[str, int]]]], ident: str, title: str) -> Markup | None:
    """Return one bar for each group, all of the same length, divided by outcome; None without any."""
    if not groups:
        return None
    parts = []
    for place, (label, pairs) in enumerate(groups):
        y, x, total = place * _LINE, 0.0, sum(number for _, number in pairs)
        parts.append(f'<text class="b" x="0" y="{y + 12}">{escape(label)}, {counted(total, "docket")}</text>')
        for outcome, number in pairs:
            width = 100 * number / total
            parts.append(_part(outcome, number, x, y + 18, width))
            x += width
    summary = "; ".join(f"{label}: {_said(pairs)}" for label, pairs in groups)
    number = sum(number for _, pairs in groups for _, number in pairs)
    return draw(len(groups) * _LINE, ident, title, summary, parts, counted(number, "docket"))


def days_by_group(groups: list[tuple[str, dict[int, int]]], title: str) -> Markup | None:
    """Return one line for each group of {days: how many}: a dot per value, the middle half as a bar, the
    median as a stroke.

    None without any group.
    """
    if not groups:
        return None
    longest = max(max(days) for _, days in groups)
    ticks = [tick for tick in _TICKS if tick[0] <= longest]
    parts, bottom = [], len(groups) * _LINE + 18
    for day, words in ticks:
        x = _along(day, longest)
        anchor = "start" if x < 8 else "end" if x > 92 else "middle"
        parts.append(f'<line class="ax" x1="{x:.2f}%" x2="{x:.2f}%" y1="18" y2="{bottom}"/>')
        parts.append(f'<text class="lo" x="{x:.2f}%" y="11" text-anchor="{anchor}">{words}</text>')
    for place, (label, days) in enumerate(groups):
        parts += _days_row(label, days, place * _LINE + 32, longest)
    summary = "; ".join(
        f"{label}: median {middle_half(days)[1]:g} days of {sum(days.values())}" for label, days in groups
    )
    number = sum(sum(days.values()) for _, days in groups)
    return draw(bottom + 2, "days", title, summary, parts, counted(number, "motion"))


def middle_half(days: dict[int, int]) -> tuple[float, float, float]:
    """Return the first quartile, the median and the third quartile of {days: how many}, interpolated between
    two values."""
    return _at(days, 0.25), _at(days, 0.5), _at(days, 0.75)


def _at(days: dict[int, int], share: float) -> float:
    total = sum(days.values())
    whole, part = divmod(share * (total - 1), 1)
    low, high = _nth(days, int(whole)), _nth(days, min(int(whole) + 1, total - 1))
    return low + part * (high - low)


def _nth(days: dict[int, int], place: int) -> int:
    """Return the value at a place, counted from 0, in sorted order."""
    return sorted(Counter(days).elements())[place]


def _days_row(label: str, days: dict[int, int], y: int, longest: int) -> list[str]:
    low, middle, high = (_along(value, longest) for value in middle_half(days))
    parts = [
        f'<text class="b" x="0" y="{y}">{escape(label)}, {counted(sum(days.values()), "motion")}</text>',
        f'<rect class="bar" x="{low:.2f}%" y="{y + 8}" width="{max(0.3, high - low):.2f}%" height="8"/>',
    ]
    places = dict.fromkeys(
        round(_along(value, longest)) if len(days) > _MOST_DOTS else _along(value, longest)
        for value in sorted(days)
    )
    parts += [f'<circle class="pt ol" cx="{place:.2f}%" cy="{y + 12}" r="3"/>' for place in places]
    return [
        *parts,
        f'<line class="acc today" x1="{middle:.2f}%" x2="{middle:.2f}%" y1="{y + 4}" y2="{y + 20}"/>',
    ]


def _along(day: float, longest: int) -> float:
    """Return where a number of days lies, in percent, on a logarithmic scale: a day matters more early than
    after a year."""
    return 1 + 98 * log10(day + 1) / (log10(longest + 1) or 1)


def _bar(x: float, base: int, width: float, height: float) -> str:
    return (
        f'<rect class="bar" x="{x:.2f}%" y="{base - height:.1f}" width="{width:.2f}%" height="{height:.1f}"/>'
    )


def _part(outcome: str, number: int, x: float, y: int, width: float) -> str:
    """Return one outcome's share of a bar: its mark at the start, and the number if it fits. Shape first,
    then color."""
    _, name, symbol = OUTCOMES[outcome]
    rule = (
        f'<rect class="{name}" x="{x:.2f}%" y="{y + 16}" width="{max(0.2, width - 0.25):.2f}%" height="7" '
        'fill="currentColor"/>'
    )
    if width < _NARROWEST:
        return rule
    mark = (
        f'<svg class="{name}" x="{x:.2f}%" y="{y + 1}" width="11" height="11"><use href="#{symbol}" '
        'width="11" height="11"/></svg>'
    )
    return (
        f'{rule}{mark}<svg x="{x:.2f}%" y="{y}" overflow="visible"><text class="lo" x="14" '
        f'y="11">{number}</text></svg>'
    )


def _said(pairs: list[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {OUTCOMES[outcome][0].lower()}" for outcome, number in pairs)


def draw(height: int, ident: str, title: str, description: str, parts: list[str], number: str) -> Markup:
    """Return a drawing with its title above, and below it what is counted and the source, so that a copy
    explains itself. `description` is for those who cannot see it; `ident` is unique on the page."""
    lines = wrap(title, _TITLE)
    top = _TITLE_LINE * len(lines) + 10
    head = "".join(
        f'<text class="b" x="0" y="{_TITLE_LINE * place + 13}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return Markup(
        f'<svg class="fig" width="100%" height="{top + height + 24}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">{escape(title)}</title>'
        f'<desc id="{ident}-d">{escape(description)}. The table below gives every number.</desc>{head}'
        f'<svg y="{top}" width="100%" height="{height}" overflow="visible">{"".join(parts)}</svg>'
        f'<text class="lo" x="0" y="{top + height + 18}">{escape(number)}. Source: {SITE}</text></svg>'
    )


_CURVE_HIGH = 130  # pixels
_CURVE_DAYS = 2000  # length of the axis: one scale for all, so that curves can be compared


def share_figure(shares: list[tuple[str, tuple[float, float, float] | None]], number: int) -> Markup | None:
    """Return one line for each (label, (share, from, to)): the share as a dot on its 95% interval, on an axis
    from 0 to 100%; None without two that have one. `number` says how many dockets are counted."""
    drawn = [(label, share) for label, share in shares if share]
    if len(drawn) < 2:
        return None
    parts = []
    for place, (label, (share, low, high)) in enumerate(drawn):
        y = place * _SHARE_ROW + 34
        parts += [
            f'<text class="lo" x="0" y="{y - 14}">{escape(label)}: {share:.0%} ({low:.0%} to {high:.0%})</text>',
            f'<line class="ax" x1="0" x2="100%" y1="{y}" y2="{y}"/>',
            f'<line class="ln" x1="{100 * low:.1f}%" x2="{100 * high:.1f}%" y1="{y}" y2="{y}"/>',
            f'<circle class="f-{OUTCOMES["immune"][1]}" cx="{100 * share:.1f}%" cy="{y}" r="5"/>',
        ]
    bottom = len(drawn) * _SHARE_ROW + 28
    for percent, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        parts.append(f'<text class="lo" x="{percent}%" y="{bottom}" text-anchor="{anchor}">{percent}%</text>')
    summary = "; ".join(f"{label} {share:.0%}" for label, (share, _, _) in drawn)
    title = "Share of answers that barred every claim, with 95% intervals"
    return draw(bottom + 8, "share", title, summary, parts, f"Of {counted(number, 'docket')} that answered")


def wait_curve(label: str, steps: list[Step], number: int) -> Markup:
    """Return the share that still waits, from day 0 to day 2,000, as a falling step curve. `number` says how
    many dockets were followed."""
    parts = [f'<line class="ax" x1="0" x2="100%" y1="{_CURVE_HIGH + 8}" y2="{_CURVE_HIGH + 8}"/>']
    x, y = 0.0, 8.0
    for step in steps:
        if step.days > _CURVE_DAYS:
            break
        next_x, next_y = 100 * step.days / _CURVE_DAYS, 8 + (1 - step.share) * _CURVE_HIGH
        parts.append(f'<line class="ln" x1="{x:.2f}%" x2="{next_x:.2f}%" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<line class="ln" x1="{next_x:.2f}%" x2="{next_x:.2f}%" y1="{y:.1f}" y2="{next_y:.1f}"/>'
        )
        x, y = next_x, next_y
    half = 8 + _CURVE_HIGH / 2
    parts.append(f'<line class="ax dash" x1="0" x2="100%" y1="{half}" y2="{half}"/>')
    for days, anchor in ((0, "start"), (500, "middle"), (1000, "middle"), (1500, "middle"), (2000, "end")):
        parts.append(
            f'<text class="lo" x="{100 * days / _CURVE_DAYS:.0f}%" y="{_CURVE_HIGH + 26}" '
            f'text-anchor="{anchor}">{days:,}</text>'
        )
    title = f"Share of dockets that still wait for an answer, by days from filing: {label}"
    return draw(
        _CURVE_HIGH + 32,
        f"wait-{links.anchor(label)}",
        title,
        "A falling line",
        parts,
        counted(number, "docket"),
    )
