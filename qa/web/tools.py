"""The API as MCP tools: what Gradio makes of it, answering in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradio.mcp import GradioMCPServer

__all__ = ["answer_in_json"]


def answer_in_json(tools: GradioMCPServer) -> None:
    """Make tools answer in JSON: Gradio 6 writes a result with `str`, as Python would.

    Args:
        tools: Of the mounted page.
    """
    written = tools.postprocess_output_data

    def postprocess(data: list[Any], root_url: str) -> Any:
        return written([json.dumps(one, ensure_ascii=False) for one in data], root_url)

    # Gradio makes the server itself, so that a subclass of it would have no way in.
    tools.postprocess_output_data = postprocess  # type: ignore[method-assign]
