"""Decisions and opinions that hold the words of a search: what reviewers and courts' opinion pages say of them.

There is no full-text index of these few tables; they are read through, narrowed by SQL first.
"""

import re

from publish.finding import highlight_terms, terms
from publish.reading import rows

_READ = 2000
_SHOWN = 20
# Rulings with words of a reviewer, dated events (opinions of GovInfo among them), and citations of decisions.
_SOURCES = """
  select 'ruling' as kind, ruling_id as row_id, docket_id, date_from as day,
      trim(coalesce(holding, '') || ' ' || coalesce(text, '')) as text, answer,
      coalesce(primary_url, source_url) as source_url, snapshot_id
    from rulings where coalesce(holding, text) is not null
  union all
  select event, docket_event_id, docket_id, date_from, text, null, source_url, snapshot_id from docket_events
    where event in ('opinion', 'decided', 'affirmed', 'reversed', 'vacated', 'remanded') and text is not null
  union all
  select 'citation', citation_id, docket_id, null, text, null, source_url, snapshot_id from citations
"""


def find_decisions(conn, words: str, court_id: str | None = None, first: str | None = None, last: str | None = None) -> list[dict]:
    """Return the decisions whose words or citation hold every term, newest first, with the matches marked."""
    asked = terms(words)
    conditions, params = ["dockets.selection <> 'excluded'"], []
    for text, _ in asked:
        if text.isascii():                    # SQLite lowers no other letters; those are left to the pattern below
            conditions.append("instr(lower(found.text), ?) > 0")
            params.append(text.lower())
    for condition, value in (("dockets.court_id = ?", court_id), ("found.day >= ?", first), ("found.day <= ?", last)):
        if value:
            conditions.append(condition)
            params.append(value)
    found = rows(
        conn,
        f"""select found.*, dockets.case_id, dockets.court_id, coalesce(dockets.short_name, dockets.caption) as docket_name
        from ({_SOURCES}) found join dockets using (docket_id)
        where {" and ".join(conditions)} order by found.day desc, found.row_id limit {_READ}""",
        params,
    )
    kept = [item | {"snippet": highlight_terms(item["text"], asked)} for item in found if _holds(item["text"], asked)]
    return kept[:_SHOWN]


def _holds(text: str, asked: list[tuple[str, bool]]) -> bool:
    """Whether each term begins a word of the text, as in the index: "immun" finds "immune", not "disimmune"."""
    return all(re.search(rf"(?<!\w){re.escape(term)}", text, re.IGNORECASE) for term, _ in asked)
