"""Opening model files: a shipped one's hash is checked, and ONNX Runtime is configured."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ModelFileError

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["cores", "file_digest", "open_session", "read_file", "verified"]

_SHIPPED = "Install the package again: its model files are incomplete or were changed."
_OWN = "Check the folder that the setting names, and the files in it."


def read_file(path: Path, hint: str = _OWN) -> bytes:
    """Return a model file's content.

    Args:
        path: The file.
        hint: What the user can do if it cannot be read.

    Raises:
        ModelFileError: It is missing or unreadable.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelFileError(
            f"The model file {path.name} cannot be read: {error.strerror}.", hint=hint
        ) from error


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a model file, hexadecimal.

    Raises:
        ModelFileError: It is missing or unreadable.
    """
    return hashlib.sha256(read_file(path)).hexdigest()


def verified(path: Path, sha256: str) -> bytes:
    """Return the file's content after checking its hash.

    Raises:
        ModelFileError: The file is missing, cannot be read, or has another hash.
    """
    content = read_file(path, _SHIPPED)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelFileError(f"The model file {path.name} is not the recorded one.", hint=_SHIPPED)
    return content


def open_session(
    path: Path, sha256: str | None = None, *, threads: int = 1
) -> onnxruntime.InferenceSession:
    """Open an ONNX model on the CPU.

    Args:
        path: The ``.onnx`` file.
        sha256: Its recorded hash, hexadecimal; None for a model of the user's own, which is not
            checked.
        threads: Threads inside one run. The models here are small: several runs side by side, of
            one thread each, use the cores better than one run of several threads.

    Raises:
        ModelFileError: The file is missing, has another hash, or is not an ONNX model.
    """
    import onnxruntime  # takes 0.1 s, so it is imported with the first model only

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Otherwise threads would keep the cores busy between two questions.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # A large model keeps its weights in a file beside it, which is found by the path alone.
    model = path if sha256 is None else verified(path, sha256)
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises many kinds
        raise ModelFileError(f"The model {path} cannot be opened: {error}", hint=_OWN) from error


def cores(threads: int = 0) -> int:
    """Number of threads to use: the given one, or one for each core this process may run on."""
    if threads:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
