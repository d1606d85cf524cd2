"""What each screen shows, as plain frozen values without Qt."""
