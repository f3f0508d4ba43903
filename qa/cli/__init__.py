"""The command line, one file for each command; only here is text printed and logging set up.

Nothing heavy is imported before a command runs, so that `qa --help` answers at once.
"""

from __future__ import annotations

from qa.cli.main import app, main

__all__ = ["app", "main"]
