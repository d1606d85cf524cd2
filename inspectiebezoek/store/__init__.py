"""Kept on this device: the encrypted log, drafts and evidence; hands out plain values."""
