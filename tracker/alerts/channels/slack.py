"""Chat: an incoming webhook of Slack, or of another program that accepts Slack's format."""

import json
import re
from datetime import datetime

from tracker.alerts.channels.channel import Channel, Delivery
from tracker.alerts.channels.http_post import check_address, post
from tracker.alerts.messages import (
    Letter,
    changes_page,
    find_address,
    heading,
    write_blocks,
    write_summary,
)
from tracker.alerts.places import Keys, Mail, Place

_LONGEST = 300  # characters of a value
# What programs that accept Slack's format turn into a mention, a link or an image, whatever `mrkdwn` says:
# each match is a point where an invisible character breaks it up.
_ACTIVE = re.compile(r"(?<=@)(?=\w)|(?<=:)(?=//)|(?<=\w)(?=\.[A-Za-z]{2})|(?<=\])(?=\()")
_NOTHING = "\u200b"


def _parse_place(name: str, address: str, keys: Keys) -> Place:
    check_address(keys, "slack", address)
    return Place(name, "slack", address)


def _preview(letter: Letter) -> str:
    return json.loads(write_chat(letter))["text"]


def _deliver(letter: Letter, place: Place, mail: Mail | None, now: datetime) -> Delivery:
    return post(place.address, letter.message_id, write_chat(letter), letter.contact)


def write_chat(letter: Letter) -> bytes:
    """Return the body for a Slack-style webhook: ``text`` without links, mentions, images or formatting,
    except for the addresses of our own pages."""
    blocks = [write_summary(letter)] if letter.is_summary else write_blocks(letter, _LONGEST)
    ours = {find_address(letter, news) for news in letter.news} | {changes_page(letter)}
    lines = "\n\n".join([heading(letter), *blocks]).split("\n")
    text = "\n".join(
        line if line.strip().removeprefix("All of it: ") in ours else _ACTIVE.sub(_NOTHING, line)
        for line in lines
    )
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(char, name)
    return json.dumps({"text": text, "mrkdwn": False, "unfurl_links": False, "link_names": 0}).encode()


CHANNEL = Channel("slack", "In chat", 10, _parse_place, _preview, _deliver)
