"""Reads a large file in pieces, starting at any of them: bzip2 by its blocks, a plain file by its bytes.

bzip2 compresses independent blocks of at most 900 kB, which can begin at any bit: each is found by its first
48 bits, shifted to a whole byte and unpacked as a separate file, with its checksum. So an interrupted reading
resumes at a block, not at the start of the file; and since unpacking releases Python's lock, the next blocks
are unpacked while the rows of this one are read.
"""

import bz2
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from docket.issues import ParseError

_BLOCK = 0x314159265359  # starts a bzip2 block: the digits of pi
_END = 0x177245385090  # ends a stream: the digits of its square root
_MAGIC_BITS = 48  # of either mark
_CHECKSUM_BITS = 32  # of the checksum after it
_CHUNK = 1024 * 1024
_LONGEST_BLOCK = 4 * _CHUNK  # an incompressible block of 900 kB is hardly longer
_AHEAD = 3  # blocks unpacked in advance

# For each of the eight bit offsets in a byte: the bytes that belong wholly to the mark.
_MARKS = tuple(
    (shift, ((magic << (8 - shift)) & ((1 << 56) - 1)).to_bytes(7)[1 if shift else 0 : 6])
    for magic in (_BLOCK, _END)
    for shift in range(8)
)


@dataclass(frozen=True)
class Piece:
    """Some bytes of the content, and where the next piece begins: a bit position in a bzip2 file, a byte
    position in a plain one."""

    data: bytes
    next_at: int
    bytes_done: int


def read_pieces(path: Path, at: int = 0) -> Iterator[Piece]:
    """Yield the pieces from `at` on, which is 0 or the `next_at` of an earlier piece.

    Raises OSError, and ParseError for a file that is damaged or cut off.
    """
    return _read_bz2(path, at) if path.name.endswith(".bz2") else _read_plain(path, at)


def _read_plain(path: Path, at: int) -> Iterator[Piece]:
    with path.open("rb") as file:
        file.seek(at)
        while data := file.read(_CHUNK):
            at += len(data)
            yield Piece(data, at, at)


def _read_bz2(path: Path, at: int) -> Iterator[Piece]:
    waiting: deque[tuple[Future[bytes], int]] = deque()
    with path.open("rb") as file, ThreadPoolExecutor(2) as pool:
        blocks = _find_blocks(file, path.name, at)
        is_over = False
        while True:
            while not is_over and len(waiting) < _AHEAD:
                block = next(blocks, None)
                if block is None:
                    is_over = True
                    break
                packed, next_at = block
                waiting.append((pool.submit(bz2.decompress, packed), next_at))
            if not waiting:
                return
            future, next_at = waiting.popleft()
            try:
                yield Piece(future.result(), next_at, next_at // 8)
            except (OSError, ValueError, EOFError) as error:
                raise ParseError(
                    f"{path.name}: damaged before byte {next_at // 8} ({error}); get the file again"
                ) from None


def _find_blocks(file: BufferedReader, name: str, at: int) -> Iterator[tuple[bytes, int]]:
    """Yield each block from the bit `at` on as a separate file, with the bit of the next mark."""
    bits = _Bits(file, name)
    level = bits.level()
    begin = at or bits.find(0)
    while True:
        mark = bits.value(begin, _MAGIC_BITS)
        if mark == _END:  # another stream may follow, padded to a whole byte
            begin = -(-(begin + _MAGIC_BITS + _CHECKSUM_BITS) // 8) * 8
            if bits.is_end(begin):
                return
            begin = bits.find(begin)
            continue
        end = bits.find(begin + _MAGIC_BITS)
        checksum = bits.value(begin + _MAGIC_BITS, _CHECKSUM_BITS)
        length = end - begin
        whole = (bits.value(begin, length) << _MAGIC_BITS | _END) << _CHECKSUM_BITS | checksum
        length += _MAGIC_BITS + _CHECKSUM_BITS
        padding = -length % 8
        yield level + (whole << padding).to_bytes((length + padding) // 8), end
        begin = end
        bits.forget(begin)


class _Bits:
    """The bits of a file from some position on; only what one block needs is in memory."""

    def __init__(self, file: BufferedReader, name: str) -> None:
        self._file, self._name = file, name
        self._held, self._start = b"", 0  # `_start` is the position of the first byte held

    def level(self) -> bytes:
        """Return the first four bytes of a bzip2 file, which give its level."""
        self._file.seek(0)
        head = self._file.read(4)
        if head[:3] != b"BZh":
            raise ParseError(f"{self._name}: not a bzip2 file, whatever its name says; get it again")
        return head

    def forget(self, bit: int) -> None:
        """Drop the bytes before a bit."""
        keep = bit // 8 - self._start
        if keep > 0:
            self._held, self._start = self._held[keep:], bit // 8

    def _hold(self, first: int, last: int) -> None:
        """Hold the bytes from `first` up to `last`, as far as the file goes."""
        if not self._start <= first <= self._start + len(self._held):
            self._held, self._start = b"", first
        missing = last - self._start - len(self._held)
        if missing > 0:
            self._file.seek(self._start + len(self._held))
            self._held += self._file.read(max(missing, _CHUNK))

    def is_end(self, bit: int) -> bool:
        self._hold(bit // 8, bit // 8 + 1)
        return bit // 8 >= self._start + len(self._held)

    def value(self, bit: int, count: int) -> int:
        """Return `count` bits from a bit on. Raises ParseError if the file ends earlier."""
        first, last = bit // 8, -(-(bit + count) // 8)
        self._hold(first, last)
        part = self._held[first - self._start : last - self._start]
        if len(part) < last - first:
            raise ParseError(f"{self._name}: cut off after {first} bytes; get the rest of it")
        return int.from_bytes(part) >> (last * 8 - bit - count) & ((1 << count) - 1)

    def find(self, bit: int) -> int:
        """Return the next bit at which a block or the end of a stream begins. Raises ParseError if none does."""
        searched = bit // 8
        while True:
            self._hold(bit // 8, searched + _CHUNK)
            end = self._start + len(self._held)
            next_bit = self._find_in(bit, searched)
            if next_bit is not None:
                return next_bit
            if end <= searched + 8 or end - bit // 8 > _LONGEST_BLOCK:
                raise ParseError(
                    f"{self._name}: cut off or damaged after {bit // 8} bytes; get the file again"
                )
            searched = end - 8

    def _find_in(self, bit: int, from_byte: int) -> int | None:
        """Return the first mark at or after a bit in the bytes held, searching from `from_byte` on."""
        nearest: int | None = None
        for shift, part in _MARKS:
            place = self._held.find(part, max(from_byte - self._start, 0))
            while place >= 0:
                at = (self._start + place) * 8 - (8 - shift if shift else 0)
                if nearest is not None and at >= nearest:
                    break
                is_held = (at + _MAGIC_BITS + 7) // 8 <= self._start + len(self._held)
                if at >= bit and is_held and self.value(at, _MAGIC_BITS) in (_BLOCK, _END):
                    nearest = at
                    break
                place = self._held.find(part, place + 1)
        return nearest
