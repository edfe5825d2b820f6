"""Read sentences of languages whose verb stands between subject and object, and that mark these by their place."""
