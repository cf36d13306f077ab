"""The channels that alerts go out by: a module each, found by its `CHANNEL`. A new one is a new file here.

channel    the form of a channel, and what comes of an attempt
email      a mail server
http_post  what those share that bring bytes to a web address
slack      chat
webhook    a program, which gets signed JSON
"""

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.alerts.channels.channel import Channel


@cache
def load_channels() -> "dict[str, Channel]":
    """Return every channel by its kind, in the order of their names."""
    modules = (
        import_module(f"{__name__}.{module_info.name}") for module_info in pkgutil.iter_modules(__path__)
    )
    return {module.CHANNEL.kind: module.CHANNEL for module in modules if hasattr(module, "CHANNEL")}
