"""``python -m quellenlage``: the command line."""

from .cli import app

app()
