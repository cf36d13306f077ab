"""Bills that would change § 230, and the cases they have to do with."""

from publish.queries import snapshots_of
from publish.reading import Asked, row, rows


def read_all(conn, asked: Asked) -> dict:
    bills = rows(
        conn,
        """select bills.*, (select count(distinct case_id) from bill_links where bill_links.bill_id = bills.bill_id
          and case_id is not null) as case_count
        from bills order by congress desc, date_introduced desc, bill_id""",
    )
    congresses: dict[int | None, list[dict]] = {}
    for bill in bills:
        congresses.setdefault(bill["congress"], []).append(bill)
    return {"congresses": list(congresses.items()), "count": len(bills)}


def read(conn, asked: Asked) -> dict | None:
    bill = row(conn, "select * from bills where bill_id = ?", (asked.parts["bill_id"],))
    if bill is None:
        return None
    key = bill["bill_id"]
    actions = rows(conn, "select * from bill_actions where bill_id = ? order by date_from, bill_action_id", (key,))
    cases = rows(
        conn,
        """select bill_links.*, cases.short_name, cases.caption, cases.outcome_230, cases.status, cases.court_ids
        from bill_links join cases using (case_id) where bill_links.bill_id = ?
        order by cases.date_last_event desc, case_id""",
        (key,),
    )
    others = rows(
        conn,
        """select bill_links.link_type, bill_links.text, bill_links.source_url, bill_links.snapshot_id, bills.bill_id,
          bills.number, bills.title, bill_links.bill_id = ?1 as is_ours
        from bill_links join bills on bills.bill_id = case bill_links.bill_id when ?1 then bill_links.other_bill_id
          else bill_links.bill_id end
        where (bill_links.bill_id = ?1 and bill_links.other_bill_id is not null) or bill_links.other_bill_id = ?1
        order by bills.date_introduced""",
        (key,),
    )
    return {
        "bill": bill, "actions": actions, "cases": cases, "others": others,
        "snapshots": snapshots_of(conn, [bill], actions, cases, others),
    }  # fmt: skip
