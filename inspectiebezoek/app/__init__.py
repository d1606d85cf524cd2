"""Wiring: builds settings, store, sync and window; the only room that knows them all."""
