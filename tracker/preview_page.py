"""What subscriptions would have been sent, as one HTML page without script: each message as a mail, in chat, as JSON. Pure.

For the operator alone: it names subscriptions, and the public pages name none.
"""

import json
from html import escape

from tracker.wording import SITE, Letter, heading, write_chat, write_json, write_text

_STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f2;padding:1rem}"


def write_page(shown: list[tuple[Letter, str]]) -> str:
    """Return the page; beside each letter, where it goes and of how many changes it was chosen, in words."""
    sections = [_section(letter, words) for letter, words in shown]
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>Alerts of {escape(SITE)}: a preview</title>\n<style>{_STYLE}</style>\n<h1>Alerts: a preview</h1>\n"
        f"<p>Nothing of this was sent.</p>\n{''.join(sections)}</html>\n"
    )


def _section(letter: Letter, words: str) -> str:
    title = f"<h2>{escape(letter.subscription)}</h2>\n<p>{escape(words)}</p>\n"
    if not letter.news:
        return title + "<p>No message.</p>\n"
    data = json.dumps(json.loads(write_json(letter)), ensure_ascii=False, indent=2)
    forms = (("As an e-mail", f"Subject: {heading(letter)}\n\n{write_text(letter)}"), ("In chat", json.loads(write_chat(letter))["text"]),
             ("As a webhook", data))  # fmt: skip
    return title + "".join(f"<details{' open' if name == 'As an e-mail' else ''}><summary>{name}</summary>\n<pre>{escape(text)}</pre></details>\n"
                           for name, text in forms)  # fmt: skip
