"""Of the app."""
