"""Writes a page that shows messages in every form in which they would be sent. Pure."""

from html import escape

from docket.statute import SITE
from tracker.alerts.channels import load_channels
from tracker.alerts.messages import Letter

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 "
    "1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f2;padding:1rem}"
)


def write_page(shown: list[tuple[Letter, str]]) -> str:
    """Return the page: each message, where it would go, and from how many changes its content was chosen."""
    sections = [_section(letter, words) for letter, words in shown]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width">\n'
        f"<title>Alerts of {escape(SITE)}: a preview</title>\n<style>{_STYLE}</style>\n<h1>Alerts: a preview</h1>\n"
        f"<p>Nothing of this was sent.</p>\n{''.join(sections)}</html>\n"
    )


def _section(letter: Letter, words: str) -> str:
    title = f"<h2>{escape(letter.subscription)}</h2>\n<p>{escape(words)}</p>\n"
    if not letter.news:
        return title + "<p>No message.</p>\n"
    forms = [(channel.title, channel.preview(letter)) for channel in load_channels().values()]
    return title + "".join(
        (
            f"<details{' open' if name == forms[0][0] else ''}><summary>{name}</summary>\n"
            f"<pre>{escape(text)}</pre></details>\n"
        )
        for name, text in forms
    )
