"""Where dockets are found: finding and comparing the numbers under which others know them.

blocks      a bulk file, bzip2 or plain, block by block: read ahead, and begun again at any block
download    the newest bulk file, gone on with where the transfer was cut off
wanted      our dockets, by court and number, and how a register's row agrees with one of them
bulk        the rows of CourtListener's dockets that are ours
addresses   numbers that stand in web addresses which we hold already
found       what was found, as snapshots to archive
"""
