"""Widgets and painted rows that several screens share; none of them knows a visit."""
