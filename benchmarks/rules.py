"""Measure whether extraction grows slower with the number of rules: the shipped ones, and 4 and 16 times as many.

    python benchmarks/rules.py CORPUS [--language ckb] [--times 1 4 16]

CORPUS is a text file with a document on each line. The additional rules are copies of the shipped ones whose words are
made up, so that the events stay the same; the words join the lexicon as those of any rule do. Times are CPU time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tewn.extractors.extractor import Extractor
from tewn.extractors.rules.model import Rule
from tewn.ontology.model import Document


def main() -> None:
    """Print rules, seconds to load them, events and sentences a second for each number of rules."""
    parser = argparse.ArgumentParser(description="Measure extraction with more and more rules.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", default="ckb")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 4, 16])
    arguments = parser.parse_args()
    lines = [line for line in arguments.corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    shipped = Extractor(arguments.language).rules
    print("  rules   loading    events   sentences a second")
    for times in arguments.times:
        rules = [*shipped, *(copy for number in range(1, times) for copy in copies(shipped, number))]
        begin = time.process_time()
        extractor = Extractor(arguments.language, rules)
        loaded = time.process_time() - begin
        language = extractor.language
        sentences = sum(len(language.splitter(language.normalizer(line).text)) for line in lines)
        begin = time.process_time()
        events = sum(len(extractor.extract(Document(str(number), line))) for number, line in enumerate(lines))
        spent = time.process_time() - begin
        print(f"{len(rules):7,} {loaded:7.2f} s {events:9,} {sentences / spent:12,.0f}")


def copies(rules: Sequence[Rule], number: int) -> Iterator[Rule]:
    """Yield the rules under other names, the words of their triggers turned round, with letters of a number behind."""
    end = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    for rule in rules:
        words = (trigger.split() for trigger in rule.triggers)
        triggers = tuple(" ".join(word[::-1] + end for word in trigger) for trigger in words)
        yield replace(rule, id=f"{rule.id}-{number}", triggers=triggers)


if __name__ == "__main__":
    main()
