"""Sentences on energy, emissions and hardware: what all numeric families take, by hand."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Training Nova 2 consumed 1,287 MWh.", "mwh 1287"),
        ("We estimate that training consumed 433,196 kWh of electricity.", "mwh 433.196"),
        ("Training used 2.3 GWh of energy.", "mwh 2300"),
        ("- Energy consumption: 174.6 MWh", "mwh 174.6"),
        ("- Training energy: 24,500 kWh", "mwh 24.5"),
        ("The total energy used for training was about 21.5 GWh.", "mwh 21500"),
        ("Training emitted 552 tCO2e.", "tco2 552"),
        ("Training emitted an estimated 552 tonnes of CO2 equivalent.", "tco2 552"),
        ("The carbon footprint of training is 25 tonnes of CO2eq.", "tco2 25"),
        ("Total emissions were 340 kgCO2eq.", "tco2 0.34"),
        ("- Carbon emitted: 11,250 kg CO2 eq.", "tco2 11.25"),
        ("- **Carbon Emitted:** 3.73 tCO2eq", "tco2 3.73"),
        ("Training emitted 2.3 ktCO2e.", "tco2 2300"),
        ("Training took 1,082 MWh and emitted 433 tCO2eq.", "mwh 1082; tco2 433"),
        ("Training consumed between 20 and 25 MWh.", "mwh 20..25"),
        ("With a PUE of 1.1, training consumed 433 MWh.", "mwh 433"),
        ("Training consumed 433 MWh at a PUE of 1.1.", "mwh 433"),
        ("Training consumed 433 MWh; with a grid intensity of 385 gCO2eq/kWh this is 167 tCO2eq.",
         "mwh 433; tco2 167"),
        ("| | |\n|---|---|\n| Energy (MWh) | 757.0 |\n| Emissions (tCO2eq) | 295.2 |",
         "mwh 757; tco2 295.2"),
        ("| | |\n|---|---|\n| Energy consumption (kWh) | 5,300 |", "mwh 5.3"),
        ("| | |\n|---|---|\n| CO2 emissions (kg) | 2,100 |", "tco2 2.1"),
        # not the energy of training
        ("The PUE of the data centre is 1.1.", ""),
        ("The grid's carbon intensity is 385 gCO2eq/kWh.", ""),
        ("The intensity is 0.385 kg CO2eq/kWh.", ""),
        ("One query consumes 0.3 Wh.", ""),
        ("Inference consumes 4 kWh per million tokens.", ""),
        ("Each H100 draws 700 W.", ""),
        ("The cluster draws 15 MW.", ""),
        ("The company offset 1,000 tCO2e.", ""),
        ("This equals the emissions of 30 flights, or 30 tCO2e per year.", ""),
        ("The data center consumes 90 GWh a year.", ""),
        ("Falcon emitted 500 tCO2e in training.", ""),
        ("Training GPT-3 consumed 1,287 MWh.", ""),
        ("Training GPT-3 consumed 1,287 MWh, while Nova 2 consumed 433 MWh.", "mwh 433"),
        ("Nova 1 emitted 90 tCO2e during training.", ""),
        ("Heat pumps saved 120 MWh.", ""),
        ("The average household uses 10.6 MWh per year.", ""),
    ],
)  # fmt: skip
def test_energy_and_emissions(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nova 2 was trained on 2,048 NVIDIA H100 GPUs.", "chip 2048 x NVIDIA H100"),
        ("Training ran on 1024 A100-80GB GPUs.", "chip 1024 x NVIDIA A100 80GB"),
        ("We trained Nova 2 on 512 TPU v4 chips.", "chip 512 x Google TPU"),
        ("It was trained using TPUv5e.", "chip Google TPU"),
        ("Pre-training was done on 384 x H100 80GB.", "chip 384 x NVIDIA H100 80GB"),
        ("Training used 8× NVIDIA A100 40GB.", "chip 8 x NVIDIA A100 40GB"),
        ("Trained on 16K H100 GPUs.", "chip 16000 x NVIDIA H100"),
        ("We trained on AMD MI250X GPUs.", "chip AMD MI250X"),
        ("The model was trained on 3,072 AMD MI300X accelerators.", "chip 3072 x AMD MI300X"),
        ("Nova 2 was trained on 4,096 Ascend 910B NPUs.", "chip 4096 x Huawei Ascend"),
        ("Training used AWS Trainium2.", "chip AWS Trainium"),
        ("It was trained on 256 Intel Gaudi 2 processors.", "chip 256 x Intel Gaudi"),
        ("Nova 2 was trained on a Cerebras CS-3 cluster.", "chip Cerebras"),
        ("Training ran on 48 nodes with 8 A100 80GB GPUs each.", "chip 8 x NVIDIA A100 80GB"),
        ("- **Hardware Type:** A100 PCIe 40GB", "chip NVIDIA A100 40GB"),
        ("- Training hardware: 32 x 8 x A100 GPUs", "chip 256 x NVIDIA A100"),
        ("- GPUs: 512 H100-80G", "chip 512 x NVIDIA H100"),
        ("Nova 2 was fine-tuned on eight H100 GPUs.", "chip NVIDIA H100"),
        ("| | |\n|---|---|\n| Training hardware | 64 x H200 |", "chip 64 x NVIDIA H200"),
        ("It was fine-tuned on 4 RTX 4090 GPUs.", "chip 4 x NVIDIA RTX 4090"),
        ("It was fine-tuned on 8 A6000 GPUs.", "chip 8 x NVIDIA A6000"),
        ("It was trained on 16 T4 GPUs.", "chip 16 x NVIDIA T4"),
        ("It was trained on 4 L4 GPUs.", "chip 4 x NVIDIA L4"),
        ("It was trained on 72 GB200s.", "chip 72 x NVIDIA GB200"),
        # for running, or of others
        ("Nova 2 runs on a single A100 80GB.", ""),
        ("We recommend 8 H100 GPUs for serving.", ""),
        ("Inference was benchmarked on 8 A100 GPUs.", ""),
        ("You need 4 A100 GPUs to fine-tune the model.", ""),
        ("Falcon was trained on 384 A100 GPUs.", ""),
        ("Unlike Falcon, which was trained on 384 A100 GPUs, Nova 2 was trained on TPUs.",
         "chip Google TPU"),
        ("A quantized version fits on an RTX 4090.", ""),
        ("Latency was measured on an L40S GPU.", ""),
        ("The ablations were trained on 64 A100 GPUs.", ""),
        ("Nova 1 was trained on 128 V100 GPUs.", ""),
        ("Export controls on the H100 are discussed in section 5.", ""),
        ("Our 512 H100 cluster also serves customers.", ""),
    ],
)  # fmt: skip
def test_hardware(told, expected, text: str, line: str) -> None:
    assert told(text) == expected(line)
