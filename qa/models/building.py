"""The embedding model that the settings name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.errors import ConfigurationError
from qa.models.embedding import OnnxEmbedding

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["build_embedding", "load_class"]


def build_embedding(name: str, arguments: Mapping[str, Any], threads: int) -> BaseEmbedding:
    """Build an embedding model.

    Args:
        name: Dotted name of a LlamaIndex embedding class, or "" for the shipped model.
        arguments: Arguments for that class.
        threads: Threads of the shipped model; 0: one for each core.

    Raises:
        ConfigurationError: There is no such class, or it does not accept its arguments.
    """
    if not name:
        return OnnxEmbedding(threads)
    built = load_class(name, BaseEmbedding, "QA_EMBEDDING", arguments)
    assert isinstance(built, BaseEmbedding)
    return built


def load_class(name: str, base: type, setting: str, arguments: Mapping[str, Any]) -> object:
    """Build an object of a class given by dotted name, such as ``package.module:Class``.

    Raises:
        ConfigurationError: There is no such class, it is no subclass of ``base``, or it refuses
            its arguments.
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            f"{setting} names {name!r}, which cannot be imported ({error}).",
            hint="Write it as package.module:Class and install the package beside qa.",
        ) from error
    if not (isinstance(found, type) and issubclass(found, base)):
        raise ConfigurationError(
            f"{setting} names {name!r}, which is no {base.__name__}.",
            hint=f"Name a LlamaIndex class derived from {base.__name__}.",
        )
    try:
        return found(**arguments)
    except Exception as error:  # any class of any package may raise anything
        raise ConfigurationError(
            f"{name} cannot be built: {error}.", hint=f"Check {setting}_ARGS."
        ) from error
