"""Log lines: to stderr, the daemon's with their time in UTC, and no secret in any of them."""

import logging
import time


class _Formatter(logging.Formatter):
    converter = time.gmtime

    def __init__(self, words: str, secret: str | None):
        super().__init__(words, "%Y-%m-%dT%H:%M:%SZ")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._secret, "[not shown]") if self._secret else line


def set_up(secret: str | None, is_daemon: bool = False) -> None:
    """Send warnings (the daemon: every turn) to stderr."""
    handler = logging.StreamHandler()
    words = "%(asctime)s %(levelname)s %(message)s" if is_daemon else "%(message)s"
    handler.setFormatter(_Formatter(words, secret))
    logging.basicConfig(level=logging.INFO if is_daemon else logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("schedule").setLevel(logging.WARNING)
