"""The screens that are there: plain, thin, and all by keyboard."""
