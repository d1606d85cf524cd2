"""What happened: changes, their chain, heads, conflicts and the fold to a state; pure."""
