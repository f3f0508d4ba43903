"""The chat in the browser: its pages, conversations and uploads, and the same functions as an API.

Nothing is imported here, so that `qa feedback` runs without Gradio.
"""

from __future__ import annotations
