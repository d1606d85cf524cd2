"""The signed document: content → filter by audience → layout → seal → sign → verify."""
