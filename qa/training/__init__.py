"""How the span reader is made: fine-tuned, exported to ONNX, quantised, scored, described.

    uv run --extra training python -m qa.training OUTPUT --base FOLDER --data FILE:WEIGHT ...

Nothing else of the package imports this room, and its libraries (PyTorch, Transformers, ONNX) come
with the extra ``[training]`` alone.
"""
