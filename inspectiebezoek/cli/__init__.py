"""The command line: everything the window can do to a visit, this can do too."""
