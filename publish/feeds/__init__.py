"""What a reader's program follows: `ical`, hearings as calendars; `atom`, what changed."""
