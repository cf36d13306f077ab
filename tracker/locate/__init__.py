"""Finds the numbers under which others know our dockets.

download    fetches the newest bulk file; resumes an interrupted transfer
wanted      our dockets, by court and number; whether a register's row is one of them; the finds
bulk        finds our dockets among CourtListener's rows, piece by piece, and resumes where it was
addresses   finds numbers in web addresses on record
"""
