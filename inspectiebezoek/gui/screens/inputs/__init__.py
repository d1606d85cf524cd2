"""One way of answering per kind of question, all with the same few signals."""
