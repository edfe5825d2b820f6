"""From text to events."""
