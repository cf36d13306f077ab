"""Log lines: to stderr, the daemon's with the time in UTC, and never with a secret.

With ``TRACKER_LOG=json`` each line is one JSON object: time, level, logger, message, and error with its traceback.
"""

import json
import logging
import time

log = logging.getLogger("tracker")


class _Formatter(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self, words: str, secrets: tuple[str, ...]) -> None:
        super().__init__(words, "%Y-%m-%dT%H:%M:%SZ")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self.line(record)
        for secret in self._secrets:
            for written in {secret, json.dumps(secret)[1:-1]}:  # JSON puts a backslash before a quote in it
                line = line.replace(written, "[not shown]")
        return line

    def line(self, record: logging.LogRecord) -> str:
        return super().format(record)


class _JsonFormatter(_Formatter):
    def line(self, record: logging.LogRecord) -> str:
        fields = {
            "time": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def set_up(secrets: tuple[str, ...], is_daemon: bool = False, is_json: bool = False) -> None:
    """Send warnings (the daemon: every turn) to stderr; secrets are never shown."""
    handler = logging.StreamHandler()
    words = "%(asctime)s %(levelname)s %(message)s" if is_daemon else "%(message)s"
    handler.setFormatter((_JsonFormatter if is_json else _Formatter)(words, secrets))
    logging.basicConfig(level=logging.INFO if is_daemon else logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # otherwise each request logs its whole address
    # uvicorn gives its loggers a handler that masks nothing.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
        logging.getLogger(name).setLevel(logging.NOTSET)
