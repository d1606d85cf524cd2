"""The carry-over package (`.ibz`): visits from laptop to laptop without an office."""
