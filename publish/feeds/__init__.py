"""What a reader's program subscribes to: `ical`, hearings as calendars; `atom`, what changed."""
