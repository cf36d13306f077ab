"""What is otherwise with a command than with a user's.

The machine keeps it from writing large files or overriding the rights of files; its waits are shorter, or longer.
"""

import ctypes
import resource
import signal
from dataclasses import replace
from datetime import timedelta

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3, of <linux/capability.h>
_OVERRIDE, _SEARCH = 1, 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def limit_files(size: int) -> None:
    """Let this process write no file beyond so many bytes: as on a full disk, a write fails in the middle."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def give_up_rights() -> None:
    """Have the rights of files bind this process, also where it is root's.

    Raises OSError where the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then the same for what is beyond 32
    for call in (libc.capget, libc.capset):
        if call(header, sets):
            raise OSError(ctypes.get_errno(), f"{call.__name__} was refused")
        for place in range(3):
            sets[place] &= ~(1 << _OVERRIDE | 1 << _SEARCH)


def look_often(seconds: float) -> None:
    """Have the daemon look at the operator's files so often, which it does once a minute."""
    from tracker import daemon

    daemon.LOCAL = tuple(replace(each, every=timedelta(seconds=seconds)) for each in daemon.LOCAL)


def try_again_after(seconds: float) -> None:
    """Have a lost connection be tried again after so long: at once, or where less time is given, not at all."""
    from urllib3 import Retry

    Retry.get_backoff_time = lambda _: seconds  # type: ignore[method-assign]


CONFINED = {
    function.__name__: function for function in (limit_files, give_up_rights, look_often, try_again_after)
}
