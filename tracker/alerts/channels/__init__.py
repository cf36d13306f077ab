"""The channels by which alerts are sent: a module each, found by its `CHANNEL`. A new one is a new file here.

channel    the interface of a channel, and the result of an attempt
email      a mail server
http_post  shared by those that post to a web address
slack      chat
webhook    a program, which receives signed JSON
"""

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.alerts.channels.channel import Channel


@cache
def load_channels() -> "dict[str, Channel]":
    """Return every channel by its kind, sorted by name."""
    modules = (
        import_module(f"{__name__}.{module_info.name}") for module_info in pkgutil.iter_modules(__path__)
    )
    return {module.CHANNEL.kind: module.CHANNEL for module in modules if hasattr(module, "CHANNEL")}
