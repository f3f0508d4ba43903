"""What imports what in `qa`, read from the syntax trees; run as a program, it prints the picture.

    uv run python tests/imports.py

A room is a package of `qa`, or a module that lies directly in it. An arrow leads from a room to
another one that it imports from.
"""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "qa"

# The architecture: each layer imports only from those above it.
LAYERS = (
    "errors",
    "answers",
    "notices",
    "settings",
    "resources",
    "home",
    "templates",
    "language",
    "articles",
    "models",
    "index",
    "retrieval",
    "answering",
    "indexed_folder",
    "assistant",
    "evaluation",
    "training",
    "web",
    "cli",
    "__main__",
)


class Imports:
    """The imports of a package's modules.

    Args:
        folder: The package's folder.
    """

    def __init__(self, folder: Path = PACKAGE) -> None:
        self._name = folder.name
        self._trees: dict[str, ast.Module] = {}
        self._packages: set[str] = set()
        for path in sorted(folder.rglob("*.py")):
            parts = (folder.name, *path.relative_to(folder).with_suffix("").parts)
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            self._packages |= {name} if is_package else set()
            self._trees[name] = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """All modules but the package itself, which only names the public API."""
        return tuple(name for name in self._trees if name != self._name)

    def of(self, module: str, *, for_types: bool = True) -> set[str]:
        """Name everything that a module imports, inside functions too.

        Of ``from a import b`` that is ``a.b``, since b may be a module.

        Args:
            module: Its dotted name.
            for_types: Also what is imported for type checkers alone.
        """
        tree = self._trees[module]
        return set(_imported(ast.walk(tree) if for_types else _at_run_time(tree)))

    def ours(self, module: str, *, for_types: bool = True) -> set[str]:
        """Name the package's own modules that a module imports."""
        names = self.of(module, for_types=for_types)
        return {self._module_of(name) for name in names if is_within(name, self._name)}

    def room(self, module: str) -> str:
        """Return the room that a module lies in, without the package's own name."""
        is_room = module in self._packages or module.count(".") == 1
        return (module if is_room else module.rpartition(".")[0]).partition(".")[2]

    @cached_property
    def rooms(self) -> tuple[str, ...]:
        """All rooms."""
        return tuple(dict.fromkeys(self.room(module) for module in self.modules))

    @cached_property
    def arrows(self) -> frozenset[tuple[str, str]]:
        """Pairs of rooms: the first imports from the second, for type checkers or at run time."""
        pairs = (
            (self.room(module), self.room(other))
            for module in self.modules
            for other in self.ours(module)
            if other != self._name
        )
        return frozenset(pair for pair in pairs if pair[0] != pair[1])

    def cycle(self) -> list[str]:
        """Return modules that import each other in a circle at run time; empty: there are none."""
        graph = {module: self.ours(module, for_types=False) - {module} for module in self.modules}
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            return list(error.args[1])
        return []

    @cached_property
    def mutual(self) -> list[tuple[str, str]]:
        """Pairs of rooms that import from each other, such as a package and one inside it."""
        return sorted(
            pair for pair in self.arrows if pair[::-1] in self.arrows and pair < pair[::-1]
        )

    def _module_of(self, name: str) -> str:
        return name if name in self._trees else name.rpartition(".")[0]


def layer(room: str) -> str:
    """Return the layer of a room."""
    return room.partition(".")[0]


def is_upward(arrow: tuple[str, str]) -> bool:
    """Tell whether an arrow leads against the order of the layers."""
    importer, imported = (LAYERS.index(layer(room)) for room in arrow)
    return imported > importer


def is_within(name: str, package: str) -> bool:
    """Tell whether a dotted name is a package or lies in it."""
    return f"{name}.".startswith(f"{package}.")


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _at_run_time(child)


def main() -> None:
    imports = Imports()
    upward = sorted(filter(is_upward, imports.arrows))
    print(f"{len(imports.modules)} modules in {len(imports.rooms)} rooms, ", end="")
    print(f"{len(imports.arrows)} arrows, {len(upward)} upward")
    print(f"cycle of modules: {' -> '.join(imports.cycle()) or 'none'}")
    print(f"rooms that import from each other: {imports.mutual or 'none'}\n")
    for room in sorted(imports.rooms, key=lambda room: (LAYERS.index(layer(room)), room)):
        targets = sorted(imported for importer, imported in imports.arrows if importer == room)
        print(f"{room:22} -> {', '.join(targets) or '-'}")


if __name__ == "__main__":
    main()
