"""What federal courts show through CM/ECF, and what PACER users passed on.

juriscraper_adapter   the only module that uses juriscraper, except for
quick_reports         its docket reports with some steps replaced
records               its dicts, read into our records
page_facts            what a page says that juriscraper does not return
completeness          whether a saved page is complete
register_rows         removes unreadable rows of a register
saved_pages           what a saved file is, and which parts of it may be kept
notices               notice e-mails, cleaned
feeds                 RSS as CM/ECF writes it
recap                 dockets in the Internet Archive's items
"""
