"""What a command is kept from by the machine: to write large files, to override the rights of files."""

import ctypes
import resource
import signal

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


CONFINED = {function.__name__: function for function in (limit_files, give_up_rights)}
