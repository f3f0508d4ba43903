"""The chat in the browser: pages, conversations, uploads, the same as an API.

Nothing is imported here, so that `qa feedback` runs without Gradio.
"""

from __future__ import annotations
