"""What the inspector sees: the only room that knows Qt; it shows plain models."""
