"""Rows as CourtListener's interface gives them, every field of every endpoint, all people invented.

A test compares the fields with the reference's list. `made` stamps are in the database's own
US/Pacific offset, those of the search in UTC.
"""

API = "https://www.courtlistener.com/api/rest/v4/"
CREATED, MODIFIED = "2024-03-01T02:11:09.001122-08:00", "2026-11-20T10:03:11.512345-08:00"
INDEXED = "2026-11-20T18:03:11.512345Z"
_STAMPS = {"date_created": CREATED, "date_modified": MODIFIED}


def docket(number, court="cand", docket_number="3:24-cv-01234", name="Doe v. Chirpwell, Inc.", **more):
    core = more.pop("docket_number_core", None)
    return {
        "resource_uri": f"{API}dockets/{number}/",
        "id": number,
        "court": f"{API}courts/{court}/",
        "court_id": court,
        "original_court_info": None,
        "idb_data": None,
        "clusters": [],
        "audio_files": [],
        "assigned_to": None,
        "referred_to": None,
        "absolute_url": f"/docket/{number}/doe-v-chirpwell-inc/",
        **_STAMPS,
        "source": 1,
        "appeal_from_str": "",
        "assigned_to_str": "Ada Q. Jurist",
        "referred_to_str": "",
        "panel_str": "",
        "date_last_index": MODIFIED,
        "date_cert_granted": None,
        "date_cert_denied": None,
        "date_argued": None,
        "date_reargued": None,
        "date_reargument_denied": None,
        "date_filed": "2024-02-29",
        "date_terminated": None,
        "date_last_filing": "2026-11-18",
        "case_name_short": "Doe",
        "case_name": name,
        "case_name_full": "",
        "slug": "doe-v-chirpwell-inc",
        "docket_number": docket_number,
        "docket_number_core": core or core_of(docket_number),
        "docket_number_raw": docket_number or "",
        "docket_number_source": 0,
        "federal_dn_office_code": "3",
        "federal_dn_case_type": "cv",
        "federal_dn_judge_initials_assigned": "AQJ",
        "federal_dn_judge_initials_referred": "",
        "federal_defendant_number": None,
        "pacer_case_id": str(400_000 + number % 100_000),
        "cause": "28:1332 Diversity-Libel,Assault,Slander",
        "nature_of_suit": "Assault Libel & Slander",
        "jury_demand": "Plaintiff",
        "jurisdiction_type": "Diversity",
        "appellate_fee_status": "",
        "appellate_case_type_information": "",
        "mdl_status": "",
        "filepath_ia": "",
        "filepath_ia_json": "",
        "ia_upload_failure_count": None,
        "ia_needs_upload": True,
        "ia_date_first_change": None,
        "date_blocked": None,
        "blocked": False,
        "appeal_from": None,
        "parent_docket": None,
        "tags": [],
        "panel": [],
    } | more


def core_of(docket_number):
    """Year and serial, five digits in a district court and six in an appellate one (reference, 6.1)."""
    digits = (docket_number or "").rpartition(":")[2].split("-")
    if len(digits) == 3:
        return f"{digits[0]}{int(digits[2]):05d}"
    return f"{digits[0]}{int(digits[1]):06d}" if len(digits) == 2 and digits[1].isdigit() else ""


def originating_court(number, docket_number="3:24-cv-01234", **more):
    return {
        "resource_uri": f"{API}originating-court-information/{number}/",
        "id": number,
        **_STAMPS,
        "docket_number": docket_number,
        "docket_number_raw": docket_number,
        "assigned_to": None,
        "assigned_to_str": "Ada Q. Jurist",
        "ordering_judge": None,
        "ordering_judge_str": "",
        "court_reporter": "",
        "date_disposed": None,
        "date_filed": "2024-02-29",
        "date_judgment": "2025-05-20",
        "date_judgment_eod": None,
        "date_filed_noa": "2025-05-28",
        "date_received_coa": None,
        "date_rehearing_denied": None,
    } | more


def entry(number, docket_id, entry_number, text, day="2026-11-18", papers=None, **more):
    """An entry with its main document; `papers` are further rows of `paper`."""
    main = paper(number * 10, docket_id, entry_number, day=day)
    return {
        "resource_uri": f"{API}docket-entries/{number}/",
        "id": number,
        "docket": f"{API}dockets/{docket_id}/",
        **_STAMPS,
        "date_filed": day,
        "time_filed": None,
        "entry_number": entry_number,
        "recap_sequence_number": f"{day}.001",
        "pacer_sequence_number": None if entry_number is None else 100 + entry_number,
        "description": text,
        "tags": [],
        "recap_documents": [main] if papers is None else papers,
    } | more


def paper(number, docket_id, document_number, attachment=None, label="", day="2026-11-18", **more):
    name = f"recap/gov.uscourts.cand.{docket_id}/gov.uscourts.cand.{docket_id}.{document_number}.{attachment or 0}.pdf"
    is_numbered = document_number is not None
    return (
        {
            "resource_uri": f"{API}recap-documents/{number}/",
            "id": number,
            "tags": [],
            "absolute_url": f"/docket/{docket_id}/{document_number}/doe-v-chirpwell-inc/"
            if is_numbered
            else "",
            **_STAMPS,
            "sha1": "",
            "page_count": None,
            "file_size": None,
            "filepath_local": None,
            "filepath_ia": "",
            "ia_upload_failure_count": None,
            "thumbnail": None,
            "thumbnail_status": 0,
            "plain_text": "",
            "ocr_status": None,
            "date_upload": None,
            "document_number": str(document_number) if is_numbered else "",
            "attachment_number": attachment,
            "pacer_doc_id": f"0350{number:08d}" if is_numbered else "",
            "is_available": False,
            "is_free_on_pacer": None,
            "is_sealed": None,
            "document_type": 2 if attachment else 1,
            "description": label,
            "acms_document_guid": "",
        }
        | ({"filepath_local": name, "is_available": True} if more.get("plain_text") else {})
        | more
    )


def party(number, docket_id, name, side, lawyers=(), other_dockets=()):
    """`lawyers` are (attorney id, role code, day of the role or None)."""

    def role(attorney, code, day, where):
        return {
            "attorney": f"{API}attorneys/{attorney}/",
            "attorney_id": attorney,
            "date_action": day,
            "docket": f"{API}dockets/{where}/",
            "docket_id": where,
            "role": code,
        }

    def kind(where, words):
        return {
            "docket": f"{API}dockets/{where}/",
            "docket_id": where,
            "name": words,
            "date_terminated": None,
            "extra_info": "",
            "highest_offense_level_opening": "",
            "highest_offense_level_terminated": "",
            "criminal_counts": [],
            "criminal_complaints": [],
        }

    return {
        "resource_uri": f"{API}parties/{number}/",
        "id": number,
        **_STAMPS,
        "name": name,
        "extra_info": "",
        "attorneys": [role(*lawyer, docket_id) for lawyer in lawyers]
        + [role(999, 2, None, where) for where in other_dockets],
        "party_types": [kind(docket_id, side)] + [kind(where, "Amicus") for where in other_dockets],
    }


def attorney(number, docket_id, party_ids, name, contact="", role=2):
    return {
        "resource_uri": f"{API}attorneys/{number}/",
        "id": number,
        **_STAMPS,
        "name": name,
        "contact_raw": contact,
        "phone": "(555) 010-0199",
        "fax": "",
        "email": "counsel@example.org",
        "parties_represented": [
            {
                "role": role,
                "docket": f"{API}dockets/{docket_id}/",
                "party": f"{API}parties/{each}/",
                "date_action": None,
            }
            for each in party_ids
        ],
    }


def cluster(number, docket_id, opinion_ids, day="2026-09-03", cites=(), **more):
    """`cites` are (volume, reporter, page)."""
    return {
        "resource_uri": f"{API}clusters/{number}/",
        "id": number,
        "absolute_url": f"/opinion/{number}/doe-v-chirpwell-inc/",
        "panel": [],
        "non_participating_judges": [],
        "docket_id": docket_id,
        "docket": f"{API}dockets/{docket_id}/",
        "sub_opinions": [f"{API}opinions/{each}/" for each in opinion_ids],
        "citations": [{"volume": v, "reporter": r, "page": p, "type": 1, **_STAMPS} for v, r, p in cites],
        "cluster_redirections": [],
        **_STAMPS,
        "judges": "",
        "date_filed": day,
        "date_filed_is_approximate": False,
        "slug": "doe-v-chirpwell-inc",
        "case_name_short": "Doe",
        "case_name": "Doe v. Chirpwell, Inc.",
        "case_name_full": "",
        "scdb_id": "",
        "scdb_decision_direction": None,
        "scdb_votes_majority": None,
        "scdb_votes_minority": None,
        "source": "C",
        "procedural_history": "",
        "attorneys": "",
        "nature_of_suit": "",
        "posture": "",
        "syllabus": "",
        "headnotes": "",
        "summary": "",
        "disposition": "",
        "history": "",
        "other_dates": "",
        "cross_reference": "",
        "correction": "",
        "arguments": "",
        "headmatter": "",
        "citation_count": 0,
        "precedential_status": "Published",
        "date_blocked": None,
        "blocked": False,
        "filepath_json_harvard": None,
        "filepath_pdf_harvard": None,
        "filepath_pdf_scan": None,
        "filepath_xml_scan": None,
    } | more


def opinion(number, cluster_id, text, cited=(), **more):
    return {
        "resource_uri": f"{API}opinions/{number}/",
        "id": number,
        "absolute_url": f"/opinion/{cluster_id}/doe-v-chirpwell-inc/",
        "cluster_id": cluster_id,
        "cluster": f"{API}clusters/{cluster_id}/",
        "author_id": None,
        "author": None,
        "joined_by": [],
        **_STAMPS,
        "author_str": "",
        "per_curiam": False,
        "joined_by_str": "",
        "type": "010combined",
        "sha1": "",
        "page_count": 12,
        "download_url": None,
        "local_path": None,
        "plain_text": text,
        "html": "",
        "html_lawbox": "",
        "html_columbia": "",
        "html_anon_2020": "",
        "xml_harvard": "",
        "xml_scan": "",
        "html_with_citations": f"<pre>{text}</pre>",
        "extracted_by_ocr": False,
        "ordering_key": None,
        "main_version": None,
        "opinions_cited": [f"{API}opinions/{each}/" for each in cited],
    } | more


def audio(number, docket_id, day="2026-05-12", **more):
    """`day` is the docket's date of argument, which the database's own row does not give."""
    return (
        {
            "resource_uri": f"{API}audio/{number}/",
            "id": number,
            "absolute_url": f"/audio/{number}/doe-v-chirpwell-inc/",
            "docket": f"{API}dockets/{docket_id}/",
            "source": "C",
            "case_name": "Doe v. Chirpwell, Inc.",
            "case_name_short": "Doe",
            "case_name_full": "",
            "panel": [],
            "judges": None,
            "sha1": "",
            "download_url": "https://www.ca9.uscourts.gov/media/x.mp3",
            "local_path_mp3": None,
            "local_path_original_file": None,
            "filepath_ia": "",
            "ia_upload_failure_count": None,
            "duration": 2410,
            "processing_complete": True,
            "blocked": False,
            "date_blocked": None,
            "stt_status": 1,
            "stt_source": None,
            "stt_transcript": "",
            **_STAMPS,
        }
        | more
        | {"_day": day}
    )


def fjc(number, district, docket_number, plaintiff, defendant, **more):
    whole = (
        "amount_received class_action county_of_residence disposition diversity_of_residence judgment "
        "jurisdiction monetary_demand "
        "nature_of_judgement nature_of_suit origin pro_se procedural_progress "
        "termination_class_action_status version year_of_tape"
    )
    words = (
        "arbitration_at_filing arbitration_at_termination multidistrict_litigation_docket_number "
        "nature_of_offense office "
        "subsection transfer_docket_number transfer_office transfer_origin"
    )
    return (
        dict.fromkeys(whole.split())
        | dict.fromkeys(words.split(), "")
        | {
            "resource_uri": f"{API}fjc-integrated-database/{number}/",
            "circuit": None,
            "district": f"{API}courts/{district}/",
            "dataset_source": 9,
            **_STAMPS,
            "date_filed": "2019-06-03",
            "date_terminated": None,
            "date_transfer": None,
            "docket_number": docket_number,
            "plaintiff": plaintiff,
            "defendant": defendant,
            "title": "47",
            "section": "230",
            "_id": number,
        }
        | more
    )
