"""CourtListener's webhooks: messages about the dockets and searches that the operator subscribed to.

Source   POSTs to /-/webhook/courtlistener/<secret> of this site, off unless TRACKER_WEBHOOK_SECRET is set;
         they cost none of the requests that CourtListener allows. Nothing is fetched
Gives    new entries of a docket within minutes, dockets that match a search, alerts that end, failed purchases
Lacks    edits: an entry is reported once, often before its text; the whole register (`courtlistener` reads
         it)
Quirks   no signature, only the secret address; sent up to 8 times in 55 hours under one key; a docket is
         named only by CourtListener's id, so a message can come before its docket is known
"""

from docket.issues import ParseError
from docket.snapshot import Snapshot
from scrapers.courtlistener import webhooks
from scrapers.source import Source


class CourtListenerWebhooks(Source):
    NAME = webhooks.NAME

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the records and issues of a message. Raises ParseError: unknown-kind, and those of
        `read_message`."""
        if snapshot.kind not in (webhooks.ALERT, webhooks.WAITING, webhooks.UNREADABLE):
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no messages of kind {snapshot.kind!r}",
                code="unknown-kind",
            )
        return webhooks.read_message(snapshot)


SOURCE = CourtListenerWebhooks()
