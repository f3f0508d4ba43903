from __future__ import annotations

from qa.training.card import render_card


def test_the_card_says_what_was_trained_on_and_how_it_scores() -> None:
    card = render_card(
        {
            "sha256": "ab" * 32,
            "largest_weight": 64,
            "data": [
                {"name": "a.json", "questions": 87599, "unanswerable": 0, "weight": 30.0},
                {"name": "b.json", "questions": 43402, "unanswerable": 43402, "weight": 10.0},
            ],
            "schedule": {"learning_rate": 1e-4, "batch_tokens": 6144},
            "run": {"pairs": 120000, "steps": 2500, "seconds": 7200.0, "loss": 0.912},
            "mixed": {"earlier": 0.5},
            "scores": {
                "dev.json": {
                    "questions": 100,
                    "exact_match": 0.7,
                    "f1": 0.8,
                    "best_exact_match": None,
                    "best_f1": None,
                    "area": None,
                }
            },
        }
    )
    assert "| a.json | 87,599 | 0 | 0.75 |" in card
    assert "| b.json | 43,402 | 43,402 | 0.25 |" in card
    assert "120,000 pairs seen in 2,500 steps and 120 minutes, learning rate 0.0001" in card
    assert "mixed in with a share of 0.5" in card
    assert "| dev.json | 100 | .700 | .800 |  |  |  |" in card
