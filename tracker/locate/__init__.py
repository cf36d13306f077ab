"""Finds the numbers under which others know our dockets.

blocks      reads a bulk file, bzip2 or plain, block by block: ahead, and resumed at any block
download    fetches the newest bulk file; resumes an interrupted transfer
wanted      our dockets, by court and number; whether a register's row is one of them; the finds
bulk        finds our dockets among CourtListener's rows
addresses   finds numbers in web addresses on record
"""
