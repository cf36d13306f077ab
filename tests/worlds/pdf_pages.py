"""PDFs with one line of text under the other, as plain as the format allows; a calendar and an order list of
the Supreme Court."""

from collections.abc import Iterable


def make_pdf(*pages: str) -> bytes:
    """Return a PDF of these pages; a line is one text operation. Latin-1 with the dashes of Windows."""
    return _write(
        b"BT /F1 11 Tf 72 740 Td 14 TL "
        + b" ".join(b"(%s) Tj T*" % _escaped(line) for line in page.splitlines())
        + b" ET"
        for page in pages
    )


def place_words(*pieces: tuple[int, int, str]) -> bytes:
    """Return a PDF of one page with each piece at its place (x, y from below), in the order given, whatever the eye
    makes of it."""
    return _write(
        [b" ".join(b"BT /F1 9 Tf %d %d Td (%s) Tj ET" % (x, y, _escaped(words)) for x, y, words in pieces)]
    )


def _write(pages: Iterable[bytes]) -> bytes:
    contents = list(pages)
    fonts = b"<< /Font << /F1 3 0 R >> >>"
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
            % (fonts, 5 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    body, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _escaped(line: str) -> bytes:
    return (
        line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )


CALENDAR = make_pdf("""SUPREME COURT OF THE UNITED STATES
OCTOBER TERM, 2023
For the Session Beginning March 18, 2024
Monday, March 18
22–9001 Example Video, Inc. v. Roe
22–9002 Stranger v. Somebody
(Consolidated for one hour of argument)
Tuesday, March 19: STRANGER v. OTHER (22-9003)
Wednesday, March 20
23A901 Roe v. Example Video""")
ORDERS = make_pdf(
    """(ORDER LIST: 601 U.S.)
MONDAY, MARCH 4, 2024
ORDERS IN PENDING CASES
23A901 ROE, RAE V. EXAMPLE VIDEO, INC.
The application for stay addressed to the Court is denied.
23M999 STRANGER V. SOMEBODY
The motion of the stranger in 22-9001 is denied.""",
    """CERTIORARI DENIED
22-9000 STRANGER V. SOMEBODY
22-9001 EXAMPLE VIDEO, INC., ET AL. V. ROE, RAE
22-9002 ) STRANGER V. OTHER
REHEARINGS DENIED
21-9009 STRANGER V. SOMEBODY""",
)
# Its days stand in two columns; in the file, as a word processor writes a table, row after row.
TWO_COLUMNS = place_words(
    (180, 740, "SUPREME COURT OF THE UNITED STATES"),
    (200, 726, "For the Session Beginning March 18, 2024"),
    (320, 700, "Monday, March 25"),
    (72, 700, "Monday, March 18"),
    (72, 686, "22\u20139001"), (120, 686, "Example Video, Inc. v. Roe"),
    (320, 686, "22\u20139004"), (368, 686, "Stranger v. Nobody"),
    (72, 672, "22\u20139002"), (120, 672, "Stranger v. Somebody"),
    (320, 672, "23A901"), (368, 672, "Roe v. Example Video"),
    (72, 650, "Tuesday, March 19"), (320, 650, "Wednesday, March 27"),
    (320, 636, "22\u20139006"), (72, 636, "22\u20139005"),
    (120, 636, "Stranger v. Other"), (368, 636, "Other v. Stranger"),
    (320, 622, "22\u20139007 Late v. Later"),
)  # fmt: skip
GROUPED = make_pdf("""(ORDER LIST: 601 U.S.)
MONDAY, MARCH 4, 2024
ORDERS IN PENDING CASES
23M998 STRANGER V. SOMEBODY
23M999 STRANGER V. ELSE
The motions to direct the Clerk to file petitions are denied.
21-9326 ) EXAMPLE VIDEO, INC., ET AL. V. ROE
)
22-9111 ) EXAMPLE FORUMS V. ROE
1
The motion of the Solicitor General for divided argument is
granted, and 22-9005 is set apart.
CERTIORARI -- SUMMARY DISPOSITIONS
19-9208 YONDER, YOLA J. V. SOMEBODY, ATT'Y GEN.,
ET AL.
20-9268 STRANGER V. SOMEBODY
2
20-9070 STRANGER V. ELSE
The petitions for writs of certiorari are granted. The
judgments are vacated.
CERTIORARI DENIED
22-9001 EXAMPLE VIDEO, INC., ET AL. V. ROE, RAE
22-9003 STRANGER V. OTHER
The petition for a writ of certiorari is denied. Justice
Nobody took no part in it.""")
