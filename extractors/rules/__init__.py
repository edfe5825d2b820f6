"""Rules: predicates with role frames in TOML, each with sentences that must and must not match."""
