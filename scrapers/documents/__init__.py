"""Files of other publishers.

pdf_text   the lines of a PDF
bills      a bill as Congress publishes it
govinfo    packages of GovInfo's collection of opinions
xml_root   the root of a file of XML, for both
pdf_pages, text_pages   an opinion as PDF, web page or text, to lines with places
opinion_files           which of them a file is
opinion_rows            what was read of an opinion, as rows and as a record
"""
