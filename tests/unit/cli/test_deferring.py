"""The shell imports less of LlamaIndex, and all of it still works where it is asked for."""

import json
import subprocess
import sys

import pytest

from qa.cli.deferring import PACKAGES

# Every module of the library, and every public name of the packages that are deferred.
_EVERYTHING = """
import importlib, json, pkgutil, sys, warnings
warnings.simplefilter("ignore")
if sys.argv[1] == "deferred":
    from qa.cli.deferring import defer
    defer()
    import qa.assistant
import llama_index.core
modules = {}
for each in pkgutil.walk_packages(llama_index.core.__path__, "llama_index.core."):
    try:
        modules[each.name] = sorted(getattr(importlib.import_module(each.name), "__all__", []))
    except Exception as error:
        modules[each.name] = repr(error)
packages = {name: importlib.import_module(name) for name in sys.argv[2:]}
names = {
    name: {public: type(getattr(package, public, None)).__name__ for public in package.__all__}
    for name, package in packages.items()
}
submodules = {name: [each.name for each in pkgutil.iter_modules(package.__path__)]
              for name, package in packages.items()}
print(json.dumps({"modules": modules, "names": names, "submodules": submodules}))
"""


def python(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_assistant_needs_neither_databases_nor_chat_engines() -> None:
    program = "from qa.cli.deferring import defer; defer(); import qa.assistant, sys"
    loaded = python(f"{program}; print(*sys.modules)").split()
    assert "qa.assistant" in loaded
    assert "llama_index.core.schema" in loaded
    unwanted = {"sqlalchemy", "llama_index.core.chat_engine", "llama_index.core.memory"}
    unwanted |= {"banks", "requests.sessions"}
    assert not unwanted & set(loaded)


def test_a_handler_that_was_set_early_is_kept() -> None:
    program = "from qa.cli.deferring import defer; defer(); import llama_index.core as core"
    program += "; core.global_handler = 'mine'; core.__version__; print(core.global_handler)"
    assert python(program) == "mine\n"


def test_a_name_from_elsewhere_is_fetched_alone() -> None:
    program = "from qa.cli.deferring import defer; defer(); import sys; "
    program += "from llama_index.core.prompts import PromptTemplate; "
    program += "print(PromptTemplate.__module__, 'llama_index.core.prompts.rich' in sys.modules)"
    assert python(program) == "llama_index.core.prompts.base False\n"


@pytest.mark.slow
def test_all_of_llamaindex_can_still_be_imported() -> None:
    deferred = json.loads(python(_EVERYTHING, "deferred", *sorted(PACKAGES)))
    usual = json.loads(python(_EVERYTHING, "usual", *sorted(PACKAGES)))
    assert deferred == usual
    assert len(usual["modules"]) > 400
    # A submodule would hide another object of its name until the ``__init__`` is run.
    for package, names in usual["names"].items():
        others = {name for name, kind in names.items() if kind != "module"}
        assert not others & set(usual["submodules"][package]), package
