"""One module a subject; each yields cases in the format that ../README.md describes."""
