"""Measure how many tokens of a text the word analyser accounts for, and list the words it does not.

    python benchmarks/coverage.py corpus.txt [--language ckb] [--missing 50]

A token counts as analysed when it is a number or a mark, a word of the closed classes, a form of a verb, or a
noun, adjective or name of the lexicon in some inflected form, or two such words written together; a guess does
not count.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tewn.extractors.extractor import Extractor
from tewn.extractors.morphology.analyzer import Analyzer
from tewn.extractors.morphology.full_forms import FormAnalyzer
from tewn.extractors.morphology.readings import Word
from tewn.extractors.text.tokens import tokenize


@dataclass(slots=True)
class Coverage:
    """Tokens by what accounts for them, and the word forms that nothing accounts for.

    `words` counts the tokens that are neither numbers nor marks, `seconds` is the time
    the analysis of all word forms took, each form once.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    seconds: float = 0.0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.kinds.total()

    @property
    def words(self) -> int:
        """The tokens that are neither numbers nor marks."""
        return self.tokens - self.kinds["number"] - self.kinds["mark"]

    @property
    def share(self) -> float:
        """The share of all tokens with an analysis, 0 to 1."""
        return 1 - self.kinds["none"] / self.tokens if self.tokens else 1.0

    @property
    def share_of_words(self) -> float:
        """The share of the words with an analysis, 0 to 1."""
        return 1 - self.kinds["none"] / self.words if self.words else 1.0


def kind(word: Word, analyzer: Analyzer | FormAnalyzer) -> str:
    """Say what accounts for a word form: mark, number, class, noun, verb, glued, latin or none."""
    if not word.text[0].isalnum():
        return "mark"
    if word.number:
        return "number"
    if word.classes:
        return "class"
    if any(reading.known for reading in word.nouns):
        return "noun"
    if word.verbs:
        return "verb"
    if analyzer.split(word.text):
        return "glued"
    return "latin" if word.text.isascii() else "none"


def measure(extractor: Extractor, lines: Iterable[str]) -> Coverage:
    """Return the coverage of the lines of a text."""
    found = Coverage()
    counts = Counter(form for line in lines for form in _forms(extractor, line))
    analyzer = extractor.analyzer
    start = time.perf_counter()
    words = {form: analyzer(form) for form in counts}
    found.seconds = time.perf_counter() - start
    found.forms = len(words)
    for form, count in counts.items():
        name = kind(words[form], analyzer)
        found.kinds[name] += count
        if name == "none":
            found.missing[form] += count
    return found


def _forms(extractor: Extractor, line: str) -> Iterator[str]:
    """Yield the tokens of a line; an ending written onto a number is left out, as no word."""
    text = extractor.language.normalizer(line).text
    end = -1
    for start, stop in tokenize(text, 0, len(text)):
        form = text[start:stop]
        glued = start == end and (text[start - 1].isascii() or text[start - 1] == "”")
        if not (glued and extractor.analyzer.suffix(form)):
            yield form
        end = stop


def main(arguments: list[str]) -> int:
    """Measure the file named on the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", default="ckb")
    parser.add_argument("--missing", type=int, default=50, metavar="N", help="how many missing words to list")
    options = parser.parse_args(arguments)
    with options.corpus.open(encoding="utf-8") as lines:
        found = measure(Extractor(options.language), lines)
    print(f"{found.tokens} tokens, {found.forms} forms, {1e6 * found.seconds / max(1, found.forms):.1f} µs a form")
    print(f"analysed {found.share:.4f} of all tokens, {found.share_of_words:.4f} of the words")
    print("  ".join(f"{name} {count}" for name, count in found.kinds.most_common()))
    for form, count in found.missing.most_common(options.missing):
        print(f"{count}\t{form}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
