"""Prompts: Markdown files with placeholders, checked when they are loaded."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import ConfigurationError
from qa.resources import prompts_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ANSWERING", "PLACEHOLDERS", "Prompt", "draw_fence", "load_prompt"]

#: All prompts, each with the placeholders that it must contain.
PLACEHOLDERS = {
    "answer": frozenset({"fence", "passages", "question", "refusal"}),
    "condense": frozenset({"fence", "history", "question"}),
    "summarise": frozenset({"fence", "passages", "question", "refusal"}),
    "combine": frozenset({"fence", "notes", "question"}),
    "judge": frozenset({"fence", "question", "gold", "answer"}),
    "draft": frozenset({"fence", "count", "article"}),
}
#: The prompts that an answer depends on; the others serve the evaluation.
ANSWERING = ("answer", "condense", "summarise", "combine")

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_FENCE_BYTES = 4
# The line that separates the system text from the user text.
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instructions for a language model, with placeholders.

    Attributes:
        system: Tells the model its role and how to answer.
        user: Asks the model.
    """

    system: str
    user: str

    def fill(self, **values: str) -> tuple[str, str]:
        """Return system and user text with the placeholders filled.

        The inserted values are not searched for placeholders again, so neither an article nor a
        question can add one.
        """

        def filled(text: str) -> str:
            return _PLACEHOLDER.sub(lambda match: values[match.group(1)], text)

        return filled(self.system), filled(self.user)


def draw_fence() -> str:
    """Return a random word that marks where quoted text begins and ends in a prompt.

    It has eight hexadecimal digits and is new for each request, so no article can know it.
    """
    return secrets.token_hex(_FENCE_BYTES)


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Read a prompt: the user's own if there is one, otherwise the shipped one.

    Args:
        name: One of `PLACEHOLDERS`.
        folder: The folder of the user's own prompts.

    Raises:
        ConfigurationError: The prompt cannot be read, lacks the line ``---`` between its two parts,
            or does not contain exactly the required placeholders.
    """
    own = folder / f"{name}.md" if folder else None
    path = own if own is not None and own.is_file() else prompts_folder() / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The prompt {path} cannot be read ({error}).", hint="Mend it, or unset QA_PROMPTS."
        ) from error
    parts = _RULE.split(text, maxsplit=1)
    if len(parts) != 2:
        raise ConfigurationError(
            f"The prompt {path} is not in two parts.",
            hint="Put a line --- between the instructions and what is asked.",
        )
    _check(path, set(_PLACEHOLDER.findall(text)), PLACEHOLDERS[name])
    return Prompt(parts[0].strip(), parts[1].strip())


def _check(path: Path, found: set[str], wanted: frozenset[str]) -> None:
    for names, what in ((found - wanted, "has the unknown"), (wanted - found, "lacks the")):
        if names:
            listed = ", ".join(f"{{{name}}}" for name in sorted(names))
            raise ConfigurationError(
                f"The prompt {path} {what} placeholder {listed}.",
                hint=f"It must hold {', '.join(f'{{{name}}}' for name in sorted(wanted))}.",
            )
