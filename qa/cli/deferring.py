"""Lets the shell import parts of LlamaIndex without everything else that LlamaIndex offers.

``import llama_index.core.schema`` first runs ``llama_index/core/__init__.py``, which imports every
index, chat engine and database of the library: more than half of the time that a second ``qa ask``
spent on imports, for parts that it never uses. `defer` makes Python run the ``__init__`` of the
packages named below only when it is needed; their submodules are imported as ever. A name that the
``__init__`` only imports from elsewhere is fetched from there:

    defer()
    from llama_index.core.schema import TextNode  # runs no __init__ of the packages below
    from llama_index.core import VectorStoreIndex  # imports only the module that defines it
    from llama_index.core import __version__  # runs the __init__ of llama_index.core now

Only `qa.cli.main` calls it, since a program decides for itself how it imports libraries. Modules
that Python has imported already stay as they are.
"""

from __future__ import annotations

import ast
import importlib
import sys
import threading
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PACKAGES", "defer"]

#: The packages whose ``__init__`` is run late: those that import most.
PACKAGES = frozenset(
    {
        "llama_index.core",
        "llama_index.core.embeddings",
        "llama_index.core.indices",
        "llama_index.core.llms",
        "llama_index.core.node_parser",
        "llama_index.core.node_parser.text",
        "llama_index.core.prompts",
        "llama_index.core.postprocessor",
        "llama_index.core.readers",
        "llama_index.core.response_synthesizers",
        "llama_index.core.storage",
        "llama_index.core.vector_stores",
        "requests",  # for images that LlamaIndex would fetch
        "snowballstemmer",  # the stemmers of 36 languages, of which this program uses one
    }
)
# What LlamaIndex's modules ask of `llama_index.core` while they work; its `__init__` sets both to
# None, and functions of other modules set them to something else.
_GLOBALS = {"global_handler": None, "global_tokenizer": None}
# Other names of this kind are asked for by Python itself, and need no `__init__`.
_OWN_DUNDERS = frozenset({"__all__", "__version__"})
_LOADING = threading.RLock()


def defer() -> None:
    """Run the ``__init__`` of `PACKAGES` only when one of their names is asked for."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the packages as Python does, and gives them another loader."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in PACKAGES:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Late(spec.loader)
        return spec


class _Late(Loader):
    """A loader that leaves a package's code for later.

    Args:
        loader: Python's own, which runs it.
    """

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self._sources: dict[str, tuple[str, str]] | None = None

    def sources(self, package: str) -> Mapping[str, tuple[str, str]]:
        """Return the names that the package imports, each with its module and its name there."""
        if self._sources is None:
            # Python's loader, which Python's own finder has given.
            tree = ast.parse(self.loader.get_source(package))  # type: ignore[attr-defined]
            self._sources = {
                one.asname or one.name: (statement.module, one.name)
                for statement in tree.body
                if isinstance(statement, ast.ImportFrom) and statement.module
                if statement.level == 0 and not statement.module.startswith("__")
                for one in statement.names
            }
        return self._sources

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Package(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == "llama_index.core":
            vars(module).update(_GLOBALS)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)  # such as `get_source`, for tracebacks


class _Package(ModuleType):
    """A package whose ``__init__`` has not been run."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _OWN_DUNDERS:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        with _LOADING:
            if type(self) is _Package:  # no other thread has run it meanwhile
                late = self.__loader__
                assert isinstance(late, _Late)
                if name in (sources := late.sources(self.__name__)):
                    module, attribute = sources[name]
                    vars(self)[name] = getattr(importlib.import_module(module), attribute)
                else:
                    self._run()
        return getattr(self, name)

    def _run(self) -> None:
        set_meanwhile = {each: vars(self)[each] for each in _GLOBALS if each in vars(self)}
        late = self.__loader__
        assert isinstance(late, _Late)
        # From here on, a module as any other: also while its code is running.
        self.__class__ = ModuleType  # type: ignore[assignment]
        late.loader.exec_module(self)
        vars(self).update(set_meanwhile)
