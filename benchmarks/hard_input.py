"""Measure whether the time that extraction takes stays in proportion to the length of the worst input.

    python benchmarks/hard_input.py [--tokens 500] [--language en] [--only quotes] [--megabytes 10]

Each kind of input is one sentence made of the same few words over and over, once with so many tokens, then with ten
and a hundred times as many. Printed are the seconds of CPU time for each and how many times as long the hundredfold
takes as the tenfold: about 10 is in proportion, 100 is quadratic. `--megabytes` adds documents of that size.
"""

from __future__ import annotations

import argparse
import time

from tewn.extractors.extractor import Extractor
from tewn.extractors.identify import identify
from tewn.ontology.model import Document, Event

SIZES = (1, 10, 100)

CKB = {
    "sentences": "داعش دوێنێ هێرشی کردە سەر گوندێکی نزیک کەرکووک. وەزیری دەرەوەی ئێران سەردانی بەغدای کرد. ",
    "triggers": "داعش دوێنێ هێرشی کردە سەر گوندێکی نزیک کەرکووک ",
    "names": "ئێران تورکیا بەغدا هەولێر داعش ",
    "made-up names": "زقرتاپ بلنمێست چخوراند ",
    "event nouns": "هێرش کوشتن دانوستان خۆپیشاندان ",
    "conjunctions": "و ",
    "coordinated names": "ئێران و تورکیا و داعش و ",
    "coordinated nouns": "پیاو و ژن و گوند و ",
    "subordinators": "کە ئەگەر چونکە بۆئەوەی ",
    "relative clauses": "هێرشەکە کە داعش کە سەربازەکە ",
    "quotes": '"هێرش ',
    "quoted words": '"هێرش" داعش ',
    "nested quotes": "«“(«“[ هێرش ",
    "brackets": "( هێرش ",
    "closed brackets": "هێرش (ئێران) ",
    "dates": "14ی ئازاری 2021 دوێنێ ئێوارە هێرش ",
    "numbers": "3 400 12.5 هێرش ",
    "months": "ئازار نیسان ئایار هێرش ",
    "weeks": "دوو ڕۆژ دوای هێرش ",
    "commas": "، هێرش ",
    "only commas": "،",
    "apposition": "ئێران، وەزیری دەرەوە، هێرش، ",
    "verbs": "کرد دەڵێت کوشت ",
    "speech": "وەزیر دەڵێت وەزیر وتی هێرش ",
    "subjunctives": "هەوڵیدا بکات هێرش بکات ",
    "passives": "هێرش کرا کوژرا ",
    "adpositions": "لە بۆ بە لەگەڵ هێرش ",
    "only adpositions": "لە بۆ بە ",
    "circumpositions": "لە هێرش لە داعش ",
    "ezafe": "هێرشی سەرۆکی وەزیرانی ئێرانی ",
    "demonstratives": "ئەو ئەم هێرش ",
    "pronouns": "ئەو خۆی هێرشی کرد ",
    "numbers and of": "یەکێک لە هێرش ",
    "numerals": "دوو سێ چوار هێرش ",
    "negation": "نە هێرش نەکرد ",
}
EN = {
    "sentences": "Iran attacked a village near Kirkuk yesterday. The minister visited Baghdad. ",
    "triggers": "Iran attacked a village near Kirkuk yesterday ",
    "names": "Iran Turkey Baghdad Erbil ISIS attacked ",
    "made-up names": "Zqertap Blenmest attacked Chvorand ",
    "event nouns": "attack killing talks protest ",
    "conjunctions": "and ",
    "coordinated names": "Iran and Turkey and attack and ",
    "coordinated nouns": "men and women and attacks and ",
    "subordinators": "that if because attack ",
    "relative clauses": "the attack that the soldier who ",
    "quotes": '"attack ',
    "quoted words": '"attack" Iran ',
    "nested quotes": "«“(«“[ attack ",
    "brackets": "( attack ",
    "closed brackets": "attack (Iran) ",
    "dates": "14 March 2021 yesterday evening attack ",
    "numbers": "3 400 12.5 attack ",
    "months": "March April May attack ",
    "weeks": "two days after the attack ",
    "commas": ", attack ",
    "only commas": ",",
    "apposition": "Iran, the foreign minister, attacked, ",
    "verbs": "attacked said killed ",
    "speech": "the minister said Iran said attacked ",
    "infinitives": "wants to try to attack to ",
    "passives": "attacked by was killed by ",
    "adpositions": "of in to with attack ",
    "only adpositions": "of in to ",
    "genitives": "the attack of the president of the minister of ",
    "possessives": "Iran's minister's soldier's attack ",
    "demonstratives": "this that attack ",
    "pronouns": "he attacked himself she ",
    "numbers and of": "one of the attack ",
    "numerals": "two three four attack ",
    "negation": "not never attacked ",
    "particles": "called off on up attack ",
    "adjectives": "new big foreign old attack ",
}
ANY = {
    "one word": "a",
    "one Kurdish word": "ە",
    "one word of endings": "ەکانی",
    "one word of letters that fold": "وو",
    "one hyphenated word": "attack-led-",
    "two scripts": "aە",
    "combining marks": "\u0301",
    "Arabic marks": "\u064e",
    "hamza above": "ه\u0654",
    "non-joiners": "\u200c",
    "vowels with non-joiner": "ه\u200c",
    "joiners": "\u200d",
    "tatweel": "\u0640",
    "heh and tatweel": "ه\u0640",
    "bidirectional controls": "\u202b\u2067\u200f",
    "ligatures": "\ufdfa",
    "surrogates": "\ud800a",
    "control characters": "\x00\x1b\x1c",
    "digits": "1٢۳",
    "digits and marks": "1.2,3-",
    "markup": '<div class="a">attack <a href="x">&amp;&#39; ',
    "opened markup": "<script <!-- <a ",
    "at signs": "a@",
    "full stops": ".",
    "exclamation marks": "!",
    "abbreviations": "U.S. Dr. attack ",
    "initials": "U.S.",
    "apostrophes": "'a",
    "closing quotes": '."',
    "spaces": "      a",
    "line ends": "\n",
    "emoji": "👩\u200d👩\u200d👧",
    "both languages": "Iran attacked داعش هێرشی کردە سەر ",
}

OF = {"ckb": CKB, "en": EN}
AROUND = {"ckb": ("داعش هێرشی کردە سەر ", " گوند"), "en": ("Iran attacked ", " village")}  # so that it is read at all


def tokens_of(cycle: str, count: int) -> str:
    """Return a cycle of words, repeated to so many words; what has no spaces counts as a word every six letters."""
    words = len(cycle.split()) if cycle.endswith(" ") else len(cycle) / 6
    return cycle * max(1, round(count / words))


def spent(extractor: Extractor, cycles: str) -> tuple[float, list[Event]]:
    """Return the CPU time of telling the language of a text and extracting its events, and these."""
    text = cycles.join(AROUND[extractor.language.code])
    begin = time.process_time()
    identify(text)
    events = extractor.extract(Document("hard", text))
    return time.process_time() - begin, events


def main() -> None:
    """Print the CPU time of each kind of input in each length."""
    parser = argparse.ArgumentParser(description="Measure how extraction bears the worst inputs.")
    parser.add_argument("--tokens", type=int, default=500, help="in the shortest of the three")
    parser.add_argument("--language", choices=("ckb", "en"), action="append")
    parser.add_argument("--only", help="kinds of input with this in their name")
    parser.add_argument("--megabytes", type=int, default=0, help="size of the documents that are read whole")
    arguments = parser.parse_args()
    steepest = 0.0
    for language in arguments.language or ["ckb", "en"]:
        extractor = Extractor(language)
        cycles = {**OF[language], **ANY}
        chosen = {name: cycle for name, cycle in cycles.items() if (arguments.only or "") in name}
        spent(extractor, cycles["sentences"])
        print(f"\n{language:<30}", *(f"{arguments.tokens * size:>9,}" for size in SIZES), "    ratio   events")
        for name, cycle in chosen.items():
            times = []
            for size in SIZES:
                seconds, events = spent(extractor, tokens_of(cycle, arguments.tokens * size))
                times.append(seconds)
            ratio = times[-1] / max(times[-2], 0.02)
            steepest = max(steepest, ratio)
            print(f"{name:<30}", *(f"{s:9.3f}" for s in times), f"{ratio:9.1f}{len(events):9,}", flush=True)
        for name, cycle in chosen.items() if arguments.megabytes else ():
            size = len(cycle.encode("utf-8", "surrogatepass"))
            seconds, events = spent(extractor, cycle * (arguments.megabytes * 1_000_000 // size))
            print(f"{name:<30}{seconds:9.2f} s for {arguments.megabytes} MB, {len(events):,} events", flush=True)
    print(f"\nsteepest ratio {steepest:.1f}")


if __name__ == "__main__":
    main()
