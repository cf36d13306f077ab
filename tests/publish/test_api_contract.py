"""The API keeps to its own document: OpenAPI 3.1 that validates, every answer as its schema says, every
example runs."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from db import archive, ledger
from publish.api.dictionary import document as dictionary
from publish.api.openapi import document
from publish.api.resources import RESOURCES
from publish.serve import make_datasette
from tests.publish.checking import FULL
from tests.worlds.asking import answers_of
from tests.worlds.publishing import build_catalog, build_world
from tests.worlds.serving import served
from tests.worlds.sql import run_sql

jsonschema = pytest.importorskip(
    "jsonschema", reason="jsonschema is not installed: no answer was held against the document"
)
DOCUMENT = document("http://localhost")


def find_program(name):
    """Return where a program is that may live in an environment of its own: beside this one's, or on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


# In whose presence (`rich`) Datasette 0.65.5 answers 500 instead of 404 to some addresses.
SCHEMATHESIS = find_program("schemathesis")


def build(build_docket, home):
    """Return a Datasette on a new docket with its ledger, every change published."""
    build_docket(home / "docket.db")
    changes = run_sql(home / "docket.db", "select change_id, kind from changes order by rowid")
    archive_db = archive.open_archive(home / "archive.db")
    ledger.publish(archive_db, [*changes, ("0000gone", "party_added")])
    ledger.withdraw(archive_db, set(), lambda *parts: "-".join(parts))
    archive_db.close()
    return make_datasette(home / "docket.db", home / "archive.db")


@pytest.fixture(scope="module")
def datasettes(tmp_path_factory):
    return {
        name: build(fn, tmp_path_factory.mktemp(name))
        for name, fn in (("world", build_world), ("catalog", build_catalog))
    }


@pytest.fixture(scope="module")
def address(datasettes):
    """The catalog on a real server; yields its address."""
    path = Path(datasettes["catalog"].databases["docket"].path)
    with served(path, path.with_name("archive.db")) as address:
        yield address


def ask(datasette, *paths):
    return [answers_of(datasette, f"/api/v1{path}") for path in paths]


def schema_of(operation, status="200"):
    content = operation["responses"][status]["content"]
    return content["application/json"]["schema"] | {"components": DOCUMENT["components"]}


CHECKER = jsonschema.Draft202012Validator.FORMAT_CHECKER


_DIGITS = str.maketrans("123456789", "000000000")
_SHOWN = defaultdict(set)


def _kind(value):
    if not isinstance(value, str):
        return f"{type(value).__name__} {value is not None and (value > 0) - (value < 0)}"
    if len(value) < 30 and value.islower() and value.isidentifier():
        return value  # a code
    if value[:1].isdigit():
        return value[:30].translate(_DIGITS)
    return "address" if value.startswith("http") else "words" if value else "no words"


def varied(value, shown, at=""):
    """Return the value without those items of its lists that show nothing new, and whether it shows anything.

    New is a field that is there or not, null, an empty list, a code, a number or day written in another way.
    """
    if isinstance(value, dict):
        parts = {key: varied(part, shown, f"{at}.{key}") for key, part in value.items()}
        kind, is_new = " ".join(value), any(new for _, new in parts.values())
        kept = {key: part for key, (part, _) in parts.items()}
    elif isinstance(value, list):
        kept = [part for part, new in (varied(item, shown, f"{at}[]") for item in value) if new]
        kind, is_new = "list" if value else "no list", bool(kept)
    else:
        kept, kind, is_new = value, _kind(value), False
    before = len(shown)
    shown.add((at, kind))
    return kept, is_new or len(shown) > before


def check(body, schema):
    """Hold an answer against its schema; all rows of it in --full, else those that show what none has shown."""
    if not FULL:
        body, _ = varied(body, _SHOWN[json.dumps(schema | {"components": None})])
    jsonschema.Draft202012Validator(schema, format_checker=CHECKER).validate(body)


def test_a_row_that_shows_something_new_is_held_against_the_document():
    rows = [
        {"day": "2024-01-02", "note": None, "said": [{"by": "court"}]},
        {"day": "2024-03-04", "note": None, "said": [{"by": "court"}]},
        {"day": "2024-3-4", "note": None, "said": []},
        {"day": "2024-03-04", "said": [{"by": "court"}]},
        {"day": "2024-03-04", "note": None, "said": [{"by": "court"}, {"by": "clerk"}]},
    ]
    kept, _ = varied({"data": rows}, set())
    assert kept["data"] == [*rows[:1], rows[2], rows[3] | {"said": []}, rows[4] | {"said": [{"by": "clerk"}]}]


def test_the_document_is_openapi():
    """In the short run the exports of one resource: those of the others take what their lists take."""
    validator = pytest.importorskip(
        "openapi_spec_validator",
        reason="openapi-spec-validator is not installed: the document was not checked",
    )
    paths = {
        path: operations
        for path, operations in DOCUMENT["paths"].items()
        if FULL or path.startswith("/cases") or not path.endswith((".csv", ".ndjson"))
    }
    validator.validate(DOCUMENT | {"paths": paths})
    assert DOCUMENT["openapi"].startswith("3.1")
    operations = [path["get"] for path in DOCUMENT["paths"].values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        names = [parameter["name"] for parameter in operation["parameters"]]
        assert len(names) == len(set(names)), operation["operationId"]


def test_everything_in_it_has_words():
    for path in DOCUMENT["paths"].values():
        assert path["get"]["summary"] and all(
            parameter["description"] for parameter in path["get"]["parameters"]
        )
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for field, described in schema["properties"].items():
            assert (
                name == "Error"
                or field in ("data", "source")
                or described.get("description")
                or described.get("const")
            ), (name, field)


def test_the_document_is_what_is_served(datasettes):
    assert ask(datasettes["world"], "/openapi.json")[0].json() == DOCUMENT


@pytest.mark.parametrize("site", ["world", "catalog"])
@pytest.mark.parametrize(
    "path", [path for path in DOCUMENT["paths"] if "{" not in path and not path.endswith((".csv", ".ndjson"))]
)
def test_every_list_is_as_the_document_says(datasettes, site, path):
    operation = DOCUMENT["paths"][path]["get"]
    is_expanded = "expand" in {parameter["name"] for parameter in operation["parameters"]}
    # A source has one shape in every row.
    suffixes = ["?limit=1000", f"?limit={1000 if FULL else 100}&expand=source"] if is_expanded else [""]
    for answer in ask(datasettes[site], *(path + suffix for suffix in suffixes)):
        assert answer.status_code == 200
        check(answer.json(), schema_of(operation))


@pytest.mark.parametrize("site", ["world", "catalog"])
@pytest.mark.parametrize("name", [resource.name for resource in RESOURCES.values() if not resource.is_feed])
def test_every_thing_is_as_the_document_says(datasettes, site, name):
    resource = RESOURCES[name]
    rows = ask(datasettes[site], f"/{name}?limit=1000")[0].json()["data"]
    schema = schema_of(DOCUMENT["paths"][f"/{name}/{{{resource.key}}}"]["get"])
    some = [row[resource.key] for row in rows[:: max(1, len(rows) // 40)]]
    suffixes = ["", "?expand=source"] if resource.has_facts else [""]
    paths = [f"/{name}/{key}{suffix}" for suffix in suffixes for key in some]
    for path, answer in zip(paths, ask(datasettes[site], *paths), strict=True):
        assert answer.status_code == 200, path
        check(answer.json(), schema)


def test_every_date_is_a_day(datasettes):
    """Over every table, which the things above show only some rows of."""
    parts = [part for resource in RESOURCES.values() for part in (resource, *resource.parts)]
    dates = {
        field.sql.partition(".")[::2]
        for part in parts
        for field in part.fields
        if field.kind == "date" and re.fullmatch(r"\w+\.\w+", field.sql)  # a column, and nothing worked out
    }
    assert len(dates) > 20
    day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
    path = datasettes["catalog"].databases["docket"].path
    for table, column in sorted(dates):
        sql = f"select {column} from {table} where {column} is not null and {column} not glob '{day}'"
        assert run_sql(path, sql) == [], (table, column)


@pytest.mark.parametrize("path", ["/cases?x=1", "/cases?limit=0", "/cases/none", "/nothing"])
def test_every_refusal_is_as_the_document_says(datasettes, path):
    answer = ask(datasettes["world"], path)[0]
    check(answer.json(), schema_of(DOCUMENT["paths"]["/cases"]["get"], str(answer.status_code)))


def values_of(schema):
    """Values that a parameter's schema allows, as they are written in an address."""
    if "anyOf" in schema:
        return st.one_of(*map(values_of, schema["anyOf"]))
    if schema.get("enum"):
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "date-time":
        return st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)).map(
            lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z"
        )
    if schema.get("pattern"):
        return st.from_regex(schema["pattern"], fullmatch=True)
    if schema.get("format") == "date":
        return st.dates().map(str)
    if schema["type"] == "boolean":
        return st.sampled_from(["true", "false"])
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"]).map(str)
    return st.text(st.characters(codec="utf-8"), min_size=schema["minLength"], max_size=20)


LISTS = list(RESOURCES)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_what_the_document_allows_is_answered_as_it_says(datasettes, data):
    operation = DOCUMENT["paths"][f"/{data.draw(st.sampled_from(LISTS))}"]["get"]
    chosen = data.draw(
        st.lists(
            st.sampled_from(operation["parameters"]),
            max_size=4,
            unique_by=lambda parameter: parameter["name"],
        )
    )
    pairs = []
    for parameter in chosen:
        schema = parameter["schema"]
        drawn = data.draw(
            st.lists(values_of(schema["items"]), min_size=1, max_size=3)
            if schema.get("type") == "array"
            else values_of(schema)
        )
        pairs += [(parameter["name"], value) for value in (drawn if isinstance(drawn, list) else [drawn])]
    path = next(path for path, item in DOCUMENT["paths"].items() if item["get"] is operation)

    [answer] = ask(datasettes["catalog"], f"{path}?{urlencode(pairs)}")
    if answer.status_code == 400:  # no schema can say which names name something, or which terms go together:
        error = answer.json()["error"]
        remedies = ("swap them", "leave out sort", "add party")  # a time ends after it begins, and so on
        assert error["code"] == "names_nothing" or any(words in error["message"] for words in remedies), (
            answer.text
        )
        check(answer.json(), schema_of(operation, "400"))
        return
    assert answer.status_code == 200, answer.text
    check(answer.json(), schema_of(operation))


def test_an_address_too_long_to_read_is_refused_in_the_words_of_the_api(datasettes):
    [answer] = ask(datasettes["catalog"], f"/cases?q={'x' * 20_000}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (414, "too_long")
    check(answer.json(), schema_of(DOCUMENT["paths"]["/cases"]["get"], "414"))


def test_schemathesis_finds_nothing(address, tmp_path):
    if SCHEMATHESIS is None:
        pytest.skip(
            "schemathesis is not on the path: the API was not tried by it (pip install schemathesis, "
            "in an environment of its own)"
        )
    # A value that no schema allows makes some addresses too long to be read at all, which is no acceptance.
    refused = [400, 404, 405, 414, 429]
    tmp_path.joinpath("schemathesis.toml").write_text(
        f"[checks]\nnegative_data_rejection.expected-statuses = {refused}\n"
    )
    done = subprocess.run(
        [
            SCHEMATHESIS,
            "run",
            f"{address}/api/v1/openapi.json",
            "--max-examples",
            "25",
            "--seed",
            "230",
            "--no-color",
            # A name that names nothing is refused: no schema can say which do.
            "--exclude-checks=positive_data_acceptance",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-6000:]


# --- the data dictionary and the page of words


def test_the_dictionary_names_every_field(datasettes):
    served = ask(datasettes["world"], "/dictionary.json")[0].json()
    assert served == json.loads(json.dumps(dictionary()))
    for resource in served["resources"]:
        assert [field["name"] for field in resource["fields"]] == [
            field.name for field in RESOURCES[resource["name"]].fields
        ]
        assert all(field["description"] for field in resource["fields"])


@pytest.fixture(scope="module")
def page(datasettes, address):
    with urlopen(f"{address}/api") as answer:
        return answer.read().decode("utf-8")


def examples(page, language):
    bodies = re.findall(rf'<pre class="example" data-language="{language}">(.*?)</pre>', page, re.DOTALL)
    return [html.unescape(body) for body in bodies]


PROGRAMS = {
    "curl": ["bash", "-euc"],
    "Python": [sys.executable, "-c"],
    "JavaScript": ["node", "--input-type=module", "-e"],
}


@pytest.mark.parametrize("language", PROGRAMS)
def test_every_example_on_the_page_runs(page, tmp_path, language):
    program = PROGRAMS[language]
    for needed in (program[0], *(["curl"] if language == "curl" else [])):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not on this machine: the examples in {language} were not run")
    bodies = examples(page, language)
    assert bodies
    for body in bodies:
        done = subprocess.run(
            [*program, body.replace("curl -s", "curl -sf")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, (body, done.stderr)
        assert done.stdout.strip() or list(tmp_path.iterdir()), body
        assert '"error"' not in done.stdout


def test_the_page_names_every_resource_field_filter_and_change(page):
    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    for resource in RESOURCES.values():
        for named in (*resource.fields, *resource.filters, *(part for part in resource.parts)):
            assert named.name in words, (resource.name, named.name)
    assert "deprecated" in words and "The first form" in words


# --- a client that a generator makes of the document


@pytest.fixture(scope="module")
def client_package(page, tmp_path_factory):
    """A folder that holds the client generated from the document as it is served, with the config that /api shows."""
    generator = find_program("openapi-python-client")
    if generator is None:
        pytest.skip(
            "openapi-python-client is not on the path: no client was generated (pip install openapi-python-client, "
            "in an environment of its own)"
        )
    pytest.importorskip("attrs", reason="attrs is not installed: the generated client was not called")
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    shown = re.search(r"<pre>(content_type_overrides:.*?)</pre>", page, re.DOTALL)
    (folder / "config.yaml").write_text(html.unescape(shown[1]), encoding="utf-8")
    done = subprocess.run(
        [generator, "generate", "--path", "openapi.json", "--config", "config.yaml", "--fail-on-warning"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        env=os.environ | {"PATH": f"{Path(generator).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "section-230-docket-client"


def test_a_generated_client_reads_what_the_api_says(client_package, address):
    asked = f"{address}/api/v1"
    names = {
        name: (resource.singular, "seq" if resource.is_feed else resource.key)
        for name, resource in RESOURCES.items()
    }
    done = subprocess.run(
        [sys.executable, "-c", CALLS, asked, json.dumps(names)],
        cwd=client_package,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    called = json.loads(done.stdout)
    for name, resource in RESOURCES.items():
        with urlopen(f"{asked}/{name}?limit=3") as answer:
            rows = json.load(answer)["data"]
        key = names[name][1]
        assert called[name]["list"] == [row[key] for row in rows], name
        with urlopen(f"{asked}/{name}.csv?limit=3") as answer:
            assert called[name]["csv"] == answer.read().decode("utf-8"), name
        with urlopen(f"{asked}/{name}.ndjson?limit=3") as answer:
            assert called[name]["ndjson"] == answer.read().decode("utf-8"), name
        if not resource.is_feed:
            assert called[name]["whole"] == called[name]["list"][:1], name
    assert called["count"] > 3 and "cursor=" in called["following"]
    assert len(called["expanded"]) == 3 and all(called["expanded"])
    assert called["refused"] == "not_found"


# Run beside the generated package: every operation of every resource, the answers parsed into its classes.
CALLS = """
import importlib, json, sys
from section_230_docket_client import Client
from section_230_docket_client.models import ListCaseExpand

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
place = "section_230_docket_client.api.default."
KEYS = json.loads(sys.argv[2])


def call(operation, *args, **given):
    return importlib.import_module(place + operation).sync(*args, client=client, **given)


found = {}
for name, (single, key) in KEYS.items():
    rows = call(f"list_{single}", limit=3).data
    found[name] = {"list": [getattr(row, key) for row in rows]}
    for form in ("csv", "ndjson"):
        found[name][form] = call(f"export_{single}_{form}", limit=3)
    if key != "seq":
        found[name]["whole"] = [getattr(call(f"get_{single}", one).data, key) for one in found[name]["list"][:1]]
found["expanded"] = [row.caption.value for row in call("list_case", limit=3, expand=ListCaseExpand.SOURCE).data]
found["following"] = call("list_case", limit=3).next_
found["count"] = call("get_status").data.cases
found["refused"] = call("get_case", "no-such-case").error.code
json.dump(found, sys.stdout)
"""
