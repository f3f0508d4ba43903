from __future__ import annotations

import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the extra [training]")


def _small_model(folder: Path) -> Path:
    """A BERT of two layers with random weights, whose vocabulary is the tokenizer's."""
    from transformers import BertConfig, BertForQuestionAnswering

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=30522,
        hidden_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=96,
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    return folder


@pytest.mark.filterwarnings("default")  # of PyTorch about its own exporter
def test_fine_tunes_goes_on_where_it_was_ended_and_exports_seven_bits(tmp_path: Path) -> None:
    from qa.models import SpanReader, load_tokenizer
    from qa.resources import model_folder
    from qa.training.examples import Example, Mixture
    from qa.training.exporting import average, export, largest_weight
    from qa.training.fine_tuning import Schedule, fine_tune
    from qa.training.windows import WindowMaker

    passage = "The treaty was signed in Vienna."
    start = passage.index("Vienna")
    asked = Example("Where was it signed?", passage, start, start + len("Vienna"))
    base, output = _small_model(tmp_path / "base"), tmp_path / "output"

    def train(minutes: float) -> int:
        chance = random.Random(0)
        mixture = Mixture([([asked], 1.0)], chance)
        maker = WindowMaker(load_tokenizer(), chance)
        schedule = Schedule(
            minutes, warm_up=5, batch_tokens=512, checkpoint_minutes=0.001, rounding_from=0.5
        )
        return fine_tune(base, output, mixture, maker, schedule).steps

    first = train(0.05)
    assert (output / "model.safetensors").exists()
    assert not (output / "state.pt").exists()  # finished: the next training begins anew
    assert first > 5

    average([(output, 0.75), (base, 0.25)], tmp_path / "mean")
    windows = [WindowMaker(load_tokenizer(), random.Random(n)).make(asked) for n in range(4)]
    export(output, output, [window for window in windows if window])
    assert 0 < largest_weight(output / "model.int8.onnx") <= 64

    (output / "model.onnx").write_bytes((output / "model.int8.onnx").read_bytes())
    tokenizer = (model_folder("reader") / "tokenizer.json").read_bytes()
    (output / "tokenizer.json").write_bytes(tokenizer)
    (reading,) = SpanReader(folder=output).read(asked.question, [passage])
    assert len(reading.spans) == 5


def test_passages_of_one_question_are_normalised_together() -> None:
    import math

    from qa.training.fine_tuning import _together

    # Two windows of one question, then one alone; the answer is the second token of the first.
    logits = torch.tensor([[0.0, 2.0, 1.0], [3.0, 0.5, 0.0], [9.0, 9.0, 9.0]])
    everything = math.log(sum(map(math.exp, (0.0, 2.0, 1.0, 3.0, 0.5, 0.0))))
    loss = float(_together(logits, [1, 0, 2], [2, 1]))
    assert loss == pytest.approx((everything - 2.0) / 2)
    assert float(_together(logits, [0, 0, 2], [2, 1])) == 0  # no answer: nothing to compare
