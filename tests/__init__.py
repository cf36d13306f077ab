"""The tests, in the rooms of what they test; `worlds` holds what several of them are made of."""
