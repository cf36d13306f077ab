"""Pictures drawn here, without script and without style attributes.

svg             bars by year, parts of a whole, days on a logarithmic line
case_timeline   the dockets of one case on one time line
month_grid      a month of hearings as weeks
survival        how long things take, including those not yet over
"""
