"""Every table of docket.db, as data, and how the file is opened.

Nothing here is precious: `tracker rebuild` makes the whole file again from the archive. Tables
whose names begin with an underscore are the merge's own memory (what each snapshot showed);
the rest is published and described in metadata.json.
"""

import sqlite3
from collections.abc import Collection
from pathlib import Path

from sqlite_utils import Database

from db.tables import INTEGER, PROVENANCE, TEXT, Table
from db.views import VIEWS
from docket.accuracy import Accuracy, load_accuracy
from docket.courts import Court, load_courts

# What a reviewer can have seen of an act, and so what stands in doubt where `verified` does not name it.
CHECKABLE = {
    "date_from": "date",
    "answer": "answer",
    "citation": "citation",
    "author": "author",
    "kind": "kind",
    "posture": "posture",
    "law_effect": "law_effect",
}


DOCKET = ("docket_id", "dockets", "docket_id")
ENTRY = ("entry_id", "docket_entries", "entry_id")
SNAPSHOT = ("snapshot_id", "snapshots", "snapshot_id")
# Where in an entry's text a fact was read, and by which rule.
EVIDENCE = {"entry_id": TEXT, "quoted_span": TEXT, "rule": TEXT, "span_start": INTEGER, "span_end": INTEGER}

TABLES = (
    Table(
        "courts",
        dict.fromkeys(
            ("court_id", "name", "short_name", "system", "circuit", "state", "timezone", "pacer_court_id"),
            TEXT,
        )
        | {"rss_url": TEXT, "rss_note": TEXT},
        pk="court_id",
    ),
    Table(
        "snapshots",
        {
            "snapshot_id": TEXT,
            "source": TEXT,
            "form": TEXT,
            "kind": TEXT,
            "url": TEXT,
            "court_id": TEXT,
            "fetched_at": TEXT,
            "as_of": TEXT,
            "as_of_basis": TEXT,
            "scope": TEXT,
            "scope_first": TEXT,
            "scope_last": TEXT,
            "media_type": TEXT,
            "body_hash": TEXT,
            "body_bytes": INTEGER,
            "raw_hash": TEXT,
            "window_from": TEXT,
            "window_to": TEXT,
            "item_count": INTEGER,
            "record_count": INTEGER,
            "issue_count": INTEGER,
            "is_quarantined": INTEGER,
        },
        pk="snapshot_id",
        indexes=(("source", "fetched_at"), ("url",)),
        required=("source", "url", "fetched_at"),
    ),
    Table(
        "cases",
        {
            "case_id": TEXT,
            "caption": TEXT,
            "short_name": TEXT,
            "platform": TEXT,
            "plaintiff_type": TEXT,
            "selection": TEXT,
            "status": TEXT,
            "outcome_230": TEXT,
            "outcome_note": TEXT,
            "outcome_docket_id": TEXT,
            "outcome_ruling_id": TEXT,
            "outcome_is_verified": INTEGER,
            "law_state": TEXT,
            "law_in_force": TEXT,
            "date_filed": TEXT,
            "year_filed": INTEGER,
            "date_last_event": TEXT,
            "docket_count": INTEGER,
            "entry_count": INTEGER,
            "court_ids": TEXT,
            "docket_numbers": TEXT,
            "claims": TEXT,
            "provisions": TEXT,
            "theories": TEXT,
        }
        | PROVENANCE,
        pk="case_id",
        foreign_keys=(SNAPSHOT,),
        indexes=(("date_filed",), ("outcome_230",), ("status",), ("selection",), ("date_last_event",)),
        search=("caption", "short_name", "platform", "docket_numbers", "outcome_note"),
    ),
    Table(
        "dockets",
        {
            "docket_id": TEXT,
            "case_id": TEXT,
            "court_id": TEXT,
            "docket_number": TEXT,
            "docket_number_raw": TEXT,
            "pacer_case_id": TEXT,
            "caption": TEXT,
            "short_name": TEXT,
            "status": TEXT,
            "date_filed": TEXT,
            "date_decided": TEXT,
            "date_terminated": TEXT,
            "assigned_to": TEXT,
            "referred_to": TEXT,
            "cause": TEXT,
            "nature_of_suit": TEXT,
            "jurisdiction": TEXT,
            "jury_demand": TEXT,
            "demand": TEXT,
            "appeal_from": TEXT,
            "originating_court_id": TEXT,
            "originating_docket_number": TEXT,
            "citation": TEXT,
            "platform": TEXT,
            "plaintiff_type": TEXT,
            "outcome_230": TEXT,
            "outcome_note": TEXT,
            "outcome_ruling_id": TEXT,
            "outcome_is_verified": INTEGER,
            "coverage": TEXT,
            "selection": TEXT,
            "confidence": TEXT,
            "unconfirmed": TEXT,
            "primary_url": TEXT,
            "address_basis": TEXT,
            "source_url": TEXT,
            "position": INTEGER,
            "entry_count": INTEGER,
            "relevance": TEXT,
            "relevance_percent": INTEGER,
            "relevance_entry_id": TEXT,
            "as_of": TEXT,
        }
        | PROVENANCE,
        pk="docket_id",
        foreign_keys=(("case_id", "cases", "case_id"), ("court_id", "courts", "court_id"), SNAPSHOT),
        indexes=(("case_id",), ("court_id", "docket_number"), ("date_filed",), ("outcome_230",)),
        search=("caption", "short_name", "docket_number", "platform", "outcome_note"),
    ),
    Table(
        "docket_aliases",
        {"alias": TEXT, "docket_id": TEXT, "kind": TEXT} | PROVENANCE,
        pk="alias",
        foreign_keys=(DOCKET,),
        indexes=(("docket_id",),),
    ),
    Table(
        "docket_facts",
        {
            "fact_id": TEXT,
            "docket_id": TEXT,
            "field": TEXT,
            "value": TEXT,
            "is_current": INTEGER,
            "is_verified": INTEGER,
            "source": TEXT,
            "as_of": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="fact_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(("docket_id", "field"),),
    ),
    Table(
        "docket_platforms",
        {"docket_platform_id": TEXT, "docket_id": TEXT, "entity_id": TEXT} | PROVENANCE,
        pk="docket_platform_id",
        foreign_keys=(DOCKET, ("entity_id", "entities", "entity_id"), SNAPSHOT),
        indexes=(("docket_id",), ("entity_id",)),
    ),
    Table(
        "case_links",
        {
            "link_id": TEXT,
            "case_id": TEXT,
            "docket_id": TEXT,
            "other_docket_id": TEXT,
            "other_case_id": TEXT,
            "other_slug": TEXT,
            "other_label": TEXT,
            "other_court_id": TEXT,
            "other_docket_number": TEXT,
            "other_ref": TEXT,
            "link_type": TEXT,
            "effect": TEXT,
            "date": TEXT,
            "other_is_later": INTEGER,
            "text": TEXT,
            "source_url": TEXT,
        }
        | EVIDENCE
        | PROVENANCE,
        pk="link_id",
        foreign_keys=(
            ("case_id", "cases", "case_id"),
            DOCKET,
            ("other_docket_id", "dockets", "docket_id"),
            ENTRY,
            SNAPSHOT,
        ),
        indexes=(("docket_id",), ("case_id",), ("other_docket_id",), ("other_ref",), ("entry_id",)),
    ),
    Table(
        "docket_entries",
        {
            "entry_id": TEXT,
            "docket_id": TEXT,
            "entry_number": TEXT,
            "pacer_seq_no": TEXT,
            "date_filed": TEXT,
            "date_entered": TEXT,
            "entered_at": TEXT,
            "timezone": TEXT,
            "text": TEXT,
            "short_text": TEXT,
            "text_kind": TEXT,
            "event_types": TEXT,
            "position": INTEGER,
            "version_count": INTEGER,
            "is_gone": INTEGER,
            "aliases": TEXT,
        }
        | PROVENANCE,
        pk="entry_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(
            ("docket_id", "date_filed", "position"),
            ("date_filed", "entry_id"),
            ("event_types", "date_filed"),
        ),
        search=("text", "short_text"),
        rare=(
            (("is_gone", "date_filed"), "is_gone = 1"),
            (("text_kind", "date_filed"), "text_kind = 'label'"),
        ),
    ),
    Table(
        "entry_versions",
        {
            "version_id": TEXT,
            "entry_id": TEXT,
            "docket_id": TEXT,
            "ordinal": INTEGER,
            "change": TEXT,
            "entry_number": TEXT,
            "date_filed": TEXT,
            "text": TEXT,
            "text_kind": TEXT,
            "source": TEXT,
            "first_snapshot_id": TEXT,
            "last_snapshot_id": TEXT,
            "first_shown": TEXT,
            "last_shown": TEXT,
        }
        | PROVENANCE,
        pk="version_id",
        foreign_keys=(ENTRY, DOCKET, SNAPSHOT),
        indexes=(("entry_id", "ordinal"), ("docket_id",)),
    ),
    Table(
        "documents",
        {
            "document_id": TEXT,
            "entry_id": TEXT,
            "docket_id": TEXT,
            "pacer_doc_id": TEXT,
            "attachment_number": INTEGER,
            "description": TEXT,
            "page_count": INTEGER,
            "file_size_bytes": INTEGER,
            "url": TEXT,
        }
        | PROVENANCE,
        pk="document_id",
        foreign_keys=(ENTRY, DOCKET, SNAPSHOT),
        indexes=(("entry_id", "attachment_number"), ("docket_id",)),
    ),
    Table(
        "entities",
        {
            "entity_id": TEXT,
            "name": TEXT,
            "kind": TEXT,
            "parent_entity_id": TEXT,
            "other_names": TEXT,
            "text": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="entity_id",
        foreign_keys=(("parent_entity_id", "entities", "entity_id"), SNAPSHOT),
        indexes=(("parent_entity_id",),),
        search=("name", "other_names"),
    ),
    Table(
        "entity_names",
        {
            "entity_name_id": TEXT,
            "entity_id": TEXT,
            "name": TEXT,
            "name_key": TEXT,
            "kind": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "evidence": TEXT,
            "method": TEXT,
            "confidence": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="entity_name_id",
        foreign_keys=(("entity_id", "entities", "entity_id"), SNAPSHOT),
        indexes=(("entity_id",), ("name_key",)),
    ),
    Table(
        "participations",
        {
            "participation_id": TEXT,
            "docket_id": TEXT,
            "name": TEXT,
            "party_type": TEXT,
            "party_type_raw": TEXT,
            "extra_info": TEXT,
            "date_terminated": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "entity_id": TEXT,
            "join_method": TEXT,
            "join_evidence": TEXT,
            "candidate_entity_id": TEXT,
            "candidate_evidence": TEXT,
            "canonical": TEXT,
            "kind": TEXT,
            "aliases": TEXT,
            "official_capacity": TEXT,
            "is_pseudonym": INTEGER,
            "is_protected": INTEGER,
            "is_verified": INTEGER,
            "is_gone": INTEGER,
            "position": INTEGER,
            "source": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="participation_id",
        foreign_keys=(DOCKET, ("entity_id", "entities", "entity_id"), SNAPSHOT),
        indexes=(("docket_id", "position"), ("entity_id",), ("candidate_entity_id",)),
        search=("name", "extra_info"),
    ),
    Table(
        "attorneys",
        {"attorney_id": TEXT, "name": TEXT} | PROVENANCE,
        pk="attorney_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "firms",
        {"firm_id": TEXT, "name": TEXT} | PROVENANCE,
        pk="firm_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "representations",
        {
            "representation_id": TEXT,
            "docket_id": TEXT,
            "participation_id": TEXT,
            "attorney_id": TEXT,
            "attorney_name": TEXT,
            "attorney_raw": TEXT,
            "firm_id": TEXT,
            "firm_name": TEXT,
            "firm_raw": TEXT,
            "roles": TEXT,
            "date_terminated": TEXT,
            "is_pro_se": INTEGER,
            "position": INTEGER,
        }
        | PROVENANCE,
        pk="representation_id",
        foreign_keys=(
            DOCKET,
            ("participation_id", "participations", "participation_id"),
            ("attorney_id", "attorneys", "attorney_id"),
            ("firm_id", "firms", "firm_id"),
            SNAPSHOT,
        ),
        indexes=(("participation_id",), ("attorney_id",), ("firm_id",), ("docket_id",)),
    ),
    Table(
        "hearings",
        {
            "hearing_id": TEXT,
            "docket_id": TEXT,
            "kind": TEXT,
            "status": TEXT,
            "date": TEXT,
            "time_local": TEXT,
            "starts_at": TEXT,
            "timezone": TEXT,
            "precision": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "place": TEXT,
            "judge": TEXT,
            "is_remote": INTEGER,
            "tier": TEXT,
            "text": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="hearing_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(("status", "date_from"), ("docket_id", "date_from"), ("date_to",)),
    ),
    Table(
        "hearing_events",
        {
            "hearing_event_id": TEXT,
            "hearing_id": TEXT,
            "docket_id": TEXT,
            "action": TEXT,
            "action_date": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "time_local": TEXT,
            "prior_date": TEXT,
            "tier": TEXT,
            "version_id": TEXT,
            "text": TEXT,
            "source_url": TEXT,
            "entry_id": TEXT,
            "rule": TEXT,
            "span_start": INTEGER,
            "span_end": INTEGER,
        }
        | PROVENANCE,
        pk="hearing_event_id",
        foreign_keys=(("hearing_id", "hearings", "hearing_id"), DOCKET, ENTRY, SNAPSHOT),
        indexes=(("hearing_id",), ("docket_id",), ("entry_id",)),
    ),
    Table(
        "docket_events",
        {
            "docket_event_id": TEXT,
            "docket_id": TEXT,
            "event": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "text": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="docket_event_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(("docket_id", "date_from"),),
    ),
    Table(
        "claims",
        {
            "claim_id": TEXT,
            "docket_id": TEXT,
            "cause_of_action": TEXT,
            "cause_of_action_raw": TEXT,
            "brought_by": TEXT,
            "brought_against": TEXT,
            "source_url": TEXT,
        }
        | EVIDENCE
        | PROVENANCE,
        pk="claim_id",
        foreign_keys=(DOCKET, ENTRY, SNAPSHOT),
        indexes=(("docket_id",), ("cause_of_action",), ("entry_id",)),
    ),
    Table(
        "defenses",
        {
            "defense_id": TEXT,
            "docket_id": TEXT,
            "claim_id": TEXT,
            "provision": TEXT,
            "exception": TEXT,
            "raw": TEXT,
            "source_url": TEXT,
        }
        | EVIDENCE
        | PROVENANCE,
        pk="defense_id",
        foreign_keys=(DOCKET, ("claim_id", "claims", "claim_id"), ENTRY, SNAPSHOT),
        indexes=(("docket_id",), ("provision",), ("claim_id",), ("entry_id",)),
    ),
    Table(
        "rulings",
        {
            "ruling_id": TEXT,
            "docket_id": TEXT,
            "kind": TEXT,
            "posture": TEXT,
            "motion": TEXT,
            "stage": TEXT,
            "disposition": TEXT,
            "disposition_raw": TEXT,
            "answer": TEXT,
            "effect": TEXT,
            "acts_on": TEXT,
            "law": TEXT,
            "law_effect": TEXT,
            "claims": TEXT,
            "provisions": TEXT,
            "exceptions": TEXT,
            "theories": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "motion_numbers": TEXT,
            "citation": TEXT,
            "precedential": TEXT,
            "author": TEXT,
            "holding": TEXT,
            "later_history": TEXT,
            "text": TEXT,
            "is_verified": INTEGER,
            "tier": TEXT,
            "unconfirmed": TEXT,
            "confidence": TEXT,
            "primary_url": TEXT,
            "address_basis": TEXT,
            "source_url": TEXT,
            "extra_sources": TEXT,
        }
        | EVIDENCE
        | PROVENANCE,
        pk="ruling_id",
        foreign_keys=(DOCKET, ENTRY, SNAPSHOT),
        indexes=(("docket_id", "date_from"), ("answer", "date_from"), ("entry_id",)),
    ),
    Table(
        "ruling_fates",
        {
            "ruling_fate_id": TEXT,
            "case_id": TEXT,
            "ruling_id": TEXT,
            "by_ruling_id": TEXT,
            "effect": TEXT,
            "fate": TEXT,
        },
        pk="ruling_fate_id",
        foreign_keys=(("ruling_id", "rulings", "ruling_id"), ("by_ruling_id", "rulings", "ruling_id")),
        indexes=(("case_id",), ("ruling_id",), ("by_ruling_id",)),
    ),
    Table(
        "case_laws",
        {
            "case_law_id": TEXT,
            "case_id": TEXT,
            "law": TEXT,
            "law_state": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "ruling_id": TEXT,
        },
        pk="case_law_id",
        foreign_keys=(("ruling_id", "rulings", "ruling_id"),),
        indexes=(("case_id",), ("law_state",), ("ruling_id",)),
    ),
    Table(
        "ruling_theories",
        {"ruling_theory_id": TEXT, "docket_id": TEXT, "ruling_id": TEXT, "theory": TEXT} | PROVENANCE,
        pk="ruling_theory_id",
        foreign_keys=(DOCKET, ("ruling_id", "rulings", "ruling_id"), SNAPSHOT),
        indexes=(("docket_id",), ("ruling_id",), ("theory",)),
    ),
    Table(
        "doctrine_sides",
        {
            "doctrine_side_id": TEXT,
            "docket_id": TEXT,
            "ruling_id": TEXT,
            "question": TEXT,
            "side": TEXT,
            "act_date": TEXT,
            "act_kind": TEXT,
            "text": TEXT,
            "basis": TEXT,
        }
        | PROVENANCE,
        pk="doctrine_side_id",
        foreign_keys=(DOCKET, ("ruling_id", "rulings", "ruling_id"), SNAPSHOT),
        indexes=(("docket_id",), ("ruling_id",), ("question", "side")),
    ),
    Table(
        "locators",
        {
            "locator_id": TEXT,
            "docket_id": TEXT,
            "kind": TEXT,
            "value": TEXT,
            "is_confirmed": INTEGER,
            "basis": TEXT,
            "caption": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="locator_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(("docket_id",), ("kind", "value")),
    ),
    Table(
        "motions",
        {
            "motion_id": TEXT,
            "docket_id": TEXT,
            "entry_number": TEXT,
            "kind": TEXT,
            "date_filed": TEXT,
            "ruling_id": TEXT,
            "disposition": TEXT,
            "date_decided": TEXT,
            "days_to_ruling": INTEGER,
        }
        | EVIDENCE
        | PROVENANCE,
        pk="motion_id",
        foreign_keys=(DOCKET, ENTRY, ("ruling_id", "rulings", "ruling_id"), SNAPSHOT),
        indexes=(
            ("docket_id", "date_filed"),
            ("kind", "days_to_ruling", "docket_id"),
            ("entry_id",),
            ("ruling_id",),
        ),
    ),
    Table(
        "citations",
        {
            "citation_id": TEXT,
            "docket_id": TEXT,
            "entry_id": TEXT,
            "text": TEXT,
            "is_verified": INTEGER,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="citation_id",
        foreign_keys=(DOCKET, SNAPSHOT),
        indexes=(("docket_id",),),
    ),
    Table(
        "theories",
        {"theory_id": TEXT, "name": TEXT, "text": TEXT, "is_230_theory": INTEGER} | PROVENANCE,
        pk="theory_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "questions",
        {"question_id": TEXT, "name": TEXT, "text": TEXT, "for_barred": TEXT, "for_not_barred": TEXT}
        | PROVENANCE,
        pk="question_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "not_taken_in",
        {"not_taken_in_id": TEXT, "file": TEXT, "row": TEXT, "reason": TEXT} | PROVENANCE,
        pk="not_taken_in_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "bills",
        {
            "bill_id": TEXT,
            "kind": TEXT,
            "congress": INTEGER,
            "number": TEXT,
            "title": TEXT,
            "date_introduced": TEXT,
            "sponsor": TEXT,
            "status": TEXT,
            "status_date": TEXT,
            "effect_on_230": TEXT,
            "law": TEXT,
            "summary": TEXT,
            "latest_action": TEXT,
            "date_latest_action": TEXT,
            "unconfirmed": TEXT,
            "primary_url": TEXT,
            "address_basis": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="bill_id",
        foreign_keys=(SNAPSHOT,),
        search=("number", "title", "sponsor", "effect_on_230"),
    ),
    Table(
        "bill_actions",
        {
            "bill_action_id": TEXT,
            "bill_id": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "text": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="bill_action_id",
        foreign_keys=(("bill_id", "bills", "bill_id"), SNAPSHOT),
        indexes=(("bill_id", "date_from"),),
    ),
    Table(
        "bill_links",
        {
            "bill_link_id": TEXT,
            "bill_id": TEXT,
            "case_id": TEXT,
            "other_bill_id": TEXT,
            "link_type": TEXT,
            "text": TEXT,
            "is_verified": INTEGER,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="bill_link_id",
        foreign_keys=(("bill_id", "bills", "bill_id"), ("other_bill_id", "bills", "bill_id"), SNAPSHOT),
        indexes=(("bill_id",), ("case_id",), ("other_bill_id",)),
    ),
    Table(
        "bill_sources",
        {
            "bill_source_id": TEXT,
            "bill_id": TEXT,
            "position": INTEGER,
            "url": TEXT,
            "basis": TEXT,
            "confirms": TEXT,
            "how_seen": TEXT,
        }
        | PROVENANCE,
        pk="bill_source_id",
        foreign_keys=(("bill_id", "bills", "bill_id"), SNAPSHOT),
        indexes=(("bill_id", "position"),),
    ),
    Table(
        "excluded_bills",
        {
            "bill_id": TEXT,
            "title": TEXT,
            "sponsor": TEXT,
            "date_of_text": TEXT,
            "reason": TEXT,
            "source_url": TEXT,
        }
        | PROVENANCE,
        pk="bill_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "congress_events",
        {
            "congress_event_id": TEXT,
            "date_from": TEXT,
            "date_to": TEXT,
            "precision": TEXT,
            "text": TEXT,
            "body": TEXT,
            "printed_as": TEXT,
            "unconfirmed": TEXT,
            "source_url": TEXT,
            "extra_sources": TEXT,
        }
        | PROVENANCE,
        pk="congress_event_id",
        foreign_keys=(SNAPSHOT,),
        indexes=(("date_from",),),
    ),
    Table(
        "congress_event_links",
        {
            "congress_event_link_id": TEXT,
            "congress_event_id": TEXT,
            "bill_id": TEXT,
            "docket_slug": TEXT,
            "entity_id": TEXT,
            "relation": TEXT,
        }
        | PROVENANCE,
        pk="congress_event_link_id",
        foreign_keys=(
            ("congress_event_id", "congress_events", "congress_event_id"),
            ("bill_id", "bills", "bill_id"),
            ("entity_id", "entities", "entity_id"),
            SNAPSHOT,
        ),
        indexes=(("congress_event_id",), ("bill_id",), ("docket_slug",), ("entity_id",)),
    ),
    Table(
        "issues",
        {
            "issue_id": TEXT,
            "code": TEXT,
            "value": TEXT,
            "place": TEXT,
            "court_id": TEXT,
            "docket_number": TEXT,
            "docket_id": TEXT,
            "snapshot_id": TEXT,
            "seen_at": TEXT,
        },
        pk="issue_id",
        foreign_keys=(SNAPSHOT,),
        indexes=(("code",), ("snapshot_id",)),
    ),
    Table(
        "changes",
        {
            "change_id": TEXT,
            "kind": TEXT,
            "subject": TEXT,
            "subject_id": TEXT,
            "docket_id": TEXT,
            "case_id": TEXT,
            "field": TEXT,
            "old_value": TEXT,
            "new_value": TEXT,
            "snapshot_id": TEXT,
            "seen_at": TEXT,
        },
        pk="change_id",
        foreign_keys=(SNAPSHOT,),
        indexes=(("seen_at",), ("docket_id",), ("case_id",), ("kind",)),
    ),
    Table(
        "corrections",
        {
            "correction_id": TEXT,
            "table_name": TEXT,
            "row_id": TEXT,
            "field": TEXT,
            "value": TEXT,
            "replaced_value": TEXT,
            "reason": TEXT,
            "made_by": TEXT,
            "made_at": TEXT,
            "is_applied": INTEGER,
        }
        | PROVENANCE,
        pk="correction_id",
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "redirects",
        {"old_id": TEXT, "new_id": TEXT, "kind": TEXT, "snapshot_id": TEXT, "seen_at": TEXT},
        pk=("kind", "old_id"),
        foreign_keys=(SNAPSHOT,),
    ),
    Table(
        "accuracy",
        {
            "accuracy_id": TEXT,
            "field": TEXT,
            "name": TEXT,
            "measure": TEXT,
            "test_set": TEXT,
            "is_blind": INTEGER,
            "value": TEXT,
            "low": TEXT,
            "high": TEXT,
            "right_count": INTEGER,
            "total_count": INTEGER,
        },
        pk="accuracy_id",
    ),
    Table("build", {"name": TEXT, "value": TEXT}, pk="name"),
    Table(
        "_refs",
        {
            "ref_id": TEXT,
            "court_id": TEXT,
            "docket_number": TEXT,
            "office": TEXT,
            "serial": TEXT,
            "pacer_case_id": TEXT,
            "catalog_slug": TEXT,
            "docket_id": TEXT,
        },
        pk="ref_id",
        indexes=(("court_id", "serial"), ("court_id", "pacer_case_id"), ("catalog_slug",), ("docket_id",)),
    ),
    Table(
        "_readings",
        {"reading_id": INTEGER, "ref_id": TEXT, "kind": TEXT, "hash": TEXT, "data": TEXT, "facts": TEXT},
        pk="reading_id",
        indexes=(("ref_id", "hash"),),
    ),
    Table(
        "_sightings",
        {"ref_id": TEXT, "snapshot_id": TEXT, "readings": TEXT},
        pk=("ref_id", "snapshot_id"),
        indexes=(("snapshot_id",),),
    ),
)
TABLE = {table.name: table for table in TABLES}


def open_docket(path: Path) -> Database:
    """Open (or make) a docket database with every table and view. Foreign keys are enforced.

    WAL with ``synchronous=normal``: a power cut may take the last commits of this file, which
    the archive gives back; it cannot tear the file.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, cached_statements=512)
    db = Database(connection)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=normal")
    db.execute("pragma foreign_keys=on")
    # 128 MB at the most. With SQLite's own 2 MB, storing an entry cost a quarter more at 100,000 (bench/growth.py).
    db.execute("pragma cache_size=-131072")
    return db


def read_docket(path: Path) -> sqlite3.Connection:
    """Open a docket database to read, beside whoever writes it. The caller closes it."""
    return sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True, timeout=30)


def create_tables(db: Database) -> None:
    """Make every table and view that is not there yet, and fill those that the code itself knows."""
    for table in TABLES:
        table.create(db)
    with db.atomic():
        _fill(db, "courts", load_courts().values())
        _fill(db, "accuracy", load_accuracy())
        for name, sql in VIEWS.items():
            db.execute(f"drop view if exists [{name}]")
            db.execute(f"create view [{name}] as {sql}")


def _fill(db: Database, table: str, records: Collection[Court | Accuracy]) -> None:
    columns = tuple(TABLE[table].columns)
    sql = f"insert or replace into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
    db.conn.executemany(sql, [[getattr(record, column) for column in columns] for record in records])
