"""The command line: a file a command; the only place that prints, exits and sets up logging.

Nothing heavy is imported before a command runs, so that `qa --help` answers at once.
"""

from __future__ import annotations

from qa.cli.main import app, main

__all__ = ["app", "main"]
