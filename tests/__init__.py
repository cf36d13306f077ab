"""The tests: a folder for each room, `house/` for what concerns all of them, and `worlds/` with what they share."""
