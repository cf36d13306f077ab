"""The threads that read in the server's own process: one lane each for health, pages, searches, Datasette's tables and the API.

What is behind in one lane holds up no other. Searches, the costly pages, have shares beside; what readers wrote themselves is
not read here at all (`pool.py`).
"""

import asyncio
from concurrent.futures import Executor, ThreadPoolExecutor

from publish.sql.shares import ASKING, Share, Shares

HEALTH, SEARCHES, TABLES, API, STREAMS, SQL = "health", "searches", "tables", "api", "streams", "sql"
_THREADS = {HEALTH: 1, SEARCHES: 2, TABLES: 2}
# Beside the connections of Datasette's own threads, which read the pages.
CONNECTIONS = sum(_THREADS.values())
_API_THREADS = 2
SHARES = {
    SEARCHES: Share(in_all=2, for_each=1),
    SQL: Share(in_all=2, for_each=1),
    TABLES: Share(in_all=1, for_each=1),
    STREAMS: Share(in_all=8, for_each=2, waiting_for_each=2, seconds=5),
}


class Lanes:
    """The lanes of one server, begun when first used."""

    def __init__(self):
        self.shares = Shares(SHARES)
        self._executors: dict[str, ThreadPoolExecutor] = {}

    def executor(self, kind: str) -> ThreadPoolExecutor:
        threads = _THREADS.get(kind, _API_THREADS)
        return self._executors.setdefault(
            kind, ThreadPoolExecutor(threads, thread_name_prefix=f"tracker-{kind}")
        )

    async def run(self, fn, pages: Executor):
        """Return what `fn` returns in a thread of the lane of the request in hand. Raises Crowded."""
        asking = ASKING.get()
        if asking.kind == SEARCHES:
            slot = await self.shares.enter(SEARCHES, asking.client, asking.is_stream)
            return await in_thread(self.executor(SEARCHES), fn, slot)
        if asking.kind == HEALTH:
            return await in_thread(self.executor(HEALTH), fn)
        if asking.kind in (SQL, TABLES):
            return await in_thread(self.executor(TABLES), fn)
        return await in_thread(pages, fn)

    def close(self) -> None:
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)
        self._executors.clear()


async def in_thread(executor: Executor, fn, slot=None):
    """Return what `fn` returns. The slot is held until the thread is done, also where nobody waits for it any more."""
    future = executor.submit(fn)
    if slot is not None:
        future.add_done_callback(slot.leave)
    return await asyncio.wrap_future(future)
