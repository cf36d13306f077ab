"""What each Python that the tests start does first: it is told that four packages are not there.

The tests have them for sweeps alone. sqlite-utils, Datasette and openpyxl load them where they are, which is a second
of the processor for each program, and with threads, which a process that is to be forked must not have.
"""

import sys

ARRAYS = ("dask", "numpy", "pandas", "scipy")
sys.modules.update(dict.fromkeys(ARRAYS))  # Python's own word for a module that is not there
