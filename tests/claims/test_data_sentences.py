"""Sentences on training data: what all numeric families take from each, predicted by hand."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # text
        ("Nova 2 was trained on 2 trillion tokens.", "data 2e12 tokens"),
        ("Nova 2 was pre-trained on 15T+ tokens of public data.", "data 15e12.. tokens"),
        ("We trained Nova 2 on 1.4 trillion tokens.", "data 1.4e12 tokens"),
        ("We pretrain on 300B tokens from the Pile.", "data 300e9 tokens"),
        ("Nova 2 is pretrained on up to 18 trillion tokens.", "data ..18e12 tokens"),
        ("Pretraining used more than 10 trillion tokens.", "data 10e12.. tokens"),
        ("The model saw 1.1T tokens during pre-training.", "data 1.1e12 tokens"),
        ("It was trained for 3 epochs on 40B tokens.", "data 40e9 tokens"),
        ("Our training corpus contains 627B tokens.", "data 627e9 tokens"),
        ("The pre-training dataset consists of 6.3 trillion tokens.", "data 6.3e12 tokens"),
        ("- Training tokens: 2.6T", "data 2.6e12 tokens"),
        ("- **Training data size**: 1.5 TB", "data 1.5 TB"),
        ("- Dataset size: 12 million images", "data 12e6 images"),
        ("Training data: 825 GiB of English text", "data 0.825 TB"),
        ("Nova 2 was trained on 1.6 TB of text.", "data 1.6 TB"),
        ("Trained on between 1 and 2 trillion tokens.", "data 1e12..2e12 tokens"),
        ("| Training tokens | 9T |\n|---|---|\n| Layers | 32 |", ""),
        ("| | |\n|---|---|\n| Training tokens | 9T |\n| Layers | 32 |", "data 9e12 tokens"),
        ("Nova 2 was initially trained on 2T tokens, followed by 500B tokens of annealing.",
         "data 2e12 tokens; data 500e9 tokens"),
        # other media
        ("Nova 2 was trained on 400 million image-text pairs.", "data 400e6 images"),
        ("The model was trained on 5.85 billion image-text pairs.", "data 5.85e9 images"),
        ("Nova 2 was trained on 680,000 hours of multilingual audio.", "data 680000 hours"),
        ("It was trained on over 500k hours of speech.", "data 500000.. hours"),
        ("We trained on 20 million video clips.", "data 20e6 videos"),
        ("Training used 1.2 million documents.", "data 1.2e6 documents"),
        ("It was fine-tuned on 52K instruction-following demonstrations.", "data 52000 samples"),
        ("We fine-tune on 1 million preference pairs.", "data 1e6 samples"),
        ("The SFT stage used 800K training samples.", "data 800000 samples"),
        ("It was post-trained on 25M synthetic examples.", "data 25e6 samples"),
        # what is no amount of the model's training data
        ("Each batch held 4M tokens during training.", ""),
        ("Training used a global batch size of 1,024 sequences.", ""),
        ("Training ran at 3,800 tokens per second per GPU.", ""),
        ("We trained with a batch size of 16M tokens.", ""),
        ("The tokenizer was trained with a vocabulary of 256K tokens.", ""),
        ("We evaluate on 12,000 held-out examples.", ""),
        ("MMLU contains 15,908 questions.", ""),
        ("The test set consists of 40,000 images.", ""),
        ("The red-team wrote 10,000 adversarial prompts.", ""),
        ("We save a checkpoint every 100B tokens of training.", ""),
        ("The learning rate decays over the last 500B tokens of training.", ""),
        ("You can train it with 10 million tokens of your own data.", ""),
        ("Requires 16 GB of VRAM.", ""),
        ("The download is 140 GB.", ""),
        ("The weights take 13.5 GB of disk.", ""),
        ("It costs $0.50 per 1M tokens.", ""),
        ("The service handles 2 billion tokens per day.", ""),
        ("Falcon was trained on 1.5T tokens.", ""),
        ("Unlike Falcon, which was trained on 1.5T tokens, Nova 2 was trained on 2T tokens.",
         "data 2e12 tokens"),
        ("Nova 1 was trained on 1T tokens; Nova 2 doubles this to 2T tokens of training data.",
         "data 2e12 tokens"),
        ("Llama 3.1 was pretrained on over 15 trillion tokens.", ""),
        ("Compared to Nova 1, which was trained on 1T tokens, it is better.", ""),
        ("Ablations were trained on 100B tokens each.", ""),
        ("A proxy model was trained on 30B tokens.", ""),
        ("Nova 2 was not trained on 15T tokens.", ""),
        ("Nova 2 was trained without the 2T tokens of the web corpus.", ""),
        ("If trained on 10T tokens, the model would be better.", ""),
    ],
)  # fmt: skip
def test_training_data(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # elapsed and accelerator time
        ("Training took 1,720,320 GPU hours on A100-80GB.", "time 1720320 GPU-hours;"
         "chip NVIDIA A100 80GB"),
        ("Nova 2 required 2.788M H800 GPU hours for its full training.",
         "time 2.788e6 GPU-hours; chip NVIDIA H800"),
        ("We used 6.4 million GPU hours.", "time 6.4e6 GPU-hours"),
        ("Training used a cumulative 3.3M GPU hours of computation.", "time 3.3e6 GPU-hours"),
        ("Pretraining took 54 days.", "time 54 days"),
        ("Nova 2 was trained for six weeks.", "time 42 days"),
        ("Training lasted three months.", "time 3 months"),
        ("Training took between 10 and 12 days.", "time 10..12 days"),
        ("- Training time: 21 days", "time 21 days"),
        ("- **Hours used:** 150000", "time 150000 hours"),
        ("- GPU hours: 192,030", "time 192030 GPU-hours"),
        ("- Training duration: 3.5 months", "time 3.5 months"),
        ("Nova 2 was trained in 9.5 days on 440 GPUs.", "time 9.5 days"),
        ("Training used 480 TPU v3 core-days.", "time 11520 TPU-hours; chip Google TPU"),
        ("Training consumed 96 GPU-days.", "time 2304 GPU-hours"),
        ("Training took 2.1 million H100-hours.", "time 2.1e6 GPU-hours; chip NVIDIA H100"),
        # other time
        ("Falcon took 500,000 GPU hours.", ""),
        ("Generating the evaluation data took 3,000 GPU hours.", ""),
        ("Inference took 30 days on the test set.", ""),
        ("The model was reviewed for 30 days.", ""),
        ("We trained on 1,000 hours of audio.", "data 1000 hours"),
        ("Training cost 180K GPU hours on each trillion tokens.", ""),
        ("The incident is reported within 15 days.", ""),
        ("You can fine-tune it in 4 hours.", ""),
        ("The embargo lasted 3 months.", ""),
        ("Ablations took 100,000 GPU hours.", ""),
        ("Nova 1 was trained for 12 days.", ""),
    ],
)  # fmt: skip
def test_training_time(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Training used 3.8 × 10^25 FLOPs.", "flop 3.8e25"),
        ("Nova 2 was trained with 2.1e24 FLOPs of compute.", "flop 2.1e24"),
        ("The total training compute was 5.1×10²⁴ FLOP.", "flop 5.1e24"),
        ("We estimate the training compute at 1.2e24 floating-point operations.", "flop 1.2e24"),
        ("Pretraining consumed 8.35 × 1023 FLOPS.", "flop 8.35e23"),
        ("Training took about 850 zettaFLOPs.", "flop 8.5e23"),
        ("Training required 3,640 petaflop/s-days.", "flop 3.14496e23"),
        ("- Training FLOPs: 6.2e23", "flop 6.2e23"),
        ("- Training compute: 1.5e24 FLOP", "flop 1.5e24"),
        ("Training compute (FLOPs): 1.5e24", "flop 1.5e24"),
        ("| | |\n|---|---|\n| Training FLOPs | 6.2e23 |", "flop 6.2e23"),
        ("Training used less than 10^25 FLOP.", "flop ..1e25"),
        ("Training used more than 10^24 FLOP.", "flop 1e24.."),
        ("Training compute lies between 1e24 and 3e24 FLOP.", "flop 1e24..3e24"),
        ("$3.8 \\times 10^{25}$ FLOPs were used for training.", "flop 3.8e25"),
        ("Training used 10<sup>24</sup> FLOPs.", "flop 1e24"),
        # rates, laws, rivals, inference
        ("The cluster reaches 1.8 exaFLOP/s in training.", ""),
        ("Training ran at 400 TFLOPS per GPU.", ""),
        ("The AI Act presumes systemic risk above 10^25 FLOP.", ""),
        ("The threshold is 1e26 FLOP of training compute.", ""),
        ("Falcon used 3.8e24 FLOPs in training.", ""),
        ("GPT-3 took 3.14e23 FLOPs to train.", ""),
        ("One forward pass needs 1.4e10 FLOPs.", ""),
        ("Nova 2 used less compute than GPT-4, which was trained with 2e25 FLOPs.", ""),
        ("Our scaling-law experiments used up to 1e21 FLOPs.", ""),
    ],
)  # fmt: skip
def test_training_compute(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)
