"""What an operator does by hand: `events` and `corrections` are files in the home, `undecided` what awaits a decision,
`models` a live answer saved for a fixture.
"""
