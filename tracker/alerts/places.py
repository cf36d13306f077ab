"""Places, subscriptions, and their keys in alerts.toml."""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

from docket.issues import ParseError

T = TypeVar("T")
D = TypeVar("D")
# A form that every mail server accepts and that cannot break a header.
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Mail:
    """The server that accepts our mail. `security`: tls from the first byte, starttls, or none (with a
    password only on loopback)."""

    host: str
    sender: str
    port: int = 465
    security: str = "tls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Place:
    """An address that alerts go to.

    `kind` names its channel. The address of a webhook is as secret as a password. `secrets` sign messages to
    a webhook; there are two while one is being replaced.
    """

    name: str
    kind: str
    address: str = field(repr=False)
    secrets: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Subscription:
    """The changes that a subscriber wants: every given condition must hold; of several cases, courts and so
    on, any one.

    Without conditions: everything. `unreviewed` includes hearings and rulings that only one reader of the
    text found.
    """

    name: str
    to: tuple[str, ...]
    when: str = "at once"
    cases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    courts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    query: str | None = None
    unreviewed: bool = False


class Keys:
    """The keys of one table of the file, each consumed once; a key left over is a misspelling."""

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        if not isinstance(values, dict):
            self.refuse("is not a table; see docs/alerts.md")
        self._left = dict(values)

    def refuse(self, words: str) -> NoReturn:
        raise ParseError(f"{self.place} {words}" if words.startswith("is ") else f"{self.place}: {words}")

    def take(self, key: str, kind: type[T], default: D) -> T | D:
        """Return the value of a key, which must be of this type, or the default if the key is absent."""
        if key not in self._left:
            return default
        value = self._left.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            named = {str: "text in quotes", int: "a number", list: "a list in [ ]", dict: "a table"}[kind]
            self.refuse(f"{key} is to be {named}")
        return value

    def flag(self, key: str) -> bool:
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            self.refuse(f"{key} is to be true or false")
        return value

    def table(self, key: str) -> dict:
        return self.take(key, dict, {})

    def text(self, key: str) -> str | None:
        text = self.take(key, str, None)
        if text is not None and (not text.strip() or not text.isprintable()):
            self.refuse(f"{key} is blank, or holds a character that cannot be printed")
        return text

    def words(self, key: str) -> tuple[str, ...]:
        texts = self.take(key, list, [])
        if not all(isinstance(text, str) and text.strip() for text in texts):
            self.refuse(f"{key} is to be a list of texts in quotes, none of them blank")
        return tuple(texts)

    def words_or_text(self, key: str) -> tuple[str, ...]:
        return (self.text(key) or "",) if isinstance(self._left.get(key), str) else self.words(key)

    def end(self) -> None:
        if self._left:
            self.refuse(f"{min(self._left)!r} means nothing here; see docs/alerts.md for the keys there are")
