"""The pages of the office, for a browser: who signs in sees the logs that they may read.

They work without script, and stand beside the routes of the laptops without sharing a key.
"""
