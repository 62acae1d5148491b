"""Plain passages on use, compute and energy: stated, half, in passing, elsewhere, another's."""

from __future__ import annotations

import pytest

from tests.assess.spoken import heard

CASES = (
    # Where it can be had.
    (
        "distribution_channels",
        "disclosed",
        "The weights can be downloaded from [the hub](https://huggingface.co/acme/nova-7b).",
    ),
    (
        "distribution_channels",
        "disclosed",
        "Nova is available through our API at https://api.acme.example/v1.",
    ),
    ("distribution_channels", "disclosed", "You can get the weights on Hugging Face."),
    ("distribution_channels", "partial", "Nova is available through our API."),
    ("distribution_channels", "absent", "The training data is available in three languages."),
    ("distribution_channels", "absent", "Our television channel reports on AI."),
    # Under which licence.
    ("licence", "disclosed", "The weights are released under the MIT License."),
    ("licence", "disclosed", "---\nlicense: apache-2.0\n---\n\n# Nova\n\nText.\n"),
    ("licence", "disclosed", "Nova is licensed under CC BY-NC 4.0."),
    ("licence", "disclosed", "**Licence:** Acme Community License Agreement"),
    ("licence", "disclosed", "You may use Nova under the terms of Apache 2.0."),
    ("licence", "partial", "The code is released under the MIT License."),
    ("licence", "mentioned", "A commercial licence is required for some uses."),
    ("licence", "absent", "The dataset is licensed under CC BY 4.0."),
    ("licence", "absent", "Nova is fast and small."),
    # What else was released.
    (
        "additional_assets",
        "disclosed",
        "We also release the training data and all intermediate checkpoints.",
    ),
    (
        "additional_assets",
        "disclosed",
        "The evaluation code and the training logs are published as well.",
    ),
    ("additional_assets", "partial", "The code is released on GitHub."),
    ("additional_assets", "absent", "The training data will be released later this year."),
    ("additional_assets", "absent", "Our assets include two data centres."),
    # The policy on use.
    (
        "acceptable_use_policy",
        "referred",
        "Use of Nova is subject to our [Acceptable Use Policy](https://acme.example/use-policy).",
    ),
    (
        "acceptable_use_policy",
        "referred",
        "Our usage policy can be found at https://acme.example/usage-policy.",
    ),
    ("acceptable_use_policy", "absent", "Nova is easy to use."),
    ("acceptable_use_policy", "absent", "The insurance policy covers water damage."),
    # What it is for.
    (
        "intended_uses",
        "disclosed",
        "Nova is intended for summarisation, translation and question answering.",
    ),
    (
        "intended_uses",
        "disclosed",
        "## Intended use\n\nNova is meant for research.\n\nIt also serves customer support.",
    ),
    ("intended_uses", "disclosed", "Nova is designed for use in chat assistants and coding tools."),
    ("intended_uses", "partial", "Nova can summarise reports and write code."),
    ("intended_uses", "absent", "The benchmark is designed for research on reasoning."),
    # What it is not for.
    ("out_of_scope_uses", "partial", "Nova must not be used for medical diagnosis."),
    ("out_of_scope_uses", "partial", "Do not use Nova to generate malware or spam."),
    ("out_of_scope_uses", "partial", "Nova is not suitable for high-risk decisions about people."),
    (
        "out_of_scope_uses",
        "disclosed",
        "## Out-of-scope use\n\n- Use that breaks the law\n- Medical or legal advice to patients",
    ),
    ("out_of_scope_uses", "absent", "Nova is small and fast."),
    ("out_of_scope_uses", "absent", "The old tokenizer is no longer used."),
    # Systems that it fits.
    ("system_types", "partial", "Nova can be integrated into chatbots and search engines."),
    ("system_types", "partial", "Nova should not be built into safety components of vehicles."),
    ("system_types", "absent", "The operating system is Linux."),
    ("system_types", "absent", "Nova is fast and small."),
    # How to put it to work.
    (
        "technical_means",
        "disclosed",
        "```python\npipe = pipeline('text-generation', model='acme/nova-7b')\n```",
    ),
    ("technical_means", "disclosed", "```bash\nvllm serve acme/nova-7b --port 8000\n```"),
    (
        "technical_means",
        "disclosed",
        '```bash\ncurl https://api.acme.example/v1/chat -d \'{"model": "nova"}\'\n```',
    ),
    ("technical_means", "partial", "Prompts must follow the ChatML chat template."),
    ("technical_means", "absent", "We wrote a parser to prepare the training data."),
    ("technical_means", "absent", "Nova is fast and small."),
    # What it runs on.
    (
        "required_hardware",
        "disclosed",
        "Running Nova requires a GPU with at least 24 GB of memory.",
    ),
    ("required_hardware", "disclosed", "You need 2x A100 80GB to run inference in bfloat16."),
    ("required_hardware", "disclosed", "Nova fits on a single GPU."),
    ("required_hardware", "partial", "Nova can run on a laptop."),
    ("required_hardware", "absent", "Nova was trained on 512 NVIDIA H100 GPUs."),
    ("required_hardware", "absent", "The hardware store opens at nine."),
    ("required_software", "disclosed", "Running Nova requires transformers>=4.40 and torch>=2.1."),
    ("required_software", "partial", "```bash\npip install transformers accelerate\n```"),
    ("required_software", "partial", "Nova needs transformers 4.40 or later."),
    ("required_software", "partial", "Install the transformers library to use Nova."),
    ("required_software", "absent", "Nova is fast and small."),
    ("required_software", "absent", "Our training software was written in-house."),
    # Limits.
    ("limitations", "partial", "Nova may hallucinate facts."),
    ("limitations", "partial", "Nova struggles with long arithmetic."),
    ("limitations", "partial", "Known weaknesses: Nova often miscounts letters."),
    (
        "limitations",
        "disclosed",
        "## Limitations\n\n- Nova invents citations in long answers.\n"
        "- Arithmetic beyond four digits fails often.\n"
        "- Spoken dialects of German are often misunderstood.\n"
        "- Tables with merged cells are read wrongly.",
    ),
    ("limitations", "absent", "Nova is fast and small."),
    ("limitations", "absent", "Liability is limited to the purchase price."),
    # Time.
    ("training_time", "disclosed", "Pre-training took 21 days."),
    ("training_time", "disclosed", "Training used 1.2 million GPU hours."),
    ("training_time", "disclosed", "Training Nova required 340,000 H100-hours."),
    ("training_time", "disclosed", "It took us three weeks to train Nova."),
    ("training_time", "disclosed", "**Hours used:** 4,200"),
    ("training_time", "mentioned", "Training time was short."),
    ("training_time", "absent", "Inference takes 3 seconds per image."),
    ("training_time", "absent", "We evaluated the model for two weeks."),
    # Operations.
    ("training_compute", "disclosed", "Pre-training used about 8.4e22 FLOPs."),
    (
        "training_compute",
        "disclosed",
        "Nova was trained with 3.1 x 10^24 floating-point operations.",
    ),
    ("training_compute", "disclosed", "**Training compute:** 5e23 FLOP"),
    ("training_compute", "disclosed", "Cumulative compute of training amounts to 2×10^25 FLOP."),
    ("training_compute", "disclosed", "Training took 3,640 petaFLOP/s-days."),
    ("training_compute", "mentioned", "The training compute was modest."),
    ("training_compute", "absent", "Nova is fast and small."),
    ("training_compute", "absent", "A flop at the box office followed."),
    # Accelerators.
    ("training_hardware", "disclosed", "Nova was trained on 512 NVIDIA H100 GPUs."),
    (
        "training_hardware",
        "disclosed",
        "Training ran on a cluster of 64 nodes with eight MI250X each.",
    ),
    ("training_hardware", "disclosed", "We trained Nova with 1,024 TPU v5p chips."),
    ("training_hardware", "partial", "Nova was trained on A100 GPUs."),
    ("training_hardware", "partial", "Nova was trained on 256 GPUs."),
    ("training_hardware", "mentioned", "Training ran on a GPU cluster."),
    ("training_hardware", "absent", "Inference needs 2 A100 GPUs."),
    ("training_hardware", "absent", "Unlike Nova, Quasar was trained on 16,000 H100 GPUs."),
    # How compute was reckoned.
    ("compute_method", "partial", "Compute was estimated as 6ND, giving 4.2e23 FLOP."),
    ("compute_method", "partial", "FLOPs were calculated from GPU hours at 40% utilisation."),
    ("compute_method", "absent", "Nova was trained with 3e24 FLOPs."),
    ("compute_method", "absent", "Latency was estimated from 100 requests."),
    # Energy and emissions.
    ("energy_training", "disclosed", "Training Nova consumed 310 MWh of electricity."),
    ("energy_training", "disclosed", "**Energy used for training:** 1.2 GWh"),
    ("energy_training", "disclosed", "In total, 45,000 kWh were used to train the model."),
    ("energy_training", "partial", "Each GPU has a power draw of 700 W."),
    ("energy_training", "mentioned", "We took care to keep energy consumption low."),
    ("energy_training", "absent", "Nova is full of energy."),
    ("carbon", "disclosed", "Training emitted an estimated 95 tCO2eq."),
    ("carbon", "disclosed", "**Carbon emitted:** 12 tonnes"),
    ("carbon", "disclosed", "Greenhouse gas emissions of training were 390 tons of CO2."),
    ("carbon", "disclosed", "The footprint of training is 1.3 t CO2e."),
    ("carbon", "mentioned", "We try to keep our carbon footprint small."),
    ("carbon", "absent", "Carbon is an element."),
    (
        "energy_method",
        "partial",
        "Emissions were estimated with the Machine Learning Impact calculator.",
    ),
    ("energy_method", "partial", "Energy was measured with CodeCarbon."),
    ("energy_method", "partial", "We assume a PUE of 1.1 for the data centre."),
    ("energy_method", "absent", "Training Nova was cheap."),
    ("energy_method", "absent", "Training emitted 95 tCO2eq."),
    ("inference_compute", "disclosed", "A query takes 0.3 Wh of energy per prompt."),
    ("inference_compute", "disclosed", "Inference costs 14 GFLOPs per token."),
    ("inference_compute", "disclosed", "Generating one image uses 2.9 Wh."),
    ("inference_compute", "mentioned", "Throughput is 120 tokens per second."),
    ("inference_compute", "absent", "Nova is small."),
    ("inference_compute", "absent", "Training took 1e23 FLOPs."),
)


@pytest.mark.parametrize(("element", "expected", "text"), CASES)
def test_rule(element: str, expected: str, text: str) -> None:
    _, ruling = heard(element, text)
    assert ruling.status.value in expected.split("/"), ruling.because
    assert bool(ruling.evidence) == (ruling.status.value != "absent")
