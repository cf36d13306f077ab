"""Lists of the pages as spreadsheets, in a reporter's words: /rulings.xlsx, /rulings.csv and the other five.

answer   a question as a file: the page's own filters, what it is called, what stands on the sheet "About"
lists    what each list gives, as data: its rows, as its page finds them, and its columns
files    rows as .xlsx and as CSV, of which no cell is run as a formula
"""
