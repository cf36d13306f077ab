"""What an operator does by hand: `events` and `corrections` are files in the home, `undecided` what waits for a
word, `accept_page` what to do with a page that was set aside, `models` a live answer saved for a fixture.
"""
