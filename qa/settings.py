"""Settings from ``QA_*`` variables and ``./qa.toml``: frozen and checked; nothing is built here.

Precedence: arguments given in code, then the environment, then ``qa.toml`` in the working folder,
then the defaults below.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from pathlib import Path
from typing import Any, ClassVar, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from qa.errors import ConfigurationError

__all__ = ["Settings", "load_settings"]

_PREFIX = "QA_"
# Settings whose value is never shown.
_SECRET = frozenset({"chroma_token", "llm_args", "llm_key"})


class Settings(BaseSettings):
    """Everything that can be set. Each field is also the variable ``QA_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, toml_file="qa.toml", frozen=True, extra="forbid"
    )

    #: Settings that change neither what is found nor what is answered.
    _WITHOUT_EFFECT: ClassVar[frozenset[str]] = frozenset(
        {
            "folder",
            "home",
            "threads",
            "chroma_url",
            "chroma_name",
            "chroma_token",
            "chroma_token_header",
            "chroma_tenant",
            "chroma_database",
            "host",
            "port",
            "hosts",
            "users",
            "upload",
            "max_uploads_mb",
            "llm_key",
            "llm_timeout",
            "llm_retries",
        }
    )

    folder: Path | None = Field(None, description="Folder of articles to ask.")
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("qa", appauthor=False)),
        description="Folder for everything that this program writes: indexes, uploads, "
        "conversations.",
    )
    threads: int = Field(
        0, ge=0, le=256, description="Threads for the models; 0: one for each core."
    )

    chroma_url: str = Field(
        "",
        description="Chroma server that holds the index, such as `http://host:8000`; if not set, "
        "the index is in `home`.",
    )
    chroma_name: str = Field(
        "",
        pattern=r"^([A-Za-z0-9]([A-Za-z0-9_-]{0,98}[A-Za-z0-9])?)?$",
        description="Name of the index there, for machines that have the folder under different "
        "paths.",
    )
    chroma_token: SecretStr | None = Field(
        None, description="Token that is sent to the server with every request; needs `https`."
    )
    chroma_token_header: Literal["Authorization", "X-Chroma-Token"] = Field(
        "Authorization",
        description="Header that carries the token: `Authorization: Bearer ...`, or the one that "
        "Chroma Cloud reads.",
    )
    chroma_tenant: str = Field(
        "", description="Tenant on the server; if not set, Chroma's `default_tenant`."
    )
    chroma_database: str = Field(
        "", description="Database of the tenant; if not set, Chroma's `default_database`."
    )

    embedding: str = Field(
        "",
        description="Another LlamaIndex embedding class by dotted name (`package.module:Class`).",
    )
    embedding_args: dict[str, Any] = Field(
        default_factory=dict, description="Arguments of that class, as JSON."
    )
    passage_tokens: int = Field(
        160, ge=16, le=220, description="Longest passage, in tokens of the model."
    )
    candidates: int = Field(
        100, ge=1, le=1000, description="Passages taken from each of the two searches."
    )
    keyword_weight: float = Field(
        0.6,
        ge=0,
        le=1,
        description="Weight of the keyword search when both searches are fused; the rest is for "
        "meaning. It is a third less for a question in other words than the articles'.",
    )
    reader: Path | None = Field(
        None,
        description="Folder with another span reader: `model.onnx` and `tokenizer.json` of an "
        "extractive question-answering model.",
    )
    read: int = Field(
        20, ge=1, le=200, description="Passages that the reader reads for a question."
    )
    threshold: float = Field(
        0.2, ge=0, le=1, description="Least confidence at which a question is answered."
    )

    llm_url: str = Field(
        "",
        description="OpenAI-compatible endpoint of a language model, such as "
        "`http://localhost:11434/v1`; needs `llm_model`.",
    )
    llm_model: str = Field("", description="Name of the model there.")
    llm_key: SecretStr | None = Field(None, description="Key of the endpoint, if it asks for one.")
    llm_gguf: Path | None = Field(
        None, description="A GGUF file instead, run in-process; needs the extra `[local]`."
    )
    llm: str = Field(
        "",
        description="Another LlamaIndex LLM class instead, by dotted name "
        "(`llama_index.llms.anthropic:Anthropic`).",
    )
    llm_args: dict[str, Any] = Field(
        default_factory=dict, description="Arguments of that class, as JSON; its key is `llm_key`."
    )
    llm_mode: Literal["hybrid", "alone"] = Field(
        "hybrid",
        description="With a language model, `hybrid` gives the short answer in the articles' own "
        "words at once and the model's prose below it, `alone` the prose only.",
    )
    llm_context: int = Field(
        4_096, ge=1_024, description="Context window of the language model, in tokens."
    )
    llm_tokens: int = Field(
        768, ge=16, description="Longest answer of the language model, in tokens."
    )
    llm_passages: int = Field(
        8, ge=1, le=100, description="Most passages that the language model receives."
    )
    llm_timeout: float = Field(
        60, gt=0, description="Seconds that the language model may take for an answer."
    )
    llm_retries: int = Field(
        2, ge=0, le=10, description="How often a busy or failing endpoint is asked again."
    )
    unsupported: Literal["drop", "mark"] = Field(
        "drop",
        description="What to do with a sentence of the language model that no passage supports.",
    )
    prompts: Path | None = Field(
        None,
        description="Folder of your own prompts; for one that is missing there, the shipped one "
        "is used.",
    )

    max_question: int = Field(
        2_000, ge=100, description="Longest question, in characters; a longer one is refused."
    )
    max_file_mb: float = Field(
        20, gt=0, description="Largest file that is read, in megabytes; larger ones are skipped."
    )
    max_files: int = Field(100_000, ge=1, description="Most files read from a folder.")
    max_characters: int = Field(
        20_000_000, ge=1, description="Longest article, in characters; a longer one is skipped."
    )
    max_depth: int = Field(16, ge=0, description="Deepest folder read, 0 being the folder itself.")
    text_column: str = Field(
        "text,body,content,article,full_text,article_text,maintext,body_text,article_body,story,description,"
        "texte,texto,testo,inhalt,contenu,contenido,contenuto",
        description="Column of a table of articles (CSV, TSV, JSON) that holds the text; of "
        "several names, the first that is not empty in a row.",
    )
    title_column: str = Field(
        "title,headline,titel,titre,título,titulo,titolo,überschrift",
        description="Column that holds the title.",
    )
    published_column: str = Field(
        "published,date,published_at,pub_date,publish_date,date_published,publication_date,"
        "datum,fecha,data",
        description="Column that holds the date of publication.",
    )
    author_column: str = Field(
        "author,authors,byline,autor,auteur,autore", description="Column that holds the author."
    )

    host: str = Field(
        "127.0.0.1",
        description="Address of the chat; an address that other computers can reach needs users.",
    )
    port: int = Field(7860, ge=0, le=65535, description="Port of the chat; 0: any that is free.")
    hosts: tuple[str, ...] = Field(
        (), description="Further host names under which the chat can be reached, as JSON."
    )
    users: Path | None = Field(
        None,
        description="File of the chat's users and their hashed passwords; if not set, "
        "`users.json` in `home`, if that exists.",
    )
    upload: bool = Field(True, description="Whether the chat lets articles be uploaded.")
    max_uploads_mb: float = Field(
        500, gt=0, description="Space for all uploaded articles together, in megabytes."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read code, environment and ``qa.toml``, in this order; no ``.env``, no secrets folder."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    def digest(self) -> str:
        """Hash of all settings that can change an answer: 16 hexadecimal digits."""
        values = self.model_dump(mode="json", exclude=set(self._WITHOUT_EFFECT))
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]

    def effective(self) -> dict[str, str]:
        """Return all settings that can change an answer, as text; secret ones are left out."""
        values = self.model_dump(mode="json", exclude={*self._WITHOUT_EFFECT, *_SECRET})
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in values.items()
        }


def load_settings(**overrides: Any) -> Settings:
    """Read the settings and check every name and value.

    Args:
        **overrides: Settings given in code; they take precedence over environment and file.

    Raises:
        ConfigurationError: A name is unknown (the nearest known one is suggested), a value is
            not valid, or ``qa.toml`` is not valid TOML.
    """
    _check_environment()
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _explain(error) from error
    except ValueError as error:  # tomllib.TOMLDecodeError, or JSON in a variable
        raise ConfigurationError(
            f"The settings cannot be read: {error}",
            hint="Mend ./qa.toml or the QA_* variable it names; the README lists all settings.",
        ) from error


def _check_environment() -> None:
    """Find misspelt variables, which pydantic-settings silently ignores."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(_PREFIX) and name.upper() not in known:
            raise ConfigurationError(
                f"Unknown setting {name} in the environment.", hint=_nearest(name.upper(), known)
            )


def _explain(error: ValidationError) -> ConfigurationError:
    """Turn the first error that pydantic reports into one line."""
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return ConfigurationError(
            f"Unknown setting {name!r}.", hint=_nearest(name, set(Settings.model_fields))
        )
    got = "" if name in _SECRET else f" (got {first['input']!r})"
    return ConfigurationError(
        f"Setting {name!r} does not fit: {first['msg'].lower()}{got}.",
        hint=f"Change {_PREFIX}{name.upper()} or {name} in ./qa.toml.",
    )


def _nearest(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return "The README lists all settings."
