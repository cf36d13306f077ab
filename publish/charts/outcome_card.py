"""The picture that a link to a case is shown with (Open Graph): the mark of its outcome, drawn here, as PNG. Pure.

Most readers of such links take no SVG, and the words stand beside the picture anyway, so that nine marks do for
every case. Drawn line by line, each a few runs of one color, and packed by zlib: no library of pictures is needed.
"""

import struct
import zlib
from functools import lru_cache
from math import sqrt

WIDTH = 1200  # pixels
HEIGHT = 630
_PAPER = 0  # numbers of colors in the palette, this one and the next two
_INK = 1
_MARK = 2
_COLORS = {
    "immune": "0b5c66",
    "partly_immune": "67478b",
    "not_immune": "98390f",
    "preempted": "14191d",
    "not_preempted": "14191d",
    "open": "4f585e",
    "declined": "4f585e",
    "pending": "4f585e",
    "none": "4f585e",
}
_X = 600  # pixels: the middle of the mark
_Y = 325
_RADIUS = 190  # of the mark
_RING = 40  # thickness of a ring, and of a bar


@lru_cache(maxsize=len(_COLORS))
def draw_card(outcome: str) -> bytes:
    """Return the picture of an outcome. Raises KeyError for a word that is none."""
    palette = bytes.fromhex(f"ffffff14191d{_COLORS[outcome]}")
    lines = b"".join(b"\0" + _line(outcome, y) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _line(outcome: str, y: int) -> bytes:
    line = bytearray(bytes([_INK if y < 24 else _PAPER]) * WIDTH)  # the black rule on top of every page
    for first, last, color in _RUNS[outcome](y - _Y):
        line[_X + first : _X + last] = bytes([color]) * (last - first)
    return bytes(line)


def _disc(y: int, radius: int = _RADIUS, color: int = _MARK) -> list[tuple[int, int, int]]:
    half = round(sqrt(radius * radius - y * y)) if abs(y) < radius else 0
    return [(-half, half, color)] if half else []


def _ring(y: int) -> list[tuple[int, int, int]]:
    return _disc(y) + _disc(y, _RADIUS - _RING, _PAPER)


def _half(y: int) -> list[tuple[int, int, int]]:
    return _ring(y) + [(first, 0, _MARK) for first, _, _ in _disc(y, _RADIUS - _RING)]


_SLANT = sqrt(0.5)
_EIGHT = (
    (1, 0),
    (_SLANT, _SLANT),
    (0, 1),
    (-_SLANT, _SLANT),
    (-1, 0),
    (-_SLANT, -_SLANT),
    (0, -1),
    (_SLANT, -_SLANT),
)


def _dotted(y: int) -> list[tuple[int, int, int]]:
    around = [(round(170 * across), round(170 * down)) for across, down in _EIGHT]
    return [
        (x + first, x + last, color) for x, place in around for first, last, color in _disc(y - place, 34)
    ]


def _bar(y: int) -> list[tuple[int, int, int]]:
    return [(-_RADIUS, _RADIUS, _MARK)] if abs(y) < _RING // 2 else []


def _diamond(y: int, radius: int = 210, color: int = _MARK) -> list[tuple[int, int, int]]:
    return [(abs(y) - radius, radius - abs(y), color)] if abs(y) < radius else []


def _hollow(y: int) -> list[tuple[int, int, int]]:
    return _diamond(y) + _diamond(y, 210 - round(_RING / _SLANT), _PAPER)


def _broken(y: int) -> list[tuple[int, int, int]]:
    """A ring with two gaps, one across from the other: above on the right, below on the left."""
    gap = (60, _RADIUS) if y < -60 else (-_RADIUS, -60) if y > 60 else None
    return _ring(y) + ([(*gap, _PAPER)] if gap and abs(y) < _RADIUS else [])


_RUNS = {
    "immune": _disc,
    "partly_immune": _half,
    "not_immune": _ring,
    "preempted": _diamond,
    "not_preempted": _hollow,
    "open": _broken,
    "declined": _bar,
    "pending": _dotted,
    "none": lambda y: _disc(y, 60),
}
