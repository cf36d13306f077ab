"""What several tests are made of: servers on loopback, invented dockets, clocks, browsers, homes."""
