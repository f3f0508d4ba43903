"""Opening model files: the hash is checked first, then ONNX Runtime is told how to behave."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ModelFileError

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["cores", "open_session", "verified"]

_HINT = "Install the package again: its model files are incomplete or were changed."


def verified(path: Path, sha256: str) -> bytes:
    """Return the file's content after checking its hash.

    Raises:
        ModelFileError: The file is missing, unreadable, or another one than was recorded.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelFileError(
            f"The model file {path.name} cannot be read: {error.strerror}.", hint=_HINT
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelFileError(f"The model file {path.name} is not the recorded one.", hint=_HINT)
    return content


def open_session(path: Path, sha256: str, *, threads: int = 1) -> onnxruntime.InferenceSession:
    """Open a verified ONNX model on the CPU.

    Args:
        path: The ``.onnx`` file.
        sha256: Its recorded hash, hexadecimal.
        threads: Threads inside one run. The models here are small: several runs side by side, of
            one thread each, use the cores better than one run of several threads.
    """
    import onnxruntime  # costs 0.1 s: loaded when the first model is

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads would burn the cores between two questions.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        verified(path, sha256), options, providers=["CPUExecutionProvider"]
    )


def cores(threads: int = 0) -> int:
    """Number of threads to use: as told, or one for each core this process may run on."""
    if threads:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
