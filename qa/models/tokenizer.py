"""The BERT uncased WordPiece tokenizer that both models share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from qa.errors import ModelFileError
from qa.models.weights import read_file, verified
from qa.resources import model_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tokenizers import Tokenizer

__all__ = ["common_words", "load_tokenizer", "read_tokenizer", "token_counter"]

_SHA256 = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"


def load_tokenizer() -> Tokenizer:
    """Load the tokenizer; it neither truncates nor pads.

    Raises:
        ModelFileError: The file is missing or has another hash.
    """
    from tokenizers import Tokenizer

    content = verified(model_folder("reader") / "tokenizer.json", _SHA256)
    return Tokenizer.from_str(content.decode("utf-8"))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the words that are tokens of their own, in small letters.

    WordPiece makes a token of each word that is frequent in Wikipedia and in books: "france" and
    "cairo", but not "grenval".

    Raises:
        ModelFileError: The tokenizer is missing or has another hash.
    """
    return frozenset(word for word in load_tokenizer().get_vocab() if word.isalpha())


def read_tokenizer(path: Path) -> Tokenizer:
    """Read another model's ``tokenizer.json``; its truncation and padding are switched off.

    Raises:
        ModelFileError: The file is missing or holds no tokenizer.
    """
    from tokenizers import Tokenizer

    content = read_file(path)
    try:
        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    except Exception as error:  # the library raises plain Exception
        raise ModelFileError(
            f"{path} holds no tokenizer ({error}).",
            hint="A fast tokenizer of Hugging Face writes it as tokenizer.json.",
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def token_counter(tokenizer: Tokenizer) -> Callable[[str], int]:
    """Return a function that counts a text's tokens, without the model's special tokens."""

    def count_tokens(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return count_tokens
