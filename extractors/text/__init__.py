"""Text as given to sentences and tokens, by script; nothing here knows a language."""
