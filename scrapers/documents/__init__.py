"""Files of other publishers.

pdf_text   the lines of a PDF
bills      a bill as Congress publishes it
govinfo    packages of GovInfo's collection of opinions
"""
