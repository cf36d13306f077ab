"""Where the claims and the parts of § 230 of a case were read: the words of an entry, and the rule."""

from publish.reading import marks, rows

SHOWN = 60


def load_evidence(conn, docket_ids: list[str]) -> dict:
    """Return the claims, parts and exceptions that were read from entries, oldest entry first, and how many there are."""
    params = [*docket_ids, *docket_ids]
    listed = marks(docket_ids)
    found = rows(
        conn,
        f"""select found.*, docket_entries.entry_number, docket_entries.date_filed, dockets.court_id,
          courts.short_name as court_name, count(*) over () as total
        from (
          select 'claim' as what, cause_of_action as code, docket_id, entry_id, quoted_span, rule, snapshot_id
            from claims where docket_id in ({listed})
          union all
          select case when provision is null then 'exception' else 'provision' end, coalesce(provision, exception), docket_id,
            entry_id, quoted_span, rule, snapshot_id
            from defences where docket_id in ({listed}) and coalesce(provision, exception) <> 'none'
        ) found
          join docket_entries on docket_entries.entry_id = found.entry_id
          join dockets on dockets.docket_id = found.docket_id
          left join courts on courts.court_id = dockets.court_id
        order by docket_entries.date_filed, docket_entries.position, found.what, found.code limit {SHOWN}""",
        params,
    )
    return {"shown": found, "total": found[0]["total"] if found else 0}
