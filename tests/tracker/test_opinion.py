"""`opinion`: the JSON of one file, and a clear line for what is none."""

import json
import os
import time

import pytest
from click.testing import CliRunner

from tests.worlds.pdf_pages import make_pdf
from tracker.__main__ import cli

ORDER = """UNITED STATES DISTRICT COURT
NORTHERN DISTRICT OF CALIFORNIA

JANE ROE,
Plaintiff,
v.
ACME FORUMS, LLC,
Defendant.

Case No. 21-cv-01234-ABC

ORDER GRANTING MOTION TO DISMISS

Jane Roe sues Acme Forums for a post that another member of its forum wrote about her shop.
Because Acme Forums did not write the post, section 230 of the Communications Decency Act bars the claim.
The motion to dismiss is GRANTED.

Dated: March 3, 2022

ANN B. LEE
United States District Judge
"""
HTML = "<html><body><p>{}</p></body></html>".format("</p><p>".join(filter(None, ORDER.splitlines()))).encode()
KEYS = (
    "court_id docket_numbers date_filed caption author precedential disposition pages parts footnotes "
    "passages citations"
).split()


def opinion(path):
    return CliRunner().invoke(cli, ["opinion", str(path)])


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("order.pdf", make_pdf(ORDER)),
        ("order.txt", ORDER.encode()),
        ("order.html", HTML),
    ],
)
def test_an_order_is_read_whatever_it_is_written_in(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    done = opinion(path)
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert set(KEYS) <= set(answer)
    assert (answer["court_id"], answer["docket_numbers"], answer["date_filed"]) == (
        "cand",
        ["21-cv-01234-ABC"],
        "2022-03-03",
    )
    assert (answer["caption"], answer["author"], answer["disposition"]) == (
        "JANE ROE v. ACME FORUMS, LLC",
        "Ann B. Lee",
        "granted",
    )
    holding = [passage for passage in answer["passages"] if passage["kind"] == "holding"]
    assert [passage["text"] for passage in holding] == [
        "Because Acme Forums did not write the post, section 230 of the Communications Decency Act bars the claim."
    ]


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "broken"),
        ("cut.pdf", make_pdf(ORDER)[:300], "broken"),
        ("page.pdf", b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", "web page"),
        ("noise.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "its content does not"),
        ("empty.txt", b"", "empty"),
        ("LICENSE", b"Permission is hereby granted, free of charge, to any person.\n" * 9, "no opinion"),
        ("many.jsonl", b'{"text": "<html><p>One.</p>"}\n{"text": "Two."}\n', "many texts in one file"),
        (
            "one.json",
            b'{\n  "case_name": "Roe v. Example",\n  "entries": [{\n"a": 1}]\n}\n',
            "neither a docket nor an opinion",
        ),
    ],
)
def test_what_is_no_opinion_gets_one_line(tmp_path, name, body, says):
    path = tmp_path / name
    path.write_bytes(body)
    done = opinion(path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_a_font_that_lies_about_its_letters_does_not_stop_the_reading(tmp_path):
    # A character map that gives every code a control character and a lone surrogate, endlessly nested.
    wild = (
        b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <FF> endcodespacerange 99999 "
        b"beginbfrange <00> <FF> <D800> endbfrange"
    )
    body = make_pdf(ORDER).replace(
        b"/Encoding /WinAnsiEncoding", b"/Encoding /WinAnsiEncoding /ToUnicode 99 0 R"
    )
    body = body.replace(
        b"trailer", b"99 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer" % (len(wild), wild)
    )
    path = tmp_path / "wild.pdf"
    path.write_bytes(body)
    done = opinion(path)
    assert done.exit_code in (0, 1)
    assert "Traceback" not in done.output
    assert done.stdout or done.stderr


def test_hundreds_of_pages_are_read_in_seconds(tmp_path):
    """Three hundred in ./test --full."""
    pages = 300 if os.environ.get("TRACKER_TEST_FULL") else 100
    page = "\n".join(
        f"{line} The court has read the papers and the law and sees no reason to decide otherwise."
        for line in range(45)
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(make_pdf(ORDER, *[page] * (pages - 1)))
    begun = time.process_time()
    done = opinion(path)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["pages"] == pages
    assert time.process_time() - begun < 60
