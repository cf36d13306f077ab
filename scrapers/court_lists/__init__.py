"""Lists of opinions and recordings that the appellate courts publish.

where    where the lists are, and how their items are found
pages    how the lists are requested
items    reduces lists to the items that we watch, and reads those
"""
