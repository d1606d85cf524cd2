"""What was answered, found, judged and collected during a visit; pure, over the log."""
