"""Asking the pages what a reader asks, without a server: answers of Datasette's own client, and the words in them."""

import asyncio

import lxml.html

from publish.serve import make_datasette


def ask(path, *addresses, headers=None, **how):
    """Return the answers to the addresses, in order, from the database at `path`; one answer where
    one is asked for. `how`: with which settings it is served (`make_datasette`)."""
    datasette = make_datasette(path, **how)
    try:
        return answers_of(datasette, *addresses, headers=headers)
    finally:
        datasette.databases["docket"].close()


def answers_of(datasette, *addresses, headers=None):
    """Return the answers of Datasette's own client, in order; one answer where one is asked for."""

    async def run():
        return [await datasette.client.get(address, headers=headers) for address in addresses]

    answers = asyncio.run(run())
    return answers[0] if len(answers) == 1 else answers


def text_of(html):
    """Return what a reader sees in the main part, spaces folded; of a piece of a page without one, all."""

    piece = html.partition("<main")[2].partition(">")[2] or html
    shown = lxml.html.fragment_fromstring(piece, create_parent="div").text_content() if piece else ""
    return " ".join(shown.split())
