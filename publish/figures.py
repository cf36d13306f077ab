"""Charts as server-made SVG: no script, no style attribute; x in percent, y in pixels, so that type never scales."""

from datetime import date

from markupsafe import Markup, escape

from publish.words import OUTCOMES

_ROW = 74                         # pixels of one row of the small multiples
_BAR = 44                         # of which the highest bar
_LABEL = 15                       # percent of the width that two labels need between them on a phone
_FOSTA = 2018 + 100 / 365         # signed on April 11, when a hundred days of the year were over


def years_figure(years: dict[str, dict[str, int]], outcomes: tuple[str, ...]) -> Markup | None:
    """Return one row of bars for each outcome, on one scale, a bar a year; None without two years to compare."""
    if len(years) < 2:
        return None
    first, last = int(min(years)), int(max(years))
    width = 100 / (last - first + 1)
    highest = max((years[year].get(outcome, 0) for year in years for outcome in outcomes), default=0) or 1
    parts = []
    for position, outcome in enumerate(outcomes):
        base = position * _ROW + _BAR + 14
        parts.append(_row_head(outcome, position * _ROW))
        parts.append(f'<line class="ax" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
        counts = {int(year): found.get(outcome, 0) for year, found in years.items()}
        peak = max(counts, key=lambda year: (counts[year], -year))
        for year, number in sorted(counts.items()):
            if number:
                height = number / highest * _BAR
                parts.append(
                    f'<rect class="f-{OUTCOMES[outcome][1]}" x="{(year - first + 0.08) * width:.2f}%" '
                    f'y="{base - height:.1f}" width="{0.84 * width:.2f}%" height="{height:.1f}"/>'
                )
        if counts[peak]:
            y = base - counts[peak] / highest * _BAR - 4
            parts.append(f'<text class="lo" x="{(peak - first + 0.5) * width:.2f}%" y="{y:.1f}" text-anchor="middle">{counts[peak]}</text>')
    bottom = len(outcomes) * _ROW
    parts += [*year_labels(first, last, bottom + 4), *_fosta((_FOSTA - first) * width, bottom - 10)]
    said = "; ".join(
        f"{OUTCOMES[outcome][0]}: {sum(found.get(outcome, 0) for found in years.values())} in all" for outcome in outcomes
    )
    return Markup(
        f'<svg class="fig" width="100%" height="{bottom + 10}" role="img" aria-labelledby="years-t years-d">'
        f'<title id="years-t">Dockets by year of decision and outcome, {first} to {last}</title>'
        f'<desc id="years-d">{escape(said)}. The table below gives every number.</desc>{"".join(parts)}</svg>'
    )


def year_labels(first: int, last: int, y: int) -> list[str]:
    """Return the labels under bars of one year each: the first, the last, and the tens between that stand clear of both."""
    width, found = 100 / (last - first + 1), []
    clear = _LABEL / width                   # years
    for year in (first, *(year for year in range(first, last) if year % 10 == 0 and first + clear < year < last - clear), last):
        anchor = "start" if year == first else "end" if year == last else "middle"
        x = 0 if year == first else 100 if year == last else (year - first + 0.5) * width
        found.append(f'<text class="lo" x="{x:.2f}%" y="{y}" text-anchor="{anchor}">{year}</text>')
    return found


def _fosta(x: float, height: int) -> list[str]:
    """Return the line of the day FOSTA was signed, where it stands clear of the labels at either side."""
    if not 35 < x < 98:
        return []
    return [f'<line class="ln dash" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height}"/>',
            f'<text class="lo" x="{x - 0.8:.2f}%" y="11" text-anchor="end">FOSTA, Apr. 2018</text>']


def _row_head(outcome: str, y: int) -> str:
    word, name, symbol = OUTCOMES[outcome]
    return (
        f'<svg class="{name}" x="0" y="{y}" width="12" height="12"><use href="#{symbol}" width="12" height="12"/></svg>'
        f'<text class="b" x="18" y="{y + 11}">{escape(word)}</text>'
    )


def share(day: date, first: date, last: date) -> float:
    """Return where a day lies between two others, in percent, from 0 to 100."""
    span = (last - first).days or 1
    return round(min(100.0, max(0.0, 100 * (day - first).days / span)), 2)
