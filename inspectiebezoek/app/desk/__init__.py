"""What a person does in the window happens to the visit here, one file for each screen."""
