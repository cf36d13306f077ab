"""What federal courts show through CM/ECF, and what users of PACER passed on.

juriscraper_adapter   the only place that knows juriscraper, but for
quick_reports         its docket reports with some steps replaced
records               its dicts, made into our records
page_facts            what a page says that juriscraper does not return
completeness          whether a saved page is whole
register_rows         its unreadable rows, removed
saved_pages           what a saved file is, and what of it may be kept
notices               notice e-mails, cleaned
feeds                 RSS as CM/ECF writes it
recap                 dockets in items of the Internet Archive
"""
