"""The threads of the server: one lane each for health, pages, searches, Datasette's tables and the API.

A lane that falls behind does not hold up another. Datasette renders its pages in the event loop that calls
it, a second of processor time for three thousand rows as HTML, during which nobody else is answered; so it
gets a thread and an event loop of its own. SQL that readers wrote does not run in this process at all
(`pool.py`).
"""

import asyncio
import threading
import time
import weakref
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress

from publish.asgi import Message, Receive, Scope, Send
from publish.sql.shares import ASKING, Share, Shares

HEALTH = "health"
SEARCHES = "searches"
SHEETS = "sheets"
TABLES = "tables"
API = "api"
STREAMS = "streams"
SQL = "sql"
MADE = "made"
_THREADS = {HEALTH: 1, SEARCHES: 2, SHEETS: 1, TABLES: 2, API: 3}
# In addition to the connections of Datasette's own threads, which read the pages. The API has its own.
CONNECTIONS = sum(_THREADS.values()) - _THREADS[API]
SHARES = {
    SEARCHES: Share(in_all=2, for_each=1),
    SQL: Share(in_all=2, for_each=1),
    TABLES: Share(in_all=1, for_each=1),
    # Requests that Datasette answers, each with several queries.
    MADE: Share(in_all=6, for_each=2, waiting_for_each=24),
    STREAMS: Share(in_all=8, for_each=2, waiting_for_each=2, seconds=5),
}
MOST_REST = 0.2  # seconds
PIECE = 64 * 1024  # bytes of a body: half a millisecond to compress


class Lanes:
    """The lanes of one server, started when first used."""

    def __init__(self) -> None:
        self.shares = Shares(SHARES)
        self._executors: dict[str, ThreadPoolExecutor] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def executor(self, kind: str) -> ThreadPoolExecutor:
        made = ThreadPoolExecutor(_THREADS[kind], thread_name_prefix=f"tracker-{kind}")
        return self._executors.setdefault(kind, made)

    async def run(self, fn, pages: Executor):
        """Run `fn` in a thread of the current request's lane; return its result."""
        match ASKING.get().kind:
            case "searches" | "sheets" | "health" as kind:
                return await in_thread(self.executor(kind), fn)
            case "sql" | "tables":
                return await in_thread(self.executor(TABLES), fn)
        return await in_thread(pages, fn)

    async def fill(self, fn):
        """Return the answer that `fn` makes: for a search in the lane of searches, since there are many of
        them, for a spreadsheet in its lane, for anything else right here."""
        kind = ASKING.get().kind
        if kind in (SEARCHES, SHEETS):
            return await in_thread(self.executor(kind), fn)
        return fn()

    async def make(self, app, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Datasette, `app`, answer: its tables and readers' SQL in their lane, everything else here.
        Raises Crowded."""
        asking = ASKING.get()
        if asking.kind not in (SQL, TABLES):
            await app(scope, receive, send)
        elif asking.is_stream:  # which already holds a share, for longer
            await _answer_in(self._tables_loop(), app, scope, receive, send)
        else:
            slot = await self.shares.enter(MADE, asking.client)
            try:
                await _answer_in(self._tables_loop(), app, scope, receive, send)
            finally:
                slot.leave()

    def close(self) -> None:
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)
        self._executors.clear()
        if self._loop is not None:
            self._stop()
            self._loop = None

    def _tables_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._stop = weakref.finalize(self, self._loop.call_soon_threadsafe, self._loop.stop)
            threading.Thread(target=_run, args=(self._loop,), name="tracker-tables-loop", daemon=True).start()
        return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _answer_in(
    loop: asyncio.AbstractEventLoop, app, scope: Scope, receive: Receive, send: Send
) -> None:
    """Let `app` answer in another thread's event loop, in the context of this one; what it sends is sent from
    here.

    Pieces of a body are gathered first, since Datasette sends a CSV row by row.
    """
    here, waiting = asyncio.get_running_loop(), bytearray()

    async def send_from_here(message: Message) -> None:
        if message["type"] == "http.response.body":
            waiting.extend(message.get("body", b""))
            if message.get("more_body") and len(waiting) < PIECE:
                return
            message = {**message, "body": bytes(waiting)}
            waiting.clear()
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_await(send(message)), here))

    async def receive_from_here():
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_await(receive()), here))

    await asyncio.wrap_future(
        asyncio.run_coroutine_threadsafe(_await_and_rest(app(scope, receive_from_here, send_from_here)), loop)
    )


async def _await(work):
    return await work


async def _await_and_rest(work):
    """Return the result of the work, then let its thread rest as long as it worked.

    Threads share one interpreter: without the rest, a series of large pages leaves the others a third of it.
    """
    begun = time.thread_time()
    try:
        return await work
    finally:
        worked = time.thread_time() - begun
        with suppress(RuntimeError):  # closed when its loop has ended: there is nobody to rest for
            asyncio.get_running_loop().call_later(0, time.sleep, min(worked, MOST_REST))


async def in_thread(executor: Executor, fn, slot=None):
    """Return what `fn` returns. The slot is held until the thread is done, even if nobody waits for it any
    more."""
    future = executor.submit(fn)
    if slot is not None:
        future.add_done_callback(slot.leave)
    return await asyncio.wrap_future(future)
