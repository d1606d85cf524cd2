"""What the window shows of a visit: plain models, made from the live visit."""
