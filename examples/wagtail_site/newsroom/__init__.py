"""A newsroom in miniature: a Wagtail site with Quellenlage, on SQLite, without any network."""
