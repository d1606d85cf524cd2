"""The office: keeps every log in one order, vouches for devices, guards rights and files."""
