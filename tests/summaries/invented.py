"""Summaries of invented models in four layouts; what they say is told by hand in the tests."""

from __future__ import annotations

from pipeline.readers.read import read_bytes
from pipeline.schema import SummaryField, TrainingSummary
from pipeline.segments import segment
from pipeline.summaries.read import read

#: The form as a page: labels in bold, answers in boxes.
FORM = """# Public summary of training content

**Version of the Summary:** 1.2

**Last update:** 03/05/2026

## 1. General information

### 1.1. Provider identification

**Provider name and contact details:** Nova Labs AB, data@nova.example

**Authorised representative name and contact details:** N/A

### 1.2. Model identification

**Versioned model name(s):** Nova 7B v1, https://nova.example/card

**Model dependencies:** N/A

**Date of placement of the model on the Union market:** 2 June 2026

### 1.3. Modalities, size and characteristics

**Modality:** [x] Text [ ] Image [ ] Audio [ ] Video

**Training data size:** 3 trillion tokens

**Types of content:** web pages, books and source code

**Latest date of data acquisition/collection for model training:** 01/2026

**Description of the linguistic characteristics of the overall training data:** English and French

## 2. List of data sources

### 2.1. Publicly available datasets

**Have you used publicly available datasets to train the model?** [x] Yes [ ] No

**If yes, specify the modality of the content:** [x] Text [ ] Image

**List of large publicly available datasets:** OpenShelf, WideWeb and CodeHeap

**Description of other publicly available datasets:** small sets of novels in text

### 2.2. Private datasets of others

#### 2.2.1. Datasets commercially licensed by rightsholders

**Have you concluded licensing agreements with rightsholders?** [ ] Yes [x] No

#### 2.2.2. Private datasets obtained from other third parties

**Have you obtained private datasets from third parties?** [ ] Yes [ ] No

### 2.3. Data crawled and scraped from online sources

**Were crawlers used by the provider?** [x] Yes [ ] No

**If yes, specify crawler name(s)/identifier(s):** NovaBot

**Purposes of the crawler(s):** collecting training data

**General description of crawler behaviour:** Please specify…

**Period of data collection:** 02/2024 to 01/2026

### 2.4. User data

**Was data from user interactions with the AI model used to train the model?** No

**Was data from interactions with your other services or products used to train it?** No

### 2.5. Synthetic data

**Was synthetic AI-generated data used to train the model?** No

### 2.6. Other sources of data

**Have data sources other than those above been used to train the model?** No

## 3. Data processing aspects

### 3.1. Respect of reservation of rights

**Are you a Signatory to the Code of Practice?** [x] Yes [ ] No

**Describe the measures taken to respect reservations of rights:** NovaBot obeys robots.txt.

### 3.2. Removal of illegal content

**General description of measures taken:** We do not disclose these measures.
"""

#: A page that tells the same kinds of things in sentences, under headings of its own.
PROSE = """# Nova 7B: training data summary

This summary covers Nova 7B. Nova 7B was developed by Nova Labs AB.

## Public data

We used publicly available data from the web, among them the OpenShelf corpus of books.

## Licensed data

We licensed articles from publishers.

## User data

We did not use prompts or conversations of users to train the model.

## Synthetic data

No synthetic data was used for training.
"""


def summary(text: str, name: str = "summary.md") -> TrainingSummary | None:
    """Return what is read of a Markdown text."""
    document = read_bytes(text.encode(), name)
    return read((document,), {document.id: segment(document)})


def by_field(text: str, name: str = "summary.md") -> dict[str, SummaryField]:
    """Return the fields of a text that is a summary."""
    found = summary(text, name)
    assert found is not None
    return {item.field: item for item in found.fields}


#: A page of tables, as web pages have the form; read as HTML.
PAGE = """<html><head><title>Public summary of training content: Nova</title></head><body>
<h1>Public summary of training content</h1>
<table>
<tr><td>Version of the summary</td><td>2</td></tr>
<tr><td>Last update</td><td>4 May 2026</td></tr>
</table>
<h2>1. General information</h2><h3>1.1 Provider identification</h3>
<table><tr><td>Provider name and contact details</td>
<td>Nova Labs AB, <a href="mailto:d@nova.example">d@nova.example</a></td></tr></table>
<h3>1.3 Modalities, size and characteristics</h3>
<table>
<tr><th>Modality</th><th>Training data size</th><th>Types of content</th></tr>
<tr><td>Text</td><td>2 trillion tokens</td><td>Books and news</td></tr>
</table>
<h2>2. List of data sources</h2><h3>2.1 Publicly available datasets</h3>
<table><tr><td>Have you used publicly available datasets?</td><td>Yes</td></tr>
<tr><td>List of large publicly available datasets</td>
<td><a href="https://a.example/shelf">OpenShelf</a>, 3 TB</td></tr></table>
<h3>2.3 Data crawled and scraped</h3>
<table><tr><td>Were crawlers used?</td><td>No</td></tr>
<tr><td>Period of data collection</td><td>2024 to 2025</td></tr>
<tr><td>Summary of the most relevant domain names crawled</td><td>a.example.org</td></tr></table>
<h3>2.5 Synthetic data</h3>
<table><tr><td>Was synthetic data used?</td><td>No</td></tr></table>
</body></html>
"""


#: A page with headings of its own and sentences below them, no label and no question of the form.
HEADED = """<html><head><title>Heron 2 training data summary</title></head><body>
<h1>Public Summary of Training Content: Heron 2</h1>
<p>Version 1.1 · Last updated: 12 June 2026</p>
<h2>General information</h2>
<h3>Provider</h3><p>Wading Birds SAS, 12 rue du Lac, 75001 Paris, contact@birds.example</p>
<h3>Model</h3><p>Heron 2 Large (heron-2-large-2606). See our <a
href="https://birds.example/card">model card</a>. Released in the EU on 12 June 2026.</p>
<h3>Modalities</h3><ul><li>Text</li><li>Images</li></ul>
<h3>Training data size</h3><p>Text: more than 10 trillion tokens. Images: 1 million to 1
billion images.</p>
<h3>Types of content</h3><p>Web pages, books, code, photographs.</p>
<h3>Latest date of data collection</h3><p>March 2026. The model is not continuously trained on
new data.</p>
<h3>Languages</h3><p>English, French, German and all other official EU languages.</p>
<h2>Data sources</h2>
<h3>Publicly available datasets</h3>
<p>We used publicly available datasets, including <a href="https://commoncrawl.org">Common
Crawl</a> and <a href="https://huggingface.co/datasets/x/y">FineWeb</a>. Smaller sets cover
mathematics and code.</p>
<h3>Licensed data</h3><p>We have licensing agreements with press publishers covering text and
images.</p>
<h3>Data from other third parties</h3><p>We did not obtain other private datasets from third
parties.</p>
<h3>Web crawling</h3><p>HeronBot crawled public web pages between January 2024 and March 2026.
It respects robots.txt and does not bypass paywalls. The top domains are listed in the <a
href="https://birds.example/d.csv">annex</a>.</p>
<h3>User data</h3><p>We do not train on user prompts. We did not use data from our other
products.</p>
<h3>Synthetic data</h3><p>We generated synthetic text with Heron 1 and Llama 3.1.</p>
<h3>Other sources</h3><p>None.</p>
<h2>Data processing</h2>
<h3>Rights reservations</h3><p>We are a signatory to the Code of Practice. We honour robots.txt
and the TDM protocol.</p>
<h3>Illegal content</h3><p>We filter known CSAM and illegal content with hash lists.</p>
</body></html>
"""
