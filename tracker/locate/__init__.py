"""Where dockets are found: the numbers under which others know them.

blocks      a bulk file, bzip2 or plain, block by block: read ahead, and resumed at any block
download    the newest bulk file; an interrupted transfer is resumed
wanted      our dockets, by court and number, how a register's row agrees with one of them, and what was found
bulk        the rows of CourtListener's dockets that are ours
addresses   numbers in web addresses that are on record already
"""
