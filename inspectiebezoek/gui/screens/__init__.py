"""The seven screens: each draws one model and emits what a person did with plain values."""
