"""Measure how many sentences a second extraction reads on one core.

    python benchmarks/speed.py CORPUS [--language ckb]

CORPUS is a text file with a document on each line. Loading the language is timed apart;
the figure is CPU time from raw text to event records.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tewn.extractors.extractor import Extractor
from tewn.ontology.model import Document


def main() -> None:
    """Print documents, sentences, events and sentences a second."""
    parser = argparse.ArgumentParser(description="Measure the speed of extraction on one core.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", default="ckb")
    arguments = parser.parse_args()
    lines = [line for line in arguments.corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    begin = time.process_time()
    extractor = Extractor(arguments.language)
    loaded = time.process_time() - begin
    language = extractor.language
    sentences = sum(len(language.splitter(language.normalizer(line).text)) for line in lines)
    begin = time.process_time()
    events = sum(len(extractor.extract(Document(str(i), line))) for i, line in enumerate(lines))
    spent = time.process_time() - begin
    print(f"loading      {loaded:8.2f} s")
    print(f"documents    {len(lines):8,}")
    print(f"sentences    {sentences:8,}")
    print(f"events       {events:8,}")
    print(f"extraction   {spent:8.2f} s   {sentences / spent:,.0f} sentences a second")


if __name__ == "__main__":
    main()
