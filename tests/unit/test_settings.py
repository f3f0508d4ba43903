from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from qa import Settings, load_settings
from qa.errors import ConfigurationError


def write_toml(text: str) -> None:
    Path("qa.toml").write_text(text, encoding="utf-8")  # every test has a working folder of its own


def test_defaults_are_those_of_the_contract() -> None:
    settings = load_settings()
    assert settings.read == 20
    assert settings.candidates == 100
    assert settings.passage_tokens == 160
    assert settings.folder is None


def test_home_is_the_platforms_data_folder_where_nothing_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("QA_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    home = load_settings().home
    assert home.name == "qa"
    assert home.is_absolute()


def test_code_beats_environment_beats_file_beats_default(monkeypatch: pytest.MonkeyPatch) -> None:
    write_toml("read = 3\ncandidates = 30\nthreads = 2\n")
    monkeypatch.setenv("QA_READ", "4")
    monkeypatch.setenv("QA_CANDIDATES", "40")
    settings = load_settings(read=5)
    assert (settings.read, settings.candidates, settings.threads) == (5, 40, 2)
    assert settings.passage_tokens == 160


def test_folder_may_be_named_in_the_file(tmp_path: Path) -> None:
    write_toml(f'folder = "{tmp_path.as_posix()}"\n')
    assert load_settings().folder == tmp_path


def test_arguments_of_an_embedding_are_json_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QA_EMBEDDING_ARGS", '{"dimension": 64}')
    assert load_settings().embedding_args == {"dimension": 64}


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings().read = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("QA_RAED", "QA_READ"), ("QA_TRESHOLD", "QA_THRESHOLD"), ("qa_foldr", "QA_FOLDER")],
)
def test_misspelt_variable_is_reported_with_the_nearest_known_one(
    misspelt: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(misspelt, "1")
    with pytest.raises(ConfigurationError, match=misspelt) as caught:
        load_settings()
    assert meant in caught.value.hint


def test_misspelt_name_in_the_file_is_reported_with_the_nearest_known_one() -> None:
    write_toml("keyword_wieght = 0.5\n")
    with pytest.raises(ConfigurationError, match="keyword_wieght") as caught:
        load_settings()
    assert "keyword_weight" in caught.value.hint


def test_misspelt_name_in_code_is_reported_with_the_nearest_known_one() -> None:
    with pytest.raises(ConfigurationError, match="candidate") as caught:
        load_settings(candidate=3)
    assert "candidates" in caught.value.hint


def test_name_like_no_other_is_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_ZZZZZZ", "1")
    with pytest.raises(ConfigurationError, match="QA_ZZZZZZ") as caught:
        load_settings()
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READ", "0"),
        ("READ", "many"),
        ("THRESHOLD", "1.5"),
        ("KEYWORD_WEIGHT", "-0.1"),
        ("PASSAGE_TOKENS", "100000"),
        ("MAX_FILE_MB", "0"),
    ],
)
def test_value_that_does_not_fit_is_named_with_what_was_given(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"QA_{name}", value)
    with pytest.raises(ConfigurationError, match=name.lower()) as caught:
        load_settings()
    assert value in str(caught.value)
    assert f"QA_{name}" in caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["read = ", "read 3", "\x00"])
def test_file_that_is_no_toml_is_reported(text: str) -> None:
    write_toml(text)
    with pytest.raises(ConfigurationError, match="cannot be read") as caught:
        load_settings()
    assert "qa.toml" in caught.value.hint


def test_file_that_is_not_utf8_is_reported() -> None:
    Path("qa.toml").write_bytes(b'folder = "Gr\xfc\xdfe"\n')
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings()


def test_variable_that_is_no_json_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_EMBEDDING_ARGS", "{dimension: 64")
    with pytest.raises(ConfigurationError, match="embedding_args"):
        load_settings()


def test_env_file_in_the_working_folder_is_not_read() -> None:
    Path(".env").write_text("QA_READ=3\n")
    assert load_settings().read == 20


def test_digest_changes_with_what_can_change_an_answer_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    plain = Settings()
    assert plain.digest() == Settings().digest()
    assert plain.digest() == Settings(home=tmp_path, folder=tmp_path, threads=7).digest()
    assert plain.digest() != Settings(read=21).digest()
    assert plain.digest() != Settings(threshold=0.9).digest()
    assert len(bytes.fromhex(plain.digest())) == 8


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
