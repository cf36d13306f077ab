"""Files of other publishers.

pdf_text   the lines of a PDF
bills      a bill as Congress publishes it
govinfo    packages in GovInfo's collection of opinions
xml_root   the root of an XML file, for both
pdf_pages, text_pages   an opinion as PDF, web page or text, as lines with positions
opinion_files           which of these a file is
opinion_rows            what was read from an opinion, as rows and as a record
"""
