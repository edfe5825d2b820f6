"""Words to their analyses, by tables of affixes and stems; nothing here knows a language."""
