"""The courts' own texts, paragraph by paragraph, and what they cite."""

from db.columns.shared import DOCKET, PAGES, SEEN
from db.tables import DATE, KEPT, NUMBER, TEXT, TOMBSTONE, Column, Table

# One line for each column, or as few as its description fills.
# fmt: off
TABLES = (
    Table(
        "opinions", "Opinions archived", "The courts' own opinions and orders of which the file is archived, each "
        "with its bytes. An amended opinion stands beside the first.",
        (
            Column("opinion_id", TEXT, "Id of the row: the docket's and a name made of the file's bytes, or the name "
                   "that an archive gives the case", is_fact=False, sealed=KEPT),
            DOCKET,
            Column("ruling_id", TEXT, "The act that it is: the one with its citation, else the only one of its docket "
                   "day", is_fact=False),
            Column("date_filed", DATE, "The day of filing that the file prints: a calendar date at the courthouse"),
            Column("caption", TEXT, "The caption as the file prints it, without roles", sealed=TOMBSTONE),
            Column("author", TEXT, "Who wrote the opinion of the court; Per Curiam where nobody signs"),
            Column("precedential", TEXT, "yes or no where the file says whether it binds"),
            Column("disposition", TEXT, "What the end orders: affirmed, affirmed_in_part, reversed, vacated, "
                   "remanded, dismissed, granted, denied or other"),
            Column("citation", TEXT, "Where it is printed, as its archive has it"),
            Column("file_kind", TEXT, "What was archived: pdf, html or text, or whose archive had it (courtlistener, "
                   "caselaw)"),
            Column("page_count", NUMBER, "Pages of the file"),
            Column("source_url", TEXT, "Web address of the file, where one is known", is_fact=False),
            *SEEN,
        ),
        indexes=(("docket_id", "date_filed"), ("date_filed",)),
        leaves_tombstone=True,
    ),
    Table(
        "opinion_paragraphs", "Paragraphs of opinions", "The text of archived opinions, paragraph by paragraph, "
        "as the court wrote it: running heads, page numbers and filing stamps left out, hyphens at line ends "
        "undone, private details redacted.",
        (
            Column("paragraph_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("opinion_id", TEXT, "The opinion", references="opinions.opinion_id", is_fact=False),
            Column("position", NUMBER, "Its place in the opinion, from 0; footnotes come last", is_fact=False),
            Column("part", TEXT, "majority, concurrence, dissent, syllabus or footnote; a single opinion or order "
                   "is a majority"),
            Column("author", TEXT, "Who wrote this part"),
            Column("mark", TEXT, "A footnote's mark"),
            *PAGES,
            Column("page_breaks", TEXT, "Where in the text later pages begin, each with its printed number: "
                   "612=331;1804=332", is_fact=False),
            Column("text", TEXT, "The words, redacted"),
            *SEEN,
        ),
        indexes=(("opinion_id", "position"), ("docket_id",)),
        search=("text",),
    ),
    Table(
        "passages", "Quotations", "Sentences of archived opinions, word for word: what the court holds on § 230, "
        "what names § 230, and the order at the end. Read by rule; only the court's own part holds anything.",
        (
            Column("passage_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("opinion_id", TEXT, "The opinion", references="opinions.opinion_id", is_fact=False),
            Column("paragraph_id", TEXT, "The paragraph in which it stands",
                   references="opinion_paragraphs.paragraph_id", is_fact=False),
            Column("kind", TEXT, "holding, names_230 or order"),
            Column("text", TEXT, "The sentence"),
            Column("span_start", NUMBER, "Where in the paragraph it begins", is_fact=False),
            *PAGES,
            Column("last_printed_page", TEXT, "The printed page on which it ends, where that is another"),
            Column("rule", TEXT, "By which rule it was chosen", is_fact=False),
            Column("tier", TEXT, "agreed where two readings say the same, else unreviewed"),
            *SEEN,
        ),
        indexes=(("docket_id", "kind"), ("opinion_id",)),
    ),
    Table(
        "cited_decisions", "Decisions cited", "Each citation of a decision in an archived opinion: the words, the "
        "sentence, where it leads among our decisions and how it is treated. A citation of a decision in several "
        "dockets has a row for each. Read by rule, not reviewed.",
        (
            Column("cited_decision_id", TEXT, "Id of the row", is_fact=False),
            Column("docket_id", TEXT, "The docket whose opinion cites", references="dockets.docket_id", is_fact=False,
                   sealed=KEPT),
            Column("opinion_id", TEXT, "The opinion that cites", references="opinions.opinion_id", is_fact=False),
            Column("paragraph_id", TEXT, "The paragraph in which it stands",
                   references="opinion_paragraphs.paragraph_id", is_fact=False),
            Column("part", TEXT, "The part of the opinion in which it stands: a dissent's citations are no court's"),
            Column("kind", TEXT, "full, number (no reporter), short, id, supra or name (spoken of by its name alone: "
                   "told only where it is treated)"),
            Column("text", TEXT, "The citation as printed"),
            Column("cite", TEXT, "The reporter citation that it leads to; ___ for a first page that the opinion does "
                   "not tell"),
            Column("parallel", TEXT, "The same decision's other citations, parted by a semicolon"),
            Column("pin", TEXT, "The page, note or paragraph pointed to"),
            Column("name", TEXT, "The name of the decision cited"),
            Column("year", NUMBER, "The year of the decision cited"),
            Column("cited_court_id", TEXT, "The court of the decision cited", is_fact=False),
            Column("cited_slug", TEXT, "The docket of ours to which it leads, by its name in the catalogue"),
            Column("cited_date", TEXT, "The day of the decision to which it leads"),
            Column("how", TEXT, "How that was known: citation, number, name or day"),
            Column("edge", TEXT, "quoted where the decision's own words are given, else cited"),
            Column("treatment", TEXT, "disagreed, distinguished, limited or followed: only where the sentence says so "
                   "in so many words, of this decision, in the court's own voice"),
            Column("signal", TEXT, "The signal before it: See, But see, Accord …"),
            Column("history", TEXT, "The word of later history before it (aff'd, rev'd …): no view of the citing "
                   "court"),
            Column("evidence", TEXT, "The words from which the treatment was read", is_fact=False),
            Column("tier", TEXT, "unreviewed: nobody has looked at it"),
            Column("sentence", TEXT, "The sentence in which it stands"),
            Column("span_start", NUMBER, "Where in the paragraph it begins", is_fact=False),
            *PAGES,
            *SEEN,
        ),
        indexes=(("docket_id",), ("opinion_id",), ("cited_slug", "treatment", "edge", "opinion_id", "part")),
    ),
    Table(
        "listed_opinions", "Opinions in a collection", "Opinions of our dockets by the numbers that a collection "
        "(CourtListener) gives them.",
        (
            Column("listed_opinion_id", TEXT, "Id of the row", is_fact=False),
            DOCKET,
            Column("source", TEXT, "The collection", is_fact=False),
            Column("number", TEXT, "The number that it gives the opinion"),
            Column("date_filed", DATE, "The day of the decision, as listed"),
            Column("source_url", TEXT, "Where it stands", is_fact=False),
            *SEEN,
        ),
        indexes=(("docket_id",), ("source", "number")),
    ),
    Table(
        "listed_citations", "Citations in a collection", "Which opinions an opinion cites, as a collection "
        "(CourtListener) lists it: its product, not ours, without a sentence and without a treatment. The opinion "
        "cited is ours where its number stands in listed_opinions.",
        (
            Column("listed_citation_id", TEXT, "Id of the row", is_fact=False),
            Column("docket_id", TEXT, "The docket whose opinion cites", references="dockets.docket_id", is_fact=False,
                   sealed=KEPT),
            Column("listed_opinion_id", TEXT, "The opinion that cites",
                   references="listed_opinions.listed_opinion_id", is_fact=False),
            Column("source", TEXT, "The collection", is_fact=False),
            Column("number", TEXT, "The number that it gives the opinion that cites"),
            Column("cited_number", TEXT, "The number that it gives the opinion cited"),
            *SEEN,
        ),
        indexes=(("docket_id",), ("listed_opinion_id",), ("source", "cited_number")),
    ),
)
