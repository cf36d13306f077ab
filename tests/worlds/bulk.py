"""CourtListener's bulk files in their true dialect, with invented cases: for the tests of the sweep and its
benchmark."""

import bz2
import random

DAY = "2026-03-31"
COLUMNS = {
    "opinions": (
        "id date_created date_modified author_str per_curiam joined_by_str type sha1 page_count "
        "download_url local_path plain_text html "
        "html_lawbox html_columbia html_anon_2020 xml_harvard xml_scan html_with_citations extracted_by_ocr "
        "author_id cluster_id"
    ),
    "opinion-clusters": (
        "id date_created date_modified judges date_filed date_filed_is_approximate slug case_name_short "
        "case_name case_name_full "
        "scdb_id scdb_decision_direction scdb_votes_majority scdb_votes_minority source procedural_history "
        "attorneys nature_of_suit "
        "posture syllabus headnotes summary disposition history other_dates cross_reference correction citation_count "
        "precedential_status date_blocked blocked filepath_json_harvard filepath_pdf_harvard docket_id "
        "arguments headmatter"
    ),
    "dockets": (
        "id date_created date_modified source appeal_from_str assigned_to_str referred_to_str panel_str "
        "date_last_index date_cert_granted "
        "date_cert_denied date_argued date_reargued date_reargument_denied date_filed date_terminated "
        "date_last_filing case_name_short "
        "case_name case_name_full slug docket_number docket_number_core pacer_case_id cause nature_of_suit "
        "jury_demand jurisdiction_type "
        "mdl_status filepath_local view_count date_blocked blocked appeal_from_id assigned_to_id court_id "
        "parent_docket_id"
    ),
}
ABOUT = (
    "Defendant moves to dismiss under 47 U.S.C. § 230(c)(1). Section 230 bars Plaintiff's claims, which "
    "treat Example as the publisher or "
    "speaker of information provided by another information content provider. See Zeran v. America Online, "
    "Inc., 129 F.3d 327 (4th Cir. 1997); "
    "Barnes v. Yahoo!, Inc., 570 F.3d 1096 (9th Cir. 2009). The motion is GRANTED."
)
ASIDE = "The parties dispute venue. Cf. Doe v. Another, 12 F. Supp. 2d 345 (D. Md. 1998) (discussing 47 U.S.C. § 230)."
PLAIN = (
    "The Court has reviewed the motion, the opposition and the reply. Rule 230 of the local rules and 29 "
    "U.S.C. § 2301 do not apply. "
)
_WORDS = (
    "the court finds that plaintiff has not shown good cause under the rule and motion is denied as moot "
    "because counsel failed to confer "
    "before filing which this district requires of every party (c) publisher speaker content argument "
    "record hearing schedule damages"
).split()


def cell(value):
    """Return a value as PostgreSQL writes it: NULL is empty, all else quoted, a backslash before quotes and
    backslashes."""
    return "" if value is None else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_table(folder, table, rows, quote='"'):
    """Write rows, given as dicts of some columns, and return the path."""
    names = COLUMNS[table].split()
    lines = [",".join(names)] + [",".join(cell(row.get(name)) for name in names) for row in rows]
    text = "\n".join(lines) + "\n"
    path = folder / f"{table}-{DAY}.csv.bz2"
    path.write_bytes(bz2.compress((text if quote == '"' else text.replace('"', quote)).encode()))
    return path


def filler(chance, length):
    """Return sentences of some twelve words, as long as asked for or a little less."""
    return " ".join(
        " ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(max(1, length // 75))
    )


def write_bulk(folder, opinions, length=3000, seed=230):
    """Write the three files of a small invented world; one opinion in ten is about § 230, one in twenty
    speaks of it."""
    chance, rows = random.Random(seed), []
    for number in range(1, opinions + 1):
        text = f'{filler(chance, length)}\n"So \\ ordered."\n'
        if number % 10 == 0:
            text = f"{filler(chance, length // 2)} {ABOUT} {filler(chance, length // 2)}"
        elif number % 20 == 5:
            text += ASIDE
        elif number % 7 == 0:
            text += PLAIN
        row = {"id": number, "type": "010combined", "cluster_id": 1000 + number}
        # A third comes as markup only, whose tags stand in the middle of what is looked for.
        form = (
            {"html_with_citations": "<p>" + text.replace("§ 230", "&sect;&nbsp;<em>230</em>") + "</p>"}
            if number % 3 == 0
            else {"plain_text": text}
        )
        rows.append(row | form)
    clusters = [
        {
            "id": 1000 + n,
            "docket_id": 5000 + (n + 1) // 2,
            "date_filed": "2020-01-02",
            "case_name": f"Roe v. Example {n}",
            "precedential_status": "Published",
            "blocked": "f",
        }
        for n in range(1, opinions + 1)
    ]
    dockets = [
        {
            "id": 5000 + n,
            "court_id": "cand",
            "docket_number": f"3:{20 + n % 5}-cv-{n:05}",
            "pacer_case_id": 300000 + n,
            "slug": f"roe-v-example-{n}",
            "case_name": f"Roe v. Example, Inc. ({n})",
            "date_filed": "2020-01-02",
            "cause": "28:1332 Diversity",
            "blocked": "f",
        }
        for n in range(1, (opinions + 1) // 2 + 1)
    ]
    return [
        write_table(folder, "opinions", rows),
        write_table(folder, "opinion-clusters", clusters),
        write_table(folder, "dockets", dockets),
    ]
