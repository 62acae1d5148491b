"""Sentences on model size and window: what all families together take from each, by hand."""

from __future__ import annotations

import pytest

from pipeline.schema import Identity, Variant

SIZES = Identity(
    model="Nova 2",
    provider="Nova Labs",
    aliases=("Nova-2",),
    variants=(
        Variant("Nova 2 7B", "7B", "7B"),
        Variant("Nova 2 70B", "70B", "70B"),
    ),
)
MIXTURE = Identity(
    model="Nova 3",
    provider="Nova Labs",
    variants=(
        Variant("Nova-3-235B-A22B", "235B-A22B", "235B"),
        Variant("Nova-3-30B-A3B", "30B-A3B", "30B"),
        Variant("Nova-3-8B", "8B", "8B"),
    ),
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # plain statements
        ("Nova 2 is a decoder-only transformer with 6.7 billion parameters.", "total 6.7e9"),
        ("Nova 2 has 13,015,864,320 parameters.", "total 13015864320"),
        ("A 7-billion-parameter causal language model.", "total 7e9"),
        ("Nova 2 is a 3.8B parameters, lightweight, open model.", "total 3.8e9"),
        ("**Parameters:** 12.2B", "total 12.2e9"),
        ("- Number of parameters: 32.5B", "total 32.5e9"),
        ("- Model size: 14B", "total 14e9"),
        ("- Params: 355M", "total 355e6"),
        ("The model has one trillion parameters.", "total 1e12"),
        ("Nova 2 contains roughly 40B parameters.", "total 40e9"),
        ("Nova 2 is a dense model of 111 billion parameters.", "total 111e9"),
        ("With only 1.1B parameters, Nova 2 fits on a phone.", "total 1.1e9"),
        ("Our 104-billion parameter model is openly available.", "total 104e9"),
        # several kinds of parameters
        ("- Number of Parameters: 32.8B\n- Number of Parameters (Non-Embedding): 31.2B",
         "total 32.8e9"),
        ("Only 4.2M LoRA parameters were trained.", ""),
        ("The projector has 50M parameters.", ""),
        ("The reward model has 7B parameters.", ""),
        ("The text encoder contains 4.7B parameters.", ""),
        ("A draft model with 0.5B parameters speeds up decoding.", ""),
        ("Each expert has 2.1B parameters.", ""),
        ("We trained 1.2% of the parameters.", ""),
        ("The embedding layer takes 500M parameters.", ""),
        ("The router has 30M parameters.", ""),
        # mixtures
        ("Nova 2 has 109B total parameters and 17B active parameters.",
         "total 109e9; active 17e9"),
        ("Nova 2 is a MoE with 17B active / 109B total parameters.", "total 109e9; active 17e9"),
        ("17B active parameters, 109B total parameters, 16 experts.", "total 109e9; active 17e9"),
        ("It has 1 trillion total parameters and activates 32 billion parameters per token.",
         "total 1e12; active 32e9"),
        ("- Total Parameters: 1T\n- Activated Parameters: 32B", "total 1e12; active 32e9"),
        ("- Total parameters: 106B\n- Active parameters: 12B", "total 106e9; active 12e9"),
        ("Number of Parameters: 30.5B in total and 3.3B activated", "total 30.5e9; active 3.3e9"),
        ("Of its 141B parameters, only 39B are active.", "total 141e9; active 39e9"),
        ("Nova 2 uses 39B active parameters out of 141B.", "total 141e9; active 39e9"),
        ("There are 16 experts and 132B total parameters, of which 36B are active per token.",
         "total 132e9; active 36e9"),
        ("671B parameters in total, 37B of which are activated for each token.",
         "total 671e9; active 37e9"),
        ("Nova 2 is a sparse mixture of 8x22B experts.", ""),
        ("An 8x7B mixture of experts with 46.7B total parameters.", "total 46.7e9"),
        ("It selects 8 of 128 experts.", ""),
        # sizes of rivals, bases, earlier versions
        ("Nova 2 outperforms models with more than 70B parameters.", ""),
        ("Nova 2 beats Falcon 180B.", ""),
        ("Nova 2 matches GPT-3 (175B parameters).", ""),
        ("Its predecessor, Nova 1, had 6B parameters.", ""),
        ("Nova 1 has 6B parameters, while Nova 2 has 9B parameters.", "total 9e9"),
        ("Compared with the 405B-parameter Llama 3.1, Nova 2 is small.", ""),
        ("Among open models below 10B parameters it leads.", ""),
        ("It is 10x smaller than GPT-3, which has 175B parameters.", ""),
        ("We used Qwen2.5-72B-Instruct with 72.7B parameters as a judge.", ""),
        ("Nova 2 competes with models twice its size, such as 34B-parameter models.", ""),
        # near misses
        ("The vocabulary has 128,256 entries.", ""),
        ("It has 32 layers, 4096 hidden dimensions and 32 heads.", ""),
        ("We downloaded 7B web pages.", ""),
        ("It has been downloaded 1.5M times.", ""),
        ("The company raised $7B.", ""),
        ("More than 3B people speak these languages.", ""),
        ("The learning rate was 3e-4 with 2,000 warm-up steps.", ""),
    ],
)  # fmt: skip
def test_sizes(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nova 2 7B has 7.24B parameters.", "total 7.24e9 @7B"),
        ("Nova 2 comes in two sizes: 7B and 70B parameters.", "total 7e9 @7B; total 70e9 @70B"),
        ("The 70B model has 70.6 billion parameters.", "total 70.6e9 @70B"),
        ("Nova 2 is available in 7B and 70B sizes.", "total 7e9 @7B; total 70e9 @70B"),
        ("| Model | Params |\n|---|---|\n| Nova 2 7B | 7.24B |\n| Nova 2 70B | 70.6B |",
         "total 7.24e9 @7B; total 70.6e9 @70B"),
        ("| | Nova 2 7B | Nova 2 70B |\n|---|---|---|\n| Parameters | 7.24B | 70.6B |",
         "total 7.24e9 @7B; total 70.6e9 @70B"),
        ("| | 7B | 70B |\n|---|---|---|\n| Parameters | 7.24B | 70.6B |\n| Layers | 32 | 80 |",
         "total 7.24e9 @7B; total 70.6e9 @70B"),
        ("| Model | Parameters (B) | Layers |\n|---|---|---|\n| Nova 2 7B | 7.24 | 32 |",
         "total 7.24e9 @7B"),
        ("| Model | #Params |\n|---|---|\n| Nova 2 7B | 7.24B |\n| Falcon 40B | 40B |",
         "total 7.24e9 @7B"),
        ("| Model | Size | Tokens |\n|---|---|---|\n| Falcon | 40B | 1T |\n| Nova 2 | 7B | 2T |",
         "total 7e9 @7B; data 2e12 tokens @7B"),
    ],
)  # fmt: skip
def test_sizes_of_variants(told, expected, text: str, line: str) -> None:
    assert told(text, SIZES) == expected(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nova-3-235B-A22B has 235B total parameters and 22B activated parameters.",
         "total 235e9 @235B-A22B; active 22e9 @235B-A22B"),
        ("| Model | Total Params | Activated Params |\n|---|---|---|\n"
         "| Nova-3-235B-A22B | 235B | 22B |\n| Nova-3-30B-A3B | 30.5B | 3.3B |",
         "total 235e9 @235B-A22B; active 22e9 @235B-A22B;"
         "total 30.5e9 @30B-A3B; active 3.3e9 @30B-A3B"),
        ("| Model | Context Length |\n|---|---|\n| Nova-3-8B | 32K |\n| Nova-3-30B-A3B | 128K |",
         "input 32000 @8B; input 128000 @30B-A3B"),
    ],
)  # fmt: skip
def test_sizes_of_mixtures(told, expected, text: str, line: str) -> None:
    assert told(text, MIXTURE) == expected(line)


def test_active_sizes_are_read_from_names(told, expected) -> None:
    text = "We release Nova-3-235B-A22B, Nova-3-30B-A3B and Nova-3-8B."
    assert told(text, MIXTURE, names=True) == expected(
        "total 235e9 @235B-A22B; active 22e9 @235B-A22B; total 30e9 @30B-A3B;"
        "active 3e9 @30B-A3B; total 8e9 @8B"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # windows
        ("Nova 2 supports a context length of 128K tokens.", "input 128000"),
        ("Nova 2 has a 128K context window.", "input 128000"),
        ("The model has a context window of 1 million tokens.", "input 1e6"),
        ("Nova 2 offers a 1M-token context window.", "input 1e6"),
        ("It handles a context of up to 10 million tokens.", "input 1e7"),
        ("- Context length: 131072", "input 131072"),
        ("- **Context Window**: 200k", "input 200000"),
        ("- Max context length: 32,768 tokens", "input 32768"),
        ("- Context Length: 32,768 natively and 131,072 tokens with YaRN",
         "input 32768; input 131072"),
        ("- Context Length: Full 131,072 tokens and generation 8192 tokens",
         "input 131072; output 8192"),
        ("The context window was extended from 8K to 32K with YaRN.", "input 32000"),
        ("Its context length grows from 4,096 to 16,384 tokens.", "input 16384"),
        ("Nova 2 accepts prompts of up to 64,000 tokens.", "input 64000"),
        ("The maximum sequence length is 2,048 tokens.", "input 2048"),
        ("- max_position_embeddings: 40960", "input 40960"),
        ("Nova 2 doubles the context length of Nova 1, from 4K to 8K tokens.", "input 8000"),
        ("Nova 2 can generate up to 64K output tokens.", "output 64000"),
        ("- Maximum output tokens: 16,384", "output 16384"),
        ("- Max output: 32K tokens", "output 32000"),
        ("| | |\n|---|---|\n| Context window | 200,000 tokens |\n| Max output | 64,000 tokens |",
         "input 200000; output 64000"),
        ("| Property | Value |\n|---|---|\n| Input token limit | 1,048,576 |\n"
         "| Output token limit | 65,536 |", "input 1048576; output 65536"),
        # other lengths
        ("Falcon has a context window of 2,048 tokens.", ""),
        ("Unlike GPT-4 with its 32K context window, Nova 2 has a 128K context window.",
         "input 128000"),
        ("We evaluate with a context length of 64K.", ""),
        ("On RULER, Nova 2 scores 91.2 at 128K.", ""),
        ("We recommend a context length of 16K tokens for coding.", ""),
        ("Launch it with `--max-model-len 32768`.", ""),
        ("We used a vocabulary of 131,072 tokens.", ""),
        ("Training used a batch size of 4M tokens and a sequence length of 4096.", ""),
        ("Nova 1 had a context window of 4K tokens.", ""),
        ("The tokenizer has 100,277 tokens.", ""),
        ("It was trained with a sequence length of 8,192.", "input 8192"),
        ("A sliding window of 4096 tokens is used in attention.", ""),
        ("Thinking budgets of up to 32K tokens can be set.", ""),
        ("Prompts longer than 200K tokens cost twice as much.", ""),
        ("Pricing is $3 per million input tokens and $15 per million output tokens.", ""),
        ("The rate limit is 40,000 input tokens per minute.", ""),
    ],
)  # fmt: skip
def test_windows(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)
