"""How a link to a case is shown elsewhere: the picture, Open Graph, oEmbed and its card."""

import html
import json
import re
import struct
import zlib
from urllib.parse import parse_qs, urlsplit

import pytest

from publish.pages.embed import PICTURES
from publish.words import OUTCOMES
from tests.worlds.asking import ask

SITE = "http://localhost"


def picture(outcome):
    return (PICTURES / f"{outcome}.png").read_bytes()


def read_png(body):
    """Return (width, height, colors, lines) of a picture with a palette; fails where a checksum does."""
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(body):
        (length,), name = struct.unpack(">I", body[at : at + 4]), body[at + 4 : at + 8]
        data = body[at + 8 : at + 8 + length]
        assert struct.unpack(">I", body[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + data)
        chunks[name], at = data, at + 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, kind) == (8, 3) and b"IEND" in chunks
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (width + 1) and not any(pixels[:: width + 1])  # no line is filtered
    colors = [chunks[b"PLTE"][n : n + 3].hex() for n in range(0, len(chunks[b"PLTE"]), 3)]
    return (
        width,
        height,
        colors,
        [pixels[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height)],
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_a_picture_of_its_own(outcome):
    width, height, colors, lines = read_png(picture(outcome))
    assert (width, height) == (1200, 630) and set(lines[0]) == {1} and colors[0] == "ffffff"
    assert all(set(line) <= {0, 1, 2} for line in lines) and any(2 in line for line in lines)
    assert picture(outcome) not in [picture(other) for other in OUTCOMES if other != outcome]


@pytest.mark.parametrize(
    ("outcome", "middle"),
    [
        ("immune", "22"),
        ("partly_immune", "20"),
        ("not_immune", "00"),
        ("preempted", "22"),
        ("not_preempted", "00"),
        ("open", "00"),
        ("declined", "22"),
        ("pending", "00"),
        ("none", "22"),
    ],
)
def test_a_fuller_disc_is_more_immunity(outcome, middle):
    """The points left and right of the middle."""
    line = read_png(picture(outcome))[3][325]
    assert f"{line[595]}{line[605]}" == middle


def test_a_page_names_its_picture_and_its_card(world):
    text = ask(world, "/case/roe-v-example").text
    properties = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', text))
    shown = ask(world, urlsplit(properties["og:image"]).path)
    assert shown.headers["content-type"] == "image/png" and shown.content == picture("partly_immune")
    assert properties["og:image:alt"] == "Partly immune" and text.count('property="og:title"') == 1
    link = html.unescape(
        re.search(r'type="application/json\+oembed"\s+title="[^"]*"\s+href="([^"]*)"', text)[1]
    )
    assert parse_qs(urlsplit(link).query)["url"] == [f"{SITE}/case/roe-v-example"]
    assert ask(world, link.removeprefix(SITE)).json()["title"] == "Roe v. Example"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/cases", "Cases"),
        ("/court/cand", "Northern District of California"),
        ("/", "What courts have done with Section 230"),
    ],
)
def test_other_pages_name_themselves(world, path, title):
    properties = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', ask(world, path).text))
    assert title in properties["og:title"] and properties["og:url"] == f"{SITE}{path}"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"url={SITE}/case/roe-v-example", 200),
        (f"url={SITE}/case/roe-v-example%23hearings&format=json&maxwidth=300&maxheight=9000", 200),
        (f"url={SITE}/case/cand-22-cv-01234", 200),  # a name that leads on
        ("", 400),
        ("url=", 400),
        (f"url={SITE}/case/roe-v-example&maxwidth=wide", 400),
        (f"url={SITE}/case/roe-v-example&format=xml", 501),
        (f"url={SITE}/case/none", 404),
        (f"url={SITE}/cases", 404),
        ("url=http://evil.example/case/roe-v-example", 404),
        ("url=javascript:alert(1)", 404),
        ("url=http://[/case/roe-v-example", 404),
        (f"url={SITE}/case/%2527%20or%201=1", 404),
    ],
)
def test_oembed(world, query, status):
    answer = ask(world, f"/oembed?{query}")
    assert answer.status_code == status
    if status == 200:
        card = json.loads(answer.text)
        assert (card["version"], card["type"], card["title"]) == ("1.0", "rich", "Roe v. Example")
        assert (
            f'src="{SITE}/embed/case/roe-v-example"' in card["html"]
            and f'width="{card["width"]}"' in card["html"]
        )
        assert (card["width"], card["height"]) == ((300, 320) if "300" in query else (600, 320))


def test_no_picture_of_a_word_that_is_no_outcome(world):
    assert ask(world, "/embed/outcome/other.png").status_code == 404
    assert ask(world, "/embed/outcome/none.png").status_code == 200
