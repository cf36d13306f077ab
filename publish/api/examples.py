"""The examples on the API's page. Each runs as shown; the tests run them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One program. In its text `{base}` is the address of the API, `{slug}` a case, `{docket_id}` a docket,
    `{entity_id}` a company."""

    title: str
    language: str
    text: str

    def written(self, names: dict[str, str]) -> str:
        text = self.text
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text


EXAMPLES = (
    Example(
        "A whole case: dockets, entries, hearings, parties, rulings", "curl", "curl -s '{base}/cases/{slug}'"
    ),
    Example("Where each of its facts comes from", "curl", "curl -s '{base}/cases/{slug}?expand=source'"),
    Example("Every open case, as a table", "curl", "curl -s '{base}/cases.csv?status=open' -o cases.csv"),
    Example(
        "Every ruling since 2020 that barred a defamation claim and still stands",
        "curl",
        "curl -s '{base}/rulings.csv?claim=defamation&answer=immune&stands=yes&from=2020-01-01' -o rulings.csv",
    ),
    Example(
        "Hearings to come, by each court's own calendar", "curl", "curl -s '{base}/hearings?upcoming=true'"
    ),
    Example("The newest hundred entries", "curl", "curl -s '{base}/entries?limit=100'"),
    Example(
        "Ask again only for what is new: 304 if nothing is",
        "curl",
        "curl -s '{base}/status' --etag-save status.etag -o status.json\n"
        "curl -s '{base}/status' --etag-compare status.etag -o status.json -w '%{http_code}\\n'",
    ),
    Example(
        "Every ruling that denied immunity, page by page",
        "Python",
        """import json
from urllib.request import urlopen

url = "{base}/rulings?answer=not_immune&limit=100"
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for ruling in page["data"]:
        print(ruling["date_from"], ruling["court_id"], ruling["docket_number"])
    url = page["next"]""",
    ),
    Example(
        "Follow every change, and come back tomorrow",
        "Python",
        """import json
from urllib.request import urlopen

since = 0          # tomorrow: the number printed last today
url = f"{base}/changes?since={since}&limit=1000"
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for change in page["data"]:
        since = change["seq"]
        if change["kind"] == "corrected":
            print("taken back:", change["corrects"])
        elif not change["is_withdrawn"]:
            print(change["seq"], change["kind"], change["subject_id"], change["new_value"])
    url = page["next"]
print("since", since)""",
    ),
    Example(
        "The cases of a company",
        "JavaScript",
        """const url = "{base}/cases?party={entity_id}&sort=-date_filed";
const page = await (await fetch(url)).json();
for (const found of page.data) console.log(found.date_filed, found.short_name, found.outcome);""",
    ),
)
