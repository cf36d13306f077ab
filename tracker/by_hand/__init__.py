"""What an operator does by hand: `events` and `corrections` are files in the home, `undecided` reads what
awaits a decision, `models` saves a live answer as a model for a fixture.
"""
