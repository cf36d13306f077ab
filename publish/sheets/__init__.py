"""The pages' lists as spreadsheets, in a reporter's words: /rulings.xlsx, /rulings.csv and the other five.

answer   a question as a file: the page's own filters, the file's name, the text of the sheet "About"
lists    each list as data: its rows, as its page finds them, and its columns
files    rows as .xlsx and as CSV, with no cell that would run as a formula
"""
