from __future__ import annotations

from collections.abc import Callable

import pytest

from qa import Assistant
from qa.errors import UnknownArticleError
from qa.resources import seeds_folder

Open = Callable[..., Assistant]


def test_search_gives_so_many_passages_best_first(seeds: Assistant) -> None:
    hits = seeds.search("cyber warfare", 3)
    assert len(hits) == 3
    assert "Cyber Command" in hits[0].node.get_content()
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        metadata = hit.node.metadata
        assert {"article_id", "title", "published", "path"} <= set(metadata)
        text = seeds.article(metadata["article_id"]).text
        assert text[hit.node.start_char_idx : hit.node.end_char_idx] == hit.node.get_content()


def test_article_is_given_whole(seeds: Assistant) -> None:
    for record in seeds.articles():
        article = seeds.article(record.article_id)
        file = seeds_folder() / "articles" / record.path
        assert article.text == file.read_bytes().decode("utf-8")
        assert (article.path, article.title, article.language) == (
            record.path,
            record.title,
            "en",
        )


def test_article_that_is_not_there_is_reported(seeds: Assistant) -> None:
    with pytest.raises(UnknownArticleError, match="absent") as caught:
        seeds.article("absent")
    assert caught.value.hint


@pytest.mark.parametrize("words", ["zzzqq", "qwop asdf", "Xqzt blorf"])
def test_words_that_no_article_is_near_to_find_nothing(words: str, seeds: Assistant) -> None:
    assert seeds.search(words) == []


def test_other_words_for_what_an_article_says_find_it(seeds: Assistant) -> None:
    (hit,) = seeds.search("espionage", 1)  # a word that neither article contains
    assert "espionage" not in " ".join(seeds.article(one.path).text for one in seeds.articles())
    assert "Cyber Command" in hit.node.get_content()


def test_article_is_given_by_its_path_too(seeds: Assistant) -> None:
    for record in seeds.articles():
        assert seeds.article(record.path) == seeds.article(record.article_id)


def test_embedding_of_the_settings_is_used(open_folder: Open) -> None:
    assistant = open_folder()
    assert assistant.status().embedding == "hash"
    assert any("Vienna" in hit.node.get_content() for hit in assistant.search("treaty signed"))
