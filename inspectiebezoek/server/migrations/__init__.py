"""The steps that bring the office's database from one version to the next."""
